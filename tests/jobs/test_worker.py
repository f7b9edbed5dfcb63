"""The worker takes what is due, notes what failed, and tries again later and later."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import select

from assess.errors import Refused
from assess.jobs import worker
from assess.operations import jobs
from assess.store.audit import AuditRow
from assess.store.jobs import JobRow, add_job
from assess.store.session import Store
from tests.conftest import NOW


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What a task called ``note`` was called with; 13 is refused, 14 breaks."""
    calls: list[int] = []

    def note(_store: Store, argument: int, _now: datetime) -> None:
        calls.append(argument)
        if argument == 13:
            raise Refused("certificate.not_approved", number="13")
        if argument == 14:
            raise ZeroDivisionError("a secret that no log row should hold")

    monkeypatch.setattr(worker, "TASKS", {"note": note})
    return calls


def queue(store: Store, *arguments: int) -> None:
    with store.unit_of_work() as session:
        for argument in arguments:
            add_job(session, "note", argument, NOW)


def errors(store: Store) -> dict[int, str]:
    """What each job says of its last failure."""
    with store.reading() as session:
        return {row.argument: row.error for row in session.scalars(select(JobRow))}


def test_it_begins_by_removing_what_killed_writers_left_and_no_file_that_may_still_be_written(store: Store) -> None:
    stopped, left = Event(), {}
    stopped.set()
    ages = {".new-old": timedelta(hours=2), ".new-young": timedelta(minutes=5), "kept.pdf": timedelta(days=9)}
    for name, age in ages.items():
        left[name] = store.config.instance / "files" / "ab" / name
        left[name].parent.mkdir(parents=True, exist_ok=True)
        left[name].write_bytes(b"%PDF-half")
        os.utime(left[name], times=((NOW - age).timestamp(),) * 2)
    worker.run(store, stopped, lambda: NOW)
    assert [name for name, file in left.items() if file.exists()] == [".new-young", "kept.pdf"]


def test_jobs_are_done_once_in_their_order(store: Store, done: list[int]) -> None:
    queue(store, 1, 2, 3)
    assert worker.run_until_idle(store, NOW) == 3
    assert worker.run_until_idle(store, NOW + timedelta(days=1)) == 0
    assert done == [1, 2, 3] and jobs.left(store) == 0


def test_a_failure_stops_nobody_else_and_is_tried_again_later_and_later(store: Store, done: list[int]) -> None:
    queue(store, 13, 1)
    worker.run_until_idle(store, NOW)
    assert done == [13, 1]
    later = NOW
    for attempt in range(2, 14):
        pause = min(2 ** (attempt - 1), 600)
        later += timedelta(seconds=pause)
        worker.run_until_idle(store, later - timedelta(seconds=1))
        assert done.count(13) == attempt - 1, "too soon"
        worker.run_until_idle(store, later)
        assert done.count(13) == attempt
    assert errors(store) == {13: "certificate.not_approved(number='13')", 1: ""}
    with store.reading() as session:
        assert [row.subject for row in session.scalars(select(AuditRow).where(AuditRow.action == "job.stuck"))] == [
            "note:13"]


def test_a_worker_that_fails_after_another_did_its_job_does_not_bring_the_job_back(store: Store) -> None:
    queue(store, 1)
    slow = jobs.claim(store, NOW)
    quick = jobs.claim(store, NOW + timedelta(minutes=6))
    assert slow is not None and quick is not None
    jobs.finish(store, quick)
    jobs.put_back(store, slow, OSError(), NOW + timedelta(minutes=7))
    assert jobs.left(store) == 0


def test_what_a_crash_says_stays_out_of_the_database(store: Store, done: list[int]) -> None:
    queue(store, 14)
    worker.run_until_idle(store, NOW)
    assert errors(store) == {14: "ZeroDivisionError"}


def test_a_claimed_job_is_nobody_elses_until_its_lease_ran_out(store: Store) -> None:
    queue(store, 1)
    first = jobs.claim(store, NOW)
    assert first is not None and jobs.claim(store, NOW + timedelta(minutes=4)) is None
    again = jobs.claim(store, NOW + timedelta(minutes=6))
    assert again is not None and (again.id, again.attempt) == (first.id, 2)


def test_the_worker_ends_when_it_is_told_to(store: Store, done: list[int]) -> None:
    queue(store, 1)
    stop = Event()
    thread = Thread(target=worker.run, args=(store, stop, lambda: NOW))
    thread.start()
    for _ in range(100):
        if jobs.left(store) == 0:
            break
        stop.wait(0.05)
    stop.set()
    thread.join(timeout=5)
    assert not thread.is_alive() and done == [1]
