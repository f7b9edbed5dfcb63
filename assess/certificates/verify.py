"""Decides whether a certificate is genuine from what was found, step by step; fetches and stores nothing.

``STEPS`` lists the checks once. Each check that was made is in the answer, so that a missing one shows. What a
certificate states is handed out only when every check held: nothing unproven is ever shown as a certificate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from assess.certificates.carriers import Carrier, first_fault
from assess.certificates.payload import Payload, Printed, Way, payload_from_bytes
from assess.certificates.signing import check
from assess.certificates.status import Status, status_of
from assess.errors import BadInput

STEPS = (
    "address", "file", "record", "payload", "register", "signature", "log", "state", "seal",
    "text", "codes", "credential", "paper_seal", "proof",
)
"""1 the scanned address leads here · 2 the file is the one we stored · 3 there is such a certificate · 4 its signed
bytes are whole · 5 the register says what they say · 6 the authority signed them · 7 the log holds their issue · 8 the
recorded state is the log's · 9 the record was not altered by hand.

And of a file or picture that is not on the register: 10 its pages show what the issued paper shows · 11 its QR codes
are the paper's · 12 the attached credential says the same, with the authority's proof · 13 the seal covers the whole
file · 14 the attached record is the signed one, and the log proves its issue."""


@dataclass(frozen=True)
class Check:
    """One step: its number and name in ``STEPS``, whether it held, and what was found if that helps a reader."""

    number: int
    name: str
    held: bool
    detail: str = ""


class Verdict(Enum):
    """The answer in one word."""

    GENUINE = "genuine"
    SPECIMEN = "specimen"
    RESAVED = "resaved"
    """A file that was saved again: its seal is lost, all that it says agrees."""
    REVOKED = "revoked"
    ENDED = "ended"
    ERASED = "erased"
    """It was issued and its record was erased: neither genuine nor forged, nobody can confirm what it said."""
    NOT_GENUINE = "not_genuine"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class LogFact:
    """One log entry of the certificate; ``holds``: its hash follows from the entry before it."""

    kind: str
    day: date
    holds: bool


@dataclass(frozen=True)
class LinkedPaper:
    """Another authority's paper of the same exam: whose it is, how it stands (``prepared`` before it was issued)."""

    authority: str
    state: str
    day: date | None


@dataclass(frozen=True)
class Successor:
    """The edition that stands in the place of a replaced one; its own page says what it is worth."""

    edition: int
    kind: str
    """copy | correction"""
    token: str


@dataclass(frozen=True)
class Found:
    """What the register holds for one certificate. ``payload`` is None when it could not be opened, or was erased."""

    payload: bytes | None
    payload_is_recorded: bool
    authority: str
    number: str
    token: str
    result_sha256: str
    leaf_holds: bool
    """The log entries were found under the salted hash of exactly this payload."""
    signature: bytes
    public_key: bytes | None
    issued: bool
    being_made: bool
    """Its issue stands in the log, its paper is not there yet."""
    status: str
    status_reason: str
    log: Sequence[LogFact]
    seal_holds: bool
    linked: tuple[LinkedPaper, ...] = ()
    edition: int = 1
    edition_kind: str = ""
    replaced_by: Successor | None = None
    erased_on: date | None = None


@dataclass(frozen=True)
class Erased:
    """What is left of a certificate whose record was erased: that there was one, since when there is none, and why."""

    number: str
    authority: str
    day: date
    reason: str
    """One of ``ErasureReason``."""
    before: Status
    """What the log says that it was worth before."""
    before_on: date


@dataclass(frozen=True)
class PublicCertificate:
    """What a stranger is shown to compare with the paper; no digit of an identity document is in it."""

    authority: str
    issuer: Printed
    number: str
    token: str
    name_zh: str
    name_latin: str
    occupation_code: str
    occupation: Printed
    trade: Printed
    level: str
    grade: Printed
    issued_on: date
    status: Status
    status_on: date
    status_reason: str
    specimen: bool
    sample: Printed
    linked: tuple[LinkedPaper, ...]
    """The papers of other authorities for the same exam."""
    way: Way
    enterprise: Printed
    """Who appointed or confirmed the holder; empty for exams."""
    held_from: date | None
    held_until: date | None
    edition: int = 1
    """Papers that follow one another under one number."""
    edition_kind: str = ""
    """copy (补发) | correction; empty for the first edition."""
    edition_on: date | None = None
    """Day of this edition, beside the day of issue of the first."""
    replaced_by: Successor | None = None
    events: tuple[LogFact, ...] = ()
    """What the log says of it, the oldest first."""

    def has_ended(self, today: date) -> bool:
        """Whether the term of the appointment is over by that day; certificates of exams have no end."""
        return self.held_until is not None and today > self.held_until


