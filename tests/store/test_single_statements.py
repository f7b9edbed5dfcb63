"""Single statements on kept connections answer as SQLAlchemy would, and leave nothing open."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, event, insert, select
from sqlalchemy.dialects import postgresql

from assess.store.audit import AuditRow, record
from assess.store.ledger import LogRow
from assess.store.look_ups import prepare
from assess.store.session import Store
from tests.conftest import NOW

ACTS = select(AuditRow.action, AuditRow.at, (AuditRow.id + 1).label("after")).where(
    AuditRow.subject == bindparam("wanted")
)
DAYS = select(LogRow.day).where(LogRow.kind == bindparam("wanted"))


def write(store: Store) -> None:
    with store.unit_of_work() as session:
        record(session, None, "test.act", "thing:1", NOW)


def test_rows_carry_names_and_values_of_their_types(store: Store) -> None:
    write(store)
    with store.unit_of_work() as session:
        session.execute(insert(LogRow), {"sequence": 1, "kind": "issue", "day": date(2026, 11, 20), "authority": "a",
                                         "leaf": "", "head": ""})
    (row,) = store.look_ups.rows(ACTS, "thing:1")
    with store.reading() as session:
        assert tuple(row) == tuple(session.execute(ACTS, {"wanted": "thing:1"}).one())
    assert (row.action, row.at, row.after) == ("test.act", datetime(2026, 11, 23, 1, 30, tzinfo=UTC), 2)
    assert [row.day for row in store.look_ups.rows(DAYS, "issue")] == [date(2026, 11, 20)]


def test_a_look_up_sees_what_was_written_since_the_last_one(store: Store) -> None:
    assert store.look_ups.rows(ACTS, "thing:1") == []
    write(store)
    assert len(store.look_ups.rows(ACTS, "thing:1")) == 1


def test_a_look_up_leaves_no_transaction_open(store: Store) -> None:
    write(store)
    store.look_ups.rows(ACTS, "thing:1")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        connection.exec_driver_sql("BEGIN")
    assert busy == 0


def opened_by(store: Store) -> list[Any]:
    """The driver's connections that the engine opens from now on."""
    connections: list[Any] = []
    event.listen(store.engine, "connect", lambda connection, _record: connections.append(connection))
    return connections


def test_one_connection_serves_all_look_ups_of_a_thread_and_closes_with_the_engine(store: Store) -> None:
    opened = opened_by(store)
    for _ in range(3):
        store.look_ups.rows(ACTS, "thing:1")
    store.engine.dispose()
    (connection,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_threads_look_up_at_once_and_get_their_own_answers(store: Store) -> None:
    for number in range(8):
        with store.unit_of_work() as session:
            record(session, None, f"act.{number}", f"thing:{number}", NOW)

    def right(number: int) -> bool:
        return all([row.action for row in store.look_ups.rows(ACTS, f"thing:{number}")] == [f"act.{number}"]
                   for _ in range(100))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, range(8)))


def test_a_connection_that_failed_is_not_used_again(store: Store) -> None:
    opened = opened_by(store)
    store.look_ups.rows(ACTS, "thing:1")
    opened[0].close()  # as when the server ended it
    with pytest.raises(sqlite3.ProgrammingError):
        store.look_ups.rows(ACTS, "thing:1")
    assert store.look_ups.rows(ACTS, "thing:1") == [] and len(opened) == 2


def test_a_forked_process_opens_a_connection_of_its_own(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = opened_by(store)
    store.look_ups.rows(ACTS, "thing:1")
    with monkeypatch.context() as child:
        child.setattr("assess.store.look_ups.os.getpid", lambda: -1)
        store.look_ups.rows(ACTS, "thing:1")
    assert len(opened) == 2
    opened[0].close()


def test_a_statement_is_prepared_for_postgresql_as_well() -> None:
    made = prepare(ACTS, postgresql.dialect())
    assert "%(wanted)s" in made.sql
    assert made.parameters("thing:1")["wanted"] == "thing:1"
    assert made.row(["test.act", NOW, 2]).after == 2
