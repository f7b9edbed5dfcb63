"""The score rules of schemes: what the partner's file asks, decided exactly, kept step by step, computed again."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from assess.canonical import canonical
from assess.exams.asks import Asks
from assess.exams.form import ExamForm, FormAward, read_form
from assess.exams.result import PartInput, PartState, Result, decide
from assess.exams.result_file import check_result_file
from tests.exams.forms import form, part, points, sheet
from tests.exams.result_files import file_of, scored

SCHEME = "merged-papers"
PARTS = ("theory", "practical", "law")


def exam(asks: Mapping[str, object], own: str = "0", law: str = "0", **arithmetic: str) -> ExamForm:
    """Two own parts of 100 points and one of the partner's, under a scheme that asks this."""
    asked = Asks.model_validate(asks)
    award = FormAward(scheme=SCHEME, score_rule=asked.score_rule, asks=asked)
    whole = {"points": "100"}
    return form(part(points("p"), id="theory", kind="theory", **whole, **{"pass": own}),
                part(points("p"), **whole, **{"pass": own}),
                part(points("p", "50"), id="law", kind="theory", award=SCHEME, points="50", **{"pass": law}),
                awards=(award,), **arithmetic)


def merged(mark: str = "60", **weights: str) -> Mapping[str, object]:
    return {"score_rule": "merged", "merged": {"pass": mark, "weights": weights}}


def sat(of: ExamForm, *values: str) -> Result:
    given = {name: PartInput(PartState.SCORED, (sheet(p=value),)) if value else PartInput(PartState.ABSENT)
             for name, value in zip(PARTS, values, strict=True)}
    return decide(of, given)


def verdict(result: Result) -> tuple[bool, list[tuple[str, str]], str | None]:
    award = result.award(SCHEME)
    assert award is not None and award.steps
    whole = award.to_data()["steps"][-1]["value"]
    return award.met, [(reason.code, reason.part) for reason in award.reasons], whole


WHOLE = {
    "30 and 70": (merged(theory="30", practical="70"), ("11", "81", "0"), True, "60/1"),
    "40 and 60": (merged(theory="40", practical="60"), ("4.5", "97", "0"), True, "60/1"),
    "three parts, one of 50 points": (merged(theory="15", practical="25", law="60"), ("57", "45", "33.5"), True,
                                      "60/1"),
    "just below": (merged(theory="30", practical="70"), ("11", "80.99", "0"), False, "59993/1000"),
    "thirds of a percent": (merged(theory="33.3", practical="66.7"), ("60", "60", "0"), True, "60/1"),
    "zero is a mark": (merged(theory="40", practical="60"), ("0", "100", "0"), True, "60/1"),
}


@pytest.mark.parametrize("case", WHOLE)
def test_parts_are_merged_exactly_by_their_weights(case: str) -> None:
    asks, values, met, whole = WHOLE[case]
    assert verdict(sat(exam(asks), *values)) == (met, [] if met else [("below_merged", "")], whole)


def test_each_part_passes_by_itself_before_the_merged_whole() -> None:
    of = exam(merged(theory="40", practical="60"), own="60")
    assert verdict(sat(of, "30", "90", "0"))[:2] == (False, [("no_grade", "")])
    law = exam(merged(theory="40", practical="40", law="20"), own="60", law="30")
    assert verdict(sat(law, "90", "90", "29.5"))[:2] == (False, [("part_not_passed", "law")])


def test_a_part_without_a_total_leaves_no_whole() -> None:
    of = exam(merged(theory="40", practical="40", law="20"))
    assert verdict(sat(of, "90", "90", "")) == (False, [("part_not_passed", "law"), ("below_merged", "")], None)


def test_a_weight_of_a_part_that_is_not_examined_leaves_no_whole() -> None:
    of = exam(merged(theory="40", practical="40", other="20"))
    assert verdict(sat(of, "90", "90", "50")) == (False, [("below_merged", "")], None)


@pytest.mark.parametrize(("compare", "met"), [("exact", False), ("rounded", True)])
def test_the_whole_is_compared_as_the_standard_compares(compare: str, met: bool) -> None:
    of = exam(merged(theory="50", practical="50"), compare=compare, decimals="1")
    assert verdict(sat(of, "59.95", "59.95", "0"))[0] is met


