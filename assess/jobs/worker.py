"""The worker: one thread or process that takes jobs one after another until it is told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from threading import Event

from assess.errors import AssessError
from assess.operations import issuing, jobs, judging, leftovers, life, publishing
from assess.operations.jobs import Job
from assess.store.session import Store

Task = Callable[[Store, int, datetime], None]
TASKS: Mapping[str, Task] = {
    "issue": issuing.enter, "paper": issuing.complete, judging.KIND: judging.compute,
    life.ERASE_JOB: life.remove_files,
}
"""What each kind of job does; the argument is the job's."""

IDLE_SECONDS = 0.5
_log = logging.getLogger(__name__)


def _clock() -> datetime:
    return datetime.now(UTC)


def run(store: Store, stop: Event, clock: Callable[[], datetime] = _clock) -> None:
    """Does jobs as they come, until ``stop`` is set; the one in hand is finished first.

    It begins by removing what killed writers left. Whenever there is nothing to do, what is new is published: keys,
    status lists, the log.
    """
    _do_all(store, (leftovers.remove_leftovers,), clock())
    while not stop.is_set():
        if not _do_one(store, clock):
            _do_all(store, publishing.STEPS, clock())
            stop.wait(IDLE_SECONDS)


def run_until_idle(store: Store, now: datetime) -> int:
    """Does every job that is due at ``now`` and returns how many attempts that took; one that failed is for later."""
    done = 0
    while _do_one(store, lambda: now):
        done += 1
    _do_all(store, publishing.STEPS, now)
    return done


def _do_one(store: Store, clock: Callable[[], datetime]) -> bool:
    """Whether there was a job; its failure is noted with the job and stops nothing else."""
    try:
        job = jobs.claim(store, clock())
    except Exception:
        # The database is locked or gone: whatever was due is still there afterwards.
        _log.exception("no job could be claimed")
        return False
    if job is None:
        return False
    try:
        TASKS[job.kind](store, job.argument, clock())
        jobs.finish(store, job)
    except Exception as error:
        _put_back(store, job, error, clock())
    return True


def _do_all(store: Store, steps: Iterable[Callable[[Store, datetime], object]], now: datetime) -> None:
    """Takes the steps; one that fails is for the next time, and for whoever reads the messages."""
    for step in steps:
        try:
            step(store, now)
        except Exception:
            _log.exception("%s failed", step.__name__)


def _put_back(store: Store, job: Job, error: Exception, now: datetime) -> None:
    _log.error("job %s %s failed", job.kind, job.argument, exc_info=None if isinstance(error, AssessError) else error)
    try:
        jobs.put_back(store, job, error, now)
    except Exception:
        _log.exception("the failure of job %s could not be noted; its lease will run out", job.id)
