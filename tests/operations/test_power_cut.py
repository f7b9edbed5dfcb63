"""The power fails while certificates are issued: what was acknowledged is there, with its file and its log entry."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import pytest

from assess.config import load_config
from assess.store.certificates import CertificateRow
from assess.store.session import open_store
from tests.batch import Watch
from tests.operations.conftest import NOTICE_OVER, Noticed
from tests.power_cut import Disk, calls, recorded, said

OWN = "jiangmen-demo"
CUTS = 8
CHILD = """
import os, sys
from datetime import datetime
from sqlalchemy import event
from assess.config import load_config
from assess.operations import issuing
from assess.store import files
from assess.store.session import open_store
_, instance, when, way, *ids = sys.argv
store = open_store(load_config({"ASSESS_INSTANCE": instance}))
if way == "synchronous=OFF":
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
if way == "files not synced":
    files.os = type("Careless", (), {**vars(os), "fsync": staticmethod(lambda handle: None)})
for certificate_id in map(int, ids):
    issuing.issue(store, certificate_id, datetime.fromisoformat(when))
    os.write(1, f"issued {certificate_id}".encode())
os._exit(0)
"""


def lost_after_cuts(noticed: Noticed, place: Path, way: str) -> list[str]:
    """What is lost or half-written after power cuts at moments all over the issuing of a sitting; empty if nothing."""
    noticed.prepare()
    noticed.approve()
    ids = [line.id for line in noticed.lines().values() if line.authority == OWN][:3]
    noticed.store.engine.dispose()
    instance = noticed.store.config.instance
    disk, source, done, found = Disk(instance), random.Random(1), set[int](), list[str]()
    trace = place / "trace"
    root = Path(__file__).resolve().parents[2]
    recorded([sys.executable, "-c", CHILD, instance, NOTICE_OVER.isoformat(), way, *map(str, ids)], trace,
             {"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"})
    written = list(calls(trace))
    begun = next(at for at, (call, text, _) in enumerate(written) if call == "pwrite64")
    cuts = {*source.sample(range(begun, len(written)), CUTS), len(written) - 1}
    for at, (call, arguments, result) in enumerate(written):
        disk.apply(call, arguments, result)
        if words := said(call, arguments):
            done.add(int(words.split()[1]))
        if found:
            return found
        if at in cuts or words:
            for kind in (None, random.Random(at)):
                found += left_wrong(disk, instance, place / f"{at}-{kind is None}", kind, done)
    assert done == set(ids)
    return found


def left_wrong(disk: Disk, instance: Path, place: Path, kind: random.Random | None, done: set[int]) -> list[str]:
    """What is wrong with the installation that a power cut now leaves."""
    disk.leave(place, kind)
    (place / "cache").mkdir(exist_ok=True)
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    try:
        with store.reading() as session:
            states = {number: session.get_one(CertificateRow, number).state for number in done}
        return [f"{number} was issued and is {state}" for number, state in states.items() if state != "issued"] \
            + Watch(store, OWN).faults()
    finally:
        store.engine.dispose()
        shutil.rmtree(place)


def test_a_power_cut_loses_no_acknowledged_certificate(noticed: Noticed, tmp_path: Path) -> None:
    assert lost_after_cuts(noticed, tmp_path, "as it is") == []


@pytest.mark.parametrize("way", ["synchronous=OFF", "files not synced"])
def test_without_syncing_power_cuts_are_seen_to_lose_certificates(noticed: Noticed, tmp_path: Path, way: str) -> None:
    assert any("was issued and is" in fault or "lost" in fault for fault in lost_after_cuts(noticed, tmp_path, way))


def test_the_calls_of_threads_that_overlap_are_all_replayed(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    threads = """
import os, sys, threading
def fill(name):
    handle = os.open(os.path.join(sys.argv[1], name), os.O_CREAT | os.O_WRONLY)
    for _ in range(200):
        os.write(handle, b"x")
        os.fsync(handle)
        os.close(os.open(sys.argv[1], os.O_RDONLY))
    os.close(handle)
    os.fsync(folder := os.open(sys.argv[1], os.O_RDONLY))
    os.close(folder)
running = [threading.Thread(target=fill, args=(name,)) for name in "abc"]
[thread.start() for thread in running]
[thread.join() for thread in running]
"""
    disk = Disk(folder)
    recorded([sys.executable, "-c", threads, folder], tmp_path / "trace", {"PATH": "/usr/bin:/bin"})
    assert "unfinished" in (tmp_path / "trace").read_text()
    for call in calls(tmp_path / "trace"):
        disk.apply(*call)
    disk.leave(tmp_path / "left")
    assert {file.name: file.stat().st_size for file in (tmp_path / "left").iterdir()} == dict.fromkeys("abc", 200)
