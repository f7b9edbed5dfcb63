"""Components of others are what their list says: every file with its hash, and none besides."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import assess

VENDOR = Path(assess.__file__).parent / "static" / "vendor"
LINE = re.compile(r"^\| `([^`]+)` \| .+ \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def test_every_vendored_file_is_listed_with_its_true_hash() -> None:
    listed = dict(LINE.findall((VENDOR / "README.md").read_text(encoding="utf-8")))
    there = {
        file.relative_to(VENDOR).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.rglob("*") if file.is_file() and file.name != "README.md"
    }
    assert listed == there


def test_every_component_brings_its_licence() -> None:
    folders = [folder for folder in VENDOR.iterdir() if folder.is_dir()]
    assert folders and all((folder / "LICENSE").stat().st_size > 500 for folder in folders)
