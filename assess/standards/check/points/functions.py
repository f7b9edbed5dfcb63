"""权重表 of skill: the column is 100, and each function is examined with the points that its weight asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from assess.standards.check.faults import plain
from assess.standards.check.points.figures import Figures, Share
from assess.standards.check.weights import column_fault
from assess.standards.document import Finding, Path


def functions(figures: Figures) -> Iterator[Finding]:
    """Faults of the column and of the functions; none where the points of a part explain them."""
    if not figures.weights:
        return
    lacking = 100 - sum(figures.weights.values(), Decimal(0))
    if lacking:
        yield from _column(figures, lacking)
    elif not part_is_wrong(figures):
        yield from _astray(figures)


def part_is_wrong(figures: Figures) -> bool:
    """Whether every function has its share of what the tasks add up to: then it is the part that says other points."""
    total = sum(figures.got.values(), Fraction(0))
    return total != figures.available and all(
        figures.got.get(function, Fraction(0)) * 100 == Fraction(weight) * total
        for function, weight in figures.weights.items()
    )


def _column(figures: Figures, lacking: Decimal) -> Iterator[Finding]:
    """The column is not 100: the wrong cell is the one whose function has points for what would be right."""
    table: Path = ("weights", "skill")
    cells = {function: (*table, function, figures.level) for function in figures.functions} | dict(figures.cells)
    off = list(figures.off)
    if len(off) == 1 and figures.off[off[0]] * 100 == Fraction(lacking) * figures.available:
        (function,) = off
        right = figures.weights.get(function, Decimal(0)) + lacking
        fault = column_fault(table, figures.level, figures.weights, cells, cells[function])
        cause: dict[str, object] = {
            "reason": "cell" if right else "astray", "function": function, "expected": plain(right),
            "points": plain(figures.got.get(function, Fraction(0))),
        }  # fmt: skip
        yield replace(fault, params=fault.params | cause)
        return
    yield column_fault(table, figures.level, figures.weights, cells)
    yield from _one_by_one(figures)


def _astray(figures: Figures) -> Iterator[Finding]:
    """One function lacks what one task carries elsewhere: the task names the wrong function, or none."""
    under = [function for function, difference in figures.off.items() if difference < 0]
    over = [function for function, difference in figures.off.items() if difference > 0]
    candidates = [s for s in figures.shares if s.part in figures.own and s.function == over[0]] if over else \
        list(figures.unplaced)
    if len(under) == 1 and len(over) <= 1 and (not over or not sum(figures.off.values(), Fraction(0))):
        lacking = -figures.off[under[0]]
        wrong = next((share for share in candidates if share.points == lacking), None)
        if wrong is not None:
            # A function that nobody knows is a fault of its own already.
            if wrong.function is None or wrong.function in figures.functions:
                yield _wrong_function(figures, wrong, under[0])
            return
    yield from _one_by_one(figures)
    for share in figures.unplaced:
        if share.function is None:
            params: dict[str, object] = {"task": figures.tasks[share.tasks[0]].id, "level": figures.level}
            yield Finding("standard.task_without_function", figures.at(share.tasks[0]), params)


def _wrong_function(figures: Figures, share: Share, other: str) -> Finding:
    number = share.tasks[0]
    params: dict[str, object] = {
        "task": figures.tasks[number].id, "points": plain(share.points), "level": figures.level,
        "function": share.function or "–", "other": other, "reason": "named" if share.function else "none",
    }  # fmt: skip
    among = [figures.cells[name] for name in (share.function, other) if name is not None and name in figures.cells]
    tasks = [figures.at(task, "function") for task in figures.of_function(share.function or "")]
    return Finding("standard.task_function", figures.at(number, "function"), params, among=(*among, *tasks))


def _one_by_one(figures: Figures) -> Iterator[Finding]:
    """Every function whose points are not what its weight asks for."""
    for function in figures.off:
        got = figures.got.get(function, Fraction(0))
        params: dict[str, object] = {"function": function, "level": figures.level}
        places: tuple[Path, ...] = tuple(figures.at(task, "points") for task in figures.of_function(function))
        cell, within = figures.cells.get(function), (figures.all_tasks,)
        if function not in figures.weights:
            row = ("weights", "skill", function)
            yield Finding("standard.function_without_weight", places[0], params, among=places, within=(row,))
        elif not places and cell is not None:
            yield Finding("standard.function_not_examined", cell, params, within=within)
        elif cell is not None:
            params |= {
                "got": plain(got), "expected": plain(figures.expected(function)),
                "weight": plain(figures.weights[function]),
            }  # fmt: skip
            among = (*places, *figures.takes(figures.of_function(function)), cell)
            yield Finding("standard.function_points", places[0], params, among=among, within=within)
