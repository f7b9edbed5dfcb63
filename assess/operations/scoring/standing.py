"""What stands on a sheet as one short text, which the examiner's device and the server work out each for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from assess.canonical import digest


class Stands(Protocol):
    """The newest event of a cell; without a value the cell is empty."""

    @property
    def value(self) -> str | None: ...

    @property
    def note(self) -> str: ...

    @property
    def version(self) -> int: ...


def standing_digest(cells: Mapping[str, Stands]) -> str:
    """How many entries stand on a sheet and the SHA-256 of them, as ``count-digest``.

    Digested is the canonical JSON of ``[[field, value, note, version], …]`` by field, emptied cells left out; a script
    makes the same bytes with ``JSON.stringify`` (``static/score/standing.js``).
    """
    entries = [[key, cell.value, cell.note, cell.version] for key, cell in sorted(cells.items()) if cell.value]
    return f"{len(entries)}-{digest(entries)}"
