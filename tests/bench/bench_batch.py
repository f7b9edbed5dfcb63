"""Certificates per second on the whole way of issuing, by one and by two processes, and the memory of a long batch.

    python tests/bench/bench_batch.py [--batch 300] [--long 0]

Every certificate goes the way of production: job claimed, entry in the log, log published, credential, paper, seal, two
synced files, rows. What is printed for one process is where its time goes. ``--long 10000`` makes that many by one
process and prints its memory as it grows.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import update

from assess.certificates.pdf import Press
from assess.certificates.seal import Sealer
from assess.config import load_config
from assess.jobs import worker
from assess.operations import issuing, jobs, public_log
from assess.operations.issuing import completing
from assess.store.jobs import JobRow
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store
from tests.batch import add_certificates
from tests.operations.conftest import NOTICE_OVER, hold


def sitting(place: Path) -> tuple[Store, int]:
    """An installation with an approved sitting, everything that is made once being made; one more to make others of."""
    config = load_config({"ASSESS_INSTANCE": str(place / "instance")})
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    store.engine.dispose()
    held = hold(config.instance)
    held.prepare()
    held.approve()
    first, model, *_ = [line.id for line in held.lines().values() if line.state == "approved"]
    issuing.issue(held.store, first, NOTICE_OVER)
    with held.store.unit_of_work() as session:
        session.execute(update(JobRow).values(state="done"))  # the model stays as it is: its photo is needed again
    return held.store, model


def by_processes(store: Store, model: int, count: int, processes: int) -> float:
    """Certificates per second that so many workers make together."""
    add_certificates(store, model, count, NOTICE_OVER)
    store.engine.dispose()
    begun, children = time.perf_counter(), []
    for _ in range(processes):
        if not (child := os.fork()):
            worker.run_until_idle(store, NOTICE_OVER)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    if left := jobs.left(store):
        raise SystemExit(f"{left} jobs failed")
    return count / (time.perf_counter() - begun)


@contextmanager
def timed(spent: dict[str, float], name: str, owner: Any, attribute: str) -> Iterator[None]:
    """Adds the seconds inside ``owner.attribute`` to ``spent``."""
    inner: Callable[..., Any] = getattr(owner, attribute)

    def outer(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return inner(*arguments, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - begun

    setattr(owner, attribute, outer)
    try:
        yield
    finally:
        setattr(owner, attribute, inner)


def shares(store: Store, model: int, count: int) -> None:
    """Prints where the time of one process goes."""
    add_certificates(store, model, count, NOTICE_OVER)
    spent: dict[str, float] = {}
    begun = time.perf_counter()
    with timed(spent, "page drawn", Press, "render"), timed(spent, "seal", Sealer, "seal"), \
            timed(spent, "credentials", completing, "credentials"), timed(spent, "glyphs checked", Press, "check"), \
            timed(spent, "log published and proved", public_log, "prove_published"), \
            timed(spent, "fsync of files (in the others too)", os, "fsync"):
        worker.run_until_idle(store, NOTICE_OVER)
    whole = time.perf_counter() - begun
    print(f"one process: {whole / count * 1000:.1f} ms a certificate, of which")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {seconds / whole:6.1%}  {name}")


def memory(store: Store, model: int, count: int) -> None:
    """Prints the memory of one process while it makes a long batch."""
    add_certificates(store, model, count, NOTICE_OVER)
    begun, made = time.perf_counter(), 0
    while (job := jobs.claim(store, NOTICE_OVER)) is not None:
        worker.TASKS[job.kind](store, job.argument, NOTICE_OVER)
        jobs.finish(store, job)
        made += job.kind == "paper"
        if job.kind == "paper" and made % max(1, count // 8) == 0:
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"  {made:6d} made, {made / (time.perf_counter() - begun):5.1f} a second, {most} MiB at most")


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser()
    options.add_argument("--batch", type=int, default=300)
    options.add_argument("--long", type=int, default=0)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        store, model = sitting(Path(place))
        by_processes(store, model, 4, 1)
        one = by_processes(store, model, chosen.batch, 1)
        two = by_processes(store, model, chosen.batch, 2)
        print(f"one process {one:.1f}, two {two:.1f} certificates a second: {two / one:.2f} times")
        shares(store, model, chosen.batch // 2)
        if chosen.long:
            memory(store, model, chosen.long)


if __name__ == "__main__":
    main()
