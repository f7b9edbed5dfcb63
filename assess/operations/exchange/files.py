"""The same between files: what is exported is a new file, what is imported never overwrites one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from assess.config import Config
from assess.errors import BadInput, Conflict, NotFound
from assess.operations.comparing import published
from assess.operations.exchange.exporting import case_of, empty_table, export_case, table_of
from assess.operations.exchange.importing import LIMITS, Imported, import_items, import_marking_scheme
from assess.operations.standards import library, read_path
from assess.standards.marking_scheme import SchemeHead
from assess.standards.parse import MAX_BYTES

Format = Literal["case", "xlsx"]


def export_file(config: Config, what: str, kind: Format, out: Path, *, locale: str, now: datetime) -> None:
    """Writes a published edition (``id@edition``) or a YAML file to ``out``; without ``what`` the empty tables.

    Raises ``NotFound``, ``Problems`` of a faulty file, ``Conflict`` ``file.exists``.
    """
    if not what:
        if kind == "case":
            raise BadInput("exchange.nothing")
        write_new(out, empty_table(locale))
    elif Path(what).is_file():
        standard = read_path(config, Path(what)).standard
        write_new(out, case_of(standard, locale, now) if kind == "case" else table_of(standard, locale))
    else:
        standard = published(config, what).standard
        write_new(out, export_case(config, standard.id, standard.edition, locale, now) if kind == "case"
               else table_of(standard, locale))


def import_items_file(config: Config, workbook: Path, into: Path, *, reason: str = "",
                      out: Path | None = None) -> Imported:
    """``import_items`` between files; writes the new text to ``out`` where one is given."""
    text = _read(into, MAX_BYTES).decode("utf-8", "replace")
    found = import_items(_read(workbook, LIMITS.file), text, str(into), library(config).published, reason)
    if out is not None:
        write_new(out, found.text.encode())
    return found


def import_scheme_file(workbook: Path, head: SchemeHead, *, out: Path | None = None) -> Imported:
    """``import_marking_scheme`` between files; writes the draft to ``out`` where one is given."""
    found = import_marking_scheme(_read(workbook, LIMITS.file), head)
    if out is not None:
        write_new(out, found.text.encode())
    return found


def _read(path: Path, most: int) -> bytes:
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
