"""The secret files of an installation: one key per purpose in ``instance/keys``.

The folder must be readable by its owner alone (0700, files 0600); anything wider is refused at the start, because a
signing key that others could read proves nothing. Beyond that the keys can be locked with a passphrase, so that a copy
of the disk gives none of them away.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from assess.config import Config
from assess.errors import BadInput, NotFound, Refused
from assess.store.files import write_durably

LOCAL_PURPOSES = ("session", "field", "index")
"""Keys every installation has: cookie signing, encryption of fields, blind index of fields."""

_LOCK = ".lock"
"""Beside the keys: the salt of the passphrase. Where it lies, keys are locked."""
_MARK = b"assess-locked-1\n"


@dataclass(frozen=True)
class KeyFolder:
    """The folder ``instance/keys``; a key is 32 raw bytes in a file named for its purpose, or locked in it."""

    path: Path
    passphrase: bytes = b""
    """What opens the keys; empty for a folder that is not locked."""

    def create(self, purpose: str) -> None:
        """Writes a new random key for ``purpose``; an existing one is kept as it is."""
        if not (self.path / purpose).exists():
            self.replace(purpose)

    def replace(self, purpose: str, prepare: Callable[[bytes], None] | None = None) -> None:
        """Writes a new random key for ``purpose``; the one before is gone for good.

        ``prepare`` is given the new key before it takes its place.
        """
        key = os.urandom(32)
        if prepare is not None:
            prepare(key)
        self._write(purpose, key)

    def read(self, purpose: str) -> bytes:
        """The 32 bytes of the key.

        Raises ``NotFound("keys.missing")``; ``BadInput`` for one that others may read (``keys.too_open``), that is
        damaged (``keys.damaged``) or does not open (``keys.locked`` without a passphrase, ``keys.wrong_passphrase``).
        """
        file = self.path / purpose
        if not file.is_file():
            raise NotFound("keys.missing", purpose=purpose, folder=str(self.path))
        require_private(self.path)
        require_private(file)
        key = file.read_bytes()
        if key.startswith(_MARK):
            key = self._open(key.removeprefix(_MARK))
        if len(key) != 32:
            raise BadInput("keys.damaged", path=str(file), got=len(key), expected=32)
        return key

    def require_private(self) -> None:
        """Raises ``BadInput("keys.too_open")`` for the first key, or the folder, that others may use."""
        if self.path.is_dir():
            for place in (self.path, *(self.path / purpose for purpose in self.purposes())):
                require_private(place)

    def purposes(self) -> list[str]:
        """What there are keys for."""
        return sorted(file.name for file in self.path.iterdir() if not file.name.startswith("."))

    def lock(self) -> int:
        """Locks every key with the passphrase and returns how many; those that are locked already stay as they are.

        Raises ``Refused("keys.no_passphrase")``; ``BadInput("keys.wrong_passphrase")`` when it is another than before.
        """
        if not self.passphrase:
            raise Refused("keys.no_passphrase")
        if not (self.path / _LOCK).exists():
            write_durably(self.path / _LOCK, os.urandom(argon2id.SALTBYTES))
        found = {purpose: self.read(purpose) for purpose in self.purposes()}  # a wrong passphrase shows before a change
        unlocked = [purpose for purpose in found if not self._is_locked(purpose)]
        for purpose in unlocked:
            self._write(purpose, found[purpose])
        return len(unlocked)

    def _is_locked(self, purpose: str) -> bool:
        return (self.path / purpose).read_bytes().startswith(_MARK)

    def _write(self, purpose: str, key: bytes) -> None:
        locked = (self.path / _LOCK).exists()
        write_durably(self.path / purpose, _MARK + bytes(self._box().encrypt(key)) if locked else key)

    def _open(self, closed: bytes) -> bytes:
        try:
            return self._box().decrypt(closed)
        except (CryptoError, ValueError) as error:
            raise BadInput("keys.wrong_passphrase", folder=str(self.path)) from error

    def _box(self) -> SecretBox:
        if not self.passphrase:
            raise BadInput("keys.locked", folder=str(self.path))
        return _box(self.passphrase, (self.path / _LOCK).read_bytes())


def key_folder(config: Config) -> KeyFolder:
    """The keys of the installation with the passphrase that its settings point to, if they do.

    Raises ``NotFound("keys.no_passphrase_file")``, and ``BadInput("keys.too_open")`` for a file that others may read.
    """
    return KeyFolder(config.instance / "keys", _passphrase(config.keys_fd, config.keys_passphrase_file))


def require_private(place: Path) -> None:
    """Raises ``BadInput("keys.too_open")`` for a file or folder that anybody but its owner can use."""
    if os.name == "posix" and stat.S_IMODE(place.stat().st_mode) & 0o077:
        raise BadInput("keys.too_open", path=str(place))


@lru_cache(maxsize=4)
def _passphrase(descriptor: int, file: Path) -> bytes:
    """Read once: what comes through a pipe is gone afterwards."""
    if descriptor >= 0:
        try:
            with os.fdopen(descriptor, "rb") as given:
                return given.readline().rstrip(b"\r\n")
        except OSError as error:
            raise BadInput("keys.no_descriptor", number=descriptor) from error
    if file == Path():
        return b""
    if not file.is_file():
        raise NotFound("keys.no_passphrase_file", path=str(file))
    require_private(file)
    return file.read_bytes().rstrip(b"\r\n")


@lru_cache(maxsize=4)
def _box(passphrase: bytes, salt: bytes) -> SecretBox:
    """Made once: deriving the key from the passphrase takes time and memory on purpose."""
    return SecretBox(argon2id.kdf(SecretBox.KEY_SIZE, passphrase, salt, opslimit=argon2id.OPSLIMIT_INTERACTIVE,
                                  memlimit=argon2id.MEMLIMIT_INTERACTIVE))
