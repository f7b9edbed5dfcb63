"""Would a decision change? Asked of the program's own decision, exact to the last fraction, and nothing is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assess.exams.form import ExamForm, FormAward
from assess.exams.result import Carried, PartInput, PartState, decide
from assess.figures.decisions import Inputs, Scenario, evened, without_each
from assess.figures.examiners import severities
from assess.figures.judging import part_marks
from assess.standards.model import Demand
from tests.exams.forms import deduct, form, judge, part, points, sheet, veto
from tests.figures.marked import Given, inputs_of, one_item

ITEM = form(part(points("i")))


def left_out(exam: ExamForm, inputs: Mapping[int, Inputs]) -> dict[str, Scenario]:
    results = {candidate: decide(exam, given) for candidate, given in inputs.items()}
    return {one.examiner: one for one in without_each(exam, inputs, results)}


def made_even(exam: ExamForm, inputs: Mapping[int, Inputs]) -> dict[str, list[int]]:
    """The candidates whose decision would change, by question."""
    return {one.question: [flip.candidate for flip in one.flips] for one in evening(exam, inputs)}


def evening(exam: ExamForm, inputs: Mapping[int, Inputs]) -> list[Scenario]:
    results = {candidate: decide(exam, given) for candidate, given in inputs.items()}
    marks = part_marks(exam, inputs)
    severe = {name: severities(table) for name, table in marks.items()}
    return list(evened(exam, inputs, results, marks, severe))


def test_a_pass_that_hangs_on_one_examiner_is_named() -> None:
    found = left_out(ITEM, inputs_of(*one_item(("70", "58"), ("90", "80"), ("20", "30"))))
    assert [(flip.candidate, flip.before.grade, flip.after.grade) for flip in found["a"].flips] == [(1, "L4", None)]
    assert found["b"].flips == ()
    assert (found["a"].asked, found["a"].changed) == (3, 1)


def test_nobody_is_decided_without_the_only_examiner() -> None:
    assert left_out(ITEM, inputs_of({"a": {"i": "70"}})) == {}


def test_leaving_out_asks_only_about_those_whom_the_examiner_marked() -> None:
    inputs = inputs_of(*one_item(("70", "58")), {"b": {"i": "60"}, "c": {"i": "60"}})
    assert {examiner: one.asked for examiner, one in left_out(ITEM, inputs).items()} == {"a": 1, "b": 2, "c": 1}


def test_who_has_no_decision_yet_cannot_lose_it() -> None:
    exam = form(part(judge("j")))
    found = left_out(exam, inputs_of({"a": {"j": "0"}, "b": {"j": "3"}}, {"a": {"j": "2"}, "b": {"j": "2"}}))
    assert {one.asked for one in found.values()} == {1}


def test_the_rules_of_the_standard_decide_and_no_others() -> None:
    # 59.6 is shown as 60 and passes where the standard compares rounded values; half a point less does not.
    inputs = inputs_of(*one_item(("59.6", "59.6"), ("59.6", "58.4")))
    rounded = left_out(form(part(points("i")), decimals=0, compare="rounded"), inputs)
    assert [flip.candidate for flip in rounded["b"].flips] == [2]
    assert left_out(form(part(points("i")), decimals=0), inputs)["b"].flips == ()


# ``a`` gives ten points more than ``b`` to everybody both mark: each lies five from the middle.
SHARED = one_item(("70", "60"), ("80", "70"), ("90", "80"))


@pytest.mark.parametrize(("marks", "changed"), [("55", [4]), ("54.99", []), ("64", [])])
def test_severity_is_evened_exactly(marks: str, changed: list[int]) -> None:
    # Only the severe one marked candidate 4: five points are missing, and 55 is 60 to the last fraction.
    assert made_even(ITEM, inputs_of(*SHARED, {"b": {"i": marks}}))["evened"] == changed


@pytest.mark.parametrize(("i", "changed"), [("25", [4]), ("24.99", [])])
def test_steps_faults_and_checks_are_evened_like_points(i: str, changed: list[int]) -> None:
    exam = form(part(points("i", "40"), judge("j", "30"), deduct("d", "30", ("torn", "1", None))))

    def given(examiner: str, i: str, torn: str) -> Given:
        return {examiner: {"i": i, "j": "1", "d__torn": torn}}

    # The lenient one sees five faults less and gives five points more: ten points, five from the middle.
    shared = [{**given("a", str(20 + n), "2"), **given("b", str(15 + n), "7")} for n in range(3)]
    # 10 for the judged step, 20 after ten faults.
    assert made_even(exam, inputs_of(*shared, given("b", i, "10")))["evened"] == changed


def test_evening_changes_nothing_where_all_are_marked_by_all_and_marks_are_averaged() -> None:
    found = made_even(ITEM, inputs_of(*one_item(("65", "55"), ("69", "51"), ("62", "57.9"))))
    assert found["evened"] == []


def test_one_standard_error_shows_who_stands_close_to_the_mark() -> None:
    # Deviations 5, 9 and 2.05: the standard error is 2.01. 60 and 60 are at the mark, 59.95 just below.
    found = made_even(ITEM, inputs_of(*one_item(("65", "55"), ("69", "51"), ("62", "57.9"))))
    assert (found["evened_low"], found["evened_high"]) == ([1, 2], [3])


def test_where_a_median_decides_evening_may_change_a_decision() -> None:
    exam = form(part(points("i"), combine="median"))
    inputs = inputs_of(*({"a": {"i": a}, "b": {"i": b}, "c": {"i": c}} for a, b, c in (
        ("80", "60", "58"), ("82", "61", "60"), ("85", "63", "61"), ("75", "59", "58"))))
    assert made_even(exam, inputs)["evened"] == [4]


def test_examiners_who_settled_their_distance_are_not_asked_to_settle_it_again() -> None:
    exam = form(part(points("i"), distance="12"))
    others: list[Given] = [{"c": {"i": "80"}, "d": {"i": "70"}}] * 9
    # b is severe and c lenient, only not with the last candidate: made even they are further apart than 12.
    inputs = inputs_of(*SHARED, *SHARED, *SHARED, *others, {"b": {"i": "66"}, "c": {"i": "55"}})
    found = evening(exam, inputs)
    assert [one.asked for one in found] == [19, 19, 19]
    assert not any(flip.after.open for one in found for flip in one.flips)


def test_judges_who_settled_their_spread_are_not_asked_to_settle_it_again() -> None:
    exam = form(part(points("i", "50"), judge("j", "50", spread=1)))

    def given(**steps: tuple[str, str]) -> Given:
        return {examiner: {"i": i, "j": j} for examiner, (i, j) in steps.items()}

    shared = [given(a=("40", "2"), b=("30", "2")), given(c=("40", "2"), d=("30", "2"))] * 3
    inputs = inputs_of(*shared, given(b=("30", "2"), c=("30", "1")))
    found = evening(exam, inputs)
    assert [one.asked for one in found] == [7, 7, 7]
    assert not any(flip.after.open for one in found for flip in one.flips)


def test_who_passes_a_part_after_all_is_to_be_examined_in_the_next() -> None:
    exam = form(part(points("i"), id="theory"), part(points("i"), after="theory"))
    inputs = inputs_of(*one_item(("60", "40")), part="theory")  # 50: not admitted to the practical part
    (flip,) = left_out(exam, inputs)["b"].flips
    assert (flip.before.open, flip.after.open, flip.after.grade) == (False, True, None)


def test_the_paper_of_a_partner_is_a_decision_too() -> None:
    demand = Demand.model_validate({"part": "practical", "pass": "70"})
    exam = form(part(points("i")), awards=(FormAward(scheme="macau", score_rule="x", demands=(demand,)),))
    (flip,) = left_out(exam, inputs_of(*one_item(("80", "60"))))["a"].flips
    assert (flip.before.grade, flip.before.awards, flip.after.grade, flip.after.awards) == ("L4", ("macau",), "L4", ())


def test_a_veto_stands_whoever_is_left_out() -> None:
    exam = form(part(points("i"), veto("danger", "part")))
    vetoed: Given = {"a": {"i": "90", "danger": "1"}, "b": {"i": "70", "danger": "1"}}
    assert not any(one.changed for one in left_out(exam, inputs_of(vetoed)).values())
    assert made_even(exam, inputs_of(*SHARED, vetoed))["evened"] == []


def test_absence_is_no_matter_of_severity() -> None:
    inputs = {**inputs_of(*SHARED), 9: {"practical": PartInput(PartState.ABSENT)}}
    assert made_even(ITEM, inputs)["evened"] == []
    assert {one.asked for one in left_out(ITEM, inputs).values()} == {3}


def test_nothing_that_was_decided_is_touched() -> None:
    inputs = inputs_of(*SHARED, {"b": {"i": "55"}})
    before = {candidate: decide(ITEM, given).digest for candidate, given in inputs.items()}
    left_out(ITEM, inputs), made_even(ITEM, inputs)
    assert {candidate: decide(ITEM, given).digest for candidate, given in inputs.items()} == before


def with_further(inputs: Mapping[int, Inputs], candidate: int, **values: str) -> dict[int, Inputs]:
    """The inputs with the sheet of a further examiner, ``z``, for one candidate."""
    given = inputs[candidate]["practical"]
    sheets = (*given.sheets, replace(sheet("z", **values), further=True))
    return {**inputs, candidate: {"practical": replace(given, sheets=sheets)}}


APART = form(part(points("i"), distance="10"))


def test_a_further_examiner_counts_in_decisions_and_is_never_left_out() -> None:
    inputs = with_further(inputs_of(*one_item(("90", "50"), ("70", "66"))), 1, i="55")
    found = left_out(APART, inputs)
    assert sorted(found) == ["a", "b"]  # the question about z would be one about nothing
    # Without a, the 50 of b and the 55 of z agree, below the pass mark as before; without b, z alone decides.
    assert [one.flips for one in found.values()] == [(), ()]


def test_a_further_examiner_is_no_member_of_the_panel() -> None:
    inputs = with_further(inputs_of(*one_item(("90", "50"), ("70", "66"))), 1, i="55")
    table = part_marks(APART, inputs)["practical"]
    assert table.examiners == ("a", "b")
    assert table == part_marks(APART, inputs_of(*one_item(("90", "50"), ("70", "66"))))["practical"]


def test_evening_leaves_what_the_further_examiner_decided() -> None:
    """The mean of all three would be 65 and pass; the further examiner's 55 alone counts, and goes on counting."""
    inputs = with_further(inputs_of(*one_item(("90", "50"), ("90", "86"))), 1, i="55")
    assert made_even(APART, inputs) == {"evened": [], "evened_low": [], "evened_high": []}


