"""The rows and columns of the score grid as plain values, so that the template has nothing left to work out.

A grid has thousands of cells, all of one shape: the template writes those of one candidate once, with gaps, and here
the gaps are filled for each candidate. Only a line that was refused is written cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from assess.exams.form import Field, FormPart
from assess.exams.scores import entry_text
from assess.i18n.formats import format_score
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
    """A cell of a line that was refused: its column, the text that was typed, what is wrong."""

    column: Column
    value: str
    error: str


@dataclass(frozen=True)
class Row:
    """One candidate: the sheet, the versions of its cells as the form sends them back, and what the cells hold."""

    sheet: SheetView
    versions: str
    values: Sequence[str]
    refused: Sequence[GridCell] = ()
    """The cells of a line that was refused, with what was typed."""


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


def rows(sheets: PartSheets, only_open: bool, locale: str, forms: Mapping[int, ScoreForm] | None = None) -> list[Row]:
    """The lines of the grid; ``forms`` are those that were just refused, by sheet: they keep what was typed.

    Numbers are in the reader's notation (``locale``) where nothing is typed any more.
    """
    layout = list(zip(columns(sheets.form), sheets.form.fields, strict=True))
    found = []
    for sheet in sheets.sheets:
        form = (forms or {}).get(sheet.id)
        if form is None and only_open and not (sheet.editable and not sheet.complete):
            continue
        values = [_value(sheet, column, field) for column, field in layout]
        if not sheet.editable:
            values = [value if column.kind == "veto" else format_score(value, locale)
                      for (column, _), value in zip(layout, values, strict=True)]
        refused = [] if form is None else [_refused(form, column, value)
                                           for (column, _), value in zip(layout, values, strict=True)]
        found.append(Row(sheet, versions_text(sheets.form, sheet), values, refused))
    return found


def _value(sheet: SheetView, column: Column, field: Field) -> str:
    stands = sheet.cells.get(column.key)
    if stands is None:
        return ""
    if column.kind == "veto":
        return stands.note if stands.value == "1" else ""
    return entry_text(field, stands.value)


def _refused(form: ScoreForm, column: Column, value: str) -> GridCell:
    field = form.cell(column.key)
    return GridCell(column, field.data or "", " ".join(field.errors)) if field.errors else GridCell(column, value, "")


def filled(cells: Markup, row: Row) -> Markup:
    """The cells to type into: ``cells`` are those of one candidate with the gaps sheet, value, sheet in each."""
    of = row.sheet.id
    return Markup(str(cells) % tuple(gap for value in row.values for gap in (of, _escaped(value), of)))


def read_only(cells: Markup, row: Row) -> Markup:
    """The cells of a sheet that takes nothing: ``cells`` are those of one candidate, each with a gap for the value."""
    return Markup(str(cells) % tuple(map(_escaped, row.values)))


@lru_cache(maxsize=4096)
def _escaped(value: str) -> str:
    return str(escape(value))
