"""How far the papers of a sitting are, what keeps one from being made, and trying again at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from assess.errors import Problem
from assess.operations.issuing.approving import ISSUE_JOB
from assess.operations.issuing.completing import PAPER_JOB
from assess.operations.jobs import problem_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificates import CertificateRow
from assess.store.jobs import JobRow
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow


@dataclass(frozen=True)
class Stuck:
    """A certificate whose last attempt failed; it is tried again by itself, and nothing of it is lost."""

    certificate_id: int
    number: str
    seat: int
    problem: Problem
    attempts: int


@dataclass(frozen=True)
class Making:
    """How many certificates of a sitting were approved, stand in the log, and have their paper."""

    approved: int
    logged: int
    """Those whose paper is made are counted here as well."""
    made: int
    stuck: tuple[Stuck, ...]

    @property
    def under_way(self) -> bool:
        """Whether something is still to be made."""
        return self.made < self.approved


def making(store: Store, actor: Actor, sitting_id: int) -> Making:
    """How far the certificates of a sitting are, from the approval on; counted, no payload is opened."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        rows = session.execute(
            select(CertificateRow.state, func.count()).join(EnrolmentRow)
            .where(EnrolmentRow.sitting_id == sitting_id).group_by(CertificateRow.state)
        )
        count: dict[str, int] = {row[0]: row[1] for row in rows}
        stuck = tuple(
            Stuck(row.id, row.number, row.enrolled.seat, problem_of(job.error, row.number), job.attempts)
            for job, row in _failed(session, sitting_id)
        )
    made = count.get("issued", 0)
    logged = made + count.get("logged", 0)
    return Making(logged + count.get("approved", 0), logged, made, stuck)


def try_again(store: Store, actor: Actor, sitting_id: int, now: datetime) -> int:
    """How many failed certificates of the sitting are tried again at once instead of after their pause."""
    require(actor, Action.PREPARE_CERTIFICATES)
    with store.unit_of_work() as session:
        failed = _failed(session, sitting_id)
        for job, _row in failed:
            job.lease_until = None
        if failed:
            record(session, actor, "sitting.try_again", f"sitting:{sitting_id}", now, count=len(failed))
        return len(failed)


def _failed(session: Session, sitting_id: int) -> list[tuple[JobRow, CertificateRow]]:
    """The jobs of the sitting's certificates whose last attempt failed, in the order of seats."""
    of_papers: ColumnElement[bool] = JobRow.kind.in_((ISSUE_JOB, PAPER_JOB))
    found = session.execute(
        select(JobRow, CertificateRow).join(CertificateRow, CertificateRow.id == JobRow.argument).join(EnrolmentRow)
        .where(JobRow.state == "queued", JobRow.error != "", of_papers, EnrolmentRow.sitting_id == sitting_id)
        .order_by(EnrolmentRow.seat)
    )
    return [(job, row) for job, row in found]
