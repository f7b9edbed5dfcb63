"""The head of the file: days that the calendar has, and patches that have something to change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assess.standards.document import Finding, Path
from assess.standards.model import Standard


def head(standard: Standard) -> Iterator[Finding]:
    """Faults of what the edition says of itself."""
    if standard.patches and standard.extends is None:
        yield Finding("standard.patches_without_base", ("patches",), at_key=True)
    if standard.kind == "national" and standard.extends is not None:
        yield Finding("standard.national_extends", ("kind",), among=(("extends",),))
    if standard.filing is not None and standard.filing.date is not None:
        yield from _day(("filing", "date"), standard.filing.date)
    for i, entry in enumerate(standard.below):
        yield from _day(("below", i, "date"), entry.date)


def _day(at: Path, day: str) -> Iterator[Finding]:
    try:
        date.fromisoformat(day)
    except ValueError:
        yield Finding("standard.day_unknown", at, {"got": day})
