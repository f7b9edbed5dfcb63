"""权重表: rows that exist, and every column exactly 100."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assess.standards.check.faults import level_known, plain
from assess.standards.document import Finding, Path
from assess.standards.model import Level, Standard, WeightTable


def weights(standard: Standard) -> Iterator[Finding]:
    """Faults of both tables, theory and skill."""
    functions = [function.id for function in standard.functions]
    basics = [basic.id for basic in standard.basics]
    for name, table, rows in (
        ("theory", standard.weights.theory, basics + functions),
        ("skill", standard.weights.skill, functions),
    ):
        at: Path = ("weights", name)
        for row, column in table.items():
            if row not in rows:
                params: dict[str, object] = {"kind": "function", "id": row, "known": ", ".join(rows)}
                yield Finding("standard.id_unknown", (*at, row), params, at_key=True)
            for level in column:
                yield from level_known(standard, (*at, row, level), level, at_key=True)
        for level in standard.levels:
            yield from _column(at, level, table)


def _column(at: Path, level: Level, table: WeightTable) -> Iterator[Finding]:
    """The column of one level must add up to exactly 100."""
    figures = {row: column[level] for row, column in table.items() if level in column}
    total = sum(figures.values(), Decimal(0))
    if total != 100:
        cells = tuple((*at, row, level) for row in figures)
        params: dict[str, object] = {
            "column": f"{'.'.join(map(str, at))}.{level}",
            "got": plain(total),
            "figures": ", ".join(f"{row} {plain(figure)}" for row, figure in figures.items()) or "–",
        }
        yield Finding("standard.weights_sum", cells[0] if cells else at, params, at_key=True, among=cells or (at,))
