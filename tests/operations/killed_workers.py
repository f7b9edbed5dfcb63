"""A process that starts workers over a batch of certificates and kills them at random moments; run by a test.

It is warmed up once and forks: a worker that lives for fifty milliseconds must not pay two seconds for its start.
Prints a line of JSON: how many were killed, how many certificates were issued by then and in the end, and the faults.
"""

from __future__ import annotations

import json
import mmap
import os
import random
import signal
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from assess.config import load_config
from assess.jobs import worker
from assess.operations import issuing, jobs
from assess.operations.jobs import LEASE
from assess.store.session import Store, open_store
from tests.batch import Watch

WORKERS = 4
LONGEST = 4
"""How many times as long as one certificate takes a worker lives at most, while four share the machine."""


class Clock:
    """The time of all workers; whoever was killed has lost its lease when it moves on."""

    def __init__(self, start: datetime) -> None:
        self._start, self._shared = start, mmap.mmap(-1, 8)

    def __call__(self) -> datetime:
        """The moment of now."""
        return self._start + timedelta(seconds=struct.unpack("q", self._shared[:8])[0])

    def move_on(self) -> None:
        """Every lease of now has run out."""
        gone = struct.unpack("q", self._shared[:8])[0] + int(LEASE.total_seconds()) + 1
        self._shared[:8] = struct.pack("q", gone)


@dataclass(frozen=True)
class Careless(Store):
    """A store without transactions: every statement is kept at once. The deaths must be seen to do harm here."""

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A session whose statements are each committed by themselves."""
        with Session(self.engine.execution_options(isolation_level="AUTOCOMMIT"), expire_on_commit=False) as session:
            session.info.update(vault=self.vault)
            yield session
            session.commit()


def careless(store: Store) -> Store:
    """The same installation without transactions."""
    engine = create_engine(store.config.database_url, connect_args={"timeout": 15})
    return replace(Careless(**vars(store)), engine=engine)


def fork_worker(store: Store, clock: Clock, stop_when_idle: bool = False) -> int:
    """The process id of a new worker."""
    if child := os.fork():
        return child
    try:
        if stop_when_idle:
            worker.run_until_idle(store, clock())
        else:
            worker.run(store, Event(), clock)
    finally:
        os._exit(0)


def kill_round(store: Store, clock: Clock, source: random.Random, most: float) -> None:
    """Starts the workers and kills each at a moment of its own."""
    begun = time.monotonic()
    ends = sorted((source.uniform(0, most), fork_worker(store, clock)) for _ in range(WORKERS))
    for at, child in ends:
        time.sleep(max(0.0, begun + at - time.monotonic()))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    clock.move_on()


def half_way(store: Store, clock: Clock) -> float:
    """Does half of the jobs, so that the deaths meet both steps; the seconds that one certificate took."""
    done = jobs.claim(store, clock())
    job = jobs.claim(store, clock())
    assert done is not None and job is not None
    jobs.finish(store, done)
    begun = time.monotonic()
    issuing.issue(store, job.argument, clock())
    jobs.finish(store, job)
    took = time.monotonic() - begun
    for _ in range(jobs.left(store) // 2):
        job = jobs.claim(store, clock())
        assert job is not None
        worker.TASKS[job.kind](store, job.argument, clock())
        jobs.finish(store, job)
    return took


def main(instance: str, authority: str, first: int, start: str, kills: int, seed: int, kind: str) -> dict[str, object]:
    """Kills ``kills`` workers in rounds of four and looks at everything after each; the last ones may finish."""
    store = open_store(load_config({"ASSESS_INSTANCE": instance}))
    clock, source = Clock(datetime.fromisoformat(start)), random.Random(seed)
    watch = Watch(store, authority)
    issuing.issue(store, first, clock())  # whatever is made once is made by now
    longest = LONGEST * half_way(store, clock)
    used = store if kind == "real" else careless(store)
    killed, found = 0, watch.faults()
    while killed < kills and not found:
        store.engine.dispose()  # no connection may cross a fork
        kill_round(used, clock, source, longest)
        killed += WORKERS
        found = watch.faults()
        # However fast the machine is at the moment: the last worker is killed while there is still work.
        longest *= 0.7 if watch.issued() / watch.all() > 0.8 * killed / kills else 1.15
    during = watch.issued()
    store.engine.dispose()
    if not found:
        for child in [fork_worker(used, clock, stop_when_idle=True) for _ in range(WORKERS)]:
            os.waitpid(child, 0)
        clock.move_on()
        worker.run_until_idle(store, clock())  # an attempt that failed waits, as one that was killed does
        found = watch.faults()
    return {"killed": killed, "during": during, "issued": watch.issued(), "left": jobs.left(store), "faults": found,
            "asides": len(list((Path(instance) / "files").glob("*/.new-*")))}


if __name__ == "__main__":
    _, place, named, like, when, many, number, which = sys.argv
    print(json.dumps(main(place, named, int(like), when, int(many), int(number), which)))
