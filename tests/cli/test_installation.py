"""A new installation from the command line: keys, the first account, and a demonstration that keeps to empty ones."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assess.cli import main
from assess.config import load_config
from assess.operations.accounts import sign_in
from assess.people.roles import Role
from assess.store.session import open_store
from assess.store.shelves import load_authorities
from tests.conftest import NOW

PASSWORD = "chenpi ripens slowly"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSESS_INSTANCE", str(tmp_path / "instance"))
    return tmp_path / "instance"


def create(monkeypatch: pytest.MonkeyPatch, *more: str, password: str = PASSWORD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    return main(["accounts", "create", "boss", "--name", "区绮雯", "--role", "administrator", *more])


def test_the_first_administrator_can_sign_in(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert create(monkeypatch, "--role", "office") == 0
    store = open_store(load_config())
    actor = sign_in(store, "boss", PASSWORD, now=NOW, token="t")
    assert actor.roles == {Role.ADMINISTRATOR, Role.OFFICE}
    store.engine.dispose()


@pytest.mark.parametrize(("password", "said"), [("short", "10"), ("", "10"), ("aaaaaaaaaaaa", "")])
def test_a_weak_password_makes_no_account(
    password: str, said: str, instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create(monkeypatch, password=password) == 2
    assert said in capsys.readouterr().err
    assert main(["accounts", "list"]) == 0 and "boss" not in capsys.readouterr().out


def test_keys_are_made_once_for_every_authority(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "init"]) == 0
    first = capsys.readouterr().out
    names = sorted(line.split()[0].rsplit("-", 1)[0] for line in first.splitlines())
    bodies = load_authorities(load_config({}).certs)
    assert names == sorted(["log", *(f"{mark}{body}" for body in bodies for mark in ("", "seal-", "qr-"))])
    assert main(["keys", "init"]) == 0 and capsys.readouterr().out == first


def test_the_demonstration_refuses_an_installation_in_use(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create(monkeypatch)
    assert main(["demo"]) == 2
    assert str(instance) in capsys.readouterr().err


def test_every_command_of_the_readme_exists(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"assess ((?:accounts|certificates|keys|log|standards) [a-z]+|demo|serve)", readme))
    assert {"demo", "serve", "certificates verify"} <= named
    for words in named:
        with pytest.raises(SystemExit) as ended:
            main([*words.split(), "--help"])
        assert ended.value.code == 0
        capsys.readouterr()


def test_a_reader_that_has_seen_enough_gets_no_traceback() -> None:
    program = "from assess.cli import main; raise SystemExit(main(['standards', 'compare', {!r}, {!r}]))"
    program = program.format("national/6-07-01-03@2023", "xinhui-kuixiang-paper/6-07-01-03@2026.1")
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=pipe, stderr=pipe) as child:
        assert child.stdout is not None and child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
