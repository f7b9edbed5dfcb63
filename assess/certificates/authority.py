"""The model of ``authority.yaml``: who issues, by which number, under which titles. All of it is data, none is law.

An authority whose number pattern has a part that was never assigned can only make specimens: a number that looks real
must not exist for a body that has none. Pure; reading folders is the storage's business.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from assess.errors import Problems
from assess.exams.breaches import Breach
from assess.i18n.text import Text
from assess.people.identity import DocumentType
from assess.standards.load import read_data_file
from assess.standards.model import LEVELS, Closed, Id, Level

T = TypeVar("T", bound=BaseModel)
Locale = Literal["zh-Hans", "zh-Hant-MO", "pt-MO", "en"]
SPECIMEN = "SPECIMEN"
"""How the number of every specimen begins; no real pattern may begin so."""

PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::(\d{1,2}))?\}")
PARTS = ("letter", "body", "province", "serial_of_body", "year", "level", "serial")
_FIXED = re.compile(r"[A-Z0-9-]*")


def _pattern(pattern: str) -> str:
    """``pattern`` if it can make numbers that differ: known parts, capitals, digits and hyphens between them."""
    names = [name for name, _width in PLACEHOLDER.findall(pattern)]
    wrong = sorted(set(names) - set(PARTS))
    rest = PLACEHOLDER.sub("", pattern)
    if wrong or not {"year", "level", "serial"} <= set(names) or not _FIXED.fullmatch(rest):
        raise PydanticCustomError("number_pattern", "a pattern with year, level and serial")
    return pattern


Pattern = Annotated[str, AfterValidator(_pattern)]
Certified = Literal[Level, "special", "chief"]
"""The grades that a certificate can be made for: those of exams, and the two that are reached by appointment."""


class LevelName(Closed):
    """A level as this authority prints it, and how sure that equivalence is."""

    name: Text
    sure: Literal["official", "seen", "inferred"]
    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]$")] | None = None
    """What stands for the level in a number; the five levels of exams have their digit."""


class RecordName(LevelName):
    """A grade that is put on record and has no certificate: what the record is called, and how it is numbered."""

    title: Text
    number: Pattern | None = None
    """A pattern of the body's own; not set: only specimens of the record can be made."""


class Authority(Closed):
    """One issuing body. ``levels`` are those it may issue, as printed; what a paper shows is the design's affair."""

    format: Literal["1"]
    id: Id
    kind: Literal["mainland", "macau", "hongkong", "other"]
    """Whose law it works under; exams are held by mainland bodies, the others are partners."""
    name: Text
    """Exactly as filed."""
    title: Text
    """What its paper is called."""
    languages: Annotated[tuple[Locale, ...], Field(min_length=1)]
    """Languages of the paper; the first is the document's."""
    letter: Literal["Y", "S"] | None = None
    """Y: an enterprise (用人单位), S: a social body (社会培训评价组织)."""
    body: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None = None
    """Code that was assigned to the body; not set: none was."""
    province: Annotated[str, StringConstraints(pattern=r"^\d\d$")] | None = None
    serial_of_body: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] | None = None
    number: Pattern | None = None
    """How a number is made; not set: this authority's rule is not known here."""
    specimen_number: Pattern
    notice_days: Annotated[int, Field(ge=0, le=60)] = 0
    """Days of the public notice (公示) before certificates may be approved."""
    review_days: Annotated[int, Field(ge=0, le=60)] | None = None
    """Days from the notice on in which candidates may ask for a score review (复核); not set: as long as the notice."""
    breaches: tuple[Breach, ...] = ()
    """The tiers of breaches (违纪) at its exams, the lightest first."""
    photo: Literal["required", "optional"] = "optional"
    documents: tuple[DocumentType, ...] = ()
    """The identity documents it prints, the preferred one first; of a person who has none of them, the first."""
    queries: tuple[str, ...] = ()
    """Official addresses at which certificates of this kind can be queried."""
    levels: Annotated[dict[Certified, LevelName], Field(min_length=1)]
    records: dict[Literal["apprentice"], RecordName] = Field(default_factory=dict)
    """The grades of which it keeps a record that is no certificate."""

    @model_validator(mode="after")
    def _specimens_stand_apart(self) -> Authority:
        real = [self.number or "", *(record.number or "" for record in self.records.values())]
        if not self.specimen_number.startswith(SPECIMEN) or any(each.startswith(SPECIMEN) for each in real):
            raise PydanticCustomError("specimen_pattern", "a specimen number begins with SPECIMEN, a real one does not")
        return self

    @model_validator(mode="after")
    def _levels_are_told_apart(self) -> Authority:
        codes = [self.level_code(level) for level in (*self.levels, *self.records)]
        if "" in codes or len(set(codes)) < len(codes):
            raise PydanticCustomError("level_code", "every grade beyond the five levels has a code of its own")
        return self

    def paper_of(self, level: str) -> LevelName | None:
        """The certificate or the record that it issues for the grade; None: neither."""
        papers: dict[str, LevelName] = {}
        return (papers | self.levels | self.records).get(level)

    def level_code(self, level: str) -> str:
        """What stands for the grade in a number."""
        named = self.paper_of(level)
        return (named.code if named else None) or (level[1:] if level in LEVELS else "")

    def title_of(self, level: str) -> Text:
        """What its paper for the grade is called."""
        named = self.paper_of(level)
        return named.title if isinstance(named, RecordName) else self.title

    @property
    def days_to_ask(self) -> int:
        """Days from the notice on in which candidates may ask for a score review (复核)."""
        return self.notice_days if self.review_days is None else self.review_days

    def breach(self, breach: str) -> Breach | None:
        """The tier of that id, if this authority has one."""
        return next((one for one in self.breaches if one.id == breach), None)

    @property
    def assigned(self) -> bool:
        """Whether real numbers can be made; where not, everything it issues is a specimen."""
        if self.number is None:
            return False
        parts = [name for name, _width in PLACEHOLDER.findall(self.number)]
        return all(getattr(self, part) for part in parts if part not in ("year", "level", "serial"))


def parse_authority(data: bytes, name: str) -> Authority:
    """The authority in ``data``; raises ``Problems("authority.invalid")`` with every fault and its line and column."""
    return read_model(Authority, data, name, "authority.invalid")


def read_model(kind: type[T], data: bytes, name: str, code: str) -> T:
    """The value of model class ``kind`` in the YAML ``data``; all faults at once under ``code``."""
    try:
        return read_data_file(kind, data, name)
    except Problems as error:
        raise Problems(code, error.problems, where=name) from error
