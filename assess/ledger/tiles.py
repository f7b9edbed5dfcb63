"""The tree as static files (C2SP tlog-tiles): each tile holds 256 hashes, so that any web server can carry the log.

A tile of level 0 holds hashes of entries, one of a higher level the roots over tiles below it. A full tile stays as it
is; the last one of a level is published under its width until it is full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assess.ledger.merkle import EMPTY, root, split

WIDTH = 256
_HASH = 32


@dataclass(frozen=True, order=True)
class Tile:
    """One file of the tree: level, place in the level, how many hashes (1 … 256)."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its name below the log's address: ``tile/0/x001/234.p/17``."""
        return f"tile/{self.level}/{_number(self.number, self.width)}"


def entries_path(number: int, width: int = WIDTH) -> str:
    """The name of the file that holds the entries of tile ``number`` of level 0."""
    return f"tile/entries/{_number(number, width)}"


def bundle(entries: Sequence[bytes]) -> bytes:
    """The entries of one such file, each after its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of one such file; raises ``ValueError`` when it breaks off."""
    found, place = [], 0
    while place < len(data):
        size = int.from_bytes(data[place:place + 2], "big")
        entry = data[place + 2:place + 2 + size]
        if len(entry) != size or place + 2 > len(data):
            raise ValueError("the entries break off")
        found.append(entry)
        place += 2 + size
    return found


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles that a tree of ``size`` entries has and one of ``since`` had not, the lowest level first."""
    level = 0
    while size:
        for number in range(since // WIDTH, -(-size // WIDTH)):
            tile = Tile(level, number, min(WIDTH, size - number * WIDTH))
            if number * WIDTH + tile.width > since:
                yield tile
        level, size, since = level + 1, size // WIDTH, since // WIDTH


@dataclass(frozen=True)
class TiledTree:
    """A tree of ``size`` entries read from tiles; ``read`` gives the bytes of a tile."""

    size: int
    read: Callable[[Tile], bytes]

    def root(self) -> bytes:
        """The root of the whole tree."""
        return self.subtree(0, self.size) if self.size else EMPTY

    def subtree(self, start: int, end: int) -> bytes:
        """The root over the entries ``start`` … ``end``, a range that the tree divides into."""
        count = end - start
        if count & (count - 1):
            middle = start + split(count)
            return root([self.subtree(start, middle), self.subtree(middle, end)])
        level = 0
        while count >= WIDTH:
            level, start, count = level + 1, start // WIDTH, count // WIDTH
        return root(self._hashes(level, start, count))

    def _hashes(self, level: int, start: int, count: int) -> list[bytes]:
        """``count`` (≤ 256) hashes of a level, which lie in one tile."""
        number = start // WIDTH
        width = min(WIDTH, (self.size >> 8 * level) - number * WIDTH)
        data, first = self.read(Tile(level, number, width)), start % WIDTH
        if len(data) != width * _HASH:
            raise ValueError(f"{Tile(level, number, width).path}: {len(data)} bytes, {width * _HASH} expected")
        return [data[place * _HASH:(place + 1) * _HASH] for place in range(first, first + count)]


@lru_cache(maxsize=1024)
def _number(number: int, width: int) -> str:
    """C2SP's way of writing a number in names: groups of three digits, all but the last led by an ``x``."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03}")
    return "/".join(groups) + (f".p/{width}" if width < WIDTH else "")
