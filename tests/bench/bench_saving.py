"""Saving marks with 50 examiners at once, beside a bare WSGI hello-world under the same server and a bare insert.

Run: ``python -m tests.bench.bench_saving``. Every save is what a device sends: a session, a CSRF token, an operation of
its journal and a report about itself, in one transaction on SQLite with ``synchronous=FULL``. Each round asks the bare
server and the saves in turn, so that both see the same machine. Prints figures; asserts nothing but that no answer was
anything but a receipt of a saved mark ("database is locked" would be one).
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import re
import secrets
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from assess.store.accounts import AccountRow
from assess.store.session import Store
from assess.store.sheets import SheetRow
from assess.store.sittings import EnrolmentRow
from tests.bench.large_sitting import form_for, installation
from tests.bench.servers import HELLO, PAGES, WORKERS, serve
from tests.marking import PASSWORD, THEN

EXAMINERS, CANDIDATES, ROUNDS, SECONDS = 50, 4, 5, 1.5
PACED, PACED_SECONDS = 20, 10.0
"""Saves a second of all examiners together."""


@dataclass
class Pen:
    """One examiner at a device: what every request of theirs carries, and the cells still to be filled."""

    account: int
    cookie: str
    token: str
    sitting: int
    cells: list[tuple[int, str]]
    journal: str
    sent: int = 0

    def request(self) -> bytes:
        """The next save: one cell after the other, and round again with the next version."""
        turn, place = divmod(self.sent, len(self.cells))
        sheet, field = self.cells[place]
        self.sent += 1
        body = json.dumps({
            "account": self.account, "journal": self.journal, "left": [
                {"sitting": self.sitting, "waiting": 0, "conflicts": 0}],
            "operations": [{"operation": secrets.token_hex(16), "sequence": self.sent, "sheet": sheet, "field": field,
                            "value": str((turn + place) % 2), "version": turn}],
        }).encode()
        return (f"POST /examiner/journal HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nCookie: {self.cookie}\r\n"
                f"X-CSRFToken: {self.token}\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
                f"Origin: http://127.0.0.1:8000\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body


def pens(app: Flask, store: Store, sitting_id: int) -> list[Pen]:
    """Fifty examiners, each with a sheet for everybody, signed in."""
    with store.unit_of_work() as session:
        first = session.scalars(select(AccountRow).where(AccountRow.username == "first")).one()
        # One password for all: to hash it fifty times would take longer than what is measured.
        rows = [AccountRow(username=f"pen{n}", name=f"Pen {n}", password_hash=first.password_hash, roles=first.roles,
                           active=True, created=THEN) for n in range(EXAMINERS)]
        session.add_all(rows)
        session.flush()
        numbers = [row.id for row in rows]
        for one in session.scalars(select(EnrolmentRow.id)).all():
            session.add_all(SheetRow(sitting_id=sitting_id, enrolment_id=one, part="practical", examiner_id=number)
                            for number in numbers)
    with store.reading() as session:
        own = SheetRow.examiner_id.in_(numbers)
        sheets = session.execute(select(SheetRow.examiner_id, SheetRow.id).where(own)).all()
    fields = [field.key for field in form_for(store, sitting_id).part("practical").fields]
    return [Pen(number, *_signed_in(app, f"pen{n}", sitting_id), sitting_id,
                [(sheet, field) for owner, sheet in sheets if owner == number for field in fields],
                secrets.token_hex(16)) for n, number in enumerate(numbers)]


def _signed_in(app: Flask, username: str, sitting_id: int) -> tuple[str, str]:
    """The cookie and the CSRF token with which a browser goes on."""
    client = app.test_client()
    client.post("/sign-in", data={"username": username, "password": PASSWORD}, base_url="http://127.0.0.1:8000")
    page = client.get(f"/examiner/sittings/{sitting_id}/practical", base_url="http://127.0.0.1:8000")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert token is not None, page.status
    # The page put what belongs to the token into the session: only now the cookie is the one that goes with it.
    return client.get("/examiner/", base_url="http://127.0.0.1:8000").request.headers["Cookie"], token[1]


async def _ask(port: int, pen: Pen | None, until: float, pause: float, first: float, times: list[float]) -> None:
    """Asks over one connection until the time is over; ``pause`` seconds apart, or as fast as it is answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(first)
    while (start := time.perf_counter()) < until:
        writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n" if pen is None else pen.request())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        times.append(time.perf_counter() - start)
        saved = pen is None or b'"state":"saved"' in body.replace(b" ", b"")
        if not head.startswith(b"HTTP/1.1 200") or not saved:
            raise RuntimeError(f"{head!r} {body[:300]!r}")
        if pause:
            await asyncio.sleep(max(pause - (time.perf_counter() - start), 0))
    writer.close()


