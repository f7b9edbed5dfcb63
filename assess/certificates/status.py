"""The states of an issued certificate, and which one follows from its log entries: the log decides, no column."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Status(Enum):
    """What an issued certificate is worth today."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"


class ReasonClass(Enum):
    """Why a certificate was revoked, as the public is told; the reason in words stays with the office."""

    ISSUED_IN_ERROR = "issued_in_error"
    FRAUD = "fraud"
    RESULT_VOID = "result_void"
    HOLDER_REQUEST = "holder_request"
    APPOINTMENT_ENDED = "appointment_ended"


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
