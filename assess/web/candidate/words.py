"""What states of a sitting, reasons of a result and states of a certificate are called to a candidate (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_
from assess.operations.issuing import CertificateLine

SITTING_STATES: Mapping[str, str] = {
    "draft": N_("The sitting is being planned"),
    "announced": N_("The sitting is announced"),
    "enrolling": N_("You are on the list; the office checks the enrolments"),
    "marking": N_("The exam is under way; results follow when all sheets are sealed"),
    "settled": N_("The results are settled; they appear here with the public notice"),
    "notice": N_("The results are on public notice"),
    "approved": N_("The certificates are being issued"),
    "issued": N_("The sitting is finished"),
    "cancelled": N_("The sitting was cancelled"),
}

REASONS: Mapping[str, str] = {
    "below_pass_mark": N_("The score is below the pass mark."),
    "veto_part": N_("A fault occurred that fails this part, whatever the other points."),
    "veto_exam": N_("A fault occurred that fails the whole exam, whatever the other points."),
    "absent": N_("You were absent."),
    "withdrawn": N_("You withdrew."),
    "late": N_("You came too late to be let in."),
    "void": N_("The part was declared void because of a breach of the exam rules."),
    "void_exam": N_("A breach of the exam rules in another part voids this one as well."),
    "open": N_("Not everything has been scored yet."),
    "disagreement": N_("The examiners are too far apart and have to settle it first."),
    "not_admitted": N_("This part counts only after the part before it was passed."),
}

REVIEWS: Mapping[str, tuple[str, str]] = {
    "open": (N_("Being looked into"), "wait"),
    "confirmed": (N_("Confirmed: the score stands"), ""),
    "corrected": (N_("Corrected: the result was settled again"), "good"),
    "withdrawn": (N_("You took it back"), ""),
}
"""What came of a request to look at a score again, and its colour."""

CERTIFICATE_STATES: Mapping[str, str] = {
    "prepared": N_("Being prepared"),
    "approved": N_("Being issued"),
    "refused": N_("Refused by the authority"),
    "valid": N_("Valid"),
    "suspended": N_("Suspended"),
    "revoked": N_("Revoked"),
    "replaced": N_("Replaced"),
    "erased": N_("Record erased"),
}

TONES: Mapping[str, str] = {
    "prepared": "wait", "approved": "wait", "refused": "stop",
    "valid": "good", "suspended": "wait", "revoked": "stop", "replaced": "stop", "erased": "",
}
"""How a state is coloured; the words say it already."""


def state_of(line: CertificateLine) -> str:
    """The one word for how a certificate stands: its way to the issue, from then on what it is worth."""
    return line.status if line.state == "issued" else line.state
