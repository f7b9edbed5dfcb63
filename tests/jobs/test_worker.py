"""The worker takes what is due, notes what failed, tries again later and gives up in the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event, Thread

import pytest

from assess.errors import Refused
from assess.jobs import worker
from assess.operations import jobs
from assess.store.jobs import add_job
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


def test_jobs_are_done_once_in_their_order(store: Store, done: list[int]) -> None:
    queue(store, 1, 2, 3)
    assert worker.run_until_idle(store, NOW) == 3
    assert worker.run_until_idle(store, NOW + timedelta(days=1)) == 0
    assert done == [1, 2, 3] and jobs.left(store) == 0


def test_a_failure_stops_nobody_else_and_is_tried_again_later_and_later(store: Store, done: list[int]) -> None:
    queue(store, 13, 1)
    worker.run_until_idle(store, NOW)
    assert done == [13, 1]
    worker.run_until_idle(store, NOW + timedelta(seconds=1))
    assert done == [13, 1], "too soon"
    for minutes in range(1, 10):
        worker.run_until_idle(store, NOW + timedelta(minutes=2 * minutes))
    assert done == [13, 1, 13, 13, 13, 13, 13]
    assert jobs.given_up(store) == [("note", 13, "certificate.not_approved(number='13')")]


def test_what_a_crash_says_stays_out_of_the_database(store: Store, done: list[int]) -> None:
    queue(store, 14)
    for minutes in range(10):
        worker.run_until_idle(store, NOW + timedelta(minutes=2 * minutes))
    assert [error for _kind, _argument, error in jobs.given_up(store)] == ["ZeroDivisionError"]


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