@pytest.mark.parametrize(("item", "high", "low", "last"), [
    (points("i"), {"i": "95"}, {"i": "20"}, {"i": "90"}),
    (judge("i"), {"i": "3"}, {"i": "1"}, {"i": "3"}),
    (deduct("i", "100", ("torn", "10", "100")), {"i__torn": "0"}, {"i__torn": "9"}, {"i__torn": "1"}),
], ids=["points", "judge", "deduct"])
def test_evening_leaves_a_further_sheet_of_every_kind_as_it_is(
    item: dict[str, Any], high: dict[str, str], low: dict[str, str], last: dict[str, str]
) -> None:
    """Examiners who are severe in turn have no severity: whatever the form becomes, nobody's decision may change."""
    exam = form(part(item, distance="10"))
    inputs = inputs_of({"a": high, "b": low}, {"a": low, "b": high})
    inputs = with_further(with_further(inputs, 1, **last), 2, **last)
    assert all(decide(exam, given).passed for given in inputs.values())
    assert made_even(exam, inputs)["evened"] == []


def test_a_total_near_the_pass_mark_without_an_examiner_would_be_examined_further() -> None:
    exam = form(part(points("i"), near="3"))
    (flip,) = left_out(exam, inputs_of(*one_item(("80", "61"))))["a"].flips
    assert flip.before.grade == "L4" and flip.after.open


def test_evening_asks_for_no_further_examiner() -> None:
    exam = form(part(points("i"), near="3"))
    found = made_even(exam, inputs_of(*one_item(("66", "62"), ("80", "70"))))
    assert found == {"evened": [], "evened_low": [], "evened_high": []}


def test_a_carried_part_is_decided_but_has_no_marks() -> None:
    kept = Carried("JM-1", date(2026, 5, 1), "ab" * 32, Fraction(72), "72.0")
    inputs: dict[int, Inputs] = {**inputs_of(*one_item(("70", "58"))),
                                 2: {"practical": PartInput(PartState.CARRIED, carried=kept)}}
    assert [one.candidate for one in part_marks(ITEM, inputs)["practical"].candidates] == [1]
    assert {examiner: one.asked for examiner, one in left_out(ITEM, inputs).items()} == {"a": 1, "b": 1}
    assert made_even(ITEM, inputs)["evened"] == []
