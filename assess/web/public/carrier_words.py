"""What the carriers of a paper, how they stand, and what is wrong with them are called on the pages (msgids)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assess.certificates.carriers import CARRIERS, FIELDS, Carrier, Stand
from assess.i18n import N_

NAMES: Mapping[str, str] = dict(zip(CARRIERS, (
    N_("Visible text and picture"), N_("QR code"), N_("Embedded credential"), N_("Seal of the PDF"),
    N_("Signed record and public log"),
), strict=True))

STANDS: Mapping[str, str] = {
    Stand.AGREES.value: N_("Agrees"),
    Stand.DIFFERS.value: N_("Differs"),
    Stand.MISSING.value: N_("Missing"),
    Stand.UNREADABLE.value: N_("Cannot be read"),
    Stand.NOT_OURS.value: N_("Not from this authority"),
    Stand.NOT_COMPARED.value: N_("Compare it yourself"),
}

FAULTS: Mapping[str, str] = {
    "visible.text": N_("The paper says %(said)s, the signed record says %(signed)s."),
    "visible.added": N_("The paper shows a text that the issued paper does not have: %(said)s"),
    "visible.removed": N_("The paper lacks a text that the issued paper has: %(signed)s"),
    "visible.pages": N_("Pages of this file: %(said)s. Pages of the issued paper: %(signed)s."),
    "visible.size": N_("The pages have another size than those of the issued paper."),
    "visible.active": N_("The file has parts that can change what it shows (%(said)s). The issued paper has none."),
    "visible.drawn": N_("Page %(said)s looks different from the issued paper: a picture or a drawing was changed."),
    "visible.drawn_over": N_("Where the issued paper says %(signed)s, page %(said)s shows something else."),
    "visible.otherwise": N_("The pages are put together differently from the issued paper: other programs may show"
                            " something else."),
    "visible.no_original": N_("The stored paper cannot be read at present, so this file cannot be compared."),
    "visible.unreadable": N_("This PDF cannot be read: it is damaged, protected, or far larger than a certificate."),
    "qr.no_code": N_("There is no QR code of this site on the pages."),
    "qr.host": N_("A QR code leads to another site: %(said)s"),
    "qr.fact": N_("The QR code says %(said)s, the signed record says %(signed)s."),
    "qr.offline": N_("The offline code is not signed by the issuing authority."),
    "qr.codes": N_("QR codes found: %(said)s, and not all are the paper's own. The issued paper has %(signed)s."),
    "credential.fact": N_("The embedded credential says %(said)s, the signed record says %(signed)s."),
    "credential.no_credential": N_("The attached credential is missing: %(said)s"),
    "credential.credential_unreadable": N_("The attached credential cannot be read: %(said)s"),
    "credential.credential_altered": N_("The credential is not the one that was issued."),
    "credential.attached": N_("A file is attached that the issued paper does not have: %(said)s"),
    "credential.credential_proof": N_("The credential carries no proof by a key of the authority."),
    "credential.issuer": N_("The credential was issued by somebody else: %(said)s"),
    "seal.no_seal": N_("The file carries no seal."),
    "seal.saved_after": N_("The file was saved again after it was sealed."),
    "seal.seal_broken": N_("The seal no longer fits the file."),
    "seal.sealed_by": N_("The file was sealed with a key that is not the authority's. Its owner is called %(said)s."),
    "log.no_proof": N_("An attached file is missing: %(said)s"),
    "log.record_unreadable": N_("The attached record cannot be read."),
    "log.fact": N_("The attached record says %(said)s, the signed record says %(signed)s."),
    "log.record_other": N_("The attached record is not the signed one."),
    "log.record_signature": N_("The attached record is not signed by a key of the authority."),
    "log.record_entry": N_("The attached record belongs to another entry of the log."),
    "log.proof_unreadable": N_("The attached proof of the public log cannot be read."),
    "log.proof": N_("The attached proof is not by this site's public log. It names %(said)s."),
}
"""By carrier and code of the fault."""


def sentence_in(translate: Callable[..., str]) -> Callable[[Carrier], str]:
    """The filter that says what is wrong with a carrier, with both sides of the mismatch."""
    def sentence(carrier: Carrier) -> str:
        fault = carrier.fault
        if fault is None:
            return ""
        return translate(FAULTS[f"{carrier.name}.{fault.code}"], said=fault.said or "–", signed=fault.signed)

    return sentence


def facts(carrier: Carrier) -> str:
    """What a carrier says, in one line."""
    return " · ".join(carrier.says[name] for name in FIELDS if carrier.says.get(name))
