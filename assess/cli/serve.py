"""``assess serve``: the production server of one machine, with the worker that issues certificates beside it."""

from __future__ import annotations

import argparse
import gc
from threading import Event, Thread
from typing import Any

import waitress

from assess.config import Config
from assess.jobs import worker
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store
from assess.web.app import create_app


def register(commands: Any) -> None:
    """Adds ``serve`` and ``worker`` to the command line."""
    serve = commands.add_parser("serve", help="serve the pages and issue certificates, on this machine")
    serve.set_defaults(func=_serve)
    alone = commands.add_parser("worker", help="issue certificates only, beside another server")
    alone.set_defaults(func=_worker)


def _serve(args: argparse.Namespace, config: Config) -> int:
    store = ready(config)
    app = create_app(config, store)
    stop = Event()
    issuing = Thread(target=worker.run, args=(store, stop), name="worker", daemon=True)
    issuing.start()
    gc.collect()
    gc.freeze()  # what stays for good is not looked through again: a grid of 500 candidates takes half the time
    print(f"{config.base_url}/  ({config.host}:{config.port}, Ctrl-C)", flush=True)
    try:
        waitress.serve(app, host=config.host, port=config.port, threads=config.threads, ident=None, _quiet=True)
    finally:
        stop.set()
        issuing.join(timeout=30)
    return 0


def ready(config: Config) -> Store:
    """The installation, made if it was not there and migrated if it is older than this program."""
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    return store


def _worker(args: argparse.Namespace, config: Config) -> int:
    worker.run(open_store(config), Event())
    return 0
