"""The log before a referee that is not ours: Go's ``golang.org/x/mod/sumdb``, as Debian packages it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assess.certificates.signing import public_key
from assess.ledger.checkpoint import Checkpoint, NoteKey
from assess.ledger.entry import Entry
from assess.ledger.merkle import consistency, inclusion, leaf_hash, root
from assess.operations import public_log
from assess.operations.keys import LOG_PURPOSE
from assess.store.ledger import append
from assess.store.session import Store

ENTRIES = [f"entry {number}".encode() for number in range(600)]
HASHES = [leaf_hash(entry) for entry in ENTRIES]
NAME, PRIVATE = "log.example/log", b"a" * 32


@pytest.fixture(scope="session")
def referee(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small Go program of this folder, compiled against the packaged library."""
    assert shutil.which("go"), "golang-go and golang-golang-x-mod-dev are needed; .ci/run installs them"
    place = tmp_path_factory.mktemp("referee")
    source = place / "src" / "referee"
    shutil.copytree(Path(__file__).parent / "referee", source)
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": f"{place}:/usr/share/gocode", "GOFLAGS": "",
                   "GOCACHE": str(place / "cache"), "CGO_ENABLED": "0"}
    subprocess.run(["go", "build", "-o", str(place / "check"), "referee"], env=environment, check=True, timeout=300)
    return place / "check"


def subtree(start: int, end: int) -> bytes:
    return root(HASHES[start:end])


def order(size: int, index: int, old: int, **changes: Any) -> dict[str, Any]:
    checkpoint = Checkpoint(NAME, size, subtree(0, size)).signed(NAME, PRIVATE)
    return {
        "Key": NoteKey(NAME, public_key(PRIVATE)).text, "Note": checkpoint.note, "Entry": ENTRIES[index],
        "Index": index, "Size": size, "Old": old, "Root": subtree(0, size), "OldRoot": subtree(0, old),
        "Inclusion": inclusion(index, size, subtree), "Consistency": consistency(old, size, subtree), **changes,
    }


def asked(referee: Path, what: dict[str, Any]) -> list[str]:
    def plain(value: Any) -> Any:
        if isinstance(value, bytes):
            return b64encode(value).decode()
        return [plain(each) for each in value] if isinstance(value, list) else value

    done = subprocess.run([referee], input=json.dumps({key: plain(value) for key, value in what.items()}),
                          capture_output=True, text=True, check=True, timeout=60)
    return [line.partition(":")[0] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("size", "index", "old"), [
    (1, 0, 1), (2, 1, 1), (7, 3, 4), (8, 7, 5), (255, 254, 128), (257, 256, 256), (600, 17, 513), (600, 599, 1),
])
def test_signature_inclusion_and_consistency_hold(referee: Path, size: int, index: int, old: int) -> None:
    assert asked(referee, order(size, index, old)) == ["note holds", "inclusion holds", "consistency holds"]


def test_what_was_forged_is_refused(referee: Path) -> None:
    forged = asked(referee, order(
        600, 17, 513, Entry=b"another entry", OldRoot=subtree(0, 512),
        Note=order(600, 17, 513)["Note"].replace("\n600\n", "\n601\n"),
    ))
    assert forged == ["note refused", "inclusion refused", "consistency refused"]


@pytest.fixture
def published(store: Store) -> Path:
    """The static files of a log of 600 entries, published in three steps, with its key beside them."""
    store.keys.create(LOG_PURPOSE)
    done = 0
    for size in (3, 400, 600):
        with store.unit_of_work() as session:
            for number in range(done, size):
                append(session, Entry("issue", date(2026, 11, 23), "jiangmen-demo", f"{number:064x}"))
        public_log.publish(store)
        done = size
    folder = public_log.folder_of(store).path
    (folder / "key").write_text(public_log.log_key(store).text)
    return folder


def read_whole(referee: Path, folder: Path) -> list[str]:
    return asked(referee, {"Key": (folder / "key").read_text(), "Folder": str(folder)})


def test_go_reads_the_whole_log_from_its_static_files(referee: Path, published: Path) -> None:
    assert read_whole(referee, published) == ["folder holds"]


@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001"])
def test_go_refuses_a_log_of_which_one_file_was_changed(referee: Path, published: Path, name: str) -> None:
    data = bytearray((published / name).read_bytes())
    data[len(data) // 2] ^= 1
    (published / name).write_bytes(data)
    assert read_whole(referee, published) == ["folder refused"]
