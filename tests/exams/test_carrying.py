"""Which parts of an earlier result count later, and for how long; how long a breach bars."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from assess.exams.carrying import carried_part, kept_until
from assess.exams.months import months_after

DAYS = {
    "the same day": (date(2026, 3, 5), 24, date(2028, 3, 5)),
    "over the end of a year": (date(2026, 11, 23), 3, date(2027, 2, 23)),
    "a month without that day": (date(2026, 1, 31), 1, date(2026, 2, 28)),
    "a leap day": (date(2024, 2, 29), 12, date(2025, 2, 28)),
    "into a leap year": (date(2023, 8, 31), 6, date(2024, 2, 29)),
    "december": (date(2026, 12, 31), 12, date(2027, 12, 31)),
}


@pytest.mark.parametrize("case", DAYS)
def test_months_are_counted_on_the_calendar(case: str) -> None:
    start, months, end = DAYS[case]
    assert months_after(start, months) == kept_until(start, months) == end


def result(**changes: object) -> dict[str, object]:
    part = {"part": "theory", "state": "scored", "passed": True, "total": "121/2", "shown": "60.5"}
    return {"parts": [part | changes]}


def test_what_was_sat_and_passed_keeps_its_exact_total() -> None:
    kept = carried_part(result(), "theory", "JM-1", date(2026, 3, 5), "d" * 64)
    assert kept is not None
    assert (kept.total, kept.shown, kept.sitting, kept.result) == (Fraction(121, 2), "60.5", "JM-1", "d" * 64)


@pytest.mark.parametrize(
    "changes",
    [{"passed": False}, {"state": "carried"}, {"state": "absent", "passed": False}, {"part": "practical"}],
    ids=["failed", "carried there itself", "absent", "another part"],
)
def test_nothing_else_is_kept(changes: dict[str, object]) -> None:
    assert carried_part(result(**changes), "theory", "JM-1", date(2026, 3, 5), "d" * 64) is None
