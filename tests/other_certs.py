"""A folder of authorities and schemes of a test's own: the shipped one with files changed and added."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from assess.config import load_config

CERTS = load_config({}).certs


def other_certs(place: Path, files: Mapping[str, str]) -> Path:
    """The folder, with ``files`` by their path in it; fonts are not copied but linked."""
    shutil.copytree(CERTS, place, ignore=lambda folder, names: ["fonts"] if Path(folder) == CERTS else [])
    (place / "fonts").symlink_to(CERTS / "fonts")
    for path, text in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text, encoding="utf-8")
    return place


def shipped(path: str) -> str:
    """The text of a shipped file."""
    return (CERTS / path).read_text(encoding="utf-8")