def _load(port: int, clients: list[Pen | None], seconds: float, pause: float, answer: Any) -> None:
    times: list[float] = []

    async def all_at_once() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(_ask(port, pen, until, pause, pause * number / len(clients), times)
                               for number, pen in enumerate(clients)))

    asyncio.run(all_at_once())
    answer.put((times, [pen.sent if pen else 0 for pen in clients]))


def load(port: int, clients: list[Pen | None], seconds: float, pause: float = 0) -> list[float]:
    """How long each answer took, in seconds; the clients live in a process of their own."""
    answer: multiprocessing.Queue[Any] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_load, args=(port, clients, seconds, pause, answer))
    process.start()
    times, sent = answer.get(timeout=seconds + 60)
    process.join()
    for pen, count in zip(clients, sent, strict=True):
        if pen is not None:
            pen.sent = count
    return sorted(times)  # type: ignore[no-any-return]


def saves(port: int, clients: list[Pen | None], times: list[float]) -> float:
    """Saves a second, as fast as they are answered; ``times`` takes how long each took."""
    took = load(port, clients, SECONDS)
    times += took
    return len(took) / SECONDS


def bare_inserts(folder: Path, seconds: float = 1.5) -> float:
    """Inserts of a mark a second by one connection alone: a transaction each, written as safely."""
    database = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("create table if not exists mark (id integer primary key, sheet_id int, field text, version int,"
                     " value text, operation text unique, unique (sheet_id, field, version))")
    count, end = 0, time.perf_counter() + seconds
    start = database.execute("select count(*) from mark").fetchone()[0]
    while time.perf_counter() < end:
        database.execute("begin immediate")
        database.execute("insert into mark (sheet_id, field, version, value, operation) values (?, 't1.i0', 1, '1', ?)",
                         (start + count, secrets.token_hex(16)))
        database.execute("commit")
        count += 1
    return count / seconds


def p99(times: list[float]) -> float:
    """The time within which 99 of 100 were answered, in milliseconds."""
    return times[int(len(times) * 0.99)] * 1000


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, marking = installation(folder, CANDIDATES)
        clients: list[Pen | None] = list(pens(app, marking.store, marking.sitting_id))
        marking.store.engine.dispose()
        bare, bare_port = serve(folder, HELLO, "hello")
        pages, port = serve(folder, PAGES, "pages")
        try:
            measure(folder, bare_port, port, clients)
        finally:
            for server in (bare, pages):
                server.terminate()
                server.wait()


def measure(folder: Path, bare_port: int, port: int, clients: list[Pen | None]) -> None:
    """Paced first, then saturated in turn with the bare server and the bare inserts."""
    nobody: list[Pen | None] = [None] * len(clients)
    load(port, clients, 1.0)
    paced = load(port, clients, PACED_SECONDS, len(clients) / PACED)
    print(f"{len(clients)} examiners, {WORKERS} workers; paced, {len(paced) / PACED_SECONDS:.0f} saves a second: "
          f"median {statistics.median(paced) * 1000:.1f} ms, p99 {p99(paced):.1f} ms", flush=True)
    rates: dict[str, list[float]] = {"hello": [], "saves": [], "inserts": []}
    saturated: list[float] = []
    rounds: list[tuple[str, Callable[[], float]]] = [
        ("hello", lambda: len(load(bare_port, nobody, SECONDS)) / SECONDS),
        ("saves", lambda: saves(port, clients, saturated)),
        ("inserts", lambda: bare_inserts(folder)),
    ]
    for _ in range(ROUNDS):
        for kind, act in rounds:
            rates[kind].append(act())
    ratios = [save / hello for save, hello in zip(rates["saves"], rates["hello"], strict=True)]
    hello, save, inserts = (statistics.median(rates[kind]) for kind in ("hello", "saves", "inserts"))
    print(f"saturated: {save:.0f} saves a second, p99 {p99(sorted(saturated)):.0f} ms; hello-world {hello:.0f}/s; bare "
          f"insert {inserts:.0f}/s")
    print(f"a save reaches {statistics.median(ratios):.2f} of the bare server (median of {ROUNDS} pairs, "
          f"{min(ratios):.2f} to {max(ratios):.2f}); refused or locked: 0 of {len(saturated) + len(paced)}")


if __name__ == "__main__":
    main()