@dataclass(frozen=True)
class Verification:
    """The checks that were made, in order, and the certificate when all of them held.

    A file that was only saved again is shown too, though it is not the issued one and its seal is lost.
    """

    checks: tuple[Check, ...]
    certificate: PublicCertificate | None = None
    carriers: tuple[Carrier, ...] = ()
    """What each carrier of an uploaded paper says, and how it stands to the signed record."""
    erased: Erased | None = None

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that did not hold."""
        return tuple(check for check in self.checks if not check.held)

    @property
    def disagreement(self) -> Carrier | None:
        """The first carrier that does not say what the signed record says."""
        return first_fault(self.carriers)

    @property
    def verdict(self) -> Verdict:
        """The answer: the first check that failed decides, then the state, then whether it is only a specimen."""
        if self.erased is not None:
            return Verdict.ERASED
        if self.certificate is None:
            first = self.failed[0].name if self.failed else "record"
            return Verdict.UNKNOWN if first in ("address", "record") else Verdict.NOT_GENUINE
        if self.certificate.status is not Status.VALID:
            return Verdict.REVOKED
        if self.failed:
            return Verdict.RESAVED
        return Verdict.SPECIMEN if self.certificate.specimen else Verdict.GENUINE

    def verdict_on(self, today: date) -> Verdict:
        """The answer on that day: an appointment whose term is over is genuine, and no longer in force."""
        verdict = self.verdict
        ended = verdict is Verdict.GENUINE and self.certificate is not None and self.certificate.has_ended(today)
        return Verdict.ENDED if ended else verdict


@lru_cache(maxsize=64)
def step(name: str, held: bool, detail: str = "") -> Check:
    """The check of that name with its number."""
    return Check(STEPS.index(name) + 1, name, held, detail)


def verify(found: Found | None, before: tuple[Check, ...] = ()) -> Verification:
    """The verification of what was found; ``before`` are checks already made (address, file).

    A record that was never issued and never logged is as unknown as none at all. Of an erased one the steps 3, 7 and 9
    are left: its entries are whole, and it was erased by the program.
    """
    # 3 record
    if found is None or found.being_made or not (found.issued or found.log):
        return Verification((*before, step("record", False)))
    checks = [*before, step("record", True)]
    if found.erased_on is not None:
        return _of_erased(found, found.erased_on, checks)
    # 4 payload
    payload = _opened(found)
    checks.append(step("payload", payload is not None))
    if payload is None or found.payload is None:
        return Verification(tuple(checks))
    # 5 register
    stated = (payload.authority, payload.number, payload.token, payload.result_sha256, payload.paper_edition,
              payload.paper_kind)
    register = (found.authority, found.number, found.token, found.result_sha256, found.edition, found.edition_kind)
    checks.append(step("register", found.issued and stated == register))
    # 6 signature
    known = found.public_key is not None
    signed = found.public_key is not None and check(found.public_key, found.payload, found.signature)
    checks.append(step("signature", signed, "" if known else "key"))
    # 7 log
    checks.append(step("log", _is_logged(found) and found.leaf_holds))
    # 8 state
    status = status_of(fact.kind for fact in found.log)
    checks.append(step("state", status is not None and status.value == found.status))
    # 9 seal
    checks.append(step("seal", found.seal_holds))
    if status is None or not all(made.held for made in checks):
        return Verification(tuple(checks))
    return Verification(tuple(checks), _public(payload, found, status))


def _of_erased(found: Found, day: date, checks: list[Check]) -> Verification:
    # 7 log, without the payload that would lead to the entries
    checks.append(step("log", _is_logged(found)))
    # 9 seal
    checks.append(step("seal", found.seal_holds and found.status == Status.ERASED.value))
    before = status_of(fact.kind for fact in found.log)
    if before is None or not all(made.held for made in checks):
        return Verification(tuple(checks))
    gone = Erased(found.number, found.authority, day, found.status_reason, before, found.log[-1].day)
    return Verification(tuple(checks), erased=gone)


def _is_logged(found: Found) -> bool:
    return bool(found.log) and found.log[0].kind == "issue" and all(fact.holds for fact in found.log)


def _opened(found: Found) -> Payload | None:
    if found.payload is None or not found.payload_is_recorded:
        return None
    try:
        return payload_from_bytes(found.payload)
    except BadInput:
        return None


def _public(payload: Payload, found: Found, status: Status) -> PublicCertificate:
    return PublicCertificate(
        authority=payload.authority,
        issuer=payload.issuer,
        number=payload.number,
        token=payload.token,
        name_zh=payload.name_zh,
        name_latin=payload.name.romanised,
        occupation_code=payload.occupation_code,
        occupation=payload.occupation,
        trade=payload.trade,
        level=payload.level,
        grade=payload.grade,
        issued_on=date.fromisoformat(payload.issued_on),
        status=status,
        status_on=found.log[-1].day,
        status_reason=found.status_reason,
        specimen=payload.specimen,
        sample=payload.sample,
        linked=found.linked,
        way=payload.way,
        enterprise=payload.enterprise,
        held_from=_day(payload.held_from),
        held_until=_day(payload.held_until),
        edition=payload.paper_edition,
        edition_kind=payload.paper_kind,
        edition_on=_day(payload.paper_on),
        replaced_by=found.replaced_by if status is Status.REPLACED else None,
        events=tuple(found.log),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
