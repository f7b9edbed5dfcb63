"""Jobs: work that a change needs afterwards, written in the same transaction as the change."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.store.base import Base


class JobRow(Base):
    """One piece of work; a worker that dies leaves a lease that runs out, and the job is taken up again."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    argument: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="queued", index=True)
    """queued | done; a claimed one is queued with a lease in the future."""
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]


def add_job(session: Session, kind: str, argument: int, at: datetime) -> None:
    """Queues one job in the running transaction."""
    session.add(JobRow(kind=kind, argument=argument, created_at=at))


def claim_job(session: Session, at: datetime, lease: timedelta) -> JobRow | None:
    """The oldest job that nobody holds, now held until ``at + lease``; None when there is nothing to do."""
    row = session.scalar(
        select(JobRow).where(*_due(at)).order_by(JobRow.id).limit(1).with_for_update(skip_locked=True)
    )
    if row is not None:
        row.attempts += 1
        row.lease_until = at + lease
    return row


def job_due(session: Session, at: datetime) -> bool:
    """Whether there is a job that nobody holds; asked before taking the write lock to claim it."""
    return session.scalar(select(JobRow.id).where(*_due(at)).limit(1)) is not None


def finish_job(session: Session, job_id: int) -> None:
    """The job is done."""
    session.get_one(JobRow, job_id).state = "done"


def put_back_job(session: Session, job_id: int, error: str, again_at: datetime) -> None:
    """The job failed and is tried again at that moment, unless another worker did it after the lease had run out."""
    row = session.get_one(JobRow, job_id)
    if row.state == "queued":
        row.error, row.lease_until = error[:500], again_at


def _due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return JobRow.state == "queued", (JobRow.lease_until.is_(None)) | (JobRow.lease_until <= at)


def job_waits(session: Session, kind: str, argument: int) -> bool:
    """Whether such a job is still to be done, or is being done."""
    return session.scalar(select(JobRow.id).where(
        JobRow.kind == kind, JobRow.argument == argument, JobRow.state == "queued").limit(1)) is not None


def jobs_left(session: Session) -> int:
    """How many jobs are still to be done."""
    return session.scalar(select(func.count()).select_from(JobRow).where(JobRow.state == "queued")) or 0
