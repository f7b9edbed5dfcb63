"""How each item did: how hard it was, whether it tells strong candidates from weak ones, how often it was all or none.

Counted on the marks that the examiners agreed on, one for each candidate and item.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assess.exams.form import FormPart
from assess.exams.result import PartResult
from assess.figures.coefficients import correlation
from assess.figures.figure import Count, Figure, Undefined, mean
from assess.figures.marks import ScoredItem, scored_items
from assess.standards.model import VetoItem
from assess.standards.model.base import Closed


class ItemFigures(Closed):
    """The figures of one item that earns points."""

    key: str
    candidates: Count
    """How many have a mark for it."""
    difficulty: Figure
    """The mean share of the full points that was earned: the lower, the harder."""
    discrimination: Figure
    """The correlation of its points with those of all other items of the part (corrected item–rest correlation)."""
    zero: Count
    full: Count
    vetoed: Count
    """Candidates who lost it to a veto (否决项): its own, its task's, its part's or the exam's."""


class VetoFigures(Closed):
    """How often a veto occurred."""

    key: str
    candidates: Count
    occurred: Count


def item_figures(part: FormPart, results: Sequence[PartResult]) -> tuple[ItemFigures, ...]:
    """The figures of every item of a part, in the order of the form; results with something open are left out."""
    marked = [
        ({mark.key: mark.value for mark in one.agreement.marks}, _lost(part, one.agreement.vetoes))
        for one in results if one.agreement is not None and not one.agreement.open
    ]
    totals = [sum(marks.values(), Fraction(0)) for marks, _ in marked]
    found = []
    for item in scored_items(part):
        rows = [(marks[item.key], total - marks[item.key], len(marks), item.key in lost)
                for (marks, lost), total in zip(marked, totals, strict=True) if item.key in marks]
        found.append(_of_item(item, rows))
    return tuple(found)


def veto_figures(part: FormPart, results: Sequence[PartResult]) -> tuple[VetoFigures, ...]:
    """How often each veto of a part occurred; results with something open are left out."""
    seen = [one.agreement for one in results if one.agreement is not None and not one.agreement.open]
    return tuple(
        VetoFigures(key=key, candidates=len(examined), occurred=sum(key in one.vetoes for one in examined))
        for task in part.tasks for item in task.items if isinstance(item, VetoItem)
        for key, examined in [(f"{task.id}.{item.id}", [one for one in seen if task.id in one.taken])]
    )


def _of_item(item: ScoredItem, rows: Sequence[tuple[Fraction, Fraction, int, bool]]) -> ItemFigures:
    """``rows``: for each candidate the points, those of the rest, how many items were marked, whether it was lost."""
    points = [value for value, _, _, _ in rows]
    alone = any(marked < 2 for _, _, marked, _ in rows)
    return ItemFigures(
        key=item.key,
        candidates=len(rows),
        difficulty=mean([value / item.maximum for value in points]) if item.maximum else Undefined.TOO_FEW,
        discrimination=Undefined.TOO_FEW if alone else correlation([(value, rest) for value, rest, _, _ in rows]),
        zero=sum(value == 0 for value in points),
        full=sum(value == item.maximum for value in points),
        vetoed=sum(lost for _, _, _, lost in rows),
    )


def _lost(part: FormPart, vetoes: Sequence[str]) -> frozenset[str]:
    """The keys of the items that these vetoes took."""
    lost: set[str] = set()
    for task in part.tasks:
        for item in task.items:
            if not isinstance(item, VetoItem) or f"{task.id}.{item.id}" not in vetoes:
                continue
            if item.effect == "item":
                lost.add(f"{task.id}.{item.of}")
            else:
                hit = [task] if item.effect == "task" else part.tasks
                lost |= {f"{one.id}.{other.id}" for one in hit for other in one.items}
    return frozenset(lost)
