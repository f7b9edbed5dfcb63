"""The marks of a part as the many-facet Rasch model takes them: few categories, the same for all items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.figures.examiners import linked
from assess.figures.figure import Undefined
from assess.figures.marks import PartMarks

MOST_CATEGORIES = 5


@dataclass(frozen=True)
class Facets:
    """Categories 0 … ``highest`` by (examiner, candidate) and item; None where there is no mark."""

    examiners: tuple[str, ...]
    items: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[int | None, ...]], ...]
    highest: int


def facets(marks: PartMarks) -> Facets | Undefined:
    """The judged items of a part in categories, or why the model cannot be fitted.

    The rating scale model has one scale for all items. The share of the full points that a mark earns becomes one of at
    most five categories that hold about as many marks each: wider ones where marks are rare, so that none is empty.
    """
    items = [item for item in marks.judged if item.maximum]
    if len(marks.examiners) < 2 or len(marks.candidates) < 3 or len(items) < 2:
        return Undefined.TOO_FEW
    if not linked(marks):
        return Undefined.NOT_LINKED
    table = [
        (examiner, one.candidate, [given[item.key] / item.maximum if item.key in given else None for item in items])
        for one in marks.candidates for examiner, given in sorted(one.by_examiner.items())
    ]
    cuts = _cuts([share for _, _, shares in table for share in shares if share is not None])
    if not cuts:
        return Undefined.ALL_EQUAL
    return Facets(
        examiners=marks.examiners, items=tuple(item.key for item in items), highest=len(cuts),
        rows=tuple((examiner, candidate, tuple(_category(share, cuts) for share in shares))
                   for examiner, candidate, shares in table),
    )


def _cuts(shares: Sequence[Fraction]) -> list[Fraction]:
    """Where each category above the lowest begins; of marks that are all different a fifth lies in each."""
    ordered = sorted(shares)
    starts = {ordered[number * len(ordered) // MOST_CATEGORIES] for number in range(1, MOST_CATEGORIES)}
    above = starts - {ordered[0]} or {ordered[-1]} - {ordered[0]}
    return sorted(above)


def _category(share: Fraction | None, cuts: Sequence[Fraction]) -> int | None:
    return None if share is None else sum(share >= cut for cut in cuts)
