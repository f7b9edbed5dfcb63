"""What may be entered in a cell, what a sheet lacks, and what it adds up to."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assess.errors import BadInput
from assess.exams.breakdown import breakdown
from assess.exams.scores import LONGEST_NOTE, Entry, item_score, missing_fields, read_entry, running_total
from tests.exams.forms import deduct, judge, part, part_of, points, sheet, task, veto

EVERY = part(points("p", "20", unit="0.5"), {"id": "c", "type": "check", "max": "10"}, judge("j", "30"),
             deduct("d", "40", ("torn", "2", "10"), ("late", "1.5", None)), veto("v", "task"))
FULL = {"p": "18.5", "c": "1", "j": "2", "d__torn": "2", "d__late": "0"}

TAKEN = {
    "points with a comma": ("t.p", "18,5", "18.5"),
    "points in full width": ("t.p", "１８．５", "18.5"),
    "points of nothing": ("t.p", "0", "0"),
    "trailing zeros": ("t.p", "4.50", "4.5"),
    "the maximum": ("t.p", "20", "20"),
    "a check": ("t.c", "1", "1"),
    "a step": ("t.j", "3", "3"),
    "many faults": ("t.d.torn", "40", "40"),
}


@pytest.mark.parametrize(("key", "typed", "value"), TAKEN.values(), ids=TAKEN)
def test_a_cell_takes(key: str, typed: str, value: str) -> None:
    assert read_entry(EVERY.field(key), typed) == Entry(value)


REFUSED = {
    "more than the maximum": ("t.p", "20.5", "mark.out_of_range", {"highest": "20"}),
    "a quarter where halves are marked": ("t.p", "4.25", "mark.not_in_unit", {"unit": "0.5"}),
    "half a check": ("t.c", "0.5", "mark.not_in_unit", {"unit": "1"}),
    "a check of two": ("t.c", "2", "mark.out_of_range", {"highest": "1"}),
    "a fourth step": ("t.j", "4", "mark.out_of_range", {"highest": "3"}),
    "half a fault": ("t.d.torn", "1.5", "mark.not_in_unit", {"unit": "1"}),
    "a thousand faults": ("t.d.torn", "1000", "mark.out_of_range", {"highest": "999"}),
    "a word": ("t.p", "good", "mark.not_a_number", {"got": "good"}),
    "less than nothing": ("t.p", "-1", "mark.not_a_number", {"got": "-1"}),
}


@pytest.mark.parametrize(("key", "typed", "code", "params"), REFUSED.values(), ids=REFUSED)
def test_a_cell_refuses_and_names_unit_or_range(key: str, typed: str, code: str, params: dict[str, str]) -> None:
    with pytest.raises(BadInput) as caught:
        read_entry(EVERY.field(key), typed)
    assert caught.value.code == code
    assert params.items() <= caught.value.params.items()


def test_an_emptied_cell_is_not_a_zero() -> None:
    assert read_entry(EVERY.field("t.p"), "  ") is None


def test_a_veto_that_did_not_occur_is_no_entry_and_starts_no_optional_task() -> None:
    assert read_entry(EVERY.field("t.v"), "0", "nothing seen") is None


def test_a_veto_needs_its_reason() -> None:
    with pytest.raises(BadInput, match=r"mark\.reason_missing"):
        read_entry(EVERY.field("t.v"), "1", "  ")
    assert read_entry(EVERY.field("t.v"), "1", " 短路 ") == Entry("1", "短路")


def test_a_note_has_a_limit() -> None:
    with pytest.raises(BadInput, match=r"mark\.note_too_long"):
        read_entry(EVERY.field("t.p"), "5", "x" * (LONGEST_NOTE + 1))


def test_every_cell_but_the_veto_is_missing_at_first() -> None:
    assert [field.key for field in missing_fields(EVERY, {})] == ["t.p", "t.c", "t.j", "t.d.torn", "t.d.late"]


def test_99_5_with_a_compulsory_item_missing_is_incomplete() -> None:
    form_part = part(points("a", "99.5"), points("b", "0.5"))
    entries = sheet(a="99.5").entries
    assert running_total(form_part, entries) == Fraction("99.5")
    assert [field.key for field in missing_fields(form_part, entries)] == ["t.b"]


def test_the_running_total_adds_every_kind() -> None:
    # 18.5 + 10 + 30 × 2/3 + (40 − 2 × 2)
    assert running_total(EVERY, sheet(**FULL).entries) == Fraction("84.5")


def test_deductions_end_at_their_cap_and_at_nothing() -> None:
    assert item_score(EVERY.tasks[0], EVERY.tasks[0].items[3], sheet(d__torn="9", d__late="0").entries) == 30
    assert item_score(EVERY.tasks[0], EVERY.tasks[0].items[3], sheet(d__torn="9", d__late="99").entries) == 0


def test_an_item_has_no_score_while_a_deduction_is_not_entered() -> None:
    assert item_score(EVERY.tasks[0], EVERY.tasks[0].items[3], sheet(d__torn="0").entries) is None


@pytest.mark.parametrize(("effect", "left"), [("task", "7"), ("part", "0"), ("exam", "0")])
def test_a_veto_takes_what_it_says(effect: str, left: str) -> None:
    form_part = part_of(task("t", points("a"), veto("v", effect)), task("u", points("a")))
    entries = {**sheet(a="50", v="1").entries, "u.a": Entry("7")}
    assert running_total(form_part, entries) == Fraction(left)


def test_the_sums_are_spelled_out_as_a_person_adds_them() -> None:
    sums = breakdown(EVERY, sheet(**{**FULL, "d__torn": "9"}).entries)
    task_line = sums.tasks[0]
    assert [line.score and line.score.exact for line in task_line.items] == ["18.5", "10", "20", "30", None]
    assert [(loss.count, loss.lost.exact, loss.capped) for loss in task_line.items[3].losses] \
        == [("9", "10", True), ("0", "0", False)]
    assert (task_line.counted.exact, sums.total.exact, sums.stopped) == ("78.5", "78.5", False)


def test_the_sums_say_what_a_veto_took() -> None:
    sums = breakdown(EVERY, sheet(**FULL, v="1").entries)
    assert (sums.tasks[0].earned.exact, sums.tasks[0].counted.exact, sums.tasks[0].vetoed) == ("84.5", "0", True)


def test_a_fraction_without_end_is_kept_and_shown_rounded() -> None:
    total = breakdown(part(judge("j", "10")), sheet(j="2").entries).total
    assert (total.exact, total.shown) == ("20/3", "6.67")
