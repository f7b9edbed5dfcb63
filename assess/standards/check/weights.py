"""权重表: every column exactly 100, and no weight of 0. The column of skill is looked at together with the points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assess.standards.check.faults import listed, plain
from assess.standards.document import Finding, Path
from assess.standards.model import Level, Standard


def weights(standard: Standard) -> Iterator[Finding]:
    """Faults of the table of theory, and of the skill columns of levels that are not examined."""
    rows = [*(basic.id for basic in standard.basics), *(function.id for function in standard.functions)]
    for name, table in (("theory", standard.weights.theory), ("skill", standard.weights.skill)):
        for level in standard.levels:
            column = {row: figures[level] for row, figures in table.items() if level in figures}
            if column and (name == "theory" or level not in standard.assessment) and sum(column.values()) != 100:
                cells = {row: ("weights", name, row, level) for row in (*rows, *column)}
                yield column_fault(("weights", name), level, column, cells)
        for row, figures in table.items():
            for level, weight in figures.items():
                if weight == 0:
                    params: dict[str, object] = {"function": row, "level": level}
                    at: Path = ("weights", name, row, level)
                    yield Finding("standard.weight_zero", at, params, severity="warning", at_key=True)


def column_fault(
    at: Path, level: Level, column: Mapping[str, Decimal], cells: Mapping[str, Path], wrong: Path | None = None
) -> Finding:
    """The fault of a column that does not add up to 100: at the wrong cell when it is known, else at the first.

    ``cells`` are the places of all cells that the column could have: one that is missing may have been taken away.
    """
    params: dict[str, object] = {
        "column": f"{'.'.join(map(str, at))}.{level}",
        "got": plain(sum(column.values(), Decimal(0))),
        "figures": listed(f"{row} {plain(figure)}" for row, figure in column.items()),
    }
    places = tuple(cells[row] for row in column)
    missing = tuple(cell for row, cell in cells.items() if row not in column)
    where = wrong or (places[0] if places else at)
    return Finding("standard.weights_sum", where, params, at_key=True, among=places, within=missing)
