"""Takes the file of a result apart, strictly: what is no such file is refused in words, before anything is computed.

Refused are files that are too large, nested too deep, no JSON, with a key twice, with a fraction or a huge number
written as a number, with a key that is unknown or missing, and forms that do not fit together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from assess.canonical import canonical
from assess.errors import BadInput
from assess.exams.breaches import Breach
from assess.exams.form import ExamForm, read_form
from assess.exams.placings import Competitor, Group
from assess.exams.result import Carried, PartInput, PartState
from assess.exams.result_file.writing import FORMAT
from assess.exams.scores import Entry, ScoreSheet
from assess.exams.sealing import Sealed
from assess.i18n.text import DEFAULT, Text
from assess.standards.model import Level

LARGEST = 2_000_000
"""Bytes of a file; one of 60 items, five examiners and a note on every item has 100,000."""
DEEPEST = 32
MOST_SHEETS = 40
MOST_ITEMS = 2_000
MOST_COMPETITORS = 10_000

_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Number = Annotated[int, Field(ge=0, lt=2**53)]
_Ratio = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,40}/[1-9][0-9]{0,39}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SheetData(_Strict):
    """One sealed sheet in a file."""

    sheet: _Number
    enrolment: _Number
    examiner: _Number
    further: bool
    entries: dict[str, Annotated[list[str], Field(min_length=2, max_length=2)]]
    pictures: list[str]
    digest: _Digest

    def sealed(self, part: str, form_digest: str) -> Sealed:
        """What the sheet states."""
        entries = {key: Entry(value, note) for key, (value, note) in self.entries.items()}
        return Sealed(self.sheet, self.enrolment, part, self.examiner, self.further, form_digest, entries,
                      self.pictures)


class _BreachData(_Strict):
    id: str
    effect: Literal["part", "exam"]
    bar_months: Annotated[int, Field(ge=0, le=120)]


class _CarriedData(_Strict):
    sitting: str
    held_on: str
    result: _Digest
    total: _Ratio
    shown: Annotated[str, StringConstraints(max_length=60)]


class PartData(_Strict):
    """What one part was decided from."""

    state: Literal["open", "scored", "carried", "absent", "late", "withdrawn", "void"]
    note: str
    breach: _BreachData | None
    carried: _CarriedData | None
    sheets: Annotated[list[SheetData], Field(max_length=MOST_SHEETS)]

    def given(self) -> PartInput:
        """The input as the rules take it; raises ``ValueError`` for what no part can be."""
        fits = (self.state == "carried") is (self.carried is not None)
        if not fits or (self.breach and self.state != "void") or (self.sheets and self.state != "scored"):
            raise ValueError(self.state)
        sheets = (ScoreSheet(str(one.examiner), one.sealed("", "").entries, one.digest, one.further)
                  for one in self.sheets)
        return PartInput(PartState(self.state), tuple(sheets), self.note, self._breach, self._carried)

    @property
    def _breach(self) -> Breach | None:
        stated = self.breach
        if stated is None:
            return None
        name = Text({DEFAULT: stated.id})
        return Breach(id=stated.id, name=name, effect=stated.effect, bar_months=stated.bar_months)

    @property
    def _carried(self) -> Carried | None:
        stated = self.carried
        if stated is None:
            return None
        held_on, total = date.fromisoformat(stated.held_on), Fraction(stated.total)
        return Carried(stated.sitting, held_on, stated.result, total, stated.shown)


class PlacingData(BaseModel):
    """What a place of a competition was decided from, as the record of the result holds it."""

    model_config = ConfigDict(frozen=True, strict=True)

    rules: int
    group: Group
    prize: Annotated[str, StringConstraints(max_length=40)]
    held: Level | None
    others: Annotated[list[_Ratio], Field(max_length=MOST_COMPETITORS)]

    @property
    def competitor(self) -> Competitor:
        """What was stated of the competitor."""
        return Competitor(self.group, self.prize, self.held)

    @property
    def totals(self) -> tuple[Fraction, ...]:
        """The totals of the others of the group."""
        return tuple(map(Fraction, self.others))


class ExamFile(_Strict):
    """The file of an exam's result."""

    format: Literal["assess-result/1"]
    kind: Literal["exam"]
    rules: int
    form: dict[str, Any]
    inputs: dict[str, PartData]
    result: dict[str, Any]
    digest: _Digest


