"""Finds the stored credential of a certificate by what stands in its address; none once its record was erased."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.store.certificates import CertificateRow, CredentialRow


def credential_at(session: Session, token: str, locale: str) -> str | None:
    """The SHA-256 of the stored credential of the issued certificate with that token, in that language, if any."""
    return session.scalar(
        select(CredentialRow.sha256).join(CertificateRow, CertificateRow.id == CredentialRow.certificate_id)
        .where(CertificateRow.token == token, CertificateRow.state == "issued", CertificateRow.erased_at.is_(None),
               CredentialRow.locale == locale)
    )
