"""Levels: in order, each with everything that belongs to a level, and nothing of any other level."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import level_known
from assess.standards.document import Finding
from assess.standards.model import LEVELS, Level, Standard

_OF_LEVELS = ("eligibility", "basics", "functions", "weights", "assessment")
"""What a standard without levels cannot have."""


def levels(standard: Standard) -> Iterator[Finding]:
    """Faults of the list of levels, and of what is said for each of them."""
    if not standard.levels:
        yield from _without(standard)
        return
    yield from _order(standard.levels)
    for i, level in enumerate(standard.levels):
        missing = [section for section, there in _sections(standard, level).items() if not there]
        if missing and level not in standard.levels[:i]:
            params: dict[str, object] = {"level": level, "section": ", ".join(missing)}
            yield Finding("standard.level_missing", ("levels", i), params, within=tuple((name,) for name in missing))
    for section, keys in (("eligibility", standard.eligibility), ("assessment", standard.assessment)):
        for level in keys:
            yield from level_known(standard, (section, level), level, at_key=True)
    for name, table in (("theory", standard.weights.theory), ("skill", standard.weights.skill)):
        for row, column in table.items():
            for level in column:
                yield from level_known(standard, ("weights", name, row, level), level, at_key=True)
    for i, function in enumerate(standard.functions):
        for k, content in enumerate(function.contents):
            yield from level_known(standard, ("functions", i, "contents", k, "level"), content.level)


def _order(levels: tuple[Level, ...]) -> Iterator[Finding]:
    """Once each, the lowest first."""
    for i, level in enumerate(levels):
        if level in levels[:i]:
            among = (("levels", levels.index(level)),)
            yield Finding("standard.id_twice", ("levels", i), {"kind": "level", "id": level}, among=among)
    once = list(dict.fromkeys(levels))
    ordered = sorted(once, key=LEVELS.index)
    if once != ordered:
        yield Finding("standard.levels_order", ("levels",), {"got": ", ".join(once), "expected": ", ".join(ordered)})


def _sections(standard: Standard, level: Level) -> dict[str, bool]:
    """What a level needs, and whether it has it.

    A weight table is needed for a part of its kind; a competition may do without tables, its sections stand for them.
    """
    needed: dict[str, bool] = {
        "eligibility": bool(standard.eligibility.get(level)),
        "assessment": level in standard.assessment,
    }
    examined = standard.assessment.get(level)
    kinds = {part.kind for part in examined.parts if part.award is None} if examined else {"theory", "practical"}
    if standard.kind != "competition":
        for kind, name, table in (
            ("theory", "weights.theory", standard.weights.theory),
            ("practical", "weights.skill", standard.weights.skill),
        ):
            if kind in kinds:
                needed[name] = any(level in column for column in table.values())
    return needed


def _without(standard: Standard) -> Iterator[Finding]:
    """A standard of appointments or of apprentices has no exams, hence nothing that belongs to them."""
    if not standard.appointments and standard.apprentice is None:
        yield Finding("standard.nothing_asked", ())
    for section in _OF_LEVELS:
        value = getattr(standard, section)
        if value if section != "weights" else value.theory or value.skill:
            yield Finding("standard.section_without_levels", (section,), {"section": section}, at_key=True)
