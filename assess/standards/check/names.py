"""Ids that name two things, where nothing else names them."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import twice
from assess.standards.document import Finding, Path
from assess.standards.model import DeductItem, LevelAssessment, Standard


def ids(standard: Standard) -> Iterator[Finding]:
    """Ids that name two things; those of functions, skills and parts are looked at where they are named."""
    functions = list(enumerate(standard.functions))
    contents = [(("functions", i, "contents", k), c.id) for i, f in functions for k, c in enumerate(f.contents)]
    yield from twice("content", contents)
    yield from twice("trade", ((("trades", i), trade.id) for i, trade in enumerate(standard.trades)))
    for level, routes in standard.eligibility.items():
        yield from twice("route", ((("eligibility", level, i), route.id) for i, route in enumerate(routes)))
    for level, assessment in standard.assessment.items():
        yield from _ids_of_assessment(("assessment", level), assessment)


def _ids_of_assessment(at: Path, assessment: LevelAssessment) -> Iterator[Finding]:
    yield from twice("choice", (((*at, "choices", i), choice.id) for i, choice in enumerate(assessment.choices)))
    parts = {part.id: i for i, part in enumerate(assessment.parts)}
    tasks = list(enumerate(assessment.tasks))
    yield from twice("task", (((*at, "tasks", i), task.id) for i, task in tasks))
    for i, task in tasks:
        if task.id in parts:
            # A part without tasks is scored under its own id, so that tasks must not take it.
            among = ((*at, "parts", parts[task.id], "id"),)
            yield Finding("standard.id_twice", (*at, "tasks", i, "id"), {"kind": "task", "id": task.id}, among=among)
        items = (*at, "tasks", i, "items")
        yield from twice("item", (((*items, k), item.id) for k, item in enumerate(task.items)))
        for k, item in enumerate(task.items):
            if isinstance(item, DeductItem):
                faults = (((*items, k, "deductions", j), fault.id) for j, fault in enumerate(item.deductions))
                yield from twice("deduction", faults)
