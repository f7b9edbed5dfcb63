"""The life of issued certificates: what was proposed and decided, and what the other authority is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.errors import NotFound
from assess.store.base import Base
from assess.store.certificates import CertificateRow


class CertificateActRow(Base):
    """One step in the life of an issued certificate: proposed by one person, decided by another where it matters."""

    __tablename__ = "certificate_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    """suspend | resume | revoke | copy | correction | erase"""
    reason_class: Mapped[str] = mapped_column(String(30), default="")
    """As the public is told; the reason in words stays with the office."""
    reason: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10), default="open", index=True)
    """asked (by the holder, for the office to take up) | open | done | refused"""
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
    """suspend | resume | revoke | replace | erase"""
    at: Mapped[datetime]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    seen_at: Mapped[datetime | None]


def act(session: Session, act_id: int, *, lock: bool = False) -> CertificateActRow:
    """The step, held against other writers if ``lock``; raises ``NotFound``."""
    row = session.get(CertificateActRow, act_id, with_for_update=lock or None)
    if row is None:
        raise NotFound("act.unknown", act=act_id)
    return row


def acts_on(session: Session, certificate_id: int, *states: str) -> list[CertificateActRow]:
    """The steps about one edition that are in one of ``states``, or all, in their order."""
    query = select(CertificateActRow).where(CertificateActRow.certificate_id == certificate_id)
    if states:
        query = query.where(CertificateActRow.state.in_(states))
    return list(session.scalars(query.order_by(CertificateActRow.id)))


def acts_in(session: Session, states: Sequence[str]) -> list[tuple[CertificateActRow, CertificateRow]]:
    """The steps that are in one of ``states``, each with its certificate, the oldest first."""
    query = (
        select(CertificateActRow, CertificateRow)
        .join(CertificateRow, CertificateRow.id == CertificateActRow.certificate_id)
        .where(CertificateActRow.state.in_(states)).order_by(CertificateActRow.id)
    )
    return [(step, row) for step, row in session.execute(query)]


def unseen_notices(session: Session) -> list[tuple[PartnerNoticeRow, CertificateRow]]:
    """What nobody has marked as seen yet, each with the paper whose authority is told, the oldest first."""
    query = (
        select(PartnerNoticeRow, CertificateRow)
        .join(CertificateRow, CertificateRow.id == PartnerNoticeRow.certificate_id)
        .where(PartnerNoticeRow.seen_by.is_(None)).order_by(PartnerNoticeRow.id)
    )
    return [(notice, row) for notice, row in session.execute(query)]
