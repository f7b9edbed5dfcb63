"""The process that opens one uploaded workbook: ``python -m assess.operations.workbook_child``.

On its input comes one line of JSON (limits), then the file; its answer is one JSON value, the sheets or a refusal. It
limits its own memory and processor time before it looks at the file. Before the reader touches the file, its parts are
unpacked under a cap and searched for what would make the reader unfold it without end: a cell far away, a text of
megabytes that thousands of cells share.
"""

from __future__ import annotations

import json
import lzma
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from assess.errors import BadInput
from assess.operations.child import OVERTAXED, limit

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(\s*<(?:\w+:)?f([\s>/][^>]*)>?)?")
_PLACE = re.compile(rb'\br="([A-Z]{1,4})(\d{1,9})"')
_AREA = re.compile(rb'\bref="([A-Z]{1,4})(\d{1,9}):([A-Z]{1,4})(\d{1,9})"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,4})(\d{1,9}):')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_FORMAT = re.compile(rb'<(?:\w+:)?xf\b[^>]*\bnumFmtId="(\d{1,6})"')
_OWN_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b[^>]*>')
_SHARED = re.compile(rb"<(?:\w+:)?si\b")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, RuntimeError,
               ValueError)


def main() -> None:
    """Answers the one order that comes in."""
    order = json.loads(sys.stdin.buffer.readline())
    limit(order["memory"], order["processor"])
    try:
        answer = json.dumps(_answer(order))
    except MemoryError:
        sys.exit(OVERTAXED)
    except Exception:
        raise
    except BaseException:  # the reader's panics are no Exception: it has no memory left, or no idea
        sys.exit(OVERTAXED)
    sys.stdout.write(answer)


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"sheets": sheets(sys.stdin.buffer.read(), order["limits"], order["first_only"])}
    except BadInput as error:
        return {"refused": [error.code, dict(error.params)]}


def sheets(data: bytes, limits: dict[str, int], first_only: bool) -> list[tuple[str, list[list[Any]]]]:
    """Name and rows of every worksheet, each cell as text, number, day, and whether it is a formula or a time, or None.

    Raises ``BadInput``: ``workbook.not_xlsx``, ``.unfolds``, ``.text_too_long``, ``.too_wide``, ``.merged``
    or ``.damaged``.
    """
    parts = _unpacked(data, limits)
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        raise BadInput("workbook.not_xlsx")
    _refuse_long_texts(parts.get("xl/sharedStrings.xml", b""), limits["text"])
    percent_styles = _percent_styles(parts.get("xl/styles.xml", b""))
    known = [_known(parts.get(name, b""), percent_styles, limits) for name in _worksheets(parts)]
    try:
        return list(_read(data, known, first_only))
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BadInput("workbook.damaged") from error


