"""Results as they were settled: the canonical record of each, never changed; after a reopening a newer one counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.store.base import Base
from assess.store.sittings import EnrolmentRow


class ResultRow(Base):
    """One settled result; the newest of an enrolment is in force unless it was reopened."""

    __tablename__ = "result"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    record: Mapped[bytes]
    """Canonical JSON of ``Result.to_data()``."""
    passed: Mapped[bool]
    grade: Mapped[str | None] = mapped_column(String(10))
    in_force: Mapped[bool] = mapped_column(default=True)
    settled_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime]


def results_of(session: Session, sitting_id: int) -> dict[int, ResultRow]:
    """The results in force of a sitting, by enrolment id."""
    rows = session.scalars(
        select(ResultRow).join(EnrolmentRow, EnrolmentRow.id == ResultRow.enrolment_id)
        .where(EnrolmentRow.sitting_id == sitting_id, ResultRow.in_force)
    )
    return {row.enrolment_id: row for row in rows}


def result_of(session: Session, enrolment_id: int) -> ResultRow | None:
    """The result in force of one enrolment."""
    return session.scalar(select(ResultRow).where(ResultRow.enrolment_id == enrolment_id, ResultRow.in_force))


def settlements_of(session: Session, sitting_id: int) -> dict[int, list[ResultRow]]:
    """Every result that was ever settled in a sitting, the oldest first, by enrolment id."""
    rows = session.scalars(
        select(ResultRow).join(EnrolmentRow, EnrolmentRow.id == ResultRow.enrolment_id)
        .where(EnrolmentRow.sitting_id == sitting_id).order_by(ResultRow.id)
    )
    found: dict[int, list[ResultRow]] = {}
    for row in rows:
        found.setdefault(row.enrolment_id, []).append(row)
    return found


def results_of_person(session: Session, person_id: int) -> list[ResultRow]:
    """The results in force of one person at all sittings, the newest first."""
    return list(session.scalars(
        select(ResultRow).join(EnrolmentRow, EnrolmentRow.id == ResultRow.enrolment_id)
        .where(EnrolmentRow.person_id == person_id, ResultRow.in_force).order_by(ResultRow.id.desc())
    ))


def results_of_digest(session: Session, digest: str) -> list[ResultRow]:
    """Results that were ever settled with that digest; two reopenings may lead to the same again."""
    return list(session.scalars(select(ResultRow).where(ResultRow.digest == digest)))
