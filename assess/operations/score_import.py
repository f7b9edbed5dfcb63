"""Scores by workbook: a template with what stands already, a dry run that shows differences, an import of all or none.

Row 1 holds the readers' headings, row 2 the stable keys of the cells, rows from 3 on are candidates by seat. The last
key names sitting, part and form, so that the template of another one is refused before its seats meet ours. An empty
cell leaves the value as it stands, so that a half-filled workbook takes nothing away. A veto's cell holds its reason, a
used time stands as text (12:30); what a spreadsheet made a time of day or a duration of is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter

from assess.canonical import digest
from assess.errors import AssessError, BadInput, Problem, Problems
from assess.exams.form import Field
from assess.exams.scores import entry_text, read_entry
from assess.operations.scoring.entering import Entered, Pen, enter
from assess.operations.scoring.reading import PartSheets, SheetView
from assess.operations.workbooks import SCORES, Cell, Sheet, read_first_sheet
from assess.people.roles import Actor
from assess.store.session import Store

_KEYS_ROW, _FIRST_ROW = 2, 3
_MARK = "template:"


@dataclass(frozen=True)
class Change:
    """One cell of the workbook that differs from what stands; ``place`` is its ``Sheet!C7``."""

    place: str
    seat: int
    name: str
    field: Field
    before: str
    entered: Entered

    @property
    def after(self) -> str:
        """What would stand in the cell: the value, or the reason of a veto."""
        if self.field.kind == "veto":
            return self.entered.note or ""
        return entry_text(self.field, self.entered.text)


def template(part: PartSheets, seat: str, name: str, headings: Mapping[str, str]) -> bytes:
    """The workbook (.xlsx) for one examiner's part, filled with what stands; ``headings`` by key of the cell."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(part.form.part.id[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#eef1f6", "border": 1})
    keys = book.add_format({"font_color": "#8a8f98", "font_size": 8})
    # Text, so that a program does not turn 4.50 into 4.5 or 3-4 into a day.
    plain = book.add_format({"num_format": "@"})
    layout = [("seat", seat), ("name", name), *((field.key, headings[field.key]) for field in part.form.fields),
              (_mark(part), part.code)]
    for column, (key, heading) in enumerate(layout):
        sheet.write_string(0, column, heading, bold)
        sheet.write_string(1, column, key, keys)
        sheet.set_column(column, column, 18 if key == "name" else 7 if key == "seat" else 14)
    open_sheets = (each for each in part.sheets if each.editable)
    for row, each in enumerate(open_sheets, start=_FIRST_ROW - 1):
        sheet.write_number(row, 0, each.seat)
        sheet.write_string(row, 1, each.name)
        for column, field in enumerate(part.form.fields, start=2):
            sheet.write_string(row, column, _standing(each, field), plain)
    sheet.freeze_panes(2, 2)
    book.close()
    return target.getvalue()


def read_scores(data: bytes, part: PartSheets, page: str) -> list[Change]:
    """The differences between a workbook and what stands, in its order; ``page`` makes their operation ids its own.

    Raises ``Problems("scores.problems")`` with every fault as ``Sheet!C7``, ``BadInput`` for what is no such workbook.
    """
    sheet = read_first_sheet(data, SCORES)
    columns = _columns(sheet, part)
    by_seat = {str(each.seat): each for each in part.sheets}
    changes: list[Change] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for number in range(_FIRST_ROW, len(sheet.rows) + 1):
        cells = {key: sheet.cell(number, column) for key, column in columns.items()}
        if all(cell.empty for key, cell in cells.items() if key != "name"):
            continue
        fault = _row_fault(cells, by_seat, seen)
        if fault is not None:
            problems.append(fault)
            continue
        seen.add(cells["seat"].text)
        for outcome in _row(by_seat[cells["seat"].text], cells, part, page):
            (problems if isinstance(outcome, Problem) else changes).append(outcome)  # type: ignore[arg-type]
    if problems:
        raise Problems("scores.problems", problems)
    return changes


