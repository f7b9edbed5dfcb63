"""Verification pages per second beside a bare WSGI hello-world under the same server, in the same run.

Run: ``python tests/bench/bench_verification.py [certificates]``. Holds one sitting of the demonstration in a temporary
installation, multiplies its certificates (each with its own payload, signature, log entry and seal), serves the whole
application with two gunicorn workers and asks for random addresses over loopback. Prints figures; asserts nothing but
that every answer was the page of a specimen.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select, text

from assess.canonical import sha256_hex
from assess.certificates.payload import payload_from_bytes
from assess.certificates.signing import sign
from assess.cli.demo.story import tell
from assess.config import load_config
from assess.ledger.entry import Entry, chain, leaf_of
from assess.operations import verifying
from assess.operations.keys import create_authority_keys, signing_key
from assess.store.certificates import CertificateRow, open_payload, payload_place, seal_of
from assess.store.ledger import LogRow
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store

CERTIFICATES = 20_000
WORKERS = 2
CLIENTS = 4
SECONDS = 1.5
ROUNDS = 10
LOOK_UPS = 2_000

HELLO = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "5")])
    return [b"hello"]
"""
PAGES = """
from assess.config import load_config
from assess.store.session import open_store
from assess.web.app import create_app
config = load_config()
app = create_app(config, open_store(config))
"""


def filled(folder: Path, count: int) -> tuple[Store, list[str]]:
    """An installation with ``count`` issued certificates besides those of the demonstration, and their tokens."""
    config = load_config({"ASSESS_INSTANCE": str(folder)})
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    now = datetime.now(UTC)
    create_authority_keys(store, now)
    tell(store, secrets.token_hex(6), now)
    return store, multiplied(store, count)


def multiplied(store: Store, count: int) -> list[str]:
    """The tokens of ``count`` copies of the first certificate; each verifies like one that was issued."""
    with store.reading() as session:
        first = session.scalars(select(CertificateRow).order_by(CertificateRow.id)).first()
        assert first is not None
        payload = payload_from_bytes(open_payload(session, first))
        head, sequence = session.execute(select(LogRow.head, LogRow.sequence).order_by(LogRow.sequence.desc())).first()
    private, _key = signing_key(store, payload.authority, datetime.now(UTC))
    values = {column.key: getattr(first, column.key) for column in CertificateRow.__table__.columns}
    rows, log, tokens = [], [], []
    for number in range(1, count + 1):
        token = "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=12))
        data = replace(payload, token=token, number=f"SPECIMEN269{number:06d}").to_bytes()
        salt, enrolment = secrets.token_bytes(32), 1_000_000 + number
        entry = Entry("issue", first.issued_at.date(), payload.authority, leaf_of(salt, data))
        head = chain(head, entry)
        row = values | {
            "id": 1_000_000 + number, "enrolment_id": enrolment, "number": f"SPECIMEN269{number:06d}", "token": token,
            "salt": salt, "payload_sha256": sha256_hex(data), "leaf": entry.leaf, "signature": sign(private, data),
        }
        row["payload_sealed"] = store.vault.close(data, payload_place(CertificateRow(**row)))
        row["seal"] = seal_of(store.vault, CertificateRow(**row))
        rows.append(row)
        log.append({"sequence": sequence + number, "kind": "issue", "day": entry.day, "authority": entry.authority,
                    "leaf": entry.leaf, "head": head})
        tokens.append(token)
    with store.engine.connect() as connection:
        connection.execute(text("rollback"))
        connection.execute(text("pragma foreign_keys = off"))  # the copies have no enrolments
        connection.execute(text("begin immediate"))
        connection.execute(insert(CertificateRow.__table__), rows)
        connection.execute(insert(LogRow.__table__), log)
        connection.execute(text("commit"))
        connection.invalidate()
    return tokens


def serve(folder: Path, source: str, name: str) -> tuple[subprocess.Popen[bytes], int]:
    """A running server of that application, and its port; two workers, connections kept alive."""
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--worker-class", "gthread",
               "--threads", "1", "--keep-alive", "30", "--bind", f"127.0.0.1:{port}", "--log-level", "error",
               "--chdir", str(folder), f"{name}:app"]
    server = subprocess.Popen(command, env={**os.environ, "ASSESS_INSTANCE": str(folder / "instance")})
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server, port
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def ask(port: int, paths: Sequence[str], wanted: bytes, seconds: float, answered: multiprocessing.Queue[int]) -> None:
    """Asks for the paths in turn over one connection and reports how many were answered as wanted."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        connection.sendall(f"GET {paths[count % len(paths)]} HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n".encode())
        head, _, body = b"", b"", b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(65536)
        head, _, body = head.partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += connection.recv(65536)
        if not head.startswith(b"HTTP/1.1 200") or wanted not in body:
            raise RuntimeError(f"{head!r}")
        count += 1
    answered.put(count)


def per_second(port: int, paths: Sequence[str], wanted: bytes, seconds: float = SECONDS) -> float:
    """Answers per second to ``CLIENTS`` processes at once."""
    answered: multiprocessing.Queue[int] = multiprocessing.Queue()
    clients = [
        multiprocessing.Process(target=ask, args=(port, random.sample(paths, len(paths)), wanted, seconds, answered))
        for _ in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    total = sum(answered.get(timeout=seconds + 30) for _ in clients)
    for client in clients:
        client.join()
    return total / seconds


def look_up(store: Store, tokens: Sequence[str]) -> float:
    """Microseconds of one ``verifying.by_token``: the best of five passes over different certificates."""
    def once(chosen: Iterable[str]) -> float:
        begin = time.perf_counter()
        for token in chosen:
            assert verifying.by_token(store, token).certificate is not None
        return (time.perf_counter() - begin) / LOOK_UPS * 1e6

    return min(once(random.sample(tokens, LOOK_UPS)) for _ in range(5))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CERTIFICATES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, tokens = filled(folder / "instance", count)
        print(f"{count} certificates; one look-up with all checks: {look_up(store, tokens):.0f} µs")
        store.engine.dispose()
        bare, bare_port = serve(folder, HELLO, "hello")
        pages, pages_port = serve(folder, PAGES, "pages")
        try:
            paths = [f"/v/{token}" for token in tokens]
            rates: dict[str, list[float]] = {"hello": [], "pages": []}
            per_second(pages_port, paths, b"SPECIMEN", 1.0)
            for _ in range(ROUNDS):  # in turn, so that both see the same machine
                rates["hello"].append(per_second(bare_port, ["/"], b"hello"))
                rates["pages"].append(per_second(pages_port, paths, b"SPECIMEN"))
        finally:
            for server in (bare, pages):
                server.terminate()
                server.wait()
        # Round by round: a neighbour on the machine slows both of a pair, but not all pairs alike.
        ratios = [page / hello for page, hello in zip(rates["pages"], rates["hello"], strict=True)]
        print(f"hello-world {statistics.median(rates['hello']):.0f}/s, verification page "
              f"{statistics.median(rates['pages']):.0f}/s; the page reaches {statistics.median(ratios):.2f} of the "
              f"bare server (median of {ROUNDS} pairs, {min(ratios):.2f} to {max(ratios):.2f}; {WORKERS} workers, "
              f"{CLIENTS} clients)")


if __name__ == "__main__":
    main()
