"""The marks that the demonstration invents fit whatever a standard asks."""

from __future__ import annotations

import pytest

from assess.cli.demo import marks
from assess.exams.choices import choice_faults
from assess.exams.form import FormPart
from assess.exams.scores import Entry, missing_fields, read_entry
from tests.choosing import config, marking
from tests.exams.forms import choice, measure, part_of, points, task, timed
from tests.marking import THEN, Marking

__all__ = ["config", "marking"]

BANDS = (("-0.07", "0", "5"), ("-0.2", "0.03", "2"))
PARTS = {
    "measured and timed": part_of(task("t", measure("m", *BANDS, step="0.01"), timed("u", "10", 30, "1"))),
    "two of three tasks": part_of(*(task(name, points("i"), choice="either") for name in "abc"),
                                  choices=(choice(take=2),)),
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("seat", range(1, 6))
def test_a_sheet_is_complete_with_what_is_invented(part: FormPart, seat: int) -> None:
    examined = marks.drawn(part, seat)
    entries: dict[str, Entry] = {}
    for place, field in enumerate(part.fields):
        if field.task in examined:
            entry = read_entry(field, marks.invented_mark(field, seat * 7 + place, weak=False))
            assert entry is not None
            entries[field.key] = entry
    assert not missing_fields(part, entries) and not choice_faults(part, entries)


def test_a_sheet_with_measures_times_and_a_choice_is_filled_by_the_operations(marking: Marking) -> None:
    marks.fill(marking.store, marking.actors["first"], marking.sheet(), marking.sheets().form, 1, THEN)
    sheet = marking.sheet()
    assert sheet.complete and {"cut.depth", "cut.used"} < set(sheet.cells)
