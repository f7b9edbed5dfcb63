"""The bytes of exported tables: workbooks and files with commas in which no text can become a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

import xlsxwriter

from assess.canonical import sha256_hex

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook: rows of texts; the first ``headings`` rows stay in view."""

    name: str
    rows: Sequence[Sequence[str]]
    headings: int = 1


@dataclass(frozen=True)
class Export:
    """A file that leaves the program: its name, kind and bytes, and of how many people it speaks."""

    name: str
    media_type: str
    data: bytes
    count: int

    @property
    def sha256(self) -> str:
        """The hash by which the log knows the file."""
        return sha256_hex(self.data)


def workbook(tables: Iterable[Table]) -> bytes:
    """The workbook (.xlsx) with a sheet for each table. Every cell is a text, so none is a formula, a link or a day."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    bold = book.add_format({"bold": True, "bg_color": "#eef1f6", "num_format": "@"})
    plain = book.add_format({"num_format": "@"})
    for table in tables:
        sheet = book.add_worksheet(table.name)
        sheet.set_column(0, max(map(len, table.rows), default=1), 14, plain)
        sheet.freeze_panes(table.headings, 0)
        for number, row in enumerate(table.rows):
            kind = bold if number < table.headings else plain
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, text, kind)
    book.close()
    return target.getvalue()


def separated(rows: Iterable[Sequence[str]], encoding: str) -> bytes:
    """The rows as a file with commas (RFC 4180) in ``encoding``; raises ``UnicodeEncodeError`` for what it lacks."""
    target = StringIO()
    csv.writer(target, lineterminator="\r\n").writerows([harmless(text) for text in row] for row in rows)
    return target.getvalue().encode(encoding)


def harmless(text: str) -> str:
    """``text``; with an apostrophe in front where a spreadsheet would take it for a formula. Numbers stay numbers."""
    if text.lstrip(" ").startswith(_STARTS_FORMULA) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
