"""The public log as static files below ``instance/public/log``: tiles, entries, and the checkpoint that names them.

Every file is on the disk before the checkpoint that speaks of it, so that a reader never finds one without the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assess.errors import NotFound
from assess.ledger.tiles import Tile
from assess.store.files import write_durably

CHECKPOINT = "checkpoint"


@dataclass(frozen=True)
class LogFolder:
    """One log's folder: this installation's own, or a copy of another's."""

    path: Path

    def checkpoint(self) -> str | None:
        """The signed note that was published last; None before the first."""
        file = self.path / CHECKPOINT
        return file.read_text("utf-8") if file.is_file() else None

    def read(self, tile: Tile) -> bytes:
        """The hashes of a tile, from a wider file where the log has grown; ``NotFound("log.tile_missing")``."""
        for width in range(tile.width, 257):
            file = self.path / Tile(tile.level, tile.number, width).path
            if file.is_file():
                return file.read_bytes()[:tile.width * 32]
        raise NotFound("log.tile_missing", path=tile.path)

    def write(self, name: str, data: bytes) -> None:
        """Puts a file of the log on the disk."""
        write_durably(self.path / name, data)
