"""Compares the five carriers of a certificate with its signed record, and says which one disagrees, and in what.

The carriers are the visible text, the QR codes, the embedded credential, the seal of the PDF and the public log. What
they hold was read elsewhere and is a parameter; nothing here opens a file. The signed record decides what is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum
from urllib.parse import urlsplit

from assess.certificates.authority import Authority
from assess.certificates.offline_code import Stated, read_offline_code
from assess.certificates.payload import Payload, face_fields, in_locale
from assess.errors import BadInput

CARRIERS = ("visible", "qr", "credential", "seal", "log")
FIELDS = ("number", "name", "occupation", "grade", "issued_on", "issuer", "token")
"""The facts that carriers state, by name."""

_OF_FACE = {"number": "number", "name": "name", "occupation": "occupation", "level": "grade", "issued_on": "issued_on",
            "issuer": "issuer"}
"""Entries of a paper's face, without the language at their end, and the fact that each prints."""
_CREDENTIAL = ("credential.", ".json")
_BESIDE = ("record.json", "log-proof.txt")
_LONGEST = 80
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


# -- the visible text --------------------------------------------------------------------------------------------


def visible(paper: Paper, original: Paper, drawn_at: tuple[int, tuple[int, ...]] | None, signed: Signed) -> Carrier:
    """The pages of ``paper`` beside those of the paper that was issued.

    ``drawn_at`` is page and box (pixels) where the drawn pages differ first. Text, picture, and what the pages are
    drawn from must all be the same: text alone is invisible, a picture alone may be another one in another viewer.
    """
    said = {name: text for name, text in signed.facts.items() if name != "token"}
    fault = _pages(paper, original) or _text(paper, original, signed)
    if fault is None and paper.active != original.active:
        fault = Fault("active", said=" ".join(paper.active))
    if fault is None and drawn_at is not None:
        fault = _drawn(original, *drawn_at, signed)
    if fault is None and (paper.shapes is None or paper.shapes != original.shapes):
        fault = Fault("otherwise")
    if fault is None:
        return Carrier("visible", Stand.AGREES, said)
    if fault.field and fault.code == "text":
        said[fault.field] = fault.said
    return Carrier("visible", Stand.DIFFERS, said, fault)


def _pages(paper: Paper, original: Paper) -> Fault | None:
    if len(paper.sizes) != len(original.sizes):
        return Fault("pages", said=str(len(paper.sizes)), signed=str(len(original.sizes)))
    return Fault("size") if paper.sizes != original.sizes else None


def _text(paper: Paper, original: Paper, signed: Signed) -> Fault | None:
    """The first line that differs; one that prints a fact comes before any other."""
    faults = list(_changes([line.text for line in original.lines], [line.text for line in paper.lines], signed))
    return next((each for each in faults if each.field), faults[0] if faults else None)


def _changes(before: list[str], after: list[str], signed: Signed) -> Iterator[Fault]:
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = max(end - start, last - first)
        for was, is_now in zip((before[start:end] + [""] * pairs)[:pairs], (after[first:last] + [""] * pairs)[:pairs],
                               strict=True):
            code = "text" if was and is_now else "removed" if was else "added"
            yield Fault(code, _fact_of(was, signed), is_now[:_LONGEST], was[:_LONGEST])


def _drawn(original: Paper, page: int, box: tuple[int, ...], signed: Signed) -> Fault:
    """What is drawn otherwise: the fact that is printed there, where one is."""
    for line in original.lines:
        if line.page == page and line.box and _overlap(line.box, box) and (fact := _fact_of(line.text, signed)):
            return Fault("drawn_over", fact, str(page + 1), line.text[:_LONGEST])
    return Fault("drawn", "", str(page + 1))


