"""Both weight tables of two editions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assess.i18n.text import Text
from assess.standards.compare.places import row_names
from assess.standards.model import LEVELS, Level, Standard, WeightTable


@dataclass(frozen=True)
class WeightCell:
    """The weight of a function at a level in both editions; None: the level lacks it."""

    old: Decimal | None
    new: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How much more it is, when both have it."""
        return None if self.old is None or self.new is None else self.new - self.old


@dataclass(frozen=True)
class WeightRow:
    """One function or basic; cells in the order of the table's levels."""

    id: str
    name: Text | None
    cells: tuple[WeightCell, ...]


@dataclass(frozen=True)
class WeightsCompared:
    """One of the two tables, and whether anything in it differs."""

    kind: Literal["theory", "skill"]
    levels: tuple[Level, ...]
    rows: tuple[WeightRow, ...]

    @property
    def differs(self) -> bool:
        """Whether a cell differs."""
        return any(cell.old != cell.new for row in self.rows for cell in row.cells)


def weight_tables(old: Standard, new: Standard) -> tuple[WeightsCompared, WeightsCompared]:
    """Theory and skill, with the rows and levels of both editions."""
    return (
        _table("theory", old, new, old.weights.theory, new.weights.theory),
        _table("skill", old, new, old.weights.skill, new.weights.skill),
    )


def _table(
    kind: Literal["theory", "skill"], old: Standard, new: Standard, before: WeightTable, after: WeightTable
) -> WeightsCompared:
    names = row_names(old, new)
    levels = tuple(level for level in LEVELS if level in old.levels or level in new.levels)
    rows = (*before, *(row for row in after if row not in before))
    return WeightsCompared(
        kind,
        levels,
        tuple(
            WeightRow(
                row,
                names.get(row),
                tuple(WeightCell(before.get(row, {}).get(lv), after.get(row, {}).get(lv)) for lv in levels),
            )
            for row in rows
        ),
    )
