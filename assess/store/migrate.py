"""Brings the database of an installation to the shape this program expects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from assess.store.session import Store
from assess.store.tables import METADATA


def upgrade(store: Store) -> None:
    """Runs the migrations that the database has not seen yet; a current database is left as it is."""
    with store.engine.execution_options(writes=True).connect() as connection:
        alembic = settings()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "head")
        connection.commit()


def is_current(store: Store) -> bool:
    """Whether the database has seen every migration of this program."""
    with store.engine.connect() as connection:
        seen = MigrationContext.configure(connection).get_current_revision()
    return seen == ScriptDirectory.from_config(settings()).get_current_head()


def differences(store: Store) -> list[Any]:
    """What the tables of the database lack or have beyond the models; empty when migrations and models agree."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))


def settings() -> AlembicConfig:
    """Where Alembic finds the migrations of this program."""
    found = AlembicConfig()
    found.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return found
