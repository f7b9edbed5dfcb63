"""Pass or fail of every part, and the grade."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from assess.exams.form import ExamForm
from assess.exams.ladder import band_of
from assess.exams.result import PartInput, PartResult, PartState, Result, decide
from assess.exams.scores import Entry, ScoreSheet
from assess.standards.model import Band, Grading
from tests.exams.forms import form, judge, part, points, sheet, veto

THEORY = part(points("p"), id="theory", kind="theory")
PRACTICAL = part(points("p"), veto("v", "part"), veto("x", "exam"))
BOTH = form(THEORY, PRACTICAL)


def scored(**values: str) -> PartInput:
    return PartInput(PartState.SCORED, (sheet(**values),))


def one(result: Result, part_id: str) -> PartResult:
    return next(part_result for part_result in result.parts if part_result.part == part_id)


def decided(theory: str, practical: str, exam: ExamForm = BOTH, **cells: str) -> Result:
    return decide(exam, {"theory": scored(p=theory), "practical": scored(p=practical, **cells)})


def test_both_parts_passed_give_the_level_that_was_sat() -> None:
    result = decided("60", "60")
    assert (result.grade, result.passed, result.complete) == ("L4", True, True)


def test_no_part_makes_up_for_another() -> None:
    result = decided("30", "90")
    assert (result.grade, one(result, "theory").reasons) == (None, ("below_pass_mark",))
    assert one(result, "practical").passed


def test_a_theory_of_nothing_is_a_mark_and_is_shown() -> None:
    theory = one(decided("0", "100"), "theory")
    assert (theory.total, theory.shown, theory.passed) == (Fraction(0), "0.0", False)


@pytest.mark.parametrize("state", [PartState.ABSENT, PartState.WITHDRAWN, PartState.VOID])
def test_a_state_is_never_a_number(state: PartState) -> None:
    result = decide(BOTH, {"theory": PartInput(state), "practical": scored(p="90")})
    theory = one(result, "theory")
    assert (theory.total, theory.shown, theory.reasons) == (None, None, (state.value,))
    assert (result.grade, result.complete) == (None, True)


def test_a_part_without_input_leaves_the_result_open() -> None:
    result = decide(BOTH, {"theory": scored(p="90")})
    assert (result.complete, one(result, "practical").state) == (False, PartState.OPEN)


def test_a_disagreement_leaves_the_result_open() -> None:
    exam = form(part(judge("j", spread=0)))
    sheets = (sheet("1", j="1"), sheet("2", j="2"))
    result = decide(exam, {"practical": PartInput(PartState.SCORED, sheets)})
    assert (result.complete, one(result, "practical").reasons) == (False, ("disagreement",))
    assert one(result, "practical").total is None


def test_a_veto_takes_the_part() -> None:
    practical = one(decided("90", "90", v="1"), "practical")
    assert (practical.total, practical.passed, practical.reasons) == (Fraction(0), False, ("veto_part",))


def test_a_veto_of_the_exam_takes_the_grade() -> None:
    assert decided("90", "90", x="1").grade is None


def test_a_part_that_had_to_be_passed_first_keeps_the_next_one_from_counting() -> None:
    exam = form(THEORY, part(points("p"), after="theory"))
    practical = one(decide(exam, {"theory": scored(p="59"), "practical": scored(p="90")}), "practical")
    assert (practical.passed, practical.reasons) == (False, ("not_admitted",))


def test_nobody_has_to_mark_a_part_to_which_the_candidate_was_not_admitted() -> None:
    exam = form(THEORY, part(points("p"), after="theory"))
    failed = decide(exam, {"theory": scored(p="59")})
    assert (failed.complete, one(failed, "practical").reasons) == (True, ("not_admitted",))
    # Negative controls: a theory that was passed, or is still open, admits, so the practical part is waited for.
    assert not decide(exam, {"theory": scored(p="60")}).complete
    assert not decide(exam, {}).complete


def test_a_part_is_not_admitted_either_when_the_one_before_it_was_not() -> None:
    exam = form(THEORY, part(points("p"), after="theory"),
                part(points("p"), id="review", kind="review", after="practical"))
    result = decide(exam, {"theory": scored(p="59"), "practical": scored(p="90"), "review": scored(p="90")})
    assert [part.passed for part in result.parts] == [False, False, False]
    assert one(result, "review").reasons == ("not_admitted",)


def test_59_96_fails_and_is_not_shown_as_60() -> None:
    theory = one(decided("59.96", "90"), "theory")
    assert (theory.passed, theory.shown) == (False, "59.96")


def test_the_record_holds_everything_to_compute_it_again() -> None:
    data = decided("55", "90").to_data()
    assert data["parts"][0] == {
        "part": "theory", "state": "scored", "total": "55/1", "shown": "55.0", "passed": False,
        "reasons": ["below_pass_mark"], "tasks": {"t": "55/1"},
        "marks": {"t.p": {"value": "55/1", "examiners": ["55"], "further": False}}, "vetoes": [], "sheets": [""],
        "note": "", "breach": None, "carried": None,
    }
    assert (data["rules"], data["form"], data["grade"]) == (1, BOTH.digest, None)


def test_another_mark_gives_another_digest() -> None:
    assert decided("60", "60").digest == decided("60", "60").digest
    assert decided("60", "60").digest != decided("60.01", "60").digest


def test_the_result_pins_the_sheets_in_the_order_of_the_examiners_and_the_reason_for_a_state() -> None:
    sheets = (ScoreSheet("2", {"t.p": Entry("60")}, "seal-2"), ScoreSheet("1", {"t.p": Entry("60")}, "seal-1"))
    result = decide(BOTH, {"theory": PartInput(PartState.SCORED, sheets),
                           "practical": PartInput(PartState.VOID, note="使用手机")})
    assert one(result, "theory").sheets == ("seal-1", "seal-2")
    kept = {part["part"]: (part["sheets"], part["note"]) for part in result.to_data()["parts"]}
    assert kept == {"theory": (["seal-1", "seal-2"], ""), "practical": ([], "使用手机")}


BANDS = [Band.model_validate({"from": low, "to": high, "grade": grade})
         for low, high, grade in (("0", "60", None), ("60", "70", "L5"), ("70", None, "L4"))]


REACHED = [("59.99", None), ("60", "L5"), ("69.9999999", "L5"), ("70", "L4"), ("100", "L4")]


@pytest.mark.parametrize(("total", "grade"), REACHED)
def test_bands_begin_where_they_say_and_end_just_before(total: str, grade: str | None) -> None:
    assert band_of(Fraction(total), BANDS) == grade


@pytest.mark.parametrize(("total", "shown", "grade"), [("69.96", "69.96", "L5"), ("69.94", "69.9", "L5"),
                                                        ("70", "70.0", "L4")])
def test_a_total_below_a_band_is_not_shown_as_if_it_were_in_it(total: str, shown: str, grade: str) -> None:
    exam = banded(decimals=1)
    result = decide(exam, {"theory": scored(p=total)})
    assert (one(result, "theory").shown, result.grade) == (shown, grade)


def test_where_rounded_values_are_compared_the_band_follows_what_is_shown() -> None:
    result = decide(banded(decimals=1, compare="rounded"), {"theory": scored(p="69.96")})
    assert (one(result, "theory").shown, result.grade) == ("70.0", "L4")


def banded(**arithmetic: Any) -> ExamForm:
    return form(THEORY, **arithmetic).model_copy(update={"grading": Grading(kind="bands", bands=tuple(BANDS))})


def exam_of(count: int) -> ExamForm:
    return form(part(*(points(f"i{number}", "60") for number in range(count))))


def test_twenty_thousand_random_sheets_of_exactly_sixty_pass() -> None:
    chance = random.Random(2026)
    exams = {count: exam_of(count) for count in range(5, 13)}
    failed = 0
    for _ in range(20_000):
        count = chance.randint(5, 12)
        cuts = sorted(chance.choices(range(601), k=count - 1))
        tenths = [b - a for a, b in zip([0, *cuts], [*cuts, 600], strict=True)]
        cells = {f"i{number}": f"{mark // 10}.{mark % 10}" for number, mark in enumerate(tenths)}
        failed += not decide(exams[count], {"practical": scored(**cells)}).passed
    assert failed == 0
