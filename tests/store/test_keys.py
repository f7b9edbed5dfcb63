from __future__ import annotations

import os
from pathlib import Path

import pytest

from assess.config import Config, load_config
from assess.errors import AssessError
from assess.store.keys import KeyFolder
from assess.store.session import open_store


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


# -- the passphrase -------------------------------------------------------------------------------------------------


@pytest.fixture
def locked(tmp_path: Path) -> KeyFolder:
    folder = KeyFolder(tmp_path / "keys", b"chenpi ripens slowly")
    folder.create("session")
    folder.create("log")
    assert folder.lock() == 2
    return folder


def code_of(error: pytest.ExceptionInfo[AssessError]) -> str:
    return error.value.code


def test_locked_keys_open_with_their_passphrase_alone(locked: KeyFolder) -> None:
    for passphrase, code in ((b"", "keys.locked"), (b"chenpi", "keys.wrong_passphrase")):
        with pytest.raises(AssessError) as refused:
            KeyFolder(locked.path, passphrase).read("log")
        assert code_of(refused) == code
    assert len(KeyFolder(locked.path, locked.passphrase).read("log")) == 32


def test_locking_keeps_the_keys_and_leaves_none_on_the_disk(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys", b"a long passphrase")
    for purpose in ("session", "payload-body"):
        folder.create(purpose)
    before = {purpose: folder.read(purpose) for purpose in folder.purposes()}
    assert folder.lock() == 2 and folder.lock() == 0
    assert {purpose: folder.read(purpose) for purpose in folder.purposes()} == before
    folder.create("new")
    on_disk = b"".join(file.read_bytes() for file in folder.path.iterdir())
    assert not any(key in on_disk for key in (*before.values(), folder.read("new")))


def test_keys_are_not_locked_with_another_passphrase_nor_with_none(locked: KeyFolder) -> None:
    for passphrase, code in ((b"another", "keys.wrong_passphrase"), (b"", "keys.no_passphrase")):
        with pytest.raises(AssessError) as refused:
            KeyFolder(locked.path, passphrase).lock()
        assert code_of(refused) == code


def test_a_locked_installation_opens_by_a_file_or_an_open_descriptor(config: Config, tmp_path: Path) -> None:
    KeyFolder(config.instance / "keys", b"secret words").lock()
    given = tmp_path / "passphrase"
    given.write_text("secret words\n")
    given.chmod(0o600)
    environ = {"ASSESS_INSTANCE": str(config.instance)}
    open_store(load_config({**environ, "ASSESS_KEYS_PASSPHRASE_FILE": str(given)})).engine.dispose()
    reading, writing = os.pipe()
    os.write(writing, b"secret words\n")
    os.close(writing)
    open_store(load_config({**environ, "ASSESS_KEYS_FD": str(reading)})).engine.dispose()
    with pytest.raises(AssessError) as refused:
        open_store(load_config(environ))
    assert code_of(refused) == "keys.locked"


@pytest.mark.parametrize(("mode", "code"), [(0o644, "keys.too_open"), (None, "keys.no_passphrase_file")])
def test_a_passphrase_that_others_may_read_is_refused(
    config: Config, tmp_path: Path, mode: int | None, code: str
) -> None:
    given = tmp_path / "passphrase"
    if mode is not None:
        given.write_text("secret words")
        given.chmod(mode)
    with pytest.raises(AssessError) as refused:
        open_store(load_config({"ASSESS_INSTANCE": str(config.instance), "ASSESS_KEYS_PASSPHRASE_FILE": str(given)}))
    assert code_of(refused) == code


def test_no_installation_opens_while_one_of_its_keys_can_be_read_by_others(config: Config) -> None:
    folder = KeyFolder(config.instance / "keys")
    folder.create("seal-body")
    (folder.path / "seal-body").chmod(0o640)
    with pytest.raises(AssessError) as refused:
        open_store(config)
    assert code_of(refused) == "keys.too_open"
