"""The public log: entries entered and published per second, proofs per second, size of its files; against a bare floor.

Run: ``python tests/bench/bench_log.py [entries]``. The floor of a publication that follows every single entry is what
the disk needs to take so many small files for good; that of publishing many at once is hashing and writing them.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert

from assess.config import load_config
from assess.ledger.entry import GENESIS, Entry, chain
from assess.operations import public_log
from assess.operations.keys import LOG_PURPOSE
from assess.operations.logs import audit
from assess.store.ledger import LogRow, append, log_size
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store

ENTRIES = 100_000
SINGLE = 300
PROOFS = 2_000


def entry(number: int) -> Entry:
    """The entry of that number, as an issue makes it."""
    return Entry("issue", date(2026, 11, 23), "jiangmen-demo", sha256(str(number).encode()).hexdigest())


def fill(store: Store, count: int) -> None:
    """``count`` entries, past the program's own way, which needs a transaction for each certificate."""
    head, rows = GENESIS, []
    for number in range(count):
        one = entry(number)
        head = chain(head, one)
        rows.append({"sequence": number + 1, "kind": one.kind, "day": one.day, "authority": one.authority,
                     "leaf": one.leaf, "head": head})
    with store.unit_of_work() as session:
        session.execute(insert(LogRow), rows)


def per_second(count: int, what: Callable[[], object]) -> float:
    """How many of ``count`` things a second are done by ``what``."""
    begin = time.perf_counter()
    what()
    return count / (time.perf_counter() - begin)


def one_by_one(store: Store) -> None:
    """Each entry is committed and published before the next one, as when certificates are issued singly."""
    with store.reading() as session:
        first = log_size(session)
    for number in range(first, first + SINGLE):
        with store.unit_of_work() as session:
            append(session, entry(number))
        public_log.publish(store)


def small_files(folder: Path) -> None:
    """What the disk alone needs for the files of as many publications: four files, brought down each."""
    for number in range(SINGLE):
        for name in "abcd":
            with (folder / f"{name}{number}").open("wb") as file:
                file.write(b"x" * 8192)
                file.flush()
                os.fsync(file.fileno())


def size_of(folder: Path) -> tuple[int, float]:
    """How many files, and megabytes."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return len(files), sum(file.stat().st_size for file in files) / 1e6


def main() -> None:
    """Prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as name:
        config = load_config({"ASSESS_INSTANCE": f"{name}/instance"})
        create_instance(config)
        store = open_store(config)
        upgrade(store)
        store.keys.create(LOG_PURPOSE)
        fill(store, count)
        print(f"{count} entries at once: {per_second(count, lambda: public_log.publish(store)):.0f} published/s")
        files, megabytes = size_of(public_log.folder_of(store).path)
        print(f"files of {count} entries: {files}, {megabytes:.1f} MB")
        floor = per_second(SINGLE, lambda: small_files(Path(name)))
        single = per_second(SINGLE, lambda: one_by_one(store))
        print(f"one by one behind {count}: {single:.0f} entered and published/s, floor of the disk {floor:.0f}/s, "
              f"ratio {single / floor:.2f}")
        step = max(1, count // PROOFS)
        rate = per_second(PROOFS, lambda: [public_log.prove_entry(store, n * step % count) for n in range(PROOFS)])
        print(f"{rate:.0f} proofs/s")
        print(f"audit: {per_second(count, lambda: audit(store)):.0f} entries/s in the database, "
              f"{per_second(count, lambda: public_log.faults_of_published(store)):.0f} entries/s published")


if __name__ == "__main__":
    main()
