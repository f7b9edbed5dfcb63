"""Every serial is given once: to many processes at a time, after a power cut, and after an older database came back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assess.config import load_config
from assess.errors import Refused
from assess.operations import issuing
from assess.store.numbers import next_serial
from assess.store.session import Store, open_store
from tests.operations.conftest import NOTICE_OVER, Noticed, noticed, noticed_instance

__all__ = ["noticed", "noticed_instance"]

KEY = ("body/specimen", 2026, "L3")
CHILDREN = """
import os, sys
from sqlalchemy import text
from assess.config import load_config
from assess.errors import Refused
from assess.operations import issuing
from assess.store.numbers import next_serial
from assess.store.session import open_store

def max_plus_one(store):
    with store.reading() as session:
        serial = (session.scalar(text("select max(last) from counter")) or 0) + 1
    with store.unit_of_work() as session:
        session.execute(text("insert into counter (series, year, level, last) values ('body/specimen', 2026, 'L3', :s) "
                             "on conflict do update set last = :s"), {"s": serial})
    return serial

def reserved(store):
    with store.unit_of_work() as session:
        return next_serial(session, "body/specimen", 2026, "L3")

_, instance, processes, each, way = sys.argv
store = open_store(load_config({"ASSESS_INSTANCE": instance}))
one = {"reserved": reserved, "max": max_plus_one}[way]
children = []
for number in range(int(processes)):
    if not (child := os.fork()):
        with open(f"{instance}/taken-{number}", "w") as out:
            for _ in range(int(each)):
                out.write(f"{one(store)}\\n")
        os._exit(0)
    children.append(child)
sys.exit(any(os.waitpid(child, 0)[1] for child in children))
"""


@pytest.fixture
def in_memory(empty_instance: Path) -> Iterator[Path]:
    """An installation in memory where there is such a folder: its disk has no part in who gets which number."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as place:
        shutil.copytree(empty_instance, Path(place) / "instance")
        yield Path(place) / "instance"


def taken(instance: Path, processes: int, each: int, way: str = "reserved") -> list[int]:
    """What all those processes took at the same time, each serial in a transaction of its own."""
    subprocess.run([sys.executable, "-c", CHILDREN, instance, str(processes), str(each), way], check=True)
    files = [instance / f"taken-{number}" for number in range(processes)]
    return [int(line) for file in files for line in file.read_text().split()]


@pytest.mark.parametrize("count", [
    100_000,
    pytest.param(1_000_000, marks=pytest.mark.long),
])
def test_sixteen_processes_take_serials_without_a_gap_or_a_double(in_memory: Path, count: int) -> None:
    assert sorted(taken(in_memory, 16, count // 16)) == list(range(1, count + 1))


def test_max_plus_one_is_seen_to_give_serials_twice(in_memory: Path) -> None:
    numbers = taken(in_memory, 16, 40, "max")
    assert len(set(numbers)) < len(numbers)


def take(store: Store, count: int = 1) -> list[int]:
    """The next serials, each in a transaction of its own."""
    found = []
    for _ in range(count):
        with store.unit_of_work() as session:
            found.append(next_serial(session, *KEY))
    return found


def copy_of(store: Store) -> sqlite3.Connection:
    """The database as it is now, as a backup keeps it."""
    kept = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(str(store.engine.url.database))) as now:
        now.backup(kept)
    return kept


def put_back(store: Store, kept: sqlite3.Connection) -> Store:
    """The installation after its database was replaced by the older copy."""
    store.engine.dispose()
    place = Path(str(store.engine.url.database))
    for file in place.parent.glob(f"{place.name}*"):
        file.unlink()
    with closing(sqlite3.connect(place)) as restored:
        kept.backup(restored)
    return open_store(load_config({"ASSESS_INSTANCE": str(store.config.instance)}))


def test_a_database_that_was_put_back_gives_no_serial_twice(store: Store) -> None:
    assert take(store, 5) == [1, 2, 3, 4, 5]
    old = copy_of(store)
    assert take(store, 5) == [6, 7, 8, 9, 10]
    restored = put_back(store, old)
    assert take(restored, 2) == [11, 12]
    with restored.unit_of_work() as session:
        assert [next_serial(session, *KEY), next_serial(session, *KEY)] == [13, 14]
    restored.engine.dispose()


def test_without_the_marks_a_database_that_was_put_back_is_seen_to_give_serials_twice(store: Store) -> None:
    take(store, 5)
    old = copy_of(store)
    later = take(store, 5)
    shutil.rmtree(store.config.instance / "serials")
    restored = put_back(store, old)
    assert take(restored, 5) == later
    restored.engine.dispose()


def test_certificates_prepared_after_an_older_database_came_back_get_numbers_nobody_had(noticed: Noticed) -> None:
    old = copy_of(noticed.store)
    noticed.prepare()
    before = {line.number for line in noticed.lines().values()}
    again = Noticed(put_back(noticed.store, old), noticed.sitting_id, noticed.actors, noticed.enrolments)
    assert again.lines() == {}
    again.prepare()
    after = {line.number for line in again.lines().values()}
    again.store.engine.dispose()
    assert len(after) == len(before) and not after & before


def test_nothing_is_issued_while_the_published_log_knows_more_than_the_database(noticed: Noticed) -> None:
    noticed.prepare()
    noticed.approve()
    old = copy_of(noticed.store)
    line = noticed.issued()
    again = put_back(noticed.store, old)
    with pytest.raises(Refused) as caught:
        issuing.enter(again, line.id, NOTICE_OVER)
    again.engine.dispose()
    assert (caught.value.code, caught.value.params) == ("log.ahead", {"more": 1})


@pytest.mark.parametrize("torn", [b"\n1", b"\n\0\0", b"\0" * 40, b"\n", b"\0" * 200])
def test_what_a_power_cut_left_of_a_mark_hides_none_before_it(store: Store, torn: bytes) -> None:
    take(store, 12)
    (file,) = (store.config.instance / "serials").iterdir()
    with file.open("ab") as out:
        out.write(torn)
    old = copy_of(store)
    with store.unit_of_work() as session:
        session.connection().exec_driver_sql("update counter set last = 3")
    assert take(store, 2) == [13, 14]
    restored = put_back(store, old)
    assert take(restored) == [15]
    restored.engine.dispose()


def test_a_transaction_that_came_to_nothing_leaves_no_mark(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.unit_of_work() as session:
        next_serial(session, *KEY)
        raise ZeroDivisionError
    assert not (store.config.instance / "serials").exists()
    assert take(store) == [1]
