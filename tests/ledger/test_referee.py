"""The log before a referee that is not ours: Go's ``golang.org/x/mod/sumdb``, as Debian packages it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from assess.certificates.signing import public_key
from assess.ledger.checkpoint import Checkpoint, NoteKey
from assess.ledger.merkle import consistency, inclusion, leaf_hash, root

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