def _overlap(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    return left[0] < right[2] and right[0] < left[2] and left[1] < right[3] and right[1] < left[3]


def _fact_of(line: str, signed: Signed) -> str:
    """The fact that a line prints, whole or in part; empty for fixed texts."""
    bare = "".join(line.split())
    for fact, text in signed.printed():
        if bare and (bare == (whole := "".join(text.split())) or (len(whole) > 3 and whole in bare)
                     or (len(bare) > 5 and bare in whole)):
            return fact
    return ""


# -- the QR codes ------------------------------------------------------------------------------------------------


def qr(codes: Sequence[str], original: Sequence[str] | None, signed: Signed, publics: list[bytes],
       base_url: str) -> Carrier:
    """All codes on the paper beside those that were printed on it; ``original`` is None for a photo.

    ``publics`` are the keys of offline codes (P-256, DER). A code that was printed on the paper is right, wherever this
    site may have moved since; of any other, host, token and signed facts are looked at.
    """
    if not codes:
        return Carrier("qr", Stand.MISSING, fault=Fault("no_code"))
    said: dict[str, str] = {}
    for code in codes:
        told, stand, fault = _code(code, signed, publics, base_url)
        said |= told
        if fault is not None and code not in (original or ()):
            return Carrier("qr", stand, said, fault)
    if original is not None and sorted(codes) != sorted(original):
        return Carrier("qr", Stand.DIFFERS, said, Fault("codes", said=str(len(codes)), signed=str(len(original))))
    return Carrier("qr", Stand.AGREES, said)


def token_in(code: str, base_url: str) -> tuple[str, str]:
    """Host and token of a code's address; the token is empty when the address is no certificate's of this site."""
    try:
        address, ours = urlsplit(code if "//" in code else f"//{code}"), urlsplit(base_url)
    except ValueError:
        return code[:_LONGEST], ""
    prefix = f"{ours.path.rstrip('/')}/v/".lower()
    host = address.netloc.lower()
    here = host == ours.netloc.lower() and address.path.lower().startswith(prefix)
    return host or code[:_LONGEST], address.path[len(prefix):].rstrip("/").upper() if here else ""


def _code(code: str, signed: Signed, publics: list[bytes], base_url: str) -> tuple[Facts, Stand, Fault | None]:
    host, token = token_in(code, base_url)
    if not token:
        return {}, Stand.NOT_OURS, Fault("host", said=host)
    if token != signed.payload.token:
        return {"token": token}, Stand.DIFFERS, Fault("fact", "token", token, signed.payload.token)
    digits = code.partition("#")[2]
    if not digits:
        return {"token": token}, Stand.AGREES, None
    try:
        stated = read_offline_code(digits, publics)
    except BadInput as error:
        return {"token": token}, Stand.NOT_OURS, Fault("offline", said=error.code.rpartition(".")[2])
    told = _facts_of(stated) | {"token": token}
    return told, *compared_facts(told, signed, ("occupation",))


def _facts_of(stated: Stated) -> dict[str, str]:
    return {"number": stated.number, "name": stated.name, "occupation": stated.occupation_code, "grade": stated.grade,
            "issued_on": stated.issued_on, "issuer": stated.issuer}


def compared_facts(told: Facts, signed: Signed, coded: Sequence[str] = ()) -> tuple[Stand, Fault | None]:
    """Whether the facts are the record's in any language of the paper; ``coded`` ones are codes there."""
    for name in FIELDS:
        right = {facts_in(signed.payload, locale)[name] for locale in signed.authority.languages}
        if name in coded:
            right = {signed.payload.occupation_code}
        if name in told and told[name] not in right:
            shown = signed.facts[name] if name not in coded else signed.payload.occupation_code
            return Stand.DIFFERS, Fault("fact", name, told[name][:_LONGEST], shown)
    return Stand.AGREES, None


# -- the embedded credential -------------------------------------------------------------------------------------


def credential(paper: Paper, stored: Mapping[str, bytes], proven: bool, signed: Signed) -> Carrier:
    """The attached credentials beside those that were ``stored`` (by language) when the paper was made.

    ``proven``: each stored one carries the authority's proof. Nothing else may be attached.
    """
    names = {f"{_CREDENTIAL[0]}{locale}{_CREDENTIAL[1]}": data for locale, data in stored.items()}
    attached = dict(paper.attached)
    said: Facts = {}
    for name, data in names.items():
        if name not in attached:
            return Carrier("credential", Stand.MISSING, fault=Fault("no_credential", said=name))
        told = credential_facts(attached[name])
        if told is None:
            return Carrier("credential", Stand.UNREADABLE, fault=Fault("credential_unreadable", said=name))
        stand, fault = compared_facts(told, signed)
        if fault is not None:
            return Carrier("credential", stand, told, fault)
        if attached[name] != data:
            return Carrier("credential", Stand.DIFFERS, told, Fault("credential_altered", said=name))
        said = said or told
    extra = [name for name, _data in paper.attached if name not in names and name not in _BESIDE]
    if extra or len(attached) != len(paper.attached):
        return Carrier("credential", Stand.DIFFERS, said, Fault("attached", said=(extra or ["–"])[0][:_LONGEST]))
    if not proven or not names:
        return Carrier("credential", Stand.NOT_OURS, said, Fault("credential_proof"))
    return Carrier("credential", Stand.AGREES, said)


def credential_facts(data: bytes) -> dict[str, str] | None:
    """What a credential says, as far as it says it where ours do; None for what is no credential."""
    try:
        document = json.loads(data)
        subject = document["credentialSubject"]
        name, identifier = subject["achievement"]["name"], subject["identifier"][0]["identityHash"]
        # "SPECIMEN 样本 · occupation · trade · grade", the first and the third where there is one.
        occupation, *_trade, grade = [part for part in name.split(" · ") if not part.startswith("SPECIMEN")]
        found = {
            "number": subject["licenseNumber"], "name": identifier, "occupation": occupation,
            "grade": grade, "issued_on": document["validFrom"][:10], "issuer": document["issuer"]["name"],
            "token": document["id"].rpartition("/v/")[2].partition("/")[0],
        }
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return {name: text[:200] for name, text in found.items()} if all(isinstance(t, str) for t in found.values()) \
        else None


# -- the seal ----------------------------------------------------------------------------------------------------

_SEALS = {
    "none": (Stand.MISSING, "no_seal"), "changed": (Stand.DIFFERS, "saved_after"),
    "broken": (Stand.UNREADABLE, "seal_broken"), "foreign": (Stand.NOT_OURS, "sealed_by"),
}


def seal(paper: Paper) -> Carrier:
    """The seal of the file, as its reader found it."""
    said = {"issuer": paper.sealed_by} if paper.sealed_by else {}
    if paper.seal == "whole":
        return Carrier("seal", Stand.AGREES, said)
    stand, code = _SEALS[paper.seal]
    return Carrier("seal", stand, said, Fault(code, said=paper.sealed_by[:_LONGEST]))
