"""选考: a choice leaves something to choose, and whatever is chosen examines the same function for the same points."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import plain, unknown
from assess.standards.check.points.figures import Figures, most
from assess.standards.document import Finding, Path


def choices(figures: Figures) -> Iterator[Finding]:
    """Faults of the choices of one level and of the tasks that name them."""
    at: Path = ("assessment", figures.level, "choices")
    within = (figures.all_tasks,)
    for number, (choice, take) in enumerate(figures.take.items()):
        members = figures.members.get(choice, ())
        if not members:
            yield Finding("standard.choice_unused", (*at, number, "id"), {"choice": choice}, within=within)
        elif take >= len(members):
            params: dict[str, object] = {"choice": choice, "take": take, "count": len(members)}
            among = tuple(figures.at(member, "choice") for member in members)
            yield Finding("standard.choice_take", (*at, number, "take"), params, among=among, within=within)
        else:
            yield from _alike(figures, choice, members)
    for choice, members in figures.members.items():
        for member in members:
            yield from unknown("choice", figures.at(member, "choice"), choice, figures.take)


def _alike(figures: Figures, choice: str, members: tuple[int, ...]) -> Iterator[Finding]:
    """The tasks of a choice have the same part, the same function and the same points; the odd ones are named."""
    for key in ("points", "part", "function"):
        values = {member: _value(figures, member, key) for member in members}
        common = most(list(values.values()))
        odd = [member for member in reversed(members) if values[member] != common]
        if odd:
            params: dict[str, object] = {
                "task": figures.tasks[odd[-1]].id, "choice": choice, "reason": key,
                "got": values[odd[-1]], "expected": common,
            }  # fmt: skip
            among = tuple(figures.at(member, key) for member in members)
            yield Finding("standard.choice_differs", figures.at(odd[-1], key), params, among=among)


def _value(figures: Figures, member: int, key: str) -> str:
    task = figures.tasks[member]
    if key == "points":
        return plain(figures.points[member])
    return task.part if key == "part" else task.function or "–"
