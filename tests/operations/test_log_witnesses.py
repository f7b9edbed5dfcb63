"""Two installations cosign each other's logs, and only files travel between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assess.cli import main
from assess.config import load_config
from assess.errors import BadInput, NotFound, Refused
from assess.ledger.checkpoint import read_checkpoint
from assess.ledger.entry import Entry, entry_bytes
from assess.operations import public_log
from assess.operations.keys import LOG_PURPOSE
from assess.operations.public_log import browsing
from assess.store.ledger import append
from assess.store.log_files import WITNESSED
from assess.store.session import Store, open_store
from tests.conftest import NOW


@pytest.fixture
def two(empty_instance: Path, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Jiangmen and Macau, each with the other's key as that of a required witness."""
    opened = []
    for name in ("jiangmen", "macau"):
        shutil.copytree(empty_instance, tmp_path / name)
        store = open_store(load_config({
            "ASSESS_INSTANCE": str(tmp_path / name), "ASSESS_BASE_URL": f"https://{name}.example",
        }))
        store.keys.create(LOG_PURPOSE)
        opened.append(store)
    jiangmen, macau = opened
    public_log.require_witness(jiangmen, public_log.witness_key(macau).text, NOW)
    public_log.require_witness(macau, public_log.witness_key(jiangmen).text, NOW)
    yield jiangmen, macau
    for store in opened:
        store.engine.dispose()


def entry(number: int, authority: str = "jiangmen-demo") -> Entry:
    return Entry("issue", date(2026, 11, 23), authority, f"{number:064x}")


def grow(store: Store, first: int, end: int, authority: str = "jiangmen-demo") -> None:
    with store.unit_of_work() as session:
        for number in range(first, end):
            append(session, entry(number, authority))
    public_log.publish(store)


def copied(store: Store, to: Path) -> Path:
    """The public folder of a log as it reaches the other side."""
    return Path(shutil.copytree(public_log.folder_of(store).path, to, dirs_exist_ok=True))


def cosign(ours: Store, theirs: Store, place: Path) -> str:
    """The other side's answer to a copy of our log."""
    return public_log.witness(theirs, copied(ours, place), public_log.log_key(ours).text, NOW).note


def test_a_proof_carries_the_line_of_the_witness(two: tuple[Store, Store], tmp_path: Path) -> None:
    for ours, theirs in (two, two[::-1]):
        grow(ours, 0, 300)
        proof = public_log.prove_entry(ours, 7)
        keys = public_log.log_key(ours).text, (public_log.witness_key(theirs).text,)
        assert public_log.check_proof(entry_bytes(entry(7)), proof.text, *keys) == "witness"
        note = cosign(ours, theirs, tmp_path / public_log.origin(ours).replace("/", "-"))
        assert public_log.accept(ours, note).signed_by(public_log.witness_key(theirs))
        proof = public_log.prove_entry(ours, 7)
        assert public_log.check_proof(entry_bytes(entry(7)), proof.text, *keys) == ""
        assert public_log.check_proof(entry_bytes(entry(8)), proof.text, *keys) == "path"


def test_a_line_that_comes_later_stays_with_its_checkpoint(two: tuple[Store, Store], tmp_path: Path) -> None:
    jiangmen, macau = two
    grow(jiangmen, 0, 10)
    note = cosign(jiangmen, macau, tmp_path / "copy")
    grow(jiangmen, 10, 20)
    public_log.accept(jiangmen, note)
    folder, key = public_log.folder_of(jiangmen), public_log.witness_key(macau)
    assert not read_checkpoint(folder.checkpoint() or "").signed_by(key)
    assert read_checkpoint(folder.checkpoint(WITNESSED) or "").size == 10
    assert public_log.prove_entry(jiangmen, 3).checkpoint.signed_by(key)
    assert public_log.prove_entry(jiangmen, 15).checkpoint.size == 20
    listed = browsing.checkpoints(jiangmen)
    assert [(one.size, list(one.cosigners)) for one in listed] == [(20, []), (10, ["macau.example/log"])]
    assert browsing.front(jiangmen).witnessed == 10


