"""A running site after the exam of ``one_exam``, for tests that need a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from werkzeug.serving import make_server

from assess.config import load_config
from assess.store.session import Store, open_store
from assess.web.app import create_app


@dataclass(frozen=True)
class Site:
    """Where a browser finds the site, and the store behind it."""

    address: str
    store: Store


@contextmanager
def served(instance: Path, folder: Path) -> Iterator[Site]:
    """A server on this machine over a copy of ``instance``."""
    shutil.copytree(instance, folder / "instance")
    store = open_store(load_config({"ASSESS_INSTANCE": str(folder / "instance")}))
    server = make_server("127.0.0.1", 0, create_app(store.config, store), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.port}", store)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        store.engine.dispose()
