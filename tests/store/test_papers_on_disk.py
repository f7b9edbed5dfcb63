"""Stored papers, public keys, folders of authorities and schemes, and the counter of serials."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from assess.canonical import sha256_hex
from assess.errors import BadInput, NotFound, Refused
from assess.ledger.entry import Entry
from assess.store import files
from assess.store.files import FileFolder
from assess.store.ledger import append
from assess.store.numbers import CounterRow
from assess.store.public_keys import PublicKey, PublicKeys
from assess.store.session import Store
from assess.store.shelves import load_authorities, load_schemes
from tests.conftest import NOW

CERTS = Path(__file__).resolve().parents[2] / "certs"


def test_a_paper_is_kept_under_its_hash_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = FileFolder(tmp_path / "files")
    name = folder.keep(b"%PDF-1.7")
    assert name == sha256_hex(b"%PDF-1.7") == folder.keep(b"%PDF-1.7")
    (file,) = (tmp_path / "files").rglob("*.pdf")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and folder.read(name) == b"%PDF-1.7"


def test_an_altered_or_missing_paper_is_not_read(tmp_path: Path) -> None:
    folder = FileFolder(tmp_path / "files")
    name = folder.keep(b"%PDF-1.7")
    (file,) = (tmp_path / "files").rglob("*.pdf")
    file.write_bytes(b"%PDF-1.8")
    with pytest.raises(BadInput) as caught:
        folder.read(name)
    assert caught.value.code == "file.altered"
    with pytest.raises(NotFound):
        folder.read("0" * 64)


def test_a_half_written_paper_is_replaced_when_it_is_kept_again(tmp_path: Path) -> None:
    folder = FileFolder(tmp_path / "files")
    name = folder.keep(b"%PDF-1.7")
    (file,) = (tmp_path / "files").rglob("*.pdf")
    file.write_bytes(b"%P")
    assert folder.keep(b"%PDF-1.7") == name and folder.read(name) == b"%PDF-1.7"


def test_the_file_and_every_folder_it_is_named_in_reach_the_disk_before_the_name_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(files.os, "fsync", fsync)
    name = FileFolder(tmp_path / "files").keep(b"%PDF-1.7")
    place = tmp_path / "files" / name[:2]
    assert Path(synced[0]).name.startswith(".new-") and Path(synced[0]).parent == place
    assert {str(place), str(place.parent), str(tmp_path)} <= set(synced[1:])


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        FileFolder(tmp_path / "files").keep(b"%PDF-1.7")
    assert [file for file in (tmp_path / "files").rglob("*") if file.is_file()] == []


def test_a_public_key_is_found_for_its_own_authority_only(tmp_path: Path) -> None:
    keys = PublicKeys(tmp_path / "keys")
    key = PublicKey("body-1", "body", "payload", "Ed25519", "00" * 32, "2026-11-23")
    keys.publish(key)
    keys.publish(PublicKey("body-1", "body", "payload", "Ed25519", "11" * 32, "2027-01-01"))  # never replaced
    assert keys.get("body-1", "body", 7) == bytes(32)
    assert keys.get("body-1", "other", 7) is None and keys.get("body-2", "body", 7) is None
    assert keys.all() == [key]


def test_the_shipped_authorities_and_schemes_load_and_fit_each_other() -> None:
    authorities, schemes = load_authorities(CERTS), load_schemes(CERTS)
    assert {"jiangmen-demo", "dsal-demo"} <= set(authorities)
    assert not any(authority.assigned for authority in authorities.values()), "a demonstration has no real numbers"
    assert schemes["baoyu-macau"].partner == "dsal-demo"


@pytest.fixture
def certs(tmp_path: Path) -> Path:
    """A copy of the shipped data that a test may spoil."""
    for file in (*CERTS.glob("authorities/*/authority.yaml"), *CERTS.glob("schemes/*.yaml")):
        place = tmp_path / file.relative_to(CERTS)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.read_bytes())
    return tmp_path


SPOILT = {
    "a scheme called otherwise": ("id: baoyu-macau", "id: baoyu", "shelf.wrong_name"),
    "an unknown partner": ("partner: dsal-demo", "partner: dsal", "scheme.unknown_authority"),
    "a level without a name": ("[L3]", "[L3, L1]", "scheme.level_unknown_to_partner"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_folder_that_does_not_fit_together_is_refused(certs: Path, case: str) -> None:
    old, new, code = SPOILT[case]
    load_schemes(certs)
    file = certs / "schemes" / "baoyu-macau.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")  # read again: it changed
    with pytest.raises(BadInput) as caught:
        load_schemes(certs)
    assert caught.value.code == code


CHILD = """
import sys
from assess.config import load_config
from assess.store.numbers import next_serial
from assess.store.session import open_store
store = open_store(load_config({"ASSESS_INSTANCE": sys.argv[1]}))
for _ in range(100):
    with store.unit_of_work() as session:
        print(next_serial(session, "body", 2026, "L3"))
"""


def test_eight_processes_take_a_hundred_serials_each_without_a_gap_or_a_double(store: Store) -> None:
    command = [sys.executable, "-c", CHILD, str(store.config.instance)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    taken = [int(line) for child in children for line in child.communicate()[0].split()]
    assert sorted(taken) == list(range(1, 801))
    with store.reading() as session:
        assert session.scalars(select(CounterRow.last)).all() == [800]


def test_a_log_entry_dated_before_the_last_one_is_refused(store: Store) -> None:
    today = NOW.date()
    with store.unit_of_work() as session:
        append(session, Entry("issue", today, "body", "0" * 64))
    with pytest.raises(Refused) as caught, store.unit_of_work() as session:
        append(session, Entry("issue", today.replace(day=today.day - 1), "body", "1" * 64))
    assert caught.value.code == "clock.behind_log"
