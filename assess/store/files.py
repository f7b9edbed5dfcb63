"""Files on disk – issued papers, evidence: each stored once under the SHA-256 of its bytes, checked at every reading.

A file is written aside, brought to the disk, and moved into place, and then the folder is brought to the disk as well:
after a power cut there is a whole file or none.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assess.canonical import sha256_hex
from assess.errors import BadInput, NotFound

_ASIDE = ".new-"
"""How the names of files begin that are being written."""


@dataclass(frozen=True)
class FileFolder:
    """One folder of the instance; the names of its files end in ``ending``."""

    path: Path
    ending: str = "pdf"

    def keep(self, data: bytes) -> str:
        """The SHA-256 under which ``data`` now lies on the disk for good; keeping it again changes nothing."""
        name = sha256_hex(data)
        place = self._place(name)
        if place.exists() and sha256_hex(place.read_bytes()) == name:
            sync_folder(place.parent)  # whoever wrote it may have died before this
        else:
            write_durably(place, data)
        return name

    def read(self, sha256: str) -> bytes:
        """The bytes kept under that hash; raises ``NotFound`` when gone and ``BadInput`` when they were altered."""
        place = self._place(sha256)
        try:
            data = place.read_bytes()
        except FileNotFoundError as error:
            raise NotFound("file.missing", sha256=sha256) from error
        if sha256_hex(data) != sha256:
            raise BadInput("file.altered", path=str(place))
        return data

    def discard(self, sha256: str) -> None:
        """Removes a file, also from what a power cut may bring back; nothing where there is none."""
        place = self._place(sha256)
        place.unlink(missing_ok=True)
        if place.parent.is_dir():
            sync_folder(place.parent)

    def _place(self, sha256: str) -> Path:
        return self.path / sha256[:2] / f"{sha256}.{self.ending}"


def write_durably(place: Path, data: bytes) -> None:
    """Puts ``data`` at ``place`` (0600), whole or not at all, also when the power fails."""
    made = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=place.parent, prefix=_ASIDE)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(aside, place)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    sync_folder(place.parent)
    for folder in made:
        sync_folder(folder.parent)


def remove_asides(folder: Path, before: datetime) -> int:
    """How many files were removed that somebody began to write below ``folder`` and has not touched since ``before``.

    Whoever is killed while writing leaves one. It may hold what nobody keeps any more, and no row names it.
    """
    count = 0
    for aside in folder.glob(f"*/{_ASIDE}*"):
        with suppress(FileNotFoundError):  # its writer finished after all, or another worker was faster
            if aside.stat().st_mtime < before.timestamp():
                aside.unlink()
                count += 1
    return count


def sync_folder(folder: Path) -> None:
    """Brings the names in ``folder`` to the disk; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps every other process that asks for the lock of this folder waiting until the block ends.

    The lock is on the folder itself and ends with the process that holds it; Windows has none and serves one process
    only.
    """
    if os.name != "posix":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
