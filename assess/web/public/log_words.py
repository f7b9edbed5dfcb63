"""What the entries of the log and the steps of a check against it are called on the public pages (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_
from assess.ledger.entry import KINDS
from assess.operations.public_log.checking import STEPS

KIND_NAMES: Mapping[str, str] = dict(zip(KINDS, (
    N_("Certificate issued"),
    N_("Certificate suspended"),
    N_("Certificate in force again"),
    N_("Certificate revoked"),
    N_("Certificate replaced by another paper"),
    N_("List of states published"),
    N_("Key published"),
    N_("Key given up"),
    N_("Standard published"),
    N_("Exam form fixed"),
    N_("Score sheet sealed"),
), strict=True))

LEAVES: Mapping[str, str] = {
    "issue": N_("The fingerprint of a certificate, mixed with a random number that only its holder and its issuer "
                "have. Without both nobody can tell whose it is."),
    "sheet": N_("The fingerprint of a score sheet, mixed with a random number that the evaluation body keeps."),
    "": N_("The fingerprint (SHA-256) of a document that is public."),
}
"""What the leaf is; by kind, all about certificates as ``issue``."""

STEP_NAMES: Mapping[str, str] = dict(zip(STEPS, (
    N_("The entry in the log is about exactly this certificate: its fingerprint, computed again, is the one there."),
    N_("The entry stands in the log: with the fingerprints beside its way it leads to that of the whole log."),
    N_("This site signed that fingerprint of the whole log with its key."),
    N_("The log of today begins with that log: nothing before was changed or taken out."),
    N_("The required witnesses have seen the log with this entry and signed for it."),
), strict=True))

VERDICTS = {
    "holds": ("good", "✓", N_("The log holds this certificate")),
    "later": ("wait", "!", N_("The log holds this certificate, and more has happened since")),
    "erased": ("none", "?", N_("The log holds this entry, but the record of the certificate was erased")),
    "unseen": ("wait", "!", N_("The log holds this certificate; its witnesses have not signed yet")),
    "failed": ("stop", "✕", N_("Not proved by the log")),
}
"""How the band is coloured, its sign and its words."""
