"""The highest serial ever given in each series, kept outside the database: one file per series, year and level.

A database that is put back from an older copy counts from an older number; what was given since then is known here, and
is given to nobody again. Each file is only ever appended to, and is on the disk before the transaction that took the
serial is. A backup that puts back the whole instance puts back these files too: they belong on no backup.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from assess.store.files import sync_folder

Key = tuple[str, int, str]
"""Series, year and level."""
_TAIL = 64


@dataclass(frozen=True)
class SerialMarks:
    """The folder ``instance/serials``."""

    path: Path

    def last(self, key: Key) -> int:
        """The highest serial given so far; 0 before the first."""
        try:
            handle = os.open(self._file(key), os.O_RDONLY)
        except FileNotFoundError:
            return 0
        try:
            size = os.fstat(handle).st_size
            end = os.pread(handle, _TAIL, max(0, size - _TAIL))
            return _highest(end) or _highest(os.pread(handle, size, 0))
        finally:
            os.close(handle)

    def keep(self, key: Key, serial: int) -> None:
        """That serial is on the disk when this returns; the caller holds the row of its counter until then."""
        file = self._file(key)
        new = not file.exists()
        if new:
            made = not self.path.exists()
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if made:
                sync_folder(self.path.parent)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, b"\n%d\n" % serial)
            os.fsync(handle)
        finally:
            os.close(handle)
        if new:
            sync_folder(self.path)

    def _file(self, key: Key) -> Path:
        series, year, level = key
        return self.path / f"{series.replace('/', '.')}.{year}.{level}"


def _highest(lines: bytes) -> int:
    """The last whole line; what a power cut left of one has no newline or no digits, and its serial was not used."""
    whole = lines.split(b"\n")[1:-1]
    return max((int(line) for line in whole if line.isdigit()), default=0)
