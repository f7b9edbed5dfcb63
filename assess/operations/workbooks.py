"""Reads the cells of an uploaded .xlsx workbook, so that a hostile one costs neither memory nor time.

A workbook is a ZIP of XML. It is opened in a process of its own that may use so much memory and time and no more
(``workbook_child``): whatever the file does to its reader, this process only waits for an answer.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from assess.errors import BadInput
from assess.operations.child import Guard, ask
from assess.standards.grid import Cell, Sheet, column_name

__all__ = ["Cell", "Guard", "Limits", "ROSTER", "SCORES", "Sheet", "column_name", "read_first_sheet", "read_workbook"]


@dataclass(frozen=True)
class Limits:
    """What a workbook of one purpose may hold."""

    rows: int = 1000
    columns: int = 60
    text: int = 4000
    """Bytes of one shared text, markup included."""
    file: int = 2 * 1024 * 1024
    unpacked: int = 24 * 1024 * 1024
    parts: int = 200
    merged: bool = True
    """Whether cells below the first row may be merged: what belongs to several places is then read in one only."""


ROSTER = Limits()
SCORES = Limits(columns=400, merged=False)
"""Scores of a part: a column for each cell of the form."""
_GUARD = Guard()


def read_first_sheet(data: bytes, limits: Limits = ROSTER) -> Sheet:
    """The first worksheet of an .xlsx workbook that is not hidden; raises as ``read_workbook`` does."""
    found = read_workbook(data, limits, first_only=True)
    if not found:
        raise BadInput("workbook.damaged")
    return found[0]


def read_workbook(data: bytes, limits: Limits = ROSTER, *, first_only: bool = False,
                  guard: Guard = _GUARD) -> tuple[Sheet, ...]:
    """The worksheets of an .xlsx workbook in their order.

    Raises ``BadInput``: ``workbook.empty``, ``workbook.too_large``, ``workbook.not_xlsx``, ``workbook.unfolds``,
    ``workbook.too_wide``, ``workbook.text_too_long``, ``workbook.merged``, ``workbook.damaged`` or
    ``workbook.too_costly``.
    """
    if not data:
        raise BadInput("workbook.empty")
    if len(data) > limits.file:
        raise BadInput("workbook.too_large", most=f"{limits.file // 1024 // 1024}")
    answer = ask("assess.operations.workbook_child", {"limits": asdict(limits), "first_only": first_only}, data, guard)
    if answer is None:
        raise BadInput("workbook.too_costly", memory=guard.memory // 1024 // 1024, seconds=guard.processor)
    if "refused" in answer:
        code, params = answer["refused"]
        raise BadInput(code, **params)
    return tuple(_sheet(name, rows) for name, rows in answer["sheets"])


def _sheet(name: str, rows: list[list[Any]]) -> Sheet:
    return Sheet(name, [
        [_cell(f"{name}!{column_name(column)}{number}", content) for column, content in enumerate(row)]
        for number, row in enumerate(rows, start=1)
    ])


def _cell(place: str, content: list[Any] | None) -> Cell:
    """A cell from the child's list: text, number, day, whether it is a formula, or a time; None is an empty one."""
    if content is None:
        return Cell(place)
    text, number, day, formula, clock = content
    return Cell(place, text, number, date.fromisoformat(day) if day else None, formula, clock)