class ReviewFile(_Strict):
    """The file of a review's or an apprentice's result."""

    format: Literal["assess-result/1"]
    kind: Literal["appointment", "confirmation"]
    rules: int
    result: dict[str, Any]
    digest: _Digest


_FILE: TypeAdapter[ExamFile | ReviewFile] = TypeAdapter(Annotated[ExamFile | ReviewFile, Field(discriminator="kind")])


def read_file(data: bytes) -> ExamFile | ReviewFile:
    """The file, every key of it known. Raises ``BadInput``.

    ``result_file.too_large``, ``result_file.too_deep``, ``result_file.not_json`` (with ``line`` where one is known),
    ``result_file.twice`` (a key), ``result_file.fraction`` (a number that is no text), ``result_file.format`` (it is no
    such file), ``result_file.shape`` (``where`` something else stands than belongs there).
    """
    if len(data) > LARGEST:
        raise BadInput("result_file.too_large", got=len(data), limit=LARGEST)
    found = _json(data)
    stated = found.get("format") if isinstance(found, dict) else None
    if stated != FORMAT:
        raise BadInput("result_file.format", got=str(stated)[:40], expected=FORMAT)
    try:
        return _FILE.validate_python(found)
    except ValidationError as error:
        raise BadInput("result_file.shape", where=_where(error)) from error


def read_exam(file: ExamFile) -> tuple[ExamForm, dict[str, PartInput]]:
    """The form of the file with the digest of its bytes, and what every part was decided from.

    Raises ``BadInput("result_file.shape")`` for a form that is none or does not fit together, and for such inputs.
    """
    try:
        form = read_form(canonical(file.form))
        _require_coherent(form, file.inputs)
    except (BadInput, ValueError) as error:
        raise BadInput("result_file.shape", where="form") from error
    given: dict[str, PartInput] = {}
    for part, stated in file.inputs.items():
        try:
            given[part] = stated.given()
        except ValueError as error:
            raise BadInput("result_file.shape", where=f"inputs.{part}"[:80]) from error
    return form, given


def read_placing(file: ExamFile) -> PlacingData | None:
    """What the place in the result was decided from; None for a result without one.

    Raises ``BadInput("result_file.shape")``.
    """
    if "placing" not in file.result:
        return None
    try:
        return PlacingData.model_validate(file.result["placing"])
    except ValidationError as error:
        raise BadInput("result_file.shape", where=f"result.placing.{_where(error)}"[:80]) from error


def _require_coherent(form: ExamForm, inputs: Mapping[str, PartData]) -> None:
    """Raises ``ValueError`` for a form that no standard leads to and the rules would stumble over."""
    ids = [part.part.id for part in form.parts]
    own = [part.part.id for part in form.parts if part.part.award is None]
    items = sum(len(task.items) for part in form.parts for task in part.tasks)
    graded = form.grading.part or (own[-1] if own else "")
    if len(set(ids)) != len(ids) or set(inputs) - set(ids) or items > MOST_ITEMS:
        raise ValueError("parts")
    if form.grading.kind == "bands" and graded not in own:
        raise ValueError("grading")


def _json(data: bytes) -> Any:
    depth = 0
    for found in _BRACKETS.finditer(data):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(found.group(), 0)
        if depth > DEEPEST:
            raise BadInput("result_file.too_deep", limit=DEEPEST)
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse,
                           parse_int=_whole)
        canonical(value)  # half a surrogate pair has no canonical bytes
    except json.JSONDecodeError as error:
        raise BadInput("result_file.not_json", line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise BadInput("result_file.not_json", line="–") from error
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput("result_file.twice", key=key[:40])
        found[key] = value
    return found


def _refuse(text: str) -> NoReturn:
    raise BadInput("result_file.fraction", got=text[:40])


def _whole(text: str) -> int:
    return int(text) if len(text) <= 15 else _refuse(text)


def _where(error: ValidationError) -> str:
    place = [str(each) for each in error.errors()[0]["loc"] if each not in ("exam", "appointment", "confirmation")]
    return ".".join(place)[:80] or "–"
