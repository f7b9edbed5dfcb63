"""The secret files of an installation: one key per purpose in ``instance/keys``.

The folder must be readable by its owner alone (0700, files 0600); anything wider is refused at the start, because a
signing key that others could read proves nothing.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from assess.canonical import canonical
from assess.errors import BadInput, NotFound
from assess.store.files import write_durably

LOCAL_PURPOSES = ("session", "field", "index")
"""Keys every installation has: cookie signing, encryption of fields, blind index of fields."""


@dataclass(frozen=True)
class KeyFolder:
    """The folder ``instance/keys``; a key is 32 raw bytes in a file named for its purpose."""

    path: Path

    def create(self, purpose: str) -> None:
        """Writes a new random key for ``purpose``; an existing one is kept as it is."""
        file = self.path / purpose
        if not file.exists():
            write_durably(file, os.urandom(32))

    def read(self, purpose: str) -> bytes:
        """The 32 bytes of the key; raises ``NotFound`` for a missing one, ``BadInput`` for one others may read."""
        file = self.path / purpose
        if not file.is_file():
            raise NotFound("keys.missing", purpose=purpose, folder=str(self.path))
        for place in (self.path, file):
            if os.name == "posix" and stat.S_IMODE(place.stat().st_mode) & 0o077:
                raise BadInput("keys.too_open", path=str(place))
        key = file.read_bytes()
        if len(key) != 32:
            raise BadInput("keys.damaged", path=str(file), got=len(key), expected=32)
        return key


@dataclass(frozen=True)
class PublicKey:
    """One public key of an authority, as strangers get it; ``public`` is hexadecimal, ``since`` an ISO day.

    ``public`` holds 32 bytes for Ed25519, DER for P-256, the whole certificate (DER) for X.509.
    """

    key_id: str
    authority: str
    purpose: str
    """``payload`` signs certificates and credentials, ``seal`` papers, ``qr`` offline codes."""
    algorithm: str
    public: str
    since: str


@dataclass(frozen=True)
class PublicKeys:
    """The folder ``instance/public/keys``: one file for every key that ever signed, never changed.

    They lie outside of the database, so that whoever alters a certificate there cannot bring a key along.
    """

    path: Path

    def publish(self, key: PublicKey) -> None:
        """Keeps ``key``; one that is known already stays as it is."""
        file = self.path / f"{key.key_id}.json"
        if not file.exists():
            write_durably(file, canonical(asdict(key)))

    def get(self, key_id: str, authority: str) -> bytes | None:
        """The 32 bytes of the authority's key for payloads of that name; None when it never published such a key."""
        key = self.find(key_id)
        if key is None:
            return None
        return bytes.fromhex(key.public) if (key.authority, key.purpose) == (authority, "payload") else None

    def find(self, key_id: str) -> PublicKey | None:
        """The key of that name, or None."""
        try:
            return _published(self.path, key_id)
        except FileNotFoundError:
            return None

    def all(self) -> list[PublicKey]:
        """Every key, the oldest first."""
        keys = [_published(self.path, file.stem) for file in self.path.glob("*.json")]
        return sorted(keys, key=lambda key: (key.since, key.key_id))


@lru_cache(maxsize=256)
def _published(folder: Path, key_id: str) -> PublicKey:
    return PublicKey(**json.loads((folder / f"{key_id}.json").read_bytes()))
