"""The public log as static files below ``instance/public/log``: tiles, entries, and the checkpoints that name them.

Every file is on the disk before the checkpoint that speaks of it, so that a reader never finds one without the other.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assess.errors import NotFound
from assess.ledger.tiles import WIDTH, Tile, entries_path, unbundle
from assess.store.files import sync_folder, write_durably

CHECKPOINT = "checkpoint"
WITNESSED = "checkpoint.witnessed"
"""The newest checkpoint that every required witness has cosigned."""
WITNESSES = "witnesses"
"""The keys of the witnesses that this log requires, one a line."""
_KEPT = "checkpoints"
_GROUP = 1000


def kept_checkpoint(size: int) -> str:
    """The name under which the checkpoint of that size stays: ``checkpoints/000012/12345``."""
    return f"{_KEPT}/{size // _GROUP:06}/{size}"


@dataclass(frozen=True)
class LogFolder:
    """One log's folder: this installation's own, or a copy of another's."""

    path: Path

    def checkpoint(self, name: str = CHECKPOINT) -> str | None:
        """The signed note that was published last, or another one by its name; None where there is none.

        Bytes that are no text are replaced: whoever reads the note finds it malformed or not signed.
        """
        file = self.path / name
        return file.read_text("utf-8", errors="replace") if file.is_file() else None

    def sizes(self, below: int | None = None) -> Iterator[int]:
        """The sizes of the checkpoints that were kept, the largest first, from under ``below``."""
        kept = self.path / _KEPT
        for group in sorted((each.name for each in kept.glob("*") if each.name.isdigit()), reverse=True):
            if below is None or int(group) * _GROUP < below:
                sizes = (int(each.name) for each in (kept / group).iterdir() if each.name.isdigit())
                yield from (size for size in sorted(sizes, reverse=True) if below is None or size < below)

    def read(self, tile: Tile) -> bytes:
        """The hashes of a tile, from a wider file where the log has grown; ``NotFound("log.tile_missing")``."""
        for width in (tile.width, WIDTH, *range(tile.width + 1, WIDTH)):
            try:
                return (self.path / Tile(tile.level, tile.number, width).path).read_bytes()[:tile.width * 32]
            except (FileNotFoundError, NotADirectoryError):
                continue
        raise NotFound("log.tile_missing", path=tile.path)

    def entries(self, number: int, width: int) -> list[bytes]:
        """The entries of tile ``number``, at least ``width``; ``NotFound("log.tile_missing")``."""
        for wider in (width, WIDTH, *range(width + 1, WIDTH)):
            try:
                return unbundle((self.path / entries_path(number, wider)).read_bytes())
            except (FileNotFoundError, NotADirectoryError):
                continue
        raise NotFound("log.tile_missing", path=entries_path(number, width))

    def write(self, name: str, data: bytes) -> None:
        """Puts a file of the log on the disk."""
        write_durably(self.path / name, data)

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Puts many files on the disk; when this returns, all of them are there for good.

        Each folder is brought to the disk once, not once for each of its files.
        """
        touched: dict[Path, None] = {}
        for name, data in files.items():
            place = self.path / name
            for folder in (place.parent, *place.parent.parents):
                if folder.exists():
                    break
                touched[folder.parent] = None
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _put(place, data)
            touched[place.parent] = None
        for folder in touched:
            sync_folder(folder)

    def forget_parts(self, full: Iterable[Tile]) -> None:
        """Removes what was published of tiles before they were full: the full one holds it all."""
        for tile in full:
            names = [tile.path, *([entries_path(tile.number)] if tile.level == 0 else [])]
            for name in names:
                shutil.rmtree(self.path / f"{name}.p", ignore_errors=True)


def _put(place: Path, data: bytes) -> None:
    """Replaces one file whole; its name is not brought to the disk yet."""
    handle, aside = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(aside, place)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
