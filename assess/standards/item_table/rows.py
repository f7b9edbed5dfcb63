"""One row of a sheet: its cells by key, and their values as a standard's data has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assess.errors import Problem
from assess.i18n.text import DEFAULT
from assess.standards.document import Path
from assess.standards.grid import Cell, figure, fold
from assess.standards.item_table.columns import LANGUAGES, Column

Words = Mapping[str, Mapping[str, str]]
"""Column → what people may write there, folded → the value it stands for."""

_BETWEEN_IDS = re.compile(r"[\s,;，、；]+")


class Row:
    """The cells of one row that stand under a known key."""

    def __init__(self, sheet: str, cells: Mapping[str, Cell], words: Words) -> None:
        self.sheet = sheet
        self.cells = cells
        self._words = words

    @property
    def empty(self) -> bool:
        """Whether nothing stands in any of the cells."""
        return all(cell.empty for cell in self.cells.values())

    def formulas(self) -> list[Problem]:
        """A fault for every cell that holds a formula: what it shows elsewhere may be something else."""
        return [Problem("workbook.formula", cell.place) for cell in self.cells.values() if cell.formula]

    def place(self, key: str) -> str:
        """The cell of the key; without one the row's first."""
        return (self.cells.get(key) or next(iter(self.cells.values()))).place

    def text(self, key: str) -> str:
        """What stands in the cell; empty without such a column."""
        return self.cells[key].text if key in self.cells else ""

    def lines(self, key: str) -> list[str]:
        """The lines of a cell that are not empty."""
        return [line.strip() for line in self.text(key).splitlines() if line.strip()]

    def value(self, column: Column) -> Any:
        """The cell's value as data; None for an empty one. What the model does not know stays as it was typed."""
        text = self.text(column.key)
        if column.kind == "text":
            return self._text(column.key)
        if not text:
            return None
        if column.kind == "number":
            return figure(text)
        if column.kind in ("word", "flag"):
            table = column.key if column.kind == "word" else "flag"
            return self._words.get(table, {}).get(fold(text), text)
        if column.kind == "ids":
            return [name for name in _BETWEEN_IDS.split(text) if name]
        # A unit may be a figure (the step of points) or a sign such as mm: figure leaves what is none.
        return figure(text) if column.key == "unit" else text

    def data(self, columns: Sequence[Column]) -> dict[str, Any]:
        """The values of those of the columns that are not empty, under the keys of the data."""
        found = {column.target: self.value(column) for column in columns if column.kind != "lines"}
        return {key: value for key, value in found.items() if value is not None}

    def places(self, path: Path, columns: Iterable[Column]) -> dict[Path, str]:
        """Where the values of the columns stand, and the thing itself, which begins at the first of them."""
        columns = list(columns)
        inner = {(*path, column.target): self.place(column.key) for column in columns}
        return {path: self.place(columns[0].key)} | inner

    def _text(self, key: str) -> str | dict[str, str] | None:
        by_language = {DEFAULT: self.text(key)} | {each: self.text(f"{key}@{each}") for each in LANGUAGES}
        given = {language: text for language, text in by_language.items() if text}
        if not given:
            return None
        return given[DEFAULT] if set(given) == {DEFAULT} else given
