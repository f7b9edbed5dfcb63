"""The items of a task add up to its points; which of the two is wrong, the function or the part tells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from assess.standards.check.faults import listed, plain
from assess.standards.check.points.figures import Figures, most, sum_of_items
from assess.standards.document import Finding, Path
from assess.standards.model import DeductItem, Item, MeasureItem, VetoItem


def tasks(figures: Figures) -> tuple[Figures, list[Finding]]:
    """The faults, and the figures with what a task should say where that is known."""
    sums = [sum_of_items(task) for task in figures.tasks]
    broken = [number for number, total in enumerate(sums) if total != figures.points[number]]
    points, findings = list(figures.points), []
    for number in broken:
        reason = _wrong(figures, number, broken, sums)
        if reason == "points":
            points[number] = sums[number]
        findings.append(_finding(figures, number, sums[number], reason))
    return figures.saying(tuple(points)), findings


def _wrong(figures: Figures, number: int, broken: list[int], sums: list[Decimal]) -> str:
    """Whether the "points" of the task are wrong, or its "items"; "either" when nothing else tells."""
    task, said = figures.tasks[number], figures.points[number]
    if task.choice is not None:
        fellows = [figures.points[other] for other in figures.members[task.choice] if other != number]
        common = most(fellows) if fellows else None
        return "items" if said == common else "points" if sums[number] == common else "either"
    group = _group(figures, number)
    same = [k for k in broken if figures.tasks[k].choice is None and _group(figures, k) == group]
    excess = _excess(figures, number)
    if excess == 0:
        return "items"
    too_much = {k: Fraction(figures.points[k] - sums[k]) for k in same}
    return "points" if excess in (too_much[number], sum(too_much.values())) else "either"


def _group(figures: Figures, number: int) -> tuple[str, str | None]:
    """What tells how many points a task has: its function where that has a weight, else its part."""
    task = figures.tasks[number]
    weighted = task.part in figures.own and task.function in figures.weights
    return ("function", task.function) if weighted else ("part", task.part)


def _excess(figures: Figures, number: int) -> Fraction:
    """How many points the tasks of that group carry too much."""
    kind, name = _group(figures, number)
    if kind == "function":
        return figures.off.get(str(name), Fraction(0))
    points = next((part.points for part in figures.parts if part.id == name), Decimal(0))
    return figures.in_part(str(name)) - Fraction(points)


def _finding(figures: Figures, number: int, total: Decimal, reason: str) -> Finding:
    task, said = figures.tasks[number], figures.points[number]
    scored = [(k, item) for k, item in enumerate(task.items) if not isinstance(item, VetoItem)]
    params: dict[str, object] = {
        "task": task.id, "got": plain(total), "points": plain(said), "reason": reason,
        "figures": listed(f"{item.id} {plain(item.max)}" for _, item in scored),
    }  # fmt: skip
    items: list[Path] = [figures.at(number, "items", k, "max") for k, _ in scored]
    at, within = figures.at(number, "points"), (figures.at(number, "items"),)
    if reason == "points" or not items:
        return Finding("standard.task_sum", at, params, among=tuple(items), within=within)
    suspect = figures.at(number, "items", _suspect(task.items, said - total), "max")
    where, others = (suspect, (*items, at)) if reason == "items" else (at, tuple(items))
    return Finding("standard.task_sum", where, params, among=others, within=within)


def _suspect(items: tuple[Item, ...], lacking: Decimal) -> int:
    """The number of the item whose points are most likely wrong: its own figures ask for the sum that is missing."""
    best, rank = 0, -1
    for number, item in enumerate(items):
        if not isinstance(item, VetoItem) and item.max + lacking > 0:
            inner = set(_inner(item))
            likely = 2 if item.max + lacking in inner else 0 if item.max in inner else 1
            if likely > rank:
                best, rank = number, likely
    return best


def _inner(item: Item) -> Iterator[Decimal]:
    """What the figures inside of an item say of its points."""
    if isinstance(item, MeasureItem):
        yield item.bands[0].points
    if isinstance(item, DeductItem):
        yield sum((fault.cap for fault in item.deductions if fault.cap is not None), Decimal(0))
