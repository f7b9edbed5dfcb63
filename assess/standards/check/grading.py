"""Bands that cover every score exactly once, and never give more for less."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assess.standards.check.faults import higher, level_known, plain, unknown
from assess.standards.document import Finding
from assess.standards.model import Grading, LevelAssessment, Standard


def grading(standard: Standard) -> Iterator[Finding]:
    """Bands lie end to end from 0 upwards, the last one open; without bands nothing may look like one."""
    rule = standard.grading
    if rule.kind == "per_level":
        if rule.bands or rule.part is not None:
            yield Finding("standard.bands_unused", ("grading", "bands" if rule.bands else "part"), at_key=True)
        return
    yield from next(filter(None, (list(_part(rule, examined)) for examined in standard.assessment.values())), ())
    if not rule.bands:
        yield Finding("standard.bands_missing", ("grading",), at_key=True)
    for number, band in enumerate(rule.bands):
        if band.grade is not None:
            yield from level_known(standard, ("grading", "bands", number, "grade"), band.grade)
    yield from _cover(rule)


def _cover(rule: Grading) -> Iterator[Finding]:
    """End to end, in whatever order they are written; a higher band never carries a lower grade."""
    order = sorted(range(len(rule.bands)), key=lambda number: rule.bands[number].at_least)
    end: Decimal | None = Decimal(0)
    before: int | None = None
    for number in order:
        band, at = rule.bands[number], ("grading", "bands", number)
        if band.at_least != end:
            expected = "–" if end is None else plain(end)
            reason = "gap" if end is not None and band.at_least > end else "overlap"
            params: dict[str, object] = {"got": plain(band.at_least), "expected": expected, "reason": reason}
            among = () if before is None else (("grading", "bands", before, "to"),)
            yield Finding("standard.bands_cover", (*at, "from"), params, among=among)
        lower = None if before is None else rule.bands[before].grade
        if lower is not None and (band.grade is None or higher(lower, band.grade)):
            params = {"got": band.grade or "–", "before": lower}
            yield Finding("standard.bands_falling", (*at, "grade"), params)
        end, before = band.below, number
    if end is not None and before is not None:
        params = {"got": plain(end), "expected": "–", "reason": "end"}
        yield Finding("standard.bands_cover", ("grading", "bands", before, "to"), params)


def _part(rule: Grading, examined: LevelAssessment) -> Iterator[Finding]:
    """The part whose score chooses the band, at one level: it is there, and its points reach every band."""
    own = [part for part in examined.parts if part.award is None]
    graded = [part for part in own if part.id == rule.part] if rule.part is not None else own[-1:]
    if rule.part is not None:
        yield from unknown("part", ("grading", "part"), rule.part, [part.id for part in own])
    for part in graded:
        for number, band in enumerate(rule.bands):
            if band.at_least > part.points:
                params: dict[str, object] = {
                    "got": plain(band.at_least), "part": part.id, "points": plain(part.points)
                }  # fmt: skip
                yield Finding("standard.bands_unreachable", ("grading", "bands", number, "from"), params)