def import_scores(store: Store, actor: Actor, cells: Sequence[Entered], *, device: str = "", now: datetime) -> int:
    """How many marks were new, by the rules of ``scoring.save``; all of them or none.

    Raises ``Problems("scores.not_imported")`` with every refusal, placed at the key of the cell.
    """
    pen, problems, changed = Pen(store, actor, now, device), [], 0
    with store.unit_of_work() as session:
        for cell in cells:
            try:
                changed += enter(session, pen, cell)[1]
            except AssessError as error:
                problems.append(Problem(error.code, cell.field, error.params))
        if problems:
            raise Problems("scores.not_imported", problems)
    return changed


def _columns(sheet: Sheet, part: PartSheets) -> dict[str, int]:
    """Which column holds which key; columns with remarks of one's own are left aside."""
    cells = sheet.rows[_KEYS_ROW - 1] if len(sheet.rows) >= _KEYS_ROW else ()
    known = {"seat", "name", *part.form.by_key}
    for cell in cells:
        if cell.text.startswith(_MARK) and cell.text != _mark(part):
            raise BadInput("scores.other_template", cell=cell.place, sitting=part.code, part=part.form.part.name)
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if cell.text in found:
            raise BadInput("scores.key_twice", cell=cell.place, key=cell.text)
        if cell.text in known:
            found[cell.text] = index
        elif "." in cell.text:
            # A remark of one's own may stand in the column beside; the mark of a cell that we lack may not be lost.
            raise BadInput("scores.unknown_key", cell=cell.place, key=cell.text)
    if "seat" not in found or not found.keys() & part.form.by_key.keys():
        raise BadInput("scores.no_keys", sheet=sheet.name, part=part.form.part.name)
    return found


def _mark(part: PartSheets) -> str:
    """What the templates of this sitting, part and form carry."""
    return f"{_MARK}{digest([part.sitting_id, part.form.part.id, part.form_digest])[:16]}"


def _row_fault(cells: Mapping[str, Cell], by_seat: Mapping[str, SheetView], seen: set[str]) -> Problem | None:
    """What keeps a whole row from being taken: no such seat, the seat twice, another name beside it, a closed sheet."""
    seat = cells["seat"]
    for cell in (seat, cells.get("name")):
        if cell is not None and cell.formula:
            return Problem("workbook.formula", cell.place)
    if seat.text not in by_seat:
        return Problem("scores.unknown_seat", seat.place, {"got": seat.text})
    if seat.text in seen:
        return Problem("scores.seat_twice", seat.place, {"seat": seat.text})
    view, name = by_seat[seat.text], cells.get("name")
    if view.name and name is not None and name.text and name.text != view.name:  # no name: a blind part
        return Problem("scores.other_name", name.place, {"got": name.text, "expected": view.name, "seat": seat.text})
    if view.part_state:
        return Problem("sheet.part_closed", seat.place, {"reason": view.part_state})
    if not view.editable:
        return Problem("sheet.not_open", seat.place, {"state": view.state.value})
    return None


def _row(view: SheetView, cells: Mapping[str, Cell], part: PartSheets, page: str) -> Iterator[Change | Problem]:
    for field in part.form.fields:
        cell = cells.get(field.key)
        if cell is None or cell.empty:
            continue
        if cell.formula:
            yield Problem("workbook.formula", cell.place)
            continue
        if cell.clock:
            # 12:30 typed into a cell that is no text became half past twelve: nobody knows what was meant.
            yield Problem("scores.clock_cell", cell.place, {"got": cell.text})
            continue
        text, note = ("1", cell.text) if field.kind == "veto" else (cell.text, None)
        try:
            entry = read_entry(field, text, note or "")
        except BadInput as error:
            yield Problem(error.code, cell.place, error.params)
            continue
        before = _standing(view, field)
        after = "" if entry is None else entry.note if field.kind == "veto" else entry_text(field, entry.value)
        if entry is not None and after != before:
            version = view.cells[field.key].version if field.key in view.cells else 0
            operation = digest([page, view.id, field.key, version, entry.value, note])[:40]
            yield Change(cell.place, view.seat, view.name, field, before,
                         Entered(view.id, field.key, entry.value, version, operation, note))


def _standing(view: SheetView, field: Field) -> str:
    cell = view.cells.get(field.key)
    if cell is None or not cell.value:
        return ""
    if field.kind == "veto":
        return cell.note if cell.value == "1" else ""
    return entry_text(field, cell.value)
