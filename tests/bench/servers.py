"""A server for benches: gunicorn as it is run, with two workers that keep connections alive, over its own folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

WORKERS = 2
HELLO = """
def app(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "5")])
    return [b"hello"]
"""
PAGES = """
import gc
from assess.config import load_config
from assess.store.session import open_store
from assess.web.app import create_app
config = load_config()
app = create_app(config, open_store(config))
gc.freeze()
"""


def serve(folder: Path, source: str, name: str) -> tuple[subprocess.Popen[bytes], int]:
    """A running server of that application (its ``instance`` lies in ``folder``), and its port."""
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--worker-class", "gthread",
               "--threads", "1", "--keep-alive", "30", "--bind", f"127.0.0.1:{port}", "--log-level", "error",
               "--chdir", str(folder), f"{name}:app"]
    server = subprocess.Popen(command, env={
        **os.environ, "ASSESS_INSTANCE": str(folder / "instance"),
        **({"ASSESS_STANDARDS": str(folder / "standards")} if (folder / "standards").exists() else {}),
    })
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server, port
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")
