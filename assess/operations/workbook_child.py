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
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from assess.errors import BadInput

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(\s*<(?:\w+:)?f[\s>/])?")
_PLACE = re.compile(rb'\br="([A-Z]{1,4})(\d{1,9})"')
_SHARED = re.compile(rb"<(?:\w+:)?si\b")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
OVERTAXED = 3
"""Exit status: the file asked for more than there was."""

_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, RuntimeError,
               ValueError)


def main() -> None:
    """Answers the one order that comes in."""
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order["memory"], order["processor"])
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


def _limit(memory: int, processor: int) -> None:
    """No more memory and time than that, and no file written; Windows has no such limits, only the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    wanted = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, processor), (resource.RLIMIT_FSIZE, 0),
              (resource.RLIMIT_CORE, 0))
    for kind, most in wanted:
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            # macOS knows the memory limit but does not keep it; the clock still holds.
            continue


def sheets(data: bytes, limits: dict[str, int], first_only: bool) -> list[tuple[str, list[list[Any]]]]:
    """Name and rows of every worksheet, each cell as text, number, day, and whether it is a formula or a time, or None.

    Raises ``BadInput``: ``workbook.not_xlsx``, ``.unfolds``, ``.text_too_long``, ``.too_wide`` or ``.damaged``.
    """
    parts = _unpacked(data, limits)
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        raise BadInput("workbook.not_xlsx")
    _refuse_long_texts(parts.get("xl/sharedStrings.xml", b""), limits["text"])
    formulas = [_formulas(parts.get(name, b""), limits) for name in _worksheets(parts)]
    try:
        return list(_read(data, formulas, first_only))
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BadInput("workbook.damaged") from error


def _read(data: bytes, formulas: list[frozenset[tuple[int, int]]],
          first_only: bool) -> Iterator[tuple[str, list[list[Any]]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for number, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        held = formulas[number] if number < len(formulas) else frozenset()
        values = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
        yield about.name, [
            [_content(value, (row, column) in held) for column, value in enumerate(cells)]
            for row, cells in enumerate(values, start=1)
        ]
        if first_only:
            return
    if not book.sheets_metadata:
        raise BadInput("workbook.damaged")


def _content(value: object, formula: bool) -> list[Any] | None:
    if isinstance(value, bool):
        return [str(value).upper(), None, None, formula, False]
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


def _formulas(worksheet: bytes, limits: dict[str, int]) -> frozenset[tuple[int, int]]:
    """Row (from 1) and column (from 0) of the cells that hold formulas; refuses a cell far outside."""
    found = set()
    for match in _CELL.finditer(worksheet):
        place = _PLACE.search(match[1])
        if place is None:
            continue
        row, column = int(place[2]), _column_number(place[1])
        if row > limits["rows"] or len(place[1]) > 2 or column > limits["columns"]:
            raise BadInput("workbook.too_wide", cell=(place[1] + place[2]).decode(), rows=limits["rows"],
                           columns=limits["columns"])
        if match[2]:
            found.add((row, column - 1))
    return frozenset(found)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


if __name__ == "__main__":
    main()
