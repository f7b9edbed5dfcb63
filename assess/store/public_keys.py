"""The public keys of an installation: static files below ``instance/public/keys``, none of which ever changes.

They lie outside of the database, so that whoever alters a certificate there cannot bring a key along. That a key came
to its end is told by another file beside it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assess.canonical import canonical, sha256_hex
from assess.store.files import write_durably


@dataclass(frozen=True)
class PublicKey:
    """One public key of an authority, as strangers get it; ``public`` is hexadecimal, ``since`` an ISO day.

    ``public`` holds 32 bytes for Ed25519, DER for P-256, the whole certificate (DER) for X.509.
    """

    key_id: str
    authority: str
    """``log`` for the keys of the log."""
    purpose: str
    """``payload`` signs certificates and credentials, ``seal`` papers, ``qr`` offline codes, ``log`` checkpoints."""
    algorithm: str
    public: str
    since: str

    @property
    def leaf(self) -> str:
        """SHA-256 of its file: under this the log speaks of the key."""
        return sha256_hex(canonical(asdict(self)))


@dataclass(frozen=True)
class KeyEnd:
    """Since when a key signs nothing more, and for what it stays good."""

    key_id: str
    how: Literal["rotated", "compromised"]
    on: str
    """ISO day on which it was given up."""
    entries: int
    """It stays good for certificates whose issue is among the first so many entries of the log."""
    reason: str = ""


@dataclass(frozen=True)
class PublicKeys:
    """The folder ``instance/public/keys``: one file for every key that ever signed."""

    path: Path

    def publish(self, key: PublicKey) -> None:
        """Keeps ``key``; one that is known already stays as it is."""
        file = self.path / f"{key.key_id}.json"
        if not file.exists():
            write_durably(file, canonical(asdict(key)))

    def publish_end(self, end: KeyEnd) -> None:
        """Keeps the end of a key; one that is known already stays as it is."""
        file = self._end(end.key_id, end.how)
        if not file.exists():
            write_durably(file, canonical(asdict(end)))

    def get(self, key_id: str, authority: str, entry: int | None = None) -> bytes | None:
        """The 32 bytes of the authority's key for payloads of that name, if it was in force for the log's ``entry``.

        None when it never published such a key, or gave it up before; without an entry, a key that was ever given up.
        The log tells the time, because whoever stole a key dates signatures at will.
        """
        key = self.find(key_id)
        if key is None or (key.authority, key.purpose) != (authority, "payload"):
            return None
        end = self.end_of(key_id)
        if end is not None and (entry is None or entry > end.entries):
            return None
        return bytes.fromhex(key.public)

    def find(self, key_id: str) -> PublicKey | None:
        """The key of that name, or None."""
        try:
            return _published(self.path, key_id)
        except FileNotFoundError:
            return None

    def end_of(self, key_id: str) -> KeyEnd | None:
        """How the key came to its end; None while it signs. That it was compromised outweighs that it was rotated."""
        ends = self.ends_of(key_id)
        return ends[0] if ends else None

    def ends_of(self, key_id: str) -> list[KeyEnd]:
        """All that was published about its end, the gravest first."""
        try:
            names = os.listdir(f"{self.path}/ended")  # one question for both, because strangers wait for the answer
        except FileNotFoundError:
            return []
        ends = (f"{key_id}.{how}.json" for how in ("compromised", "rotated"))
        return [_ended(self.path / "ended" / name) for name in ends if name in names]

    def all(self) -> list[PublicKey]:
        """Every key, the oldest first."""
        keys = [_published(self.path, file.stem) for file in self.path.glob("*.json")]
        return sorted(keys, key=lambda key: (key.since, key.key_id))

    def _end(self, key_id: str, how: str) -> Path:
        return self.path / "ended" / f"{key_id}.{how}.json"


@lru_cache(maxsize=256)
def _published(folder: Path, key_id: str) -> PublicKey:
    return PublicKey(**json.loads((folder / f"{key_id}.json").read_bytes()))


@lru_cache(maxsize=256)
def _ended(file: Path) -> KeyEnd:
    return KeyEnd(**json.loads(file.read_bytes()))
