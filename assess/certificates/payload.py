"""Everything a certificate states, as one frozen value and its canonical bytes: those bytes are what is signed.

The face of the paper is made from the payload alone, so paper, page and signature cannot say different things.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Literal

from assess.canonical import canonical
from assess.certificates.authority import Authority
from assess.errors import BadInput
from assess.i18n.formats import format_date
from assess.people.identity import DocumentType, PersonName, document_name

VERSION = 1
NO_TRADE = "--"
"""What is printed where an occupation has no trade (工种); never a blank (人社鉴发〔2021〕1号)."""

Printed = Mapping[str, str]
"""A text by locale, exactly as the paper prints it."""
Way = Literal["exam", "appointment", "confirmation"]
"""How the grade was reached: by an exam, by review and appointment, or by the enterprise's own decision."""


_NEXT_BEST = {
    "zh-Hans": ("zh-Hant-MO", "en"), "zh-Hant-MO": ("zh-Hans", "en"), "pt-MO": ("en", "zh-Hant-MO"), "en": ("pt-MO",),
}
"""What a reader of each language reads next best; stored bytes are sorted, so a paper has no first language."""


def in_locale(printed: Printed, locale: str) -> str:
    """The printed text that a reader of ``locale`` knows best: their language, else the nearest one; "" for none."""
    for each in (locale, *_NEXT_BEST.get(locale, ())):
        if printed.get(each):
            return printed[each]
    return next(iter(printed.values()), "")


@dataclass(frozen=True)
class Payload:
    """What is certified. Days are ISO dates, digests 64 hexadecimal digits, texts by locale as printed."""

    version: int
    authority: str
    issuer: Printed
    number: str
    token: str
    specimen: bool
    sample: Printed
    """What of the standard is made up for demonstration; empty: nothing."""
    name_zh: str
    surname: str
    given: str
    born: str | None
    document_type: str
    document_number: str = field(repr=False)
    photo_sha256: str | None
    occupation_code: str
    occupation: Printed
    trade: Printed
    """Empty: none."""
    level: str
    grade: Printed
    standard: str
    edition: str
    standard_sha256: str
    form_sha256: str
    """Empty where the grade does not come from an exam."""
    result_sha256: str
    linked: str
    """Salted digest of the exam record; two papers of one exam carry the same, and it tells nothing else."""
    issued_on: str
    way: Way = "exam"
    enterprise: Printed = field(default_factory=dict)
    """Who appointed or confirmed the holder; empty for exams."""
    held_from: str | None = None
    """First day of the appointment, or the day of the enterprise's decision."""
    held_until: str | None = None
    """Last day of the appointment."""
    paper_edition: int = 1
    """Papers that follow one another under one number."""
    paper_kind: Literal["", "copy", "correction"] = ""
    """A copy (补发) of a lost paper, or a correction; empty for the first edition."""
    paper_on: str | None = None
    """Day of this edition, beside the day of issue of the first; None for the first edition."""

    @property
    def name(self) -> PersonName:
        """The holder's names."""
        return PersonName(self.name_zh, self.surname, self.given)

    def to_bytes(self) -> bytes:
        """Canonical JSON of all fields."""
        return canonical(asdict(self))


_FIELDS = frozenset(field.name for field in dataclass_fields(Payload))


def payload_from_bytes(data: bytes) -> Payload:
    """The payload that ``to_bytes`` wrote; raises ``BadInput("payload.unreadable")`` for anything else."""
    try:
        values = json.loads(data)
    except ValueError as error:
        raise BadInput("payload.unreadable", reason="json") from error
    if not isinstance(values, dict) or values.keys() != _FIELDS or values["version"] != VERSION:
        raise BadInput("payload.unreadable", reason="fields")
    return Payload(**values)


def face_fields(payload: Payload, authority: Authority) -> dict[str, str]:
    """Every text that the paper may show, under all the names by which the authority's design may ask for it.

    What is said in the languages of the authority has a name for each of them: ``level.zh-Hant-MO``, in short
    ``level_zh`` (the first of the Chinese ones), and ``level`` in the authority's first language. What needs no
    language has one name. So a design, which is data, decides what a paper looks like in which languages.
    """
    fields = _names(payload) | {"document_number": _printed_number(payload), "number": payload.number}
    for locale in reversed(authority.languages):
        for name, text in _said(payload, locale).items():
            fields |= {f"{name}.{locale}": text, f"{name}_{locale.partition('-')[0]}": text, name: text}
    return fields


def _names(payload: Payload) -> dict[str, str]:
    """The holder's name on one line, or on two, of which the romanised one is never empty.

    A name without romanisation stands there as it is.
    """
    latin = payload.name.romanised
    return {"name": payload.name.shown, "name_zh": payload.name_zh if latin else "",
            "name_latin": latin or payload.name_zh}


def _said(payload: Payload, locale: str) -> dict[str, str]:
    """What is said in a language; a text that the payload does not have in it is empty."""
    said = {
        "document_type": document_name(DocumentType(payload.document_type), locale),
        "occupation": payload.occupation.get(locale, ""),
        "trade": payload.trade.get(locale, NO_TRADE),
        "level": payload.grade.get(locale, ""),
        "issued_on": format_date(date.fromisoformat(payload.issued_on), locale),
        "issuer": payload.issuer.get(locale, ""),
        "sample": payload.sample.get(locale, ""),
        "edition": printed_edition(payload, locale),
    }
    return said | (_held(payload, locale) if payload.way != "exam" else {})


_EDITIONS = {
    "zh-Hans": {"copy": "补发（第{number}份，{day}）", "correction": "更正后重发（第{number}份，{day}）"},
    "zh-Hant-MO": {"copy": "補發（第{number}份，{day}）", "correction": "更正後重發（第{number}份，{day}）"},
    "pt-MO": {"copy": "{number}.ª via, de {day}", "correction": "{number}.ª emissão, rectificada, de {day}"},
    "en": {"copy": "Copy (paper {number}, {day})", "correction": "Corrected (paper {number}, {day})"},
}
"""What is printed on a paper that follows another one under the same number (补发: 人社鉴发〔2021〕1号)."""


def printed_edition(payload: Payload, locale: str) -> str:
    """The line that tells a later paper from the first, which has none."""
    if not payload.paper_kind or payload.paper_on is None:
        return ""
    day = format_date(date.fromisoformat(payload.paper_on), locale)
    return _EDITIONS[locale][payload.paper_kind].format(number=payload.paper_edition, day=day)


def _held(payload: Payload, locale: str) -> dict[str, str]:
    """Who appointed or confirmed the holder, from when until when."""
    days = [format_date(date.fromisoformat(day), locale) for day in (payload.held_from, payload.held_until) if day]
    return {"enterprise": payload.enterprise.get(locale, ""), "held": "至".join(days)}


def _printed_number(payload: Payload) -> str:
    """The number as its document shows it: a Macau BIR has its check character in brackets, ``5123456(8)``."""
    number = payload.document_number
    if payload.document_type == DocumentType.MACAU_BIR.value and len(number) == 8:
        return f"{number[:7]}({number[7]})"
    return number
