"""``assess keys``: what is listed, what is asked before a key is given up, and what is published then."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from assess.cli import main

BODY = "jiangmen-demo"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new installation with keys."""
    monkeypatch.setenv("ASSESS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("ASSESS_DEFAULT_LOCALE", "en")
    assert main(["keys", "init"]) == 0
    return tmp_path / "instance"


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """Name of each key → the other columns."""
    capsys.readouterr()
    assert main(["keys", "list"]) == 0
    return {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}


def payload_key(capsys: pytest.CaptureFixture[str]) -> str:
    return next(name for name, (purpose, *rest) in listed(capsys).items()
                if purpose == "payload" and name.startswith(BODY) and rest[-1] == "use")


def test_a_key_is_rotated_after_its_name_was_typed(
    instance: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = payload_key(capsys)
    for typed, status in (("yes\n", 1), ("", 1), (f"{old}\n", 0)):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert main(["keys", "rotate", old]) == status
        said = capsys.readouterr().out
        assert "stays good" in said and ("Nothing was done" in said) is bool(status)
    states = listed(capsys)
    assert states[old][-1] == "rotated" and payload_key(capsys) != old
    document = json.loads((instance / f"public/authorities/{BODY}/did.json").read_bytes())
    assert len(document["assertionMethod"]) == 2


def test_a_compromised_key_is_withdrawn_with_its_reason(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = payload_key(capsys)
    assert main(["keys", "compromise", old, "--reason", "a disk was stolen", "--yes"]) == 0
    assert "cannot be undone" in capsys.readouterr().out
    assert listed(capsys)[old][-1] == "compromised"
    end = json.loads((instance / f"public/keys/ended/{old}.compromised.json").read_bytes())
    assert end["reason"] == "a disk was stolen"
    document = json.loads((instance / f"public/authorities/{BODY}/did.json").read_bytes())
    assert len(document["assertionMethod"]) == 1 and len(document["service"]) == 1
    assert main(["keys", "compromise", old, "--reason", "again", "--yes"]) == 2
    assert old in capsys.readouterr().err


def test_locked_keys_serve_after_the_passphrase_was_handed_in(
    instance: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["keys", "lock"]) == 2 and "passphrase" in capsys.readouterr().err
    given = tmp_path / "passphrase"
    given.write_text("secret words")
    given.chmod(0o600)
    monkeypatch.setenv("ASSESS_KEYS_PASSPHRASE_FILE", str(given))
    assert main(["keys", "lock"]) == 0
    assert main(["keys", "rotate", payload_key(capsys), "--yes"]) == 0
    monkeypatch.delenv("ASSESS_KEYS_PASSPHRASE_FILE")
    assert main(["keys", "list"]) == 2 and "locked" in capsys.readouterr().err
