"""Alembic's way in: runs migrations on the connection that ``assess.store.migrate`` hands over."""

from alembic import context

from assess.store.tables import METADATA

connection = context.config.attributes["connection"]
# Batch mode: SQLite cannot alter a column in place, so Alembic copies the table.
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, compare_type=True,
                  user_module_prefix="base.")
with context.begin_transaction():
    context.run_migrations()
