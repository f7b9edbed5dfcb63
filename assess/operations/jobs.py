"""The queue of work that a change left behind: claim, finish, try again later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from assess.errors import AssessError, Problem
from assess.store.audit import record
from assess.store.jobs import claim_job, finish_job, job_due, jobs_left, put_back_job
from assess.store.session import Store

LEASE = timedelta(minutes=5)
"""A worker that has not finished by then is taken for dead, and its job is given to another."""
_LONGEST_PAUSE = timedelta(minutes=10)
_TOLD_AT = 6
"""The attempt after whose failure the audit trail says that somebody has to look."""
_NOTED = re.compile(r"(?P<code>[a-z_]+(\.[a-z_]+)+)\((?P<params>.*?)\)?", re.DOTALL)
_PARAMETER = re.compile(r"(\w+)=('[^']*'|[^,]*)")


@dataclass(frozen=True)
class Job:
    """One piece of work: its kind, what it is about, and the how-manyth attempt this is."""

    id: int
    kind: str
    argument: int
    attempt: int


def claim(store: Store, now: datetime) -> Job | None:
    """The oldest job that is due, held for ``LEASE``; None when there is none."""
    with store.reading() as session:
        if not job_due(session, now):
            return None
    with store.unit_of_work() as session:
        row = claim_job(session, now, LEASE)
        return None if row is None else Job(row.id, row.kind, row.argument, row.attempts)


def finish(store: Store, job: Job) -> None:
    """The job is done."""
    with store.unit_of_work() as session:
        finish_job(session, job.id)


def put_back(store: Store, job: Job, failure: Exception, now: datetime) -> None:
    """Notes why the job failed; it is tried again after 2, 4, 8 … seconds, in the end every ten minutes.

    It is never given up: an approved paper must come about as soon as the fault is mended, without anybody's help. Of
    what is no error of this program only the kind is noted: its text may hold anything.
    """
    error = str(failure) if isinstance(failure, AssessError) else type(failure).__name__
    pause = min(timedelta(seconds=2 ** min(job.attempt, 20)), _LONGEST_PAUSE)
    with store.unit_of_work() as session:
        put_back_job(session, job.id, error, now + pause)
        if job.attempt == _TOLD_AT:
            record(session, None, "job.stuck", f"{job.kind}:{job.argument}", now, error=error)


def problem_of(error: str, where: str) -> Problem:
    """What ``put_back`` noted, as a problem that has a sentence: a code of this program's, or ``job.failed``."""
    noted = _NOTED.fullmatch(error)
    if noted is None:
        return Problem("job.failed", where, {"kind": error})
    params = {name: value.strip("'") for name, value in _PARAMETER.findall(noted["params"])}
    return Problem(noted["code"], where, params)


def left(store: Store) -> int:
    """How many jobs are still to be done."""
    with store.reading() as session:
        return jobs_left(session)
