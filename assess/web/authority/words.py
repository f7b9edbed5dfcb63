"""What states, events and reasons are called to an officer (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_
from assess.operations.issuing import CertificateLine

STATES: Mapping[str, str] = {
    "prepared": N_("Waiting"),
    "approved": N_("Endorsed, being issued"),
    "refused": N_("Refused"),
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

EVENTS: Mapping[str, str] = {
    "prepared": N_("Prepared by the assessment body"),
    "approved": N_("Approved"),
    "endorsed": N_("Endorsed"),
    "refused": N_("Refused"),
    "issued": N_("Issued"),
    "suspended": N_("Suspended"),
    "resumed": N_("Valid again"),
    "revoked": N_("Revoked"),
    "given_up": N_("Given up before it was issued"),
    "replaced": N_("Replaced by a newer edition"),
    "erased": N_("Record erased for good"),
    "linked_suspended": N_("Another authority suspended its certificate of the same exam"),
    "linked_resumed": N_("Another authority put its certificate of the same exam in force again"),
    "linked_revoked": N_("Another authority revoked its certificate of the same exam"),
    "linked_replaced": N_("Another authority replaced its certificate of the same exam"),
    "linked_erased": N_("Another authority erased the record of its certificate of the same exam"),
}

STANDINGS: Mapping[str, str] = {
    "waiting": N_("Waiting"),
    "no_consent": N_("Consent taken back"),
    "making": N_("Endorsed, being issued"),
    "issued": N_("Issued"),
    "refused": N_("Refused"),
}
"""How the papers of a batch stand, in the order of their way."""

FINDINGS: Mapping[str, str] = {"ok": N_("In order"), "query": N_("A question")}

ORDERS: Mapping[str, str] = {"exam": N_("Exam and seat"), "name": N_("Name"), "number": N_("Number")}

RESIDENCES: Mapping[str, str] = {
    "mainland": N_("Mainland"), "macau": N_("Macao"), "hongkong": N_("Hong Kong"), "other": N_("Elsewhere"),
}

def state_of(line: CertificateLine) -> str:
    """The one word for how a paper stands: its way to the issue, from then on what it is worth."""
    return line.status if line.state == "issued" else line.state
