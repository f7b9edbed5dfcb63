from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, func, select, text
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from assess.config import load_config
from assess.errors import NotFound
from assess.store.audit import AuditRow, record
from assess.store.session import Store, create_instance, open_store
from tests.conftest import NOW


@pytest.mark.parametrize(("pragma", "value"), [
    ("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 15000),
])
def test_every_connection_has_the_safe_settings(store: Store, pragma: str, value: object) -> None:
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_a_unit_of_work_that_raises_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.unit_of_work() as session:
        record(session, None, "test.act", "thing:1", NOW)
        session.flush()
        raise RuntimeError
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditRow)) == 0


def test_what_is_read_is_not_kept(store: Store) -> None:
    with store.reading() as session:
        record(session, None, "test.act", "thing:1", NOW)
        session.flush()
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditRow)) == 0


def test_a_moment_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError), store.unit_of_work() as session:
        record(session, None, "test.act", "thing:1", datetime(2026, 1, 1))


def _increment(make_session: object, times: int) -> int:
    """Reads a number, then writes it plus one, as every rule that looks before it writes does; counts the failures."""
    failed = 0
    for _ in range(times):
        try:
            with make_session() as session:  # type: ignore[operator]
                value = session.scalar(text("SELECT value FROM tally"))
                session.execute(text("UPDATE tally SET value = :value"), {"value": value + 1})
        except OperationalError:
            failed += 1
    return failed


def _run(make_session: object, writers: int = 4, times: int = 25) -> tuple[int, int]:
    with make_session() as session:  # type: ignore[operator]
        session.execute(text("CREATE TABLE tally (value INTEGER)"))
        session.execute(text("INSERT INTO tally VALUES (0)"))
    with ThreadPoolExecutor(writers) as pool:
        failed = sum(pool.map(lambda _: _increment(make_session, times), range(writers)))
    with make_session() as session:  # type: ignore[operator]
        return failed, session.scalar(text("SELECT value FROM tally"))


def test_writers_wait_for_each_other_and_lose_nothing(store: Store) -> None:
    assert _run(store.unit_of_work) == (0, 100)


def test_without_the_lock_at_the_start_writers_fail(tmp_path: Path) -> None:
    """Negative control: the same writers with SQLite's ordinary transactions."""
    engine = create_engine(f"sqlite:///{tmp_path / 'plain.sqlite3'}")

    @event.listens_for(engine, "connect")
    def prepare(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]

    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))

    class Plain:
        def __enter__(self) -> Session:
            self.session = Session(engine)
            return self.session

        def __exit__(self, kind: object, value: object, trace: object) -> None:
            try:
                if kind is None:
                    self.session.commit()
            finally:
                self.session.close()

    failed, _ = _run(Plain)
    engine.dispose()
    assert failed > 0


def test_opening_what_was_never_created_says_so(config: object, tmp_path: Path) -> None:
    from dataclasses import replace

    with pytest.raises(NotFound) as refused:
        open_store(replace(config, instance=tmp_path / "nowhere"))  # type: ignore[type-var]
    assert refused.value.code == "keys.missing"


def test_threads_do_not_share_a_session(store: Store) -> None:
    seen = []

    def work() -> None:
        with store.reading() as session:
            seen.append(id(session))

    with store.reading() as session:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert seen != [id(session)]


def test_nobody_else_on_the_machine_reads_the_database(tmp_path: Path) -> None:
    config = load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})
    create_instance(config)
    opened = open_store(config)
    with opened.unit_of_work() as session:
        session.execute(text("CREATE TABLE tally (value INTEGER)"))
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in config.instance.iterdir() if file.is_file()}
    opened.engine.dispose()
    assert stat.S_IMODE(config.instance.stat().st_mode) == 0o700
    assert len(modes) == 3 and set(modes.values()) == {0o600}, modes


def test_an_error_of_the_database_does_not_tell_what_was_written(store: Store) -> None:
    with pytest.raises(OperationalError) as failed, store.unit_of_work() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "欧阳䶮"})
    assert "nowhere" in str(failed.value) and "欧阳" not in str(failed.value)