def test_two_histories_are_found_by_both_sides(two: tuple[Store, Store], tmp_path: Path) -> None:
    jiangmen, macau = two
    grow(jiangmen, 0, 10)
    cosign(jiangmen, macau, tmp_path / "copy")
    shutil.rmtree(public_log.folder_of(jiangmen).path)
    public_log.require_witness(jiangmen, public_log.witness_key(macau).text, NOW)
    with jiangmen.unit_of_work() as session:
        session.connection().exec_driver_sql("delete from log")
    grow(jiangmen, 50, 60)  # another history of the same length, signed with the true key
    with pytest.raises(Refused, match=r"log\.rewritten"):
        cosign(jiangmen, macau, tmp_path / "fork")
    # What the witness had signed is public on its side and does not fit what is shown here now.
    seen = next((public_log.folder_of(macau).path / "witnessed").iterdir()).read_text("utf-8")
    with pytest.raises(Refused, match=r"log\.split_view"):
        public_log.accept(jiangmen, seen)


def test_a_log_that_was_set_back_is_refused(two: tuple[Store, Store], tmp_path: Path) -> None:
    jiangmen, macau = two
    grow(jiangmen, 0, 10)
    before = copied(jiangmen, tmp_path / "before")
    grow(jiangmen, 10, 20)
    cosign(jiangmen, macau, tmp_path / "copy")
    with pytest.raises(Refused, match=r"log\.rolled_back"):
        public_log.witness(macau, before, public_log.log_key(jiangmen).text, NOW)


def test_only_the_lines_of_known_witnesses_are_published(two: tuple[Store, Store], tmp_path: Path) -> None:
    jiangmen, macau = two
    grow(jiangmen, 0, 10)
    note = cosign(jiangmen, macau, tmp_path / "copy")
    with pytest.raises(BadInput, match=r"log\.foreign"):
        public_log.accept(macau, note)
    with pytest.raises(NotFound, match=r"log\.checkpoint_unknown"):
        public_log.accept(jiangmen, note.replace("\n10\n", "\n11\n"))
    stranger = read_checkpoint(note).signed("stranger.example", b"x" * 32).note
    assert "stranger" not in public_log.accept(jiangmen, stranger).note
    public_log.spare_witness(jiangmen, "macau.example/log", NOW)
    with pytest.raises(BadInput, match=r"log\.no_witness"):
        public_log.accept(jiangmen, note)
    with pytest.raises(Refused, match=r"log\.own"):
        public_log.witness(macau, public_log.folder_of(macau).path, _publish_key(macau), NOW)


def test_who_is_required_is_data(two: tuple[Store, Store]) -> None:
    jiangmen, macau = two
    assert [key.name for key in public_log.witnesses(jiangmen)] == ["macau.example/log"]
    with pytest.raises(BadInput, match=r"log\.no_witness_key"):
        public_log.require_witness(jiangmen, public_log.log_key(macau).text, NOW)
    with pytest.raises(NotFound, match=r"log\.witness_unknown"):
        public_log.spare_witness(jiangmen, "nobody.example/log", NOW)


def test_the_commands_of_both_sides_exchange_files(
    two: tuple[Store, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    jiangmen, macau = two

    def at(store: Store, *args: str) -> str:
        monkeypatch.setenv("ASSESS_INSTANCE", str(store.config.instance))
        monkeypatch.setenv("ASSESS_BASE_URL", store.config.base_url)
        assert main(["log", *args]) == 0
        return capsys.readouterr().out.strip()

    grow(jiangmen, 0, 5)
    key, witness = at(jiangmen, "key"), at(macau, "key", "--witness")
    assert at(jiangmen, "witnesses") == witness
    folder, answer = copied(jiangmen, tmp_path / "stick"), tmp_path / "cosigned.txt"
    at(macau, "witness", str(folder), "--key", key, "--out", str(answer))
    assert "5 entries, cosigned by macau.example/log" in at(jiangmen, "accept", str(answer))
    (tmp_path / "entry").write_bytes(entry_bytes(entry(2)))
    (tmp_path / "proof").write_text(public_log.prove_entry(jiangmen, 2).text)
    proved = at(macau, "check", str(tmp_path / "entry"), str(tmp_path / "proof"), "--key", key, "--witness", witness)
    assert proved == "proved: the entry stands in the log"


def _publish_key(store: Store) -> str:
    public_log.publish(store)
    return public_log.log_key(store).text
