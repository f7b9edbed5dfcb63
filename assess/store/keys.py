"""The secret files of an installation: one key per purpose in ``instance/keys``.

The folder must be readable by its owner alone (0700, files 0600); anything wider is refused at the start, because a
signing key that others could read proves nothing.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from assess.errors import BadInput, NotFound

LOCAL_PURPOSES = ("session", "field", "index")
"""Keys every installation has: cookie signing, encryption of fields, blind index of fields."""


@dataclass(frozen=True)
class KeyFolder:
    """The folder ``instance/keys``; a key is 32 raw bytes in a file named for its purpose."""

    path: Path

    def create(self, purpose: str) -> None:
        """Writes a new random key for ``purpose``; an existing one is kept as it is."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.path / purpose
        if file.exists():
            return
        # Written aside and renamed: a crash leaves either no key or a whole one.
        aside = self.path / f".{purpose}.new"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(os.urandom(32))
            out.flush()
            os.fsync(out.fileno())
        aside.rename(file)

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
