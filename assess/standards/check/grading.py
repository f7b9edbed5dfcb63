"""Bands that cover every score exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assess.standards.check.faults import level_known, plain, unknown
from assess.standards.document import Finding
from assess.standards.model import Part, Standard


def grading(standard: Standard) -> Iterator[Finding]:
    """Bands lie end to end from 0 upwards, the last one open; without bands nothing may look like one."""
    rule = standard.grading
    if rule.kind == "per_level":
        if rule.bands or rule.part is not None:
            yield Finding("standard.bands_unused", ("grading", "bands" if rule.bands else "part"), at_key=True)
        return
    parts: dict[str, Part] = {p.id: p for a in standard.assessment.values() for p in a.parts}
    if rule.part is not None:
        yield from unknown("part", ("grading", "part"), rule.part, parts)
    if not rule.bands:
        yield Finding("standard.bands_missing", ("grading",), at_key=True)
    order = sorted(range(len(rule.bands)), key=lambda number: rule.bands[number].at_least)
    end: Decimal | None = Decimal(0)
    for number in order:
        band, at = rule.bands[number], ("grading", "bands", number)
        if band.grade is not None:
            yield from level_known(standard, (*at, "grade"), band.grade)
        if band.at_least != end:
            expected = "–" if end is None else plain(end)
            reason = "gap" if end is not None and band.at_least > end else "overlap"
            params: dict[str, object] = {"got": plain(band.at_least), "expected": expected, "reason": reason}
            yield Finding("standard.bands_cover", (*at, "from"), params)
        end = band.below
    if end is not None and order:
        params = {"got": plain(end), "expected": "–", "reason": "end"}
        yield Finding("standard.bands_cover", ("grading", "bands", order[-1], "to"), params)