HIGHER = {
    "the partner's mark is higher": ({"practical": "70"}, ("60", "69.99", "0"), [("below_demand", "practical")]),
    "the partner's mark is reached": ({"practical": "70"}, ("60", "70", "0"), []),
    "the own mark is higher": ({"practical": "50"}, ("60", "60", "0"), []),
    "the own higher mark is not reached": ({"practical": "50"}, ("60", "55", "0"), [("no_grade", "")]),
    "of both parts": ({"practical": "70", "theory": "65"}, ("64", "69", "0"),
                      [("below_demand", "practical"), ("below_demand", "theory")]),
}


@pytest.mark.parametrize("case", HIGHER)
def test_of_each_part_the_higher_mark_counts(case: str) -> None:
    marks, values, reasons = HIGHER[case]
    of = exam({"score_rule": "higher_of_each", "pass_marks": marks}, own="60")
    assert verdict(sat(of, *values))[:2] == (not reasons, reasons)


def test_the_steps_name_both_marks_and_the_higher_one() -> None:
    result = sat(exam({"score_rule": "higher_of_each", "pass_marks": {"practical": "70"}}, own="60"), "61", "69.5", "1")
    [award] = result.to_data()["awards"]
    assert [(step["part"], step["value"], step["marks"], step["needed"]) for step in award["steps"]] == [
        ("theory", "61/1", ["60/1"], "60/1"), ("practical", "139/2", ["60/1", "70/1"], "70/1"),
        ("law", "1/1", ["0/1"], "0/1")]


def test_a_score_below_the_partners_mark_is_not_shown_as_that_mark() -> None:
    of = exam({"score_rule": "higher_of_each", "pass_marks": {"practical": "70"}}, own="60")
    assert sat(of, "61", "69.99", "1").parts[1].shown == "69.99"


def test_one_result_for_both_has_no_steps_and_a_form_without_the_scheme_no_key_for_them() -> None:
    [same] = sat(exam({"score_rule": "same"}), "60", "60", "50").to_data()["awards"]
    plain = form(*exam({"score_rule": "same"}).parts, awards=(FormAward(scheme=SCHEME, score_rule="same"),))
    [before] = sat(plain, "60", "60", "50").to_data()["awards"]
    assert (same["steps"], "steps" in before, same["met"], before["met"]) == ([], False, True, True)


def result_json(asks: Mapping[str, object]) -> bytes:
    return file_of(exam(asks), {name: scored({"t.p": "41.5"}) for name in PARTS})


BOTH = {"merged": merged(theory="30", practical="50", law="20"),
        "higher": {"score_rule": "higher_of_each", "pass_marks": {"practical": "41", "theory": "42"}}}


@pytest.mark.parametrize("rule", BOTH)
def test_the_file_of_the_result_is_computed_again_with_every_step(rule: str) -> None:
    assert check_result_file(result_json(BOTH[rule])).holds


@pytest.mark.parametrize("key", ["value", "weight", "counted", "needed"])
def test_a_step_that_was_changed_in_the_file_is_found(key: str) -> None:
    data = json.loads(result_json(BOTH["merged"]))
    step = next(step for step in data["result"]["awards"][0]["steps"] if step[key])
    step[key] = "99/1"
    checked = check_result_file(canonical(data))
    assert next(step.difference.what for step in checked.steps if step.difference) == "steps"


def test_a_form_that_was_kept_leads_to_the_very_digest() -> None:
    of = exam({"score_rule": "higher_of_each", "pass_marks": {"theory": "42", "practical": "41"}})
    assert sat(read_form(of.record), "41.5", "40", "1").digest == sat(of, "41.5", "40", "1").digest
    of = exam(merged(theory="30", practical="50", law="20"))
    assert sat(read_form(of.record), "41.5", "40", "1").digest == sat(of, "41.5", "40", "1").digest


@pytest.mark.parametrize("change", [{"points": "0"}, {"id": "strange"}])
def test_a_hostile_file_of_a_merged_exam_is_no_fault_of_the_program(change: dict[str, str]) -> None:
    data = json.loads(result_json(BOTH["merged"]))
    data["form"]["parts"][0]["part"] |= change
    data["inputs"][data["form"]["parts"][0]["part"]["id"]] = data["inputs"].pop("theory")
    assert not check_result_file(canonical(data)).holds
