"""Who did what and when: rows written in the transaction of the act, so that neither exists without the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.people.roles import Actor
from assess.store.base import Base


class AuditRow(Base):
    """One act; ``actor_id`` is None for the program itself and for the public."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    """What it was done to, as ``kind:id``."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def record(session: Session, actor: Actor | None, action: str, subject: str, at: datetime, **details: Any) -> None:
    """Adds the row for one act to the running transaction; if it cannot be written, the act fails with it."""
    session.add(AuditRow(
        at=at,
        actor_id=None if actor is None else actor.account_id,
        actor="" if actor is None else actor.name,
        action=action,
        subject=subject,
        details=details,
    ))


def acts_about(session: Session, subjects: Sequence[str]) -> list[AuditRow]:
    """Every act on one of the subjects, the oldest first."""
    return list(session.scalars(select(AuditRow).where(AuditRow.subject.in_(subjects)).order_by(AuditRow.id)))


def last_details(session: Session, action: str, subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each of the subjects to which ``action`` was ever done the details of the last time."""
    rows = session.scalars(
        select(AuditRow).where(AuditRow.action == action, AuditRow.subject.in_(subjects)).order_by(AuditRow.id)
    )
    return {row.subject: row.details for row in rows}


def acts_on(session: Session, action: str, subject: str) -> list[AuditRow]:
    """Every time that ``action`` was done to the subject, the oldest first."""
    return list(session.scalars(
        select(AuditRow).where(AuditRow.action == action, AuditRow.subject == subject).order_by(AuditRow.id)
    ))
