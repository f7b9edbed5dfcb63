"""The published log: it only grows, proves every certificate, and a rewritten one is refused by it and by others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from assess.config import Config, load_config
from assess.errors import BadInput, NotFound, Refused
from assess.ledger.checkpoint import NoteKey, read_checkpoint
from assess.ledger.entry import Entry, entry_bytes
from assess.ledger.merkle import leaf_hash, root
from assess.operations import public_log
from assess.operations.keys import LOG_PURPOSE
from assess.store.ledger import append
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store
from tests.conftest import NOW
from tests.operations.conftest import Noticed, noticed, noticed_instance  # noqa: F401 – fixtures


@pytest.fixture
def log(config: Config, store: Store) -> Store:
    """An installation with keys and an empty log."""
    store.keys.create(LOG_PURPOSE)
    return store


@pytest.fixture
def macau(tmp_path: Path) -> Iterator[Store]:
    """Another installation, which is a witness of the first one's log."""
    config = load_config({"ASSESS_INSTANCE": str(tmp_path / "macau"), "ASSESS_BASE_URL": "https://mo.example"})
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    store.keys.create(LOG_PURPOSE)
    yield store
    store.engine.dispose()


def entry(number: int) -> Entry:
    return Entry("issue", date(2026, 11, 23), "jiangmen-demo", f"{number:064x}")


def grow(store: Store, first: int, end: int) -> None:
    with store.unit_of_work() as session:
        for number in range(first, end):
            append(session, entry(number))


def alter(store: Store, sequence: int) -> None:
    with store.unit_of_work() as session:
        session.execute(text("update log set authority = 'dsal-demo' where sequence = :s"), {"s": sequence})


def test_each_publication_grows_the_same_tree(log: Store) -> None:
    done = 0
    for size in (1, 5, 255, 256, 257, 600):
        grow(log, done, size)
        checkpoint, done = public_log.publish(log), size
        assert checkpoint.size == size
        assert checkpoint.root == root([leaf_hash(entry_bytes(entry(number))) for number in range(size)])
        assert checkpoint.signed_by(public_log.log_key(log))
        assert public_log.publish(log) == checkpoint
        assert public_log.faults_of_published(log) == ()


def test_a_log_that_was_rewritten_is_not_published(log: Store) -> None:
    grow(log, 0, 300)
    before = public_log.publish(log)
    grow(log, 300, 301)
    alter(log, 290)
    assert public_log.faults_of_published(log) == ("differs",)
    with pytest.raises(Refused, match=r"log\.rewritten"):
        public_log.publish(log)
    assert read_checkpoint(public_log.folder_of(log).checkpoint() or "") == before


def test_a_database_that_was_set_back_is_seen(log: Store) -> None:
    grow(log, 0, 10)
    public_log.publish(log)
    with log.unit_of_work() as session:
        session.execute(text("delete from log where sequence > 4"))
    assert public_log.faults_of_published(log) == ("ahead",)
    with pytest.raises(Refused, match=r"log\.rewritten"):
        public_log.publish(log)


def test_a_witness_follows_a_log_that_grows_and_no_other(log: Store, macau: Store, tmp_path: Path) -> None:
    key, folder = public_log.log_key(log).text, public_log.folder_of(log).path
    grow(log, 0, 300)
    first = public_log.publish(log)
    shutil.copytree(folder, tmp_path / "old")
    witness = NoteKey("mo.example/log", public_log.log_key(macau).public, witness=True)
    cosigned = public_log.witness(macau, folder, key, NOW)
    assert cosigned.signed_by(witness) and cosigned.signed_by(public_log.log_key(log)) and cosigned.root == first.root
    grow(log, 300, 700)
    public_log.publish(log)
    assert public_log.witness(macau, folder, key, NOW).size == 700
    with pytest.raises(Refused, match=r"log\.rolled_back"):
        public_log.witness(macau, tmp_path / "old", key, NOW)


def test_a_witness_refuses_a_fork_and_a_wrong_key(log: Store, macau: Store) -> None:
    key, folder = public_log.log_key(log).text, public_log.folder_of(log).path
    grow(log, 0, 300)
    public_log.publish(log)
    public_log.witness(macau, folder, key, NOW)
    shutil.rmtree(folder)
    alter(log, 7)
    grow(log, 300, 320)
    public_log.publish(log)  # nothing of the old log is left here: the witness alone remembers it
    with pytest.raises(Refused, match=r"log\.rewritten"):
        public_log.witness(macau, folder, key, NOW)
    with pytest.raises(BadInput, match=r"log\.not_signed"):
        public_log.witness(macau, folder, public_log.log_key(macau).text, NOW)


def test_tiles_that_do_not_hold_the_signed_root_are_refused(log: Store, macau: Store) -> None:
    grow(log, 0, 300)
    public_log.publish(log)
    for name in ("tile/0/000", "tile/1/000.p/1"):
        assert public_log.faults_of_published(log) == ()
        tile = public_log.folder_of(log).path / name
        kept = tile.read_bytes()
        tile.write_bytes(kept[::-1])
        assert public_log.faults_of_published(log) == ("differs",)
        tile.write_bytes(kept)
    tile.write_bytes(kept[::-1])
    with pytest.raises(Refused, match=r"log\.rewritten"):
        public_log.witness(macau, public_log.folder_of(log).path, public_log.log_key(log).text, NOW)


def test_an_issued_certificate_is_proved_with_its_number(noticed: Noticed) -> None:  # noqa: F811
    line, store = noticed.issued(), noticed.store
    with pytest.raises(NotFound, match=r"log\.not_published"):
        public_log.prove_entry(store, 99)
    data, proof = public_log.prove(store, line.number)
    key = public_log.log_key(store).text
    assert public_log.check_proof(data, proof.text, key) == ""
    assert public_log.check_proof(data.replace(b"jiangmen", b"jiangmem"), proof.text, key) == "path"
    assert line.name.encode() not in data and line.number.encode() not in data
    with pytest.raises(NotFound, match=r"certificate\.unknown"):
        public_log.prove(store, "SPECIMEN0")
