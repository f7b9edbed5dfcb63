"""Parts, tasks and items of a generated standard: every sum is exact, whatever the weights are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assess.standards.generate import wording
from assess.standards.generate.table import Row
from assess.standards.model import Level

ETHICS = 5
FOUNDATION: dict[Level, int] = {"L5": 25, "L4": 20, "L3": 15, "L2": 10, "L1": 10}
"""What 职业道德 and 基础知识 are proposed to weigh in theory; the rest follows the weights of skill."""
SENIOR: tuple[Level, ...] = ("L2", "L1")
_STEPS = (Decimal("0.5"), wording.TENTH, Decimal("0.01"))


def smallest_step(rows: Sequence[Row]) -> Decimal:
    """The coarsest unit of marks in which all weights can be written: 0.5, 0.1 or 0.01."""
    weights = [weight for row in rows for weight in row.weights.values()]
    return next(step for step in _STEPS if all(weight % step == 0 for weight in weights))


def theory_weights(rows: Sequence[Row], levels: Sequence[Level]) -> dict[str, dict[Level, int]]:
    """Whole numbers, each column exactly 100; a function that would have nothing is given 1 where that is possible."""
    table: dict[str, dict[Level, int]] = {"ethics": {}, "foundation": {}}
    for level in levels:
        table["ethics"][level], table["foundation"][level] = ETHICS, FOUNDATION[level]
        present = [row for row in rows if level in row.weights]
        figures = apportioned(100 - ETHICS - FOUNDATION[level], [row.weights[level] for row in present])
        for row, figure in zip(present, figures, strict=True):
            if figure:
                table.setdefault(row.id, {})[level] = figure
    return table


def apportioned(total: int, shares: Sequence[Decimal | int]) -> list[int]:
    """``total`` in whole numbers in proportion to ``shares`` by largest remainder, each at least 1 while it lasts."""
    whole = sum(map(Fraction, shares))
    exact = [Fraction(share) * total / whole for share in shares]
    figures = [int(figure) for figure in exact]
    by_remainder = sorted(range(len(exact)), key=lambda number: (figures[number] - exact[number], number))
    for number in by_remainder[: total - sum(figures)]:
        figures[number] += 1
    for number, figure in enumerate(figures):
        largest = max(range(len(figures)), key=figures.__getitem__)
        if figure == 0 and figures[largest] > 1:
            figures[number], figures[largest] = 1, figures[largest] - 1
    return figures


def assessment(level: Level, rows: Sequence[Row], unit: Decimal) -> dict[str, Any]:
    """The parts of the level, and one task for each function with the points of its weight."""
    tasks = [_task(row, level, unit) for row in rows if level in row.weights]
    examiners = {"minimum": 3, "odd": True, "qualification": "senior-examiner"} if level in SENIOR else {"minimum": 2}
    practical = {"minutes": sum(task["minutes"] for task in tasks), "examiners": examiners}
    parts = [_part("theory", {"minutes": 90}), _part("practical", practical)]
    if level in SENIOR:
        parts.append(_part("review", {"minutes": 40, "examiners": examiners}))
        tasks += wording.REVIEW_TASKS
    return {"parts": parts, "tasks": tasks}


def _part(kind: str, more: dict[str, Any]) -> dict[str, Any]:
    return {"id": kind, "kind": kind, "name": wording.PARTS[kind], "points": 100, "pass": 60, **more}


def _task(row: Row, level: Level, unit: Decimal) -> dict[str, Any]:
    weight = row.weights[level]
    items = _senior_items(row, level, weight, unit) if level in SENIOR else _items(row, level, weight, unit)
    return {
        "id": row.id,
        "function": row.id,
        "name": wording.task_name(row, level),
        "points": weight,
        # Ten minutes for 5 points, never less than 5 minutes.
        "minutes": max(5, 5 * round(weight * 2 / 5)),
        "items": items,
    }


def _items(row: Row, level: Level, points: Decimal, unit: Decimal) -> list[dict[str, Any]]:
    """Preparation, work and result; of a weight of very few units only the work is left."""
    main, other = (f"{row.id}-{level[1]}-{number}" for number in (1, 2))
    prepare, work, result = _split(points, (2, 5, 3), unit)
    items = [
        wording.points_item("prepare", prepare, other),
        {**wording.WORK, "max": work, "deductions": _deductions(work, unit), "skills": [main]},
        wording.points_item("result", result, other),
    ]
    return [*(item for item in items if item["max"]), wording.VETO]


def _senior_items(row: Row, level: Level, points: Decimal, unit: Decimal) -> list[dict[str, Any]]:
    """Plan, carrying out and questions for 技师 and 高级技师."""
    main, other = (f"{row.id}-{level[1]}-{number}" for number in (1, 2))
    plan, work, questions = _split(points, (3, 4, 3), unit)
    items = [
        wording.points_item("plan", plan, other),
        {**wording.points_item("carry-out", work, main)},
        {**wording.QUESTIONS, "max": questions, "skills": [main, other]},
    ]
    return [*(item for item in items if item["max"]), wording.VETO]


def _split(points: Decimal, shares: tuple[int, int, int], unit: Decimal) -> list[Decimal]:
    """``points`` in three shares, whole ones where they can be; the middle one is never 0."""
    step = Decimal(1) if points % 1 == 0 and points >= sum(shares) else unit
    count = int(points / step)
    if count < len(shares):
        return [Decimal(0), points, Decimal(0)]
    return [step * figure for figure in apportioned(count, shares)]


def _deductions(points: Decimal, unit: Decimal) -> list[dict[str, Any]]:
    """Three faults of which none takes more than the points of the item."""
    count = int(points / unit)
    costs = ((count // 5, count // 2), (count // 10, count // 4), (count // 4, count // 2))
    return [
        {"id": f"d{number}", "text": text, "amount": unit * max(1, amount), "cap": unit * max(1, amount, cap)}
        for number, (text, (amount, cap)) in enumerate(zip(wording.FAULTS, costs, strict=True), start=1)
    ]