def _read(data: bytes, known: list[_Known], first_only: bool) -> Iterator[tuple[str, list[list[Any]]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for number, about in enumerate(book.sheets_metadata):
        hidden = first_only and about.visible is not SheetVisibleEnum.Visible
        if about.typ is not SheetTypeEnum.WorkSheet or hidden:
            continue  # the first sheet is the first that a person sees
        says = known[number] if number < len(known) else _NOTHING
        values = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
        yield about.name, [
            [_content(value, (row, column), says) for column, value in enumerate(cells)]
            for row, cells in enumerate(values, start=1)
        ]
        if first_only:
            return
    if not book.sheets_metadata:
        raise BadInput("workbook.damaged")


def _content(value: object, place: tuple[int, int], says: _Known) -> list[Any] | None:
    formula = place in says.formulas
    if isinstance(value, bool):
        return [str(value).upper(), None, None, formula, False]
    if isinstance(value, (int, float)) and place in says.percents:
        # As the spreadsheet shows it: a mark of 0.85 would be another one than the 85% that somebody typed.
        return [f"{(Decimal(repr(value)) * 100).normalize():f}%", None, None, formula, False]
    if isinstance(value, (int, float)):
        # All digits that the file holds: a mark a hair below its unit is asked about, never rounded in silence.
        text = str(int(value)) if float(value).is_integer() else f"{Decimal(repr(value)):f}"
        return [text, float(value), None, formula, False]
    if isinstance(value, date):  # a datetime is one, too
        day = value.date() if isinstance(value, datetime) else value
        return [day.isoformat(), None, day.isoformat(), formula, False]
    text, clock = str(value).strip(), isinstance(value, (time, timedelta))
    return [text, None, None, formula, clock] if text or formula else None


def _unpacked(data: bytes, limits: dict[str, int]) -> dict[str, bytes]:
    """Every XML part; read in pieces, because the sizes in a ZIP's directory may lie."""
    parts, left = {}, limits["unpacked"]
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > limits["parts"]:
                raise BadInput("workbook.unfolds")
            for info in archive.infolist():
                with archive.open(info) as part:
                    content = part.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise BadInput("workbook.unfolds")
                parts[info.filename] = content
    except _BROKEN_ZIP as error:
        raise BadInput("workbook.not_xlsx") from error
    return parts


def _refuse_long_texts(shared: bytes, longest: int) -> None:
    starts = [match.start() for match in _SHARED.finditer(shared)] + [len(shared)]
    if any(end - start > longest for start, end in pairwise(starts)):
        raise BadInput("workbook.text_too_long")


def _worksheets(parts: dict[str, bytes]) -> list[str]:
    """The names of the parts that hold the sheets, in their order."""
    targets = {}
    for relation in _RELATION.finditer(parts.get("xl/_rels/workbook.xml.rels", b"")):
        attributes = dict(_ATTRIBUTE.findall(relation[1]))
        target = attributes.get(b"Target", b"").decode("utf-8", "replace")
        targets[attributes.get(b"Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    named = [dict(_ATTRIBUTE.findall(sheet[1])).get(b"r:id") for sheet in _SHEET.finditer(parts["xl/workbook.xml"])]
    return [targets.get(name, "xl/worksheets/sheet1.xml") for name in named] or ["xl/worksheets/sheet1.xml"]


class _Known(NamedTuple):
    """What the text of a worksheet says that the reader of its values does not: places as row (from 1) and column."""

    formulas: frozenset[tuple[int, int]]
    percents: frozenset[tuple[int, int]]
    """Numbers that are shown times a hundred: 0.85 stands there as 85%."""


_NOTHING = _Known(frozenset(), frozenset())


def _known(worksheet: bytes, percent_styles: Collection[int], limits: dict[str, int]) -> _Known:
    """Which cells hold formulas or are filled by one, and which are percentages; refuses a cell far outside."""
    formulas: set[tuple[int, int]] = set()
    percents = set()
    for merged in _MERGED.finditer(worksheet):
        if not limits["merged"] and int(merged[2]) > 1:
            raise BadInput("workbook.merged", cell=(merged[1] + merged[2]).decode())
    for match in _CELL.finditer(worksheet):
        place = _PLACE.search(match[1])
        if place is None and match[2]:
            raise BadInput("workbook.damaged")  # a formula that does not say where it stands
        if place is None:
            continue
        row, column = int(place[2]), _column_number(place[1])
        if row > limits["rows"] or len(place[1]) > 2 or column > limits["columns"]:
            raise BadInput("workbook.too_wide", cell=(place[1] + place[2]).decode(), rows=limits["rows"],
                           columns=limits["columns"])
        if match[2]:
            formulas.add((row, column - 1))
            formulas |= _area(match[3], limits)
        if (style := _STYLE.search(match[1])) and int(style[1]) in percent_styles:
            percents.add((row, column - 1))
    return _Known(frozenset(formulas), frozenset(percents))


def _area(attributes: bytes, limits: dict[str, int]) -> set[tuple[int, int]]:
    """The cells that an array formula fills besides its own: they hold values only, and no formula is seen in them."""
    area = _AREA.search(attributes)
    if area is None:
        return set()
    last_row, last_column = min(int(area[4]), limits["rows"]), min(_column_number(area[3]), limits["columns"])
    return {(row, column - 1) for row in range(int(area[2]), last_row + 1)
            for column in range(_column_number(area[1]), last_column + 1)}


def _percent_styles(styles: bytes) -> set[int]:
    """The styles of cells, by number, that show a number as a percentage: two are built in, others a file brings."""
    formats = {9, 10}
    for own in _OWN_FORMAT.finditer(styles):
        attributes = dict(_ATTRIBUTE.findall(own[0]))
        if b"%" in attributes.get(b"formatCode", b"") and attributes.get(b"numFmtId", b"").isdigit():
            formats.add(int(attributes[b"numFmtId"]))
    cells = _CELL_STYLES.search(styles)
    return {number for number, found in enumerate(_FORMAT.finditer(cells[0] if cells else b""))
            if int(found[1]) in formats}


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


if __name__ == "__main__":
    main()
