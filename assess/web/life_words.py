"""What the steps, states and events in the life of a certificate are called (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.certificates.status import ErasureReason, ReasonClass
from assess.i18n import N_
from assess.i18n.formats import format_date
from assess.operations.issuing import CertificateLine
from assess.operations.issuing.editions import Correction, HolderFacts
from assess.people.identity import document_name, own_mask
from assess.web.locale import _, current_locale

STATES: Mapping[str, str] = {
    "prepared": N_("Prepared"),
    "approved": N_("Being issued"),
    "refused": N_("Nothing came of it"),
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

SINCE: Mapping[str, str] = {
    "valid": N_("Valid since %(day)s"),
    "suspended": N_("Suspended since %(day)s"),
    "revoked": N_("Revoked on %(day)s"),
    "replaced": N_("Replaced on %(day)s"),
    "erased": N_("Record erased on %(day)s"),
}

STEPS: Mapping[str, str] = {
    "suspend": N_("Suspend"),
    "resume": N_("Put in force again"),
    "revoke": N_("Revoke"),
    "copy": N_("Copy of a lost paper (补发)"),
    "correction": N_("Corrected edition"),
    "erase": N_("Erase the record"),
}

CONSEQUENCES: Mapping[str, str] = {
    "suspend": N_("From this moment everybody who checks the certificate sees that it is suspended and not valid at "
                  "present. The suspension stays in the public log for good; a second person can put the certificate "
                  "in force again."),
    "resume": N_("When a second person agrees, the certificate is valid again. That it was suspended stays in the "
                 "public log for good."),
    "revoke": N_("When a second person agrees, the certificate loses its force for good. Everybody who checks it sees "
                 "that it was revoked, when, and the kind of reason. This cannot be undone."),
    "copy": N_("A copy states exactly what the lost paper states, with the same number, and is marked 补发 with its "
               "day. When a second person agrees and it is issued, the old paper is replaced for good."),
    "correction": N_("The corrected edition has the same number. When a second person agrees and it is issued, the old "
                     "paper is replaced for good, and the person's record says what the new paper says."),
    "erase": N_("When a second person agrees, what is kept of this certificate is erased, of all its editions: signed "
                "facts, PDF, credentials. From then on nobody can check the paper here: whoever tries reads that the "
                "record was erased and that nobody can confirm what it said. This cannot be undone. The number is "
                "never given again; the person, the exam and its result stay on record. Copies elsewhere – the "
                "holder's file, older backups – are not reached."),
}
"""What cannot be undone, before somebody presses the button."""

EVENTS: Mapping[str, str] = {
    "prepared": N_("Prepared for approval"),
    "approved": N_("Approved"),
    "endorsed": N_("Endorsed"),
    "refused": N_("Refused"),
    "given_up": N_("Given up before it was issued"),
    "issued": N_("Issued"),
    "suspended": N_("Suspended"),
    "resumed": N_("Put in force again"),
    "revoked": N_("Revoked for good"),
    "replaced": N_("Replaced by a newer edition"),
    "erased": N_("Record erased for good"),
    "linked_suspended": N_("Another authority suspended its certificate of the same exam"),
    "linked_resumed": N_("Another authority put its certificate of the same exam in force again"),
    "linked_revoked": N_("Another authority revoked its certificate of the same exam"),
    "linked_replaced": N_("Another authority replaced its certificate of the same exam"),
    "linked_erased": N_("Another authority erased the record of its certificate of the same exam"),
}

NOTICES: Mapping[str, str] = {
    "suspend": EVENTS["linked_suspended"], "resume": EVENTS["linked_resumed"], "revoke": EVENTS["linked_revoked"],
    "replace": EVENTS["linked_replaced"], "erase": EVENTS["linked_erased"],
}

REASON_CLASSES: Mapping[str, str] = {
    ReasonClass.ISSUED_IN_ERROR.value: N_("Issued in error"),
    ReasonClass.FRAUD.value: N_("Obtained by fraud"),
    ReasonClass.RESULT_VOID.value: N_("The result was declared void"),
    ReasonClass.HOLDER_REQUEST.value: N_("At the holder's request"),
    ReasonClass.APPOINTMENT_ENDED.value: N_("The appointment was ended early"),
}
ERASURE_REASONS: Mapping[str, str] = {
    ErasureReason.HOLDER_REQUEST.value: REASON_CLASSES[ReasonClass.HOLDER_REQUEST.value],
    ErasureReason.RETENTION_OVER.value: N_("The time for which it is kept is over"),
    ErasureReason.ORDERED.value: N_("By order of an authority or a court"),
}
EDITIONS: Mapping[str, str] = {"copy": N_("Copy (补发)"), "correction": N_("Corrected edition")}
CLASSES: Mapping[str, str] = {**REASON_CLASSES, **ERASURE_REASONS, **EDITIONS}
"""The public classes of reasons; a replaced paper's is the kind of edition that took its place."""


def changes(correction: Correction) -> list[tuple[str, str, str]]:
    """What a correction changes: label (msgid), old and new value; of a document's number only the mask.

    Where only the hidden digits of the number differ, the new value says so.
    """
    before, after = _facts(correction.before), _facts(correction.after)
    number = N_("Number of the document")
    if correction.before.document.number != correction.after.document.number and before[number] == after[number]:
        after[number] = _("%(text)s (%(more)s)", text=after[number], more=_("another number"))
    changed = [(name, old, after[name]) for name, old in before.items() if old != after[name]]
    return [*changed, (N_("Photo"), "–", _("another photo"))] if correction.other_photo else changed


def _facts(facts: HolderFacts) -> dict[str, str]:
    locale = current_locale()
    return {
        N_("Chinese name"): facts.name.zh or "–",
        N_("Surname in Latin letters"): facts.name.surname or "–",
        N_("Given names in Latin letters"): facts.name.given or "–",
        N_("Born on"): format_date(facts.born, locale) if facts.born else "–",
        N_("Identity document"): document_name(facts.document.kind, locale),
        N_("Number of the document"): own_mask(facts.document),
    }


def state_of(line: CertificateLine) -> str:
    """The one word for how a paper stands: its way to the issue, from then on what it is worth."""
    return line.status if line.state == "issued" else line.state
