"""A worksheet as cells with their places: what is read of a workbook, whichever program reads it.

Opens no files: ``assess.operations.workbooks`` makes these values from an uploaded one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and where it was one, the number or the day; ``place`` is ``Sheet!C7``."""

    place: str
    text: str = ""
    number: float | None = None
    date: date | None = None
    formula: bool = False
    clock: bool = False
    """Whether the program that wrote it took it for a time of day or a duration; the text is its idea of it."""

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


def column_name(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def figure(text: str) -> str:
    """The number as a standard writes it: full-width digits and a decimal comma are understood, nothing is guessed.

    Anything else comes back as it was typed, for the model to refuse: 1,000 may be a thousand or one.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".").replace("\u2212", "-")
    if re.fullmatch(r"[+-]?\d{1,9},\d{1,9}", plain) and not re.search(r",\d{3}$", plain):
        plain = plain.replace(",", ".")
    return plain if re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,9})?", plain, re.ASCII) else text.strip()


def fold(word: str) -> str:
    """A word as it is compared: width, case and white space do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", word)).casefold()
