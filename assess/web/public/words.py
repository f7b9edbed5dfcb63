"""What the checks, states and reasons are called on the public pages (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.certificates.status import ErasureReason, ReasonClass, Status
from assess.certificates.verify import STEPS
from assess.i18n import N_

CHECKS: Mapping[str, str] = dict(zip(STEPS, (
    N_("The code leads to this site."),
    N_("The file is, byte for byte, the one that was issued."),
    N_("The register holds such a certificate."),
    N_("The signed contents are complete and readable."),
    N_("The register and the signed contents say the same."),
    N_("The issuing authority's electronic signature is right."),
    N_("The log holds the issue, and no entry of it was changed."),
    N_("The state shown is the one that follows from the log."),
    N_("The record was not altered past the program."),
    N_("The pages show what the issued paper shows."),
    N_("The QR codes are the paper's own."),
    N_("The credential says the same and carries the authority's proof."),
    N_("The PDF's seal covers the whole file."),
    N_("The attached record is the signed one, and the public log proves its issue."),
), strict=True))

HELD, FAILED = N_("Passed:"), N_("Failed:")

STATES: Mapping[str, str] = {
    Status.VALID.value: N_("Valid since %(day)s"),
    Status.SUSPENDED.value: N_("Suspended since %(day)s"),
    Status.REVOKED.value: N_("Revoked on %(day)s"),
    Status.REPLACED.value: N_("Replaced on %(day)s"),
    Status.ERASED.value: N_("Record erased on %(day)s"),
}

REASONS: Mapping[str, str] = {
    ReasonClass.ISSUED_IN_ERROR.value: N_("Reason: issued in error"),
    ReasonClass.FRAUD.value: N_("Reason: fraud"),
    ReasonClass.RESULT_VOID.value: N_("Reason: the exam result was declared void"),
    ReasonClass.HOLDER_REQUEST.value: N_("Reason: requested by the holder"),
    ReasonClass.APPOINTMENT_ENDED.value: N_("Reason: the appointment was ended early"),
    ErasureReason.RETENTION_OVER.value: N_("Reason: the time for which it is kept is over"),
    ErasureReason.ORDERED.value: N_("Reason: by order of an authority or a court"),
    "copy": N_("Reason: a copy was issued in place of a lost paper (补发)"),
    "correction": N_("Reason: the facts on the paper were corrected"),
}

EDITIONS: Mapping[str, str] = {
    "copy": N_("Copy in place of a lost paper (补发), made on %(day)s"),
    "correction": N_("Corrected edition, made on %(day)s"),
}

LINKED: Mapping[str, str] = {
    "prepared": N_("Prepared, not yet issued"),
    "approved": N_("Endorsed, not yet issued"),
    "refused": N_("Not issued"),
    **STATES,
}
