"""The published lists say what the log says, are made when a bit changes, and stand in the log."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import timedelta
from gzip import decompress
from pathlib import Path

import pytest

from assess.canonical import sha256_hex
from assess.certificates.credential import LIST_SIZE, proof_holds
from assess.ledger.entry import Entry
from assess.operations import key_life, life, public_log, status_lists
from assess.operations.credentials import contexts
from assess.operations.keys import trusted_keys
from assess.operations.publishing import publish_changes
from assess.operations.status_lists import PURPOSES, publish_status_lists
from assess.store.certificates import certificate
from assess.store.ledger import append
from assess.store.session import Store
from tests.one_exam import EXAM, ISSUE_DAY, actor, paper_of
from tests.operations.test_key_life import BODY, entries, key_of, opened

LATER = ISSUE_DAY + timedelta(days=1)


@pytest.fixture
def store(waiting_instance: Path, tmp_path: Path) -> Iterator[Store]:
    """After the exam, with nothing published but the log."""
    made = opened(waiting_instance, tmp_path / "instance")
    yield made
    made.engine.dispose()


def list_of(store: Store, purpose: str) -> Path:
    return store.config.instance / "public" / "authorities" / BODY / "status" / "0" / f"{purpose}.json"


def set_in(store: Store, purpose: str) -> list[int]:
    """The places whose bit is set, read as a stranger reads them."""
    text = json.loads(list_of(store, purpose).read_bytes())["credentialSubject"]["encodedList"]
    bits = decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert len(bits) * 8 == LIST_SIZE
    return [place for place in range(LIST_SIZE) if bits[place // 8] >> 7 - place % 8 & 1]


def happens(store: Store, kind: str, username: str = "chan") -> int:
    """The log says it of that paper; returns its place in the list."""
    with store.unit_of_work() as session:
        row = certificate(session, paper_of(store, EXAM, username, BODY).id)
        append(session, Entry(kind, LATER.date(), BODY, row.leaf))  # type: ignore[arg-type]
        return row.status_place


def test_what_the_log_says_sets_and_clears_the_bits(store: Store) -> None:
    publish_status_lists(store, LATER)
    assert (set_in(store, "revocation"), set_in(store, "suspension")) == ([], [])
    place = happens(store, "suspend")
    publish_status_lists(store, LATER)
    assert (set_in(store, "revocation"), set_in(store, "suspension")) == ([], [place])
    happens(store, "resume")
    other = happens(store, "replace", "lei")
    publish_status_lists(store, LATER)
    assert (set_in(store, "revocation"), set_in(store, "suspension")) == ([other], [])
    happens(store, "revoke")
    publish_status_lists(store, LATER)
    assert set_in(store, "revocation") == sorted([place, other])


def test_a_suspension_by_the_office_is_published(store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", BODY)
    life.suspend(store, actor(store, "office"), paper.id, "举报核查中", LATER)
    publish_changes(store, LATER)
    assert len(set_in(store, "suspension")) == 1 and set_in(store, "revocation") == []


def test_nothing_is_made_again_while_nothing_changed(store: Store) -> None:
    assert publish_status_lists(store, LATER) == 2 * len(PURPOSES)
    first, logged = list_of(store, "revocation").read_bytes(), entries(store, "status")
    for later in range(3):
        assert publish_status_lists(store, LATER + timedelta(days=later)) == 0
    assert list_of(store, "revocation").read_bytes() == first and entries(store, "status") == logged
    happens(store, "suspend")
    assert publish_status_lists(store, LATER) == 1 and list_of(store, "revocation").read_bytes() == first


def test_every_list_is_signed_and_stands_in_the_log(store: Store) -> None:
    publish_changes(store, LATER)
    (key,) = trusted_keys(store, "payload", BODY)
    for purpose in PURPOSES:
        data = list_of(store, purpose).read_bytes()
        assert proof_holds(json.loads(data), bytes.fromhex(key.public), contexts(store))
        assert sha256_hex(data) in entries(store, "status")
    assert public_log.unpublished(store) == 0 and not public_log.faults_of_published(store)


def test_a_list_that_lost_its_entry_gets_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a power cut between the file and the transaction."""
    def cut(*_given: object) -> None:
        raise OSError("the power is gone")

    monkeypatch.setattr(status_lists, "append", cut)
    with pytest.raises(OSError, match="power"):
        publish_status_lists(store, LATER)
    monkeypatch.undo()
    assert entries(store, "status") == []
    publish_status_lists(store, LATER)
    assert len(entries(store, "status")) == 2 * len(PURPOSES)


def test_a_new_key_signs_the_lists_again(store: Store) -> None:
    publish_changes(store, LATER)
    key_life.compromise(store, key_of(store), "a disk was stolen", None, LATER)
    publish_changes(store, LATER)
    (key,) = trusted_keys(store, "payload", BODY)
    assert proof_holds(json.loads(list_of(store, "suspension").read_bytes()), bytes.fromhex(key.public),
                       contexts(store))
