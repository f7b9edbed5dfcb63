"""Files that somebody names on the command line: read up to a limit, and written only where there is none yet."""

from __future__ import annotations

from pathlib import Path

from assess.errors import BadInput, Conflict, NotFound
from assess.standards.parse import MAX_BYTES


def read_file(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file, of a larger one so many that its reader refuses it.

    Raises ``NotFound`` ``file.not_found`` and ``BadInput`` ``file.unreadable``.
    """
    if not path.is_file():
        raise NotFound("file.not_found", file=str(path))
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough for the refusal.
            return file.read(most + 1)
    except OSError as error:
        raise BadInput("file.unreadable", file=str(path), why=error.strerror) from error


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that is not there yet; raises ``Conflict("file.exists")``, ``BadInput("file.unwritable")``."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise Conflict("file.exists", file=str(path)) from None
    except OSError as error:
        raise BadInput("file.unwritable", file=str(path), why=error.strerror) from error
