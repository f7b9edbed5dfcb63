"""The states of an issued certificate, and which one follows from its log entries: the log decides, no column.

One state no entry leads to: a certificate is erased when its record is gone and its entries mean nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


class Status(Enum):
    """What an issued certificate is worth today."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"
    ERASED = "erased"
    """Its record was erased: nobody can say any more what it stated. No entry of the log leads here."""


class ReasonClass(Enum):
    """Why a certificate was revoked, as the public is told; the reason in words stays with the office."""

    ISSUED_IN_ERROR = "issued_in_error"
    FRAUD = "fraud"
    RESULT_VOID = "result_void"
    HOLDER_REQUEST = "holder_request"
    APPOINTMENT_ENDED = "appointment_ended"


class ErasureReason(Enum):
    """Why the record of a certificate was erased, as the public is told."""

    HOLDER_REQUEST = "holder_request"
    RETENTION_OVER = "retention_over"
    ORDERED = "ordered"
    """By an authority or a court."""


REASON_CLASSES: Mapping[str, type[Enum]] = {"revoke": ReasonClass, "erase": ErasureReason}
"""The acts that state a class of their reason, and the classes."""


# From (status so far, kind of entry) to the next status; None is the certificate before its issue.
_NEXT = {
    (None, "issue"): Status.VALID,
    (Status.VALID, "suspend"): Status.SUSPENDED,
    (Status.SUSPENDED, "resume"): Status.VALID,
    (Status.VALID, "revoke"): Status.REVOKED,
    (Status.SUSPENDED, "revoke"): Status.REVOKED,
    (Status.VALID, "replace"): Status.REPLACED,
    (Status.SUSPENDED, "replace"): Status.REPLACED,
}


@dataclass(frozen=True)
class Act:
    """What people can do to an issued certificate, and what of it the log holds.

    A copy (补发) and a correction enter ``replace`` for the old edition when the new one is issued.
    """

    kind: str
    entry: str
    """Empty: none, the log stays as it is."""
    possible_while: frozenset[Status]
    by_two: bool
    """Whether a second person decides; suspending alone needs none, because it protects and can be undone."""


_IN_FORCE = frozenset({Status.VALID, Status.SUSPENDED})
ACTS = {act.kind: act for act in (
    Act("suspend", "suspend", frozenset({Status.VALID}), by_two=False),
    Act("resume", "resume", frozenset({Status.SUSPENDED}), by_two=True),
    Act("revoke", "revoke", _IN_FORCE, by_two=True),
    # A copy says that the old facts hold: it waits while somebody looks into them. A correction may be the remedy.
    Act("copy", "replace", frozenset({Status.VALID}), by_two=True),
    Act("correction", "replace", _IN_FORCE, by_two=True),
    Act("erase", "", frozenset(Status) - {Status.ERASED}, by_two=True),
)}


def acts_from(status: Status) -> tuple[Act, ...]:
    """What can be done to a certificate that stands so."""
    return tuple(act for act in ACTS.values() if status in act.possible_while)


def status_after(status: Status, kind: str) -> Status | None:
    """The status that a log entry of that kind leads to; None when it cannot follow."""
    return _NEXT.get((status, kind))


def status_of(kinds: Iterable[str]) -> Status | None:
    """The status after the log entries ``kinds`` of one certificate, in their order.

    None when the certificate was never issued, or when the entries cannot have followed each other.
    """
    status: Status | None = None
    for kind in kinds:
        following = _NEXT.get((status, kind))
        if following is None:
            return None
        status = following
    return status
