"""What is read from a paper, the signed record that it is compared with, and what is said of each carrier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from assess.certificates.authority import Authority
from assess.certificates.payload import Payload, face_fields, in_locale

CARRIERS = ("visible", "qr", "credential", "seal", "log")
FIELDS = ("number", "name", "occupation", "grade", "issued_on", "issuer", "token")
"""The facts that carriers state, by name."""

_OF_FACE = {"number": "number", "name": "name", "occupation": "occupation", "level": "grade", "issued_on": "issued_on",
            "issuer": "issuer"}
"""Entries of a paper's face, without the language at their end, and the fact that each prints."""
LONGEST = 80
"""Characters of what a carrier says that are shown again."""

Facts = Mapping[str, str]


class Stand(Enum):
    """How a carrier stands to the signed record."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_OURS = "not_ours"
    NOT_COMPARED = "not_compared"
    """Nothing can be said, as of the text on a photo."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a carrier: a code for the sentence, and both sides of the mismatch."""

    code: str
    field: str = ""
    """One of ``FIELDS`` where it is about a fact."""
    said: str = ""
    signed: str = ""


@dataclass(frozen=True)
class Carrier:
    """One carrier: what it says, how that stands to the signed record, and the first thing that is wrong."""

    name: str
    stand: Stand
    says: Facts = field(default_factory=dict)
    fault: Fault | None = None

    @property
    def agrees(self) -> bool:
        """Whether it says what the signed record says."""
        return self.stand is Stand.AGREES


@dataclass(frozen=True)
class Line:
    """A line of text on a page (counted from 0); the box is left, top, right, bottom in pixels of the drawn page."""

    text: str
    page: int
    box: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """What was read from a PDF."""

    sizes: tuple[tuple[int, int], ...]
    """Width and height of the pages."""
    lines: tuple[Line, ...]
    codes: tuple[str, ...]
    """The texts of all QR codes on all pages."""
    attached: tuple[tuple[str, bytes], ...]
    seal: str
    """none | whole | changed (the file was saved again afterwards) | broken | foreign"""
    sealed_by: str
    shapes: tuple[str, ...] | None
    """A digest for each page of what it is drawn from, and one of what stands around the pages: title, tags.

    None where an object cannot be read.
    """
    active: tuple[str, ...]
    """Parts that can make viewers show something else: layers, scripts, annotations, fields."""


@dataclass(frozen=True)
class Signed:
    """The signed record of a certificate, with the words of its paper."""

    payload: Payload
    authority: Authority

    @property
    def facts(self) -> dict[str, str]:
        """The facts in the first language of the paper."""
        return facts_in(self.payload, self.authority.languages[0])

    def printed(self) -> Iterator[tuple[str, str]]:
        """The facts as the face of the paper prints them: name of the fact, text."""
        for name, text in face_fields(self.payload, self.authority).items():
            fact = _OF_FACE.get(name.rsplit("_", 1)[0] if name.endswith(("_zh", "_pt", "_latin")) else name)
            if fact and text:
                yield fact, text
        yield "token", self.payload.token


def facts_in(payload: Payload, locale: str) -> dict[str, str]:
    """The facts of the record in one language; the day is an ISO date."""
    return {
        "number": payload.number, "name": payload.name.shown, "occupation": in_locale(payload.occupation, locale),
        "grade": in_locale(payload.grade, locale), "issued_on": payload.issued_on,
        "issuer": in_locale(payload.issuer, locale), "token": payload.token,
    }


def first_fault(carriers: Sequence[Carrier]) -> Carrier | None:
    """The first carrier that disagrees, in the order of ``CARRIERS``; a seal that was only lost comes last."""
    wrong = [each for each in carriers if each.stand not in (Stand.AGREES, Stand.NOT_COMPARED)]
    return min(wrong, key=lambda each: (is_lost_seal(each), CARRIERS.index(each.name)), default=None)


def is_lost_seal(carrier: Carrier) -> bool:
    """Whether it is a seal that no longer covers the file, as after saving it again; another's seal is more."""
    return carrier.name == "seal" and carrier.stand not in (Stand.AGREES, Stand.NOT_OURS)


def only_seal_lost(carriers: Sequence[Carrier]) -> bool:
    """Whether everything that a paper says still agrees, and only its seal went when the file was saved again."""
    return (tuple(each.name for each in carriers) == CARRIERS
            and all(each.agrees or is_lost_seal(each) for each in carriers)
            and any(is_lost_seal(each) for each in carriers))


def compared_facts(told: Facts, signed: Signed, coded: Sequence[str] = ()) -> tuple[Stand, Fault | None]:
    """Whether the facts are the record's in any language of the paper; ``coded`` ones are codes there."""
    for name in FIELDS:
        right = {facts_in(signed.payload, locale)[name] for locale in signed.authority.languages}
        if name in coded:
            right = {signed.payload.occupation_code}
        if name in told and told[name] not in right:
            shown = signed.facts[name] if name not in coded else signed.payload.occupation_code
            return Stand.DIFFERS, Fault("fact", name, told[name][:LONGEST], shown)
    return Stand.AGREES, None
