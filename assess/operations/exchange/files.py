"""The same between files: what is exported is a new file, what is imported never overwrites one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from assess.config import Config
from assess.errors import BadInput
from assess.operations.comparing import published
from assess.operations.exchange.exporting import case_of, empty_table, export_case, table_of
from assess.operations.exchange.importing import LIMITS, Imported, import_items, import_marking_scheme
from assess.operations.files import read_file, write_new
from assess.operations.standards import read_path, shelved
from assess.standards.marking_scheme import SchemeHead

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
    text = read_file(into).decode("utf-8", "replace")
    found = import_items(read_file(workbook, LIMITS.file), text, str(into), shelved(config).published, reason)
    if out is not None:
        write_new(out, found.text.encode())
    return found


def import_scheme_file(workbook: Path, head: SchemeHead, *, out: Path | None = None) -> Imported:
    """``import_marking_scheme`` between files; writes the draft to ``out`` where one is given."""
    found = import_marking_scheme(read_file(workbook, LIMITS.file), head)
    if out is not None:
        write_new(out, found.text.encode())
    return found
