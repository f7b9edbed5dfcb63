"""Tables back into a standard's data, or every fault of them at its cell.

Reads the sheets that it knows by the keys in their second row and leaves all others aside, so that an author's own
notes may lie beside them. A cell of level, part or task that is empty says the same as the row above. What the model
refuses is said in the model's own codes, at the cell that it stands in. Nothing is taken of a workbook with a fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter

from assess.errors import BadInput, Problem, Problems
from assess.standards.document import Finding, Path
from assess.standards.grid import Cell, Sheet
from assess.standards.item_table.assemble import Assembly
from assess.standards.item_table.columns import SHEETS, columns_of
from assess.standards.item_table.rows import Row, Words
from assess.standards.model import Basic, Choice, Function, Part, Task, WeightTable
from assess.standards.validate import validate

__all__ = ["ReadTables", "Words", "read_tables"]

MOST_PROBLEMS = 200
"""A reader gets at most so many at once."""
_KEYS_ROW, _FIRST_ROW = 2, 3
_KINDS: Mapping[str, Any] = {
    "tasks": tuple[Task, ...], "parts": tuple[Part, ...], "choices": tuple[Choice, ...],
    "functions": tuple[Function, ...], "basics": tuple[Basic, ...], "theory": WeightTable, "skill": WeightTable,
}  # fmt: skip
"""What lies at the end of a section's way, as the model knows it."""


@dataclass(frozen=True)
class ReadTables:
    """What a workbook says of a standard: the data of each section by its way, and the cells that they stand in."""

    sections: Mapping[Path, Any]
    places: Mapping[Path, str]
    warnings: tuple[Problem, ...] = ()

    def place(self, path: Path) -> str | None:
        """The cell of ``path``, or of the nearest thing around it; None for what the workbook does not say."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return None


def read_tables(sheets: Sequence[Sheet], words: Words) -> ReadTables:
    """The sections that the workbook has rows for, valid one by one, in the form that the model writes them.

    ``words``: column → what people may write there, folded → the value it stands for. Raises ``BadInput``
    ``table.no_sheet`` for a workbook without any of the sheets, ``Problems`` ``table.refused`` with every fault.
    """
    known = [(sheet, name) for sheet in sheets if (name := _name_of(sheet))]
    if not known:
        raise BadInput("table.no_sheet")
    assembly, faults = Assembly(), []
    for sheet, name in known:
        keys, found = _keys(sheet, name)
        if any(fault.severity == "error" for fault in found):
            # All that its rows seem to lack would only say the same again.
            raise Problems("table.refused", found)
        faults += found
        for number in range(_FIRST_ROW, len(sheet.rows) + 1):
            row = Row(name, {key: sheet.cell(number, column) for key, column in keys.items()}, words)
            if not row.empty:
                faults += row.formulas()
                assembly.add(row)
    faults += assembly.faults
    sections: dict[Path, Any] = {}
    read = ReadTables(sections, assembly.places, tuple(fault for fault in faults if fault.severity == "warning"))
    for path, data in assembly.sections().items():
        sections[path], findings = _written(path, data)
        told = {fault.where for fault in faults}
        placed = [(finding, read.place((*path, *finding.path)) or "") for finding in findings]
        faults += [Problem(each.code, place, each.params) for each, place in placed if place not in told]
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        raise Problems("table.refused", errors[:MOST_PROBLEMS])
    return read


def tidy(path: Path, data: Any) -> Any:
    """A section as the model writes it, without what is the same by default; a faulty one stays as it is."""
    return _written(path, data)[0]


def _written(path: Path, data: Any) -> tuple[Any, list[Finding]]:
    kind = _KINDS[str(path[-1])]
    value, findings = validate(kind, data)
    if value is None or findings:
        return data, findings
    return _listed(TypeAdapter(kind).dump_python(value, by_alias=True, exclude_defaults=True)), []


def _listed(value: Any) -> Any:
    """The value with lists in place of tuples, as YAML has them."""
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _name_of(sheet: Sheet) -> str | None:
    """Which of the sheets this is, by the keys that it must have; its name is the author's to choose."""
    keys = {cell.text for cell in sheet.rows[_KEYS_ROW - 1]} if len(sheet.rows) >= _KEYS_ROW else set()
    fits = {
        name: len(keys & columns_of(name).keys())
        for name, columns in SHEETS.items()
        if all(column.key in keys for column in columns if column.needed)
    }
    if sheet.name in fits:
        return sheet.name
    return max(fits, key=lambda name: fits[name]) if fits else None


def _keys(sheet: Sheet, name: str) -> tuple[dict[str, int], list[Problem]]:
    """Which column holds which key; a key that is not known is told, a column without one is the author's own."""
    found: dict[str, int] = {}
    problems = []
    present = {cell.text for cell in sheet.rows[_KEYS_ROW - 1]}
    for column, cell in enumerate(sheet.rows[_KEYS_ROW - 1]):
        if not cell.text:
            continue
        if cell.text not in columns_of(name):
            problems.append(_unknown(cell, [key for key in columns_of(name) if key not in present]))
        elif cell.text in found:
            problems.append(Problem("table.column_twice", cell.place, {"key": cell.text}))
        else:
            found[cell.text] = column
    return found, problems


def _unknown(cell: Cell, missing: Sequence[str]) -> Problem:
    """A column of the author's own is left aside; one that resembles a key that the sheet lacks was mistyped."""
    params: dict[str, object] = {"key": cell.text[:40]}
    meant = get_close_matches(cell.text[:40], missing, 1, cutoff=0.8)
    if not meant:
        return Problem("table.column_unknown", cell.place, params, "warning")
    return Problem("table.column_unknown", cell.place, params | {"suggestion": meant[0], "reason": "similar"})
