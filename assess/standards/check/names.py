"""Ids are unique where they must be, and every level has what belongs to a level."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import level_known, twice
from assess.standards.document import Finding, Path
from assess.standards.model import DeductItem, LevelAssessment, Standard


def ids(standard: Standard) -> Iterator[Finding]:
    """Ids that name two things."""
    functions = list(enumerate(standard.functions))
    contents = [(("functions", i, "contents", k), c) for i, f in functions for k, c in enumerate(f.contents)]
    skills = [((*path, "skills", k), s.id) for path, content in contents for k, s in enumerate(content.skills)]
    basics = [(("basics", i), basic.id) for i, basic in enumerate(standard.basics)]
    # Functions and basics share the theory weights, hence one set of names.
    yield from twice("function", [*basics, *((("functions", i), f.id) for i, f in functions)])
    yield from twice("content", ((path, content.id) for path, content in contents))
    yield from twice("skill", skills)
    yield from twice("trade", ((("trades", i), trade.id) for i, trade in enumerate(standard.trades)))
    for level, routes in standard.eligibility.items():
        yield from twice("route", ((("eligibility", level, i), route.id) for i, route in enumerate(routes)))
    for level, assessment in standard.assessment.items():
        yield from _ids_of_assessment(("assessment", level), assessment)
    if standard.patches and standard.extends is None:
        yield Finding("standard.patches_without_base", ("patches",), at_key=True)


def _ids_of_assessment(at: Path, assessment: LevelAssessment) -> Iterator[Finding]:
    # A part without tasks is scored under its own id, so that tasks must not take it.
    parts = [((*at, "parts", i), part.id) for i, part in enumerate(assessment.parts)]
    yield from twice("task", [*parts, *(((*at, "tasks", i), task.id) for i, task in enumerate(assessment.tasks))])
    for i, task in enumerate(assessment.tasks):
        items = (*at, "tasks", i, "items")
        yield from twice("item", (((*items, k), item.id) for k, item in enumerate(task.items)))
        for k, item in enumerate(task.items):
            if isinstance(item, DeductItem):
                faults = (((*items, k, "deductions", j), fault.id) for j, fault in enumerate(item.deductions))
                yield from twice("deduction", faults)


def levels(standard: Standard) -> Iterator[Finding]:
    """Every level has eligibility and assessment, and nothing speaks of a level that the standard lacks."""
    for i, level in enumerate(standard.levels):
        if level in standard.levels[:i]:
            yield Finding("standard.id_twice", ("levels", i), {"kind": "level", "id": level})
        for section, table in (("eligibility", standard.eligibility), ("assessment", standard.assessment)):
            if not table.get(level):
                yield Finding("standard.level_missing", ("levels", i), {"level": level, "section": section})
    for section, keys in (("eligibility", standard.eligibility), ("assessment", standard.assessment)):
        for level in keys:
            yield from level_known(standard, (section, level), level, at_key=True)
    for i, function in enumerate(standard.functions):
        for k, content in enumerate(function.contents):
            yield from level_known(standard, ("functions", i, "contents", k, "level"), content.level)
