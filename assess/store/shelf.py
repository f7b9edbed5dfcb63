"""A folder of data files that officials and authors keep (``standards/``, ``certs/``): the only way to them.

Paths are POSIX paths below the folder. Nothing outside of it is ever opened, whatever a path or a link says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from assess.errors import BadInput, NotFound
from assess.store.files import locked, sync_folder

MAX_BYTES = 32_000_000
"""Fonts are the largest files; what is larger is none of ours."""

Stamp = tuple[tuple[str, int, int], ...]
"""Path, time of last change in nanoseconds and size of every file: equal stamps mean that nothing changed."""


@dataclass(frozen=True)
class Shelf:
    """The files below ``folder``."""

    folder: Path

    def stamp(self, suffix: str = ".yaml") -> Stamp:
        """The state of all files that end in ``suffix``, without opening them; hidden ones are left out."""
        found = []
        for path in self._walk(suffix):
            state = path.stat()
            found.append((path.relative_to(self.folder).as_posix(), state.st_mtime_ns, state.st_size))
        return tuple(sorted(found))

    def read(self, name: str) -> bytes:
        """The bytes of one file; raises ``NotFound``, or ``BadInput`` when it is beyond the size of a data file."""
        path = self._path(name)
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise NotFound("file.not_found", file=name) from None
        if len(data) > MAX_BYTES:
            raise BadInput("file.too_large", file=name, limit=MAX_BYTES)
        return data

    def read_all(self, suffix: str = ".yaml") -> dict[str, bytes]:
        """All files that end in ``suffix``, by path."""
        return {name: self.read(name) for name, _, _ in self.stamp(suffix)}

    def name_of(self, path: Path) -> str | None:
        """The name of a file on this shelf, None for a file elsewhere."""
        try:
            return path.resolve().relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Replaces one file whole: readers see the old bytes or the new ones, also after a power cut."""
        path = self._path(name)
        made = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.new")
        with aside.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path)
        for folder in (path.parent, *(folder.parent for folder in made)):
            sync_folder(folder)

    def locked(self) -> AbstractContextManager[None]:
        """Keeps every other process that asks for the lock of this shelf waiting until the block ends."""
        return locked(self.folder)

    def _path(self, name: str) -> Path:
        path = self.folder / name
        if self.name_of(path) is None:
            raise NotFound("file.not_found", file=name)
        return path

    def _walk(self, suffix: str) -> Iterator[Path]:
        for folder, inner, files in os.walk(self.folder):
            inner[:] = [name for name in inner if not name.startswith(".")]
            yield from (Path(folder, name) for name in files if name.endswith(suffix) and not name.startswith("."))
