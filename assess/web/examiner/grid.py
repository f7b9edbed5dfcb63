"""The rows and columns of the score grid as plain values, so that the template has nothing left to work out.

A grid has thousands of cells: each is a tuple of texts, and no macro or widget is called for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assess.exams.form import Field, FormPart
from assess.exams.scores import entry_text
from assess.i18n.text import Text
from assess.operations.scoring import PartSheets, SheetView
from assess.standards.model import Task
from assess.web.cells import far_from_zero, rules, takes
from assess.web.score_form import ScoreForm, field_name, versions_text


@dataclass(frozen=True)
class Column:
    """One column: the cell's name in the form, what is examined, how it is scored, and what may be typed."""

    key: str
    name: str
    kind: str
    text: Text
    fault: Text | None
    criterion: Text | None
    descriptors: tuple[Text, ...]
    rules: list[str]
    takes: str
    keypad: str
    task_starts: bool


class GridCell(NamedTuple):
    """One cell: the name of its input after the sheet's prefix, the text in it, its column's number, what is wrong."""

    name: str
    value: str
    column: int
    kind: str
    keypad: str
    error: str


@dataclass(frozen=True)
class Row:
    """One candidate: the sheet, the versions of its cells as the form sends them back, and the cells."""

    sheet: SheetView
    versions: str
    cells: Sequence[GridCell]


def columns(part: FormPart) -> list[Column]:
    """The columns of the part in order."""
    found: list[Column] = []
    before: Task | None = None
    for field in part.fields:
        item = field.item
        found.append(Column(
            field.key, ("r_" if field.kind == "veto" else "f_") + field_name(field.key), field.kind, item.text,
            field.deduction.text if field.deduction else None, item.criterion,
            item.descriptors if item.type == "judge" else (), rules(field), takes(field), _keypad(field),
            field.task is not before,
        ))
        before = field.task
    return found


def _keypad(field: Field) -> str:
    """The keys that a phone offers; a text where a minus or a colon may be needed."""
    if field.kind == "points" or far_from_zero(field):
        return "decimal"
    return "" if field.kind in ("veto", "measure", "time") else "numeric"


def spans(part: FormPart) -> list[tuple[Task, int]]:
    """Each task with the number of its columns, for the first line of the heading."""
    return [(task, sum(field.task is task for field in part.fields)) for task in part.tasks]


def rows(sheets: PartSheets, only_open: bool, forms: Mapping[int, ScoreForm] | None = None) -> list[Row]:
    """The lines of the grid; ``forms`` are those that were just refused, by sheet: they keep what was typed."""
    layout = list(zip(columns(sheets.form), sheets.form.fields, strict=True))
    return [
        Row(sheet, versions_text(sheets.form, sheet), _cells(layout, sheet, (forms or {}).get(sheet.id)))
        for sheet in sheets.sheets
        if not only_open or (sheet.editable and not sheet.complete) or sheet.id in (forms or {})
    ]


def _cells(layout: Sequence[tuple[Column, Field]], sheet: SheetView, form: ScoreForm | None) -> list[GridCell]:
    cells = []
    for number, (column, cell) in enumerate(layout):
        stands = sheet.cells.get(column.key)
        value = "" if stands is None else entry_text(cell, stands.value)
        if stands is not None and column.kind == "veto":
            value = stands.note if stands.value == "1" else ""
        error = ""
        if form is not None and (field := form.cell(column.key)).errors:
            value, error = field.data or "", " ".join(field.errors)
        cells.append(GridCell(column.name, value, number, column.kind, column.keypad, error))
    return cells
