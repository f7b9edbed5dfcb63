"""Where a standard may ask less than its national base: listed for a person to sign, never decided.

A standard should "in principle not be below the national standard" (人社厅发〔2023〕31号); no rule says how below is
measured. Listed is what can be counted: a level, function, content or skill that is missing, an easier way to be
admitted, a lower pass mark, less time, fewer or less qualified examiners, a part that is not asked any more. A thing
that is missing is listed alone, without everything that belonged to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assess.standards.compare.admission import admission
from assess.standards.compare.exams import exams, grading
from assess.standards.compare.floor import Floor
from assess.standards.compare.places import Step, member
from assess.standards.compare.requirements import requirements
from assess.standards.model import Below, Standard


@dataclass(frozen=True)
class Signed:
    """A floor and the entry of ``below`` by which a person answers for it; None when nobody does."""

    floor: Floor
    by: Below | None


def floors(base: Standard, own: Standard) -> tuple[Floor, ...]:
    """Every place where ``own`` may ask less than ``base``, in the order of the file."""
    return tuple(_floors(base, own))


def signatures(base: Standard, own: Standard) -> tuple[Signed, ...]:
    """Every floor with who answers for it; the last entry for a place counts."""
    entries = {entry.at: entry for entry in own.below}
    return tuple(Signed(floor, entries.get(floor.at)) for floor in floors(base, own))


def unsigned(base: Standard, own: Standard) -> tuple[Floor, ...]:
    """The floors that nobody answers for."""
    return tuple(signed.floor for signed in signatures(base, own) if signed.by is None)


def stale(base: Standard, own: Standard) -> tuple[Below, ...]:
    """The entries of ``below`` that name no floor (any more)."""
    places = {floor.at for floor in floors(base, own)}
    return tuple(entry for entry in own.below if entry.at not in places)


def _floors(base: Standard, own: Standard) -> Iterator[Floor]:
    for level in base.levels:
        if level not in own.levels:
            yield Floor((Step("levels"), member(level)), "floor.level_missing", level, None)
    yield from admission(base, own)
    yield from requirements(base, own)
    yield from exams(base, own)
    yield from grading(base, own)
