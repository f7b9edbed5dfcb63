from __future__ import annotations

from pathlib import Path

import pytest

from assess.errors import AssessError
from assess.store.keys import KeyFolder


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    folder.create("session")
    first = folder.read("session")
    folder.create("session")
    assert folder.read("session") == first and len(first) == 32


def test_two_purposes_have_two_keys(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    folder.create("field")
    folder.create("index")
    assert folder.read("field") != folder.read("index")


@pytest.mark.parametrize("who", ["folder", "file"])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, who: str) -> None:
    folder = KeyFolder(tmp_path / "keys")
    folder.create("session")
    (folder.path if who == "folder" else folder.path / "session").chmod(0o755 if who == "folder" else 0o644)
    with pytest.raises(AssessError) as refused:
        folder.read("session")
    assert refused.value.code == "keys.too_open"


@pytest.mark.parametrize(("content", "code"), [(None, "keys.missing"), (b"short", "keys.damaged")])
def test_a_missing_or_damaged_key_is_named(tmp_path: Path, content: bytes | None, code: str) -> None:
    folder = KeyFolder(tmp_path / "keys")
    folder.create("session")
    if content is None:
        (folder.path / "session").unlink()
    else:
        (folder.path / "session").write_bytes(content)
    with pytest.raises(AssessError) as refused:
        folder.read("session")
    assert refused.value.code == code
