"""Parts, tasks and items of each level: their points fit together, and what they name exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from assess.standards.check.faults import plain, unknown
from assess.standards.document import Finding, Path
from assess.standards.model import DeductItem, Item, Level, LevelAssessment, PointsItem, Standard, Task, VetoItem

REVIEWED: tuple[Level, ...] = ("L2", "L1")
"""综合评审 exists for 技师 and 高级技师 only (人社部发〔2022〕14号)."""


def assessment(standard: Standard) -> Iterator[Finding]:
    """Faults of everything that is examined, level by level."""
    functions = frozenset(function.id for function in standard.functions)
    skills = frozenset(s.id for f in standard.functions for content in f.contents for s in content.skills)
    for level, examined in standard.assessment.items():
        yield from _parts(level, examined)
        yield from _points_of_parts(level, examined)
        yield from _examined(standard, level, examined)
        parts = [part.id for part in examined.parts]
        for number, task in enumerate(examined.tasks):
            at: Path = ("assessment", level, "tasks", number)
            yield from unknown("part", (*at, "part"), task.part, parts)
            if task.function is not None:
                yield from unknown("function", (*at, "function"), task.function, functions)
            yield from _task(at, task, standard.arithmetic.unit, skills)


def _parts(level: Level, assessment: LevelAssessment) -> Iterator[Finding]:
    earlier: list[str] = []
    for i, part in enumerate(assessment.parts):
        at: Path = ("assessment", level, "parts", i)
        if part.pass_mark > part.points:
            params: dict[str, object] = {"pass": plain(part.pass_mark), "points": plain(part.points)}
            yield Finding("standard.pass_above_points", (*at, "pass"), params, among=((*at, "points"),))
        if part.kind == "review" and level not in REVIEWED:
            yield Finding("standard.review_level", (*at, "kind"), {"level": level, "levels": ", ".join(REVIEWED)})
        if part.examiners.odd and part.examiners.minimum % 2 == 0:
            minimum = part.examiners.minimum
            yield Finding("standard.examiners_even", (*at, "examiners", "minimum"), {"got": minimum})
        if part.after is not None:
            yield from unknown("part", (*at, "after"), part.after, earlier)
        earlier.append(part.id)


def _points_of_parts(level: Level, assessment: LevelAssessment) -> Iterator[Finding]:
    """The tasks of a part add up to its points; without tasks a part is scored as a whole, which only theory may be."""
    for i, part in enumerate(assessment.parts):
        at: Path = ("assessment", level)
        tasks = [(k, task) for k, task in enumerate(assessment.tasks) if task.part == part.id]
        total = sum((task.points for _, task in tasks), Decimal(0))
        if not tasks and part.kind != "theory":
            yield Finding("standard.part_without_tasks", (*at, "parts", i), {"part": part.id})
        elif tasks and total != part.points:
            params: dict[str, object] = {
                "part": part.id,
                "got": plain(total),
                "points": plain(part.points),
                "figures": ", ".join(f"{task.id} {plain(task.points)}" for _, task in tasks),
            }
            among = tuple((*at, "tasks", k, "points") for k, _ in tasks)
            yield Finding("standard.part_sum", (*at, "parts", i, "points"), params, among=(*among, (*at, "tasks")))


def _examined(standard: Standard, level: Level, assessment: LevelAssessment) -> Iterator[Finding]:
    """Each function is examined with the points that its skill weight asks of the practical parts."""
    practical = {part.id: part for part in assessment.parts if part.kind == "practical"}
    available = sum((part.points for part in practical.values()), Decimal(0))
    points: dict[str, Decimal] = defaultdict(Decimal)
    places: dict[str, list[Path]] = defaultdict(list)
    for number, task in enumerate(assessment.tasks):
        if task.function is not None and task.part in practical:
            points[task.function] += task.points
            places[task.function].append(("assessment", level, "tasks", number, "points"))
    for row, column in standard.weights.skill.items():
        cell: Path = ("weights", "skill", row, level)
        if level in column and row not in points:
            tasks = (("assessment", level, "tasks"),)
            yield Finding("standard.function_not_examined", cell, {"function": row, "level": level}, among=tasks)
        elif level in column and Fraction(points[row]) != Fraction(column[level]) * Fraction(available) / 100:
            expected = plain(column[level] * available / 100)
            params: dict[str, object] = {
                "function": row, "level": level, "got": plain(points[row]), "expected": expected,
                "weight": plain(column[level]),
            }  # fmt: skip
            among = (*places[row], cell, ("assessment", level, "tasks"))
            yield Finding("standard.function_points", among[0], params, among=among)
    for row, where in places.items():
        if level not in standard.weights.skill.get(row, {}) and row in {f.id for f in standard.functions}:
            yield Finding("standard.function_without_weight", where[0], {"function": row, "level": level})


def _task(at: Path, task: Task, unit: Decimal, skills: frozenset[str]) -> Iterator[Finding]:
    total = Decimal(0)
    for number, item in enumerate(task.items):
        where = (*at, "items", number)
        total += Decimal(0) if isinstance(item, VetoItem) else item.max
        yield from _item(where, item, unit)
        for k, skill in enumerate(item.skills):
            if skill not in skills:
                known = ", ".join(get_close_matches(skill, skills, 5)) or "–"
                yield Finding(
                    "standard.id_unknown", (*where, "skills", k), {"kind": "skill", "id": skill, "known": known}
                )
    if total != task.points:
        among = tuple((*at, "items", number, "max") for number in range(len(task.items)))
        params: dict[str, object] = {"task": task.id, "got": plain(total), "points": plain(task.points)}
        yield Finding("standard.task_sum", (*at, "points"), params, among=(*among, (*at, "items")))


def _item(at: Path, item: Item, unit: Decimal) -> Iterator[Finding]:
    if isinstance(item, VetoItem):
        return
    if item.max == 0:
        yield Finding("standard.points_zero", (*at, "max"), {"item": item.id})
    if isinstance(item, PointsItem):
        yield from _multiple((*at, "max"), item.max, item.unit if item.unit is not None else unit)
    if isinstance(item, DeductItem):
        yield from _multiple((*at, "max"), item.max, unit)
        for k, fault in enumerate(item.deductions):
            where = (*at, "deductions", k)
            cap = fault.cap if fault.cap is not None else item.max
            yield from _multiple((*where, "amount"), fault.amount, unit)
            yield from _multiple((*where, "cap"), cap, unit)
            if not 0 < fault.amount <= cap <= item.max:
                params: dict[str, object] = {"amount": plain(fault.amount), "cap": plain(cap), "max": plain(item.max)}
                yield Finding("standard.deduction_range", (*where, "amount"), params, among=((*at, "max"),))


def _multiple(at: Path, value: Decimal, unit: Decimal) -> Iterator[Finding]:
    if unit == 0 or Fraction(value) % Fraction(unit):
        yield Finding("standard.not_in_unit", at, {"got": plain(value), "unit": plain(unit)})
