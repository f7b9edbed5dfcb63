"""The seal of a paper: a PAdES signature by the authority's own P-256 key that certifies the file as it is.

Certified without any changes allowed: whatever is added afterwards shows in every reader. Ed25519, which signs the
payload, is refused by readers of PDF. Nothing is asked of the network: no time stamp, no revocation list.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

_FIELD = "Seal"
_RESERVED = 8192
"""Hexadecimal digits kept for the signature; fixed, so that no trial signature is needed to learn its size."""


_YEARS = 30
"""How long the certificate of a seal is good for: papers are shown for decades."""


def seal_certificate(private: bytes, name: str, now: datetime) -> bytes:
    """A certificate (X.509, DER) in the authority's name for the P-256 key (PKCS #8, DER), signed by itself."""
    key = serialization.load_der_private_key(private, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("papers are sealed by P-256 keys")
    holder = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    made = (
        x509.CertificateBuilder().subject_name(holder).issuer_name(holder).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * _YEARS)).add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.DER)


class _Writer(IncrementalPdfFileWriter):
    """Adds to a file and leaves it PDF 1.7, as PDF/A-3 wants it; the signature needs nothing of PDF 2.0."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Asks for nothing."""


class Sealer:
    """Seals papers with one key, which is read once: private key (PKCS #8) and certificate, both DER."""

    def __init__(self, private: bytes, certificate: bytes) -> None:
        held = Certificate.load(certificate)
        registry = SimpleCertificateStore()
        registry.register(held)
        about = PdfSignatureMetadata(
            field_name=_FIELD, md_algorithm="sha256", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
        )
        signer = SimpleSigner(held, PrivateKeyInfo.load(private), registry)
        self._pdf_signer = PdfSigner(about, signer, new_field_spec=SigFieldSpec(_FIELD))

    def seal(self, paper: bytes, at: datetime) -> bytes:
        """The paper with the seal of the instant ``at`` as an invisible signature; it begins with ``paper`` unchanged.

        Equal papers do not get equal seals: an ECDSA signature has a random part.
        """
        out = BytesIO()  # not the coroutine's result: asyncio writes that out in words for a message nobody sees
        with ThreadPoolExecutor(1) as own:  # the caller may stand in a loop of events: one is all a thread can have
            own.submit(asyncio.run, self._seal(paper, at, out)).result()
        return out.getvalue()

    async def _seal(self, paper: bytes, at: datetime, out: BytesIO) -> None:
        session = self._pdf_signer.init_signing_session(_Writer(BytesIO(paper)))
        session.system_time = at  # pyHanko would ask the clock
        waiting = session.prepare_tbs_document(None, bytes_reserved=_RESERVED)
        digest, _out = waiting.digest_tbs_document(output=out)
        await waiting.perform_signature(digest.document_digest, PdfCMSSignedAttributes())
