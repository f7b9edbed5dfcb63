"""Reads the cells of an uploaded .xlsx workbook within limits, so that a hostile one costs neither memory nor time.

A workbook is a ZIP of XML. Before the reader touches it, its parts are unpacked under a cap and searched for what would
make the reader unfold it without end: a cell far away, a text of megabytes that thousands of cells share.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise

from python_calamine import CalamineError, CalamineWorkbook

from assess.errors import BadInput

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_UNPACKED = 24 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 1000
MOST_COLUMNS = 60
LONGEST_TEXT = 4000
"""Bytes of one shared text, markup included."""

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(\s*<(?:\w+:)?f[\s>/])?")
_PLACE = re.compile(rb'\br="([A-Z]{1,4})(\d{1,9})"')
_SHARED = re.compile(rb"<(?:\w+:)?si\b")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and where it was one, the number or the day; ``place`` is ``Sheet!C7``."""

    place: str
    text: str = ""
    number: float | None = None
    date: date | None = None
    formula: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text and not self.formula


@dataclass(frozen=True)
class Sheet:
    """One worksheet; ``rows`` begins with row 1 and column A, whatever is empty."""

    name: str
    rows: Sequence[Sequence[Cell]]

    def cell(self, row: int, column: int) -> Cell:
        """The cell of a row (from 1) and column (from 0); an empty one beyond the edge."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column] if column < len(cells) else Cell(f"{self.name}!{column_name(column)}{row}")


def read_first_sheet(data: bytes) -> Sheet:
    """The first worksheet of an .xlsx workbook.

    Raises ``BadInput``: ``workbook.empty``, ``workbook.too_large``, ``workbook.not_xlsx``, ``workbook.unfolds``,
    ``workbook.too_wide``, ``workbook.text_too_long`` or ``workbook.damaged``.
    """
    formulas = _inspected(data)
    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
        values = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BadInput("workbook.damaged") from error
    rows = [
        [_cell(sheet.name, number, column, value, formulas) for column, value in enumerate(row)]
        for number, row in enumerate(values, start=1)
    ]
    return Sheet(sheet.name, rows)


def column_name(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(sheet: str, row: int, column: int, value: object, formulas: frozenset[str]) -> Cell:
    name = f"{column_name(column)}{row}"
    place, formula = f"{sheet}!{name}", name in formulas
    if isinstance(value, bool):
        return Cell(place, str(value).upper(), formula=formula)
    if isinstance(value, (int, float)):
        text = str(int(value)) if float(value).is_integer() else repr(value)
        return Cell(place, text, number=float(value), formula=formula)
    if isinstance(value, date):  # a datetime is one, too
        day = value.date() if isinstance(value, datetime) else value
        return Cell(place, day.isoformat(), date=day, formula=formula)
    return Cell(place, str(value).strip(), formula=formula)


def _inspected(data: bytes) -> frozenset[str]:
    """The cells of the first worksheet that hold formulas; raises ``BadInput`` for whatever the reader must not see."""
    if not data:
        raise BadInput("workbook.empty")
    if len(data) > LARGEST_FILE:
        raise BadInput("workbook.too_large", most=f"{LARGEST_FILE // 1024 // 1024}")
    try:
        parts = _unpacked(data)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise BadInput("workbook.not_xlsx") from error
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        raise BadInput("workbook.not_xlsx")
    _refuse_long_texts(parts.get("xl/sharedStrings.xml", b""))
    return _formulas(parts.get(_first_sheet(parts), b""))


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Every XML part; read in pieces, because the sizes in a ZIP's directory may lie."""
    parts, left = {}, LARGEST_UNPACKED
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if len(archive.infolist()) > MOST_PARTS:
            raise BadInput("workbook.unfolds")
        for info in archive.infolist():
            with archive.open(info) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                raise BadInput("workbook.unfolds")
            parts[info.filename] = content
    return parts


def _refuse_long_texts(shared: bytes) -> None:
    starts = [match.start() for match in _SHARED.finditer(shared)] + [len(shared)]
    if any(end - start > LONGEST_TEXT for start, end in pairwise(starts)):
        raise BadInput("workbook.text_too_long")


def _first_sheet(parts: dict[str, bytes]) -> str:
    """The name of the part that holds the first worksheet."""
    sheet = _SHEET.search(parts["xl/workbook.xml"])
    wanted = dict(_ATTRIBUTE.findall(sheet[1])).get(b"r:id") if sheet else None
    for relation in _RELATION.finditer(parts.get("xl/_rels/workbook.xml.rels", b"")):
        attributes = dict(_ATTRIBUTE.findall(relation[1]))
        if attributes.get(b"Id") == wanted:
            target = attributes.get(b"Target", b"").decode("utf-8", "replace")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return "xl/worksheets/sheet1.xml"


def _formulas(worksheet: bytes) -> frozenset[str]:
    found = set()
    for match in _CELL.finditer(worksheet):
        place = _PLACE.search(match[1])
        if place is None:
            continue
        if int(place[2]) > MOST_ROWS or len(place[1]) > 2 or _column_number(place[1]) > MOST_COLUMNS:
            raise BadInput("workbook.too_wide", cell=(place[1] + place[2]).decode(), rows=MOST_ROWS,
                           columns=MOST_COLUMNS)
        if match[2]:
            found.add((place[1] + place[2]).decode())
    return frozenset(found)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
