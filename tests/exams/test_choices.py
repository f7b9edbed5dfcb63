"""Tasks of a choice (选考): which were taken, what is missing, and when examiners marked different ones."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from assess.config import load_config
from assess.exams.agreement import agree
from assess.exams.breakdown import breakdown
from assess.exams.choices import choice_faults, taken_tasks
from assess.exams.form import derive_form
from assess.exams.result import PartInput, PartState, decide
from assess.exams.scores import Entry, ScoreSheet, missing_fields, running_total
from assess.operations.standards import library
from tests.exams.forms import choice, form, part_of, points, task, veto

ONE_OF_TWO = part_of(
    task("base", points("a", "60"), points="60"),
    task("lathe", points("a", "20"), points("b", "20"), points="40", choice="machine"),
    task("mill", points("a", "20"), points("b", "20"), veto("v", "task"), points="40", choice="machine"),
    choices=(choice("machine"),),
)
BASE = {"base.a": "50"}
LATHE = {"lathe.a": "20", "lathe.b": "15"}
MILL = {"mill.a": "20", "mill.b": "15"}


def entries(*cells: Mapping[str, str]) -> dict[str, Entry]:
    return {key: Entry(value) for one in cells for key, value in one.items()}


def faults(*cells: Mapping[str, str]) -> list[tuple[str, str, list[str]]]:
    return [(fault.choice.id, fault.reason, [task.id for task in fault.taken])
            for fault in choice_faults(ONE_OF_TWO, entries(*cells))]


def test_a_task_is_taken_when_something_was_entered_in_it() -> None:
    assert [one.id for one in taken_tasks(ONE_OF_TWO, entries(BASE, {"mill.b": "0"}))] == ["base", "mill"]


def test_the_right_number_of_tasks_is_no_fault() -> None:
    assert faults(BASE, LATHE) == []
    assert faults(MILL) == []


def test_a_choice_lacks_a_task_or_has_one_too_many() -> None:
    assert faults(BASE) == [("machine", "missing", [])]
    assert faults(BASE, LATHE, {"mill.a": "1"}) == [("machine", "too_many", ["lathe", "mill"])]


def test_a_veto_alone_takes_the_task_too() -> None:
    assert faults(LATHE, {"mill.v": "1"}) == [("machine", "too_many", ["lathe", "mill"])]


def test_a_task_may_be_left_out_whole_but_not_in_half() -> None:
    assert [field.key for field in missing_fields(ONE_OF_TWO, entries(BASE))] == []
    assert [field.key for field in missing_fields(ONE_OF_TWO, entries(BASE, {"mill.a": "1"}))] == ["mill.b"]
    # Negative control: a compulsory task is missing although nothing of it was entered.
    assert [field.key for field in missing_fields(ONE_OF_TWO, entries(LATHE))] == ["base.a"]


def test_two_of_three_are_counted() -> None:
    tasks = [task(name, points("p", "50"), points="50", choice="any") for name in ("x", "y", "z")]
    part = part_of(*tasks, choices=(choice("any", 2),))
    assert part.points == 100
    counts = [len(choice_faults(part, [f"{name}.p" for name in names])) for names in ("", "x", "xz", "xyz")]
    assert counts == [1, 1, 0, 1]


def test_a_task_that_was_not_taken_counts_nothing_and_has_no_marks() -> None:
    sheets = [ScoreSheet("1", entries(BASE, LATHE)), ScoreSheet("2", entries(BASE, LATHE))]
    agreement = agree(ONE_OF_TWO, sheets)
    assert [mark.key for mark in agreement.marks] == ["base.a", "lathe.a", "lathe.b"]
    result = decide(form(ONE_OF_TWO), {"practical": PartInput(PartState.SCORED, sheets)})
    assert result.parts[0].tasks == {"base": Fraction(50), "lathe": Fraction(35)}
    assert (result.parts[0].total, result.grade) == (Fraction(85), "L4")


DIFFERENT = {
    "another task": ([(BASE, LATHE), (BASE, MILL)], ("lathe", "mill")),
    "none": ([(BASE, LATHE), (BASE,)], ("lathe", "")),
    "one more": ([(BASE, LATHE), (BASE, LATHE, MILL)], ("lathe", "lathe+mill")),
    "all of them too many": ([(BASE, LATHE, MILL), (BASE, LATHE, MILL)], ("lathe+mill", "lathe+mill")),
    "all of them none": ([(BASE,), (BASE,)], ("", "")),
}


@pytest.mark.parametrize(("sheets", "taken"), DIFFERENT.values(), ids=DIFFERENT)
def test_examiners_who_marked_other_tasks_disagree(
    sheets: list[tuple[Mapping[str, str], ...]], taken: tuple[str, ...]
) -> None:
    given = [ScoreSheet(str(number), entries(*cells)) for number, cells in enumerate(sheets)]
    agreement = agree(ONE_OF_TWO, given)
    assert [(d.key, d.reason, d.by_examiner) for d in agreement.open] == [("machine", "choice", taken)]
    result = decide(form(ONE_OF_TWO), {"practical": PartInput(PartState.SCORED, given)})
    assert (result.complete, result.parts[0].total) == (False, None)


def test_a_part_of_choices_alone_is_not_settled_without_a_sheet() -> None:
    part = part_of(task("x", points("p"), choice="any"), choices=(choice("any"),))
    assert [d.reason for d in agree(part, []).open] == ["choice"]


def test_the_sums_leave_out_what_was_not_taken() -> None:
    sums = breakdown(ONE_OF_TWO, entries(BASE, LATHE))
    assert [(line.taken, line.counted.exact) for line in sums.tasks] == [(True, "50"), (True, "35"), (False, "0")]
    assert sums.total.exact == "85"
    assert running_total(ONE_OF_TWO, entries(BASE, LATHE)) == 85


def test_the_full_points_count_each_choice_as_often_as_it_is_taken() -> None:
    assert ONE_OF_TWO.points == 100


def test_every_part_of_the_published_standards_adds_up_to_its_points() -> None:
    readings = [edition.reading for edition in library(load_config({})).editions.values()]
    parts = [part for reading in readings for level in reading.standard.assessment
             for part in derive_form(reading.standard, level, reading.sha256).parts]
    assert parts
    assert [part.part.id for part in parts if part.points != part.part.points] == []
