"""``python -m assess.store.migrations MESSAGE`` writes the migration from the last one to the present models."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from assess.config import load_config
from assess.store.migrate import settings, upgrade
from assess.store.session import create_instance, open_store

with tempfile.TemporaryDirectory() as folder:
    config = load_config({"ASSESS_INSTANCE": str(Path(folder) / "instance")})
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    with store.engine.connect() as connection:
        alembic = settings()
        alembic.attributes["connection"] = connection
        number = len(list((Path(__file__).parent / "versions").glob("[0-9]*.py"))) + 1
        command.revision(alembic, message=sys.argv[1], autogenerate=True, rev_id=f"{number:04d}")
