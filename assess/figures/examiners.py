"""How examiners agree, pair by pair and panel by panel, and how severe each is beside those who marked with them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from assess.figures.coefficients import exact_agreement, intraclass, weighted_kappa
from assess.figures.figure import Count, Figure, Undefined, mean, standard_error
from assess.figures.marks import CandidateMarks, PartMarks
from assess.standards.model.base import Closed


class Agreeing(Closed):
    """How a group of examiners agrees on the candidates whom all of them marked: two of them, or a whole panel."""

    examiners: tuple[str, ...]
    candidates: Count
    marks: Count
    """Marks that can be compared: items times candidates."""
    exact: Figure
    """The share of them on which all gave the same points."""
    kappa: Figure
    """Quadratically weighted kappa; of more than two examiners the mean of all pairs (Light, 1971)."""
    single: Figure
    """ICC(2,1) of the points of the part: how far one examiner's sheet alone can be relied on."""
    average: Figure
    """ICC(2,k): how far the mean of all of them can be."""


class Severity(Closed):
    """How far an examiner's sheets lie from the mean of the panel, in points of the judged items; above 0 is lenient.

    ``logit`` and ``logit_error`` are those of the many-facet Rasch model, above 0 is severe; None where it was not
    computed.
    """

    examiner: str
    candidates: Count
    """Candidates whom somebody else marked as well."""
    deviation: Figure
    error: Figure
    """Standard error of the deviation."""
    logit: Figure | None = None
    logit_error: Figure | None = None


def pairs(marks: PartMarks) -> tuple[Agreeing, ...]:
    """Every two examiners who marked the same candidates."""
    return tuple(
        agreeing(marks, two, shared)
        for two in combinations(marks.examiners, 2) if (shared := marks.marked_by(two))
    )


def panels(marks: PartMarks) -> tuple[Agreeing, ...]:
    """Every group of more than two that marked candidates together; a panel of two is a pair."""
    found = sorted({one.panel for one in marks.candidates if len(one.panel) > 2})
    return tuple(agreeing(marks, panel, [one for one in marks.candidates if one.panel == panel]) for panel in found)


def agreeing(marks: PartMarks, examiners: Sequence[str], candidates: Sequence[CandidateMarks]) -> Agreeing:
    """The figures of ``examiners``, all of whom marked each of ``candidates``."""
    rows: dict[str, list[tuple[Fraction, ...]]] = {item.key: [] for item in marks.items}
    totals = []
    for one in candidates:
        sheets = [one.by_examiner[examiner] for examiner in examiners]
        common = [key for key in rows if all(key in sheet for sheet in sheets)]
        for key in common:
            rows[key].append(tuple(sheet[key] for sheet in sheets))
        totals.append([sum((sheet[key] for key in common), Fraction(0)) for sheet in sheets])
    related = intraclass(totals)
    given = [row for item in rows.values() for row in item]
    return Agreeing(
        examiners=tuple(examiners), candidates=len(candidates), marks=len(given), exact=exact_agreement(given),
        kappa=_kappa(marks, rows, len(examiners)), single=related.single, average=related.average,
    )


def severities(marks: PartMarks) -> tuple[Severity, ...]:
    """The mean deviation of every examiner from the panels they sat in, with its standard error."""
    deviations: dict[str, list[Fraction]] = {examiner: [] for examiner in marks.examiners}
    for one in marks.candidates:
        if len(one.panel) > 1:
            totals = judged_totals(marks, one)
            centre = sum(totals.values(), Fraction(0)) / len(totals)
            for examiner, total in totals.items():
                deviations[examiner].append(total - centre)
    return tuple(
        Severity(examiner=examiner, candidates=len(known), deviation=mean(known), error=standard_error(known))
        for examiner, known in deviations.items()
    )


def judged_totals(marks: PartMarks, one: CandidateMarks) -> dict[str, Fraction]:
    """The points of each sheet of a candidate over the judged items that all sheets have a mark for."""
    keys = [item.key for item in marks.judged if item.key in one.common]
    return {examiner: sum((given[key] for key in keys), Fraction(0)) for examiner, given in one.by_examiner.items()}


def linked(marks: PartMarks) -> bool:
    """Whether all examiners hang together by candidates whom they share, directly or through others."""
    groups: list[set[str]] = []
    for panel in {one.panel for one in marks.candidates}:
        touching = [group for group in groups if group & set(panel)]
        groups = [group for group in groups if group not in touching] + [set(panel).union(*touching)]
    return len(groups) == 1


def _kappa(marks: PartMarks, rows: dict[str, list[tuple[Fraction, ...]]], size: int) -> Figure:
    """The mean kappa of all pairs among ``size`` examiners, every item in shares of its full points."""
    found = []
    for first, second in combinations(range(size), 2):
        found.append(weighted_kappa(
            ([(row[first], row[second]) for row in rows[item.key]], item.maximum) for item in marks.items
        ))
    known = [value for value in found if isinstance(value, Fraction)]
    if len(known) < len(found):
        return next(value for value in found if isinstance(value, Undefined))
    return mean(known)
