"""Verification pages per second beside a bare WSGI hello-world under the same server, in the same run.

Run: ``python tests/bench/bench_verification.py [certificates [more]]``; with ``more`` the look-up is measured again in
so many certificates, to see whether it stays as fast. Holds one sitting of the demonstration in a temporary
installation, multiplies its certificates (each with its own payload, signature, log entry and seal), serves the whole
application with two gunicorn workers and asks for random addresses over loopback. Prints figures; asserts nothing but
that every answer was the page of a specimen.
"""

from __future__ import annotations

import multiprocessing
import random
import secrets
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select, text

from assess.canonical import sha256_hex
from assess.certificates.payload import payload_from_bytes
from assess.certificates.signing import check, sign
from assess.cli.demo.story import tell
from assess.config import load_config
from assess.jobs.worker import run_until_idle
from assess.ledger.entry import Entry, chain, leaf_of
from assess.operations import verifying
from assess.operations.keys import create_authority_keys, public_keys, signing_key
from assess.store.certificates import CertificateRow, open_payload, payload_place, seal_of
from assess.store.ledger import LogRow
from assess.store.migrate import upgrade
from assess.store.public_lookup import rows_by_token
from assess.store.session import Store, create_instance, open_store
from tests.bench.servers import HELLO, PAGES, WORKERS, serve

CERTIFICATES = 20_000
CLIENTS = 4
SECONDS = 1.5
ROUNDS = 10
LOOK_UPS = 2_000
CHUNK = 50_000


def filled(folder: Path, count: int) -> tuple[Store, list[str]]:
    """An installation with ``count`` issued certificates besides those of the demonstration, and their tokens."""
    config = load_config({"ASSESS_INSTANCE": str(folder)})
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    now = datetime.now(UTC)
    create_authority_keys(store, now - timedelta(days=60))  # the log's days never go back, and the acts lie before
    tell(store, secrets.token_hex(6), now)
    run_until_idle(store, now)
    return store, multiplied(store, count)


def multiplied(store: Store, count: int, since: int = 0) -> list[str]:
    """The tokens of copies number ``since`` … ``count`` of a certificate; each verifies like one that was issued."""
    tokens: list[str] = []
    for begin in range(since, count, CHUNK):
        tokens += _copied(store, begin + 1, min(begin + CHUNK, count))
    return tokens


def _copied(store: Store, begin: int, end: int) -> list[str]:
    with store.reading() as session:
        first = session.scalars(
            select(CertificateRow).where(CertificateRow.state == "issued", CertificateRow.status == "valid",
                                         CertificateRow.edition == 1).order_by(CertificateRow.id)
        ).first()
        assert first is not None
        payload = payload_from_bytes(open_payload(session, first))
        head, sequence = session.execute(select(LogRow.head, LogRow.sequence).order_by(LogRow.sequence.desc())).first()
    private, _key = signing_key(store, payload.authority, datetime.now(UTC))
    values = {column.key: getattr(first, column.key) for column in CertificateRow.__table__.columns}
    rows, log, tokens = [], [], []
    for number in range(begin, end + 1):
        token = "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=12))
        data = replace(payload, token=token, number=f"SPECIMEN269{number:08d}").to_bytes()
        salt, enrolment = secrets.token_bytes(32), 100_000_000 + number
        entry = Entry("issue", first.issued_at.date(), payload.authority, leaf_of(salt, data))
        head = chain(head, entry)
        row = values | {
            "id": 100_000_000 + number, "enrolment_id": enrolment, "number": f"SPECIMEN269{number:08d}", "token": token,
            "status_place": 100_000_000 + number,
            "salt": salt, "payload_sha256": sha256_hex(data), "leaf": entry.leaf, "signature": sign(private, data),
        }
        row["payload_sealed"] = store.vault.close(data, payload_place(CertificateRow(**row)))
        row["seal"] = seal_of(store.vault, CertificateRow(**row))
        rows.append(row)
        log.append({"sequence": sequence + number - begin + 1, "kind": "issue", "day": entry.day,
                    "authority": entry.authority, "leaf": entry.leaf, "head": head})
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


def beside_a_bare_check(store: Store, tokens: Sequence[str]) -> tuple[float, float]:
    """Microseconds of a bare Ed25519 check, and of look-up and check together: the best of five passes each."""
    with store.reading() as session:
        row = session.scalars(select(CertificateRow).where(CertificateRow.token == tokens[0])).one()
        payload, signature = open_payload(session, row), row.signature
        public = public_keys(store).get(row.key_id, row.authority, 1 << 40)
    assert signature and public

    def bare() -> None:
        assert check(public, payload, signature)

    def found(token: str) -> None:
        assert rows_by_token(store.look_ups, token)
        bare()

    times: dict[str, list[float]] = {"bare": [], "found": []}
    for _ in range(5):  # in turn, so that both see the same machine
        chosen = random.sample(tokens, LOOK_UPS)
        begin = time.perf_counter()
        for _token in chosen:
            bare()
        middle = time.perf_counter()
        for token in chosen:
            found(token)
        times["bare"].append((middle - begin) / LOOK_UPS * 1e6)
        times["found"].append((time.perf_counter() - middle) / LOOK_UPS * 1e6)
    return min(times["bare"]), min(times["found"])


def told(store: Store, tokens: Sequence[str], count: int) -> float:
    """Prints how long a look-up takes among ``count`` certificates, and returns the microseconds with the signature."""
    bare, found = beside_a_bare_check(store, tokens)
    print(f"{count} certificates: bare Ed25519 check {bare:.0f} µs, look-up and check {found:.0f} µs = "
          f"{bare / found:.2f} of it; all checks {look_up(store, tokens):.0f} µs")
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CERTIFICATES
    more = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, tokens = filled(folder / "instance", count)
        first = told(store, tokens, count)
        if more:
            tokens = random.sample(tokens + multiplied(store, more, count), count)
            print(f"{told(store, tokens, more) / first:.2f} times as long among {more} as among {count}")
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
