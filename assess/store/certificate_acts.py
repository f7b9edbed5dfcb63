"""The life of issued certificates: what was proposed and decided, and what the other authority is told of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from assess.store.base import Base


class CertificateActRow(Base):
    """One step in the life of an issued certificate: proposed by one person, decided by another where it matters."""

    __tablename__ = "certificate_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    """suspend | resume | revoke | copy | correction"""
    reason_class: Mapped[str] = mapped_column(String(30), default="")
    """As the public is told; the reason in words stays with the office."""
    reason: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10), default="open", index=True)
    """open | done | refused"""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    """What who decided said to it."""
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    """The new edition that came of it."""


class PartnerNoticeRow(Base):
    """What an authority is told of the other authority's paper of the same exam, until somebody there has seen it."""

    __tablename__ = "partner_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    """The paper of the authority that is told."""
    about_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"))
    """The other authority's paper."""
    kind: Mapped[str] = mapped_column(String(12))
    """suspend | resume | revoke | replace"""
    at: Mapped[datetime]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    seen_at: Mapped[datetime | None]
