"""Opens the database and hands out transactions; ``unit_of_work`` holds the only commit of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from assess.config import Config
from assess.store.keys import LOCAL_PURPOSES, KeyFolder, key_folder
from assess.store.look_ups import LookUps
from assess.store.serial_marks import SerialMarks
from assess.store.vault import Vault


@dataclass(frozen=True)
class Store:
    """An open installation: its settings, its database, the vault of its fields and the folder of its keys."""

    config: Config
    engine: Engine
    look_ups: LookUps
    vault: Vault
    keys: KeyFolder

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """One writing transaction: committed when the block ends, rolled back whole when it raises.

        On SQLite it takes the write lock at once (BEGIN IMMEDIATE): a deferred transaction that must upgrade later
        fails with "database is locked" instead of waiting.
        """
        with Session(self.engine.execution_options(writes=True), expire_on_commit=False) as session, session.begin():
            session.info.update(vault=self.vault, serials=SerialMarks(self.config.instance / "serials"))
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view for reading; nothing in it is kept."""
        with Session(self.engine, expire_on_commit=False) as session:
            session.info["vault"] = self.vault
            yield session


def create_instance(config: Config) -> None:
    """Makes the instance folder, its database file and its local keys, for their owner alone; what exists is kept."""
    config.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = make_url(config.database_url)
    if address.get_backend_name() == "sqlite" and address.database:
        # SQLite would make it readable to everybody, and its journals take the mode of the file.
        Path(address.database).touch(mode=0o600)
    folder = key_folder(config)
    for purpose in LOCAL_PURPOSES:
        folder.create(purpose)


def open_store(config: Config) -> Store:
    """The installation that ``config`` names; raises ``NotFound`` when it was never created."""
    keys = key_folder(config)
    keys.require_private()
    vault = Vault(field_key=keys.read("field"), index_key=keys.read("index"))
    engine = _engine(config.database_url)
    return Store(config=config, engine=engine, look_ups=LookUps(engine), vault=vault, keys=keys)


def vault_of(session: Session) -> Vault:
    """The vault that belongs to the session's installation."""
    vault: Vault = session.info["vault"]
    return vault


def _engine(url: str) -> Engine:
    # Parameters are names and birth dates: an error in the log must not carry them.
    engine = create_engine(url, pool_size=16, max_overflow=16, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN is switched off, so that _begin_sqlite decides the kind of transaction.
    connection.isolation_level = None
    cursor = connection.cursor()
    # What is taken out of the file is overwritten with zeros; not every build of SQLite does so by itself.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # Straight to the driver: a deferred BEGIN cannot fail, and reading must not pay for a second statement.
        connection.connection.cursor().execute("BEGIN")
