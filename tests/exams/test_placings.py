"""What a place or a prize of a competition leads to: ranks, lines, grades that are held already, and the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.exams.awards import AwardReason
from assess.exams.breaches import Breach
from assess.exams.competing import placed, reached
from assess.exams.form import FormAward
from assess.exams.placings import Competitor, Placing, Reached, is_above, place
from assess.exams.result import PartInput, PartState, Result, decide
from assess.exams.scores import ScoreSheet
from assess.i18n.text import Text
from assess.standards.model import LEVELS, Band, Grading, Promotion
from tests.exams.forms import form, part, points, sheet, veto

LINES = tuple(map(Promotion.model_validate, (
    {"group": "worker", "rank": 3, "to": "L2", "if_held": "L1"},
    {"group": "worker", "prizes": ["gold", "silver", "merit"], "to": "L3", "if_held": "L2"},
    {"group": "student", "rank": 1, "prizes": ["gold"], "to": "L3"},
    {"group": "student", "prizes": ["merit"], "to": "L4", "if_held": "L3"},
)))
TOP = (90, 85, 80)
"""Three who are before everybody else."""


def said(competitor: Competitor, total: str | None = "70", others: Sequence[int] = TOP, passed: bool = True,
         grade: Any = None) -> Placing:
    ranking = None if total is None else Fraction(total)
    return place(LINES, competitor, Reached(ranking, passed, grade), map(Fraction, others))


W, S = Competitor("worker"), Competitor("student")
HELD = {level: replace(W, held=level) for level in LEVELS}
CASES: dict[str, tuple[Placing, tuple[int | None, int | None, str | None, tuple[str, ...]]]] = {
    "no prize and no rank that counts": (said(W), (4, None, None, ("no_line",))),
    "the first of the group": (said(W, "91"), (1, 1, "L2", ())),
    "the last rank that counts": (said(W, "84"), (3, 1, "L2", ())),
    "a hair behind it": (said(W, "79.99"), (4, None, None, ("no_line",))),
    "a tie at the last rank that counts": (said(W, "80"), (3, 1, "L2", ())),
    "two at the top leave out the second rank": (said(W, "88", (90, 90, 70)), (3, 1, "L2", ())),
    "all equal": (said(W, "90", (90, 90, 90)), (1, 1, "L2", ())),
    "a prize without the rank": (said(replace(W, prize="merit")), (4, 2, "L3", ())),
    "two golds are allowed": (said(replace(W, prize="gold"), "90", (90,)), (1, 1, "L2", ())),
    "a prize that no line of the group names": (said(replace(S, prize="silver"), "70"), (4, None, None, ("no_line",))),
    "either the prize or the rank": (said(replace(S, prize="gold"), "70"), (4, 3, "L3", ())),
    "a student is no worker": (said(S, "84"), (3, None, None, ("no_line",))),
    "holds less": (said(HELD["L3"], "91"), (1, 1, "L2", ())),
    "holds it already": (said(HELD["L2"], "91"), (1, 1, "L1", ())),
    "is at the top": (said(HELD["L1"], "91"), (1, 1, None, ("held_already",))),
    "holds more than the line and its other grade give": (said(replace(HELD["L2"], prize="merit")),
                                                          (4, 2, None, ("held_already",))),
    "holds it and nothing else is named": (said(replace(S, held="L3"), "91"), (1, 3, None, ("held_already",))),
    "the first line that fits counts, also for nothing": (said(replace(HELD["L1"], prize="gold"), "91"),
                                                          (1, 1, None, ("held_already",))),
    "a part was not passed": (said(replace(W, prize="gold"), "91", passed=False), (1, 1, None, ("not_passed",))),
    "no place": (said(replace(W, prize=""), None), (None, None, None, ("no_place",))),
    "the exam's own grade without a prize": (said(W, grade="L3"), (4, None, "L3", ("no_line",))),
    "the exam's own grade is the higher one": (said(replace(S, prize="merit"), grade="L3"), (4, 4, "L3", ())),
    "the grade of the place is the higher one": (said(W, "91", grade="L3"), (1, 1, "L2", ())),
    "the exam's own grade is held already": (said(HELD["L3"], grade="L3"),
                                             (4, None, None, ("no_line", "held_already"))),
    "the line gives nothing, the exam does": (said(replace(S, held="L3"), "91", grade="L2"),
                                              (1, 3, "L2", ("held_already",))),
}


@pytest.mark.parametrize(("found", "expected"), CASES.values(), ids=CASES)
def test_place_and_prize_lead_to(found: Placing, expected: tuple[object, ...]) -> None:
    assert (found.rank, found.line, found.grade, found.reasons) == expected


def test_the_record_holds_every_figure_exactly_and_nobody_s_name() -> None:
    found = said(Competitor("worker", "merit", "L3"), "241/3", (70, 90), grade="L3").to_data()
    assert found == {"rules": 1, "group": "worker", "prize": "merit", "held": "L3", "total": "241/3",
                     "others": ["90/1", "70/1"], "own_grade": "L3", "rank": 2, "line": 1, "promoted": "L2",
                     "reasons": []}


GRADES = st.sampled_from((None, *LEVELS))
COMPETITORS = st.builds(Competitor, st.sampled_from(("worker", "student")),
                        st.sampled_from(("", "gold", "silver", "merit")), GRADES)
REACHED = st.builds(lambda total, grade, passed: Reached(total, passed or grade is not None, grade),
                    st.one_of(st.none(), st.fractions(0, 200, max_denominator=3)), GRADES, st.booleans())


@given(COMPETITORS, REACHED, st.lists(st.fractions(0, 200, max_denominator=3), max_size=6))
def test_nobody_is_given_what_they_hold_and_every_lack_has_a_reason(
    competitor: Competitor, showing: Reached, others: list[Fraction]
) -> None:
    found = place(LINES, competitor, showing, others)
    assert found.grade is None or is_above(found.grade, competitor.held)
    assert bool(found.reasons) or found.promoted is not None
    assert found.rank is None or found.rank == sorted([*others, showing.total or 0], reverse=True).index(
        showing.total or Fraction(0)) + 1


CONTEST = form(
    part(points("p"), veto("x", "exam"), veto("v", "part")), part(points("p"), id="theory", kind="theory"),
    part(points("p"), id="law", kind="theory", award="dual"), awards=(FormAward(scheme="dual", score_rule="same"),),
).model_copy(update={"promotions": LINES})


def result_of(practical: ScoreSheet | PartInput, theory: str = "60", law: str = "60") -> Result:
    given = practical if isinstance(practical, PartInput) else PartInput(PartState.SCORED, (practical,))
    return decide(CONTEST, {"practical": given, "theory": PartInput(PartState.SCORED, (sheet(p=theory),)),
                            "law": PartInput(PartState.SCORED, (sheet(p=law),))})


BREACH = Breach(id="phone", name=Text({"zh-Hans": "使用手机"}), effect="exam", bar_months=12)
TOTALS: dict[str, tuple[Result, str | None]] = {
    "the exam's own parts, without the partner's": (result_of(sheet(p="70.5")), "130.5"),
    "a part that was not passed counts": (result_of(sheet(p="30")), "90"),
    "a veto of the part counts as nothing": (result_of(sheet(p="90", v="1")), "60"),
    "a veto of the exam takes the place": (result_of(sheet(p="90", x="1")), None),
    "absent": (result_of(PartInput(PartState.ABSENT)), None),
    "void": (result_of(PartInput(PartState.VOID, note="使用手机")), None),
    "a breach of the whole exam": (result_of(PartInput(PartState.VOID, note="使用手机", breach=BREACH)), None),
}


@pytest.mark.parametrize(("result", "total"), TOTALS.values(), ids=TOTALS)
def test_the_total_that_ranks_is(result: Result, total: str | None) -> None:
    assert reached(CONTEST, result).total == (None if total is None else Fraction(total))


def contest(**prizes: str) -> dict[int, Result]:
    """Two workers of 130 points, one of 129, a student of 61, and a worker who is absent."""
    results = {1: result_of(sheet(p="70")), 2: result_of(sheet(p="70"), law="10"), 3: result_of(sheet(p="69")),
               4: result_of(sheet(p="1")), 5: result_of(PartInput(PartState.ABSENT))}
    given = {key: Competitor("student" if key == 4 else "worker", prizes.get(f"of_{key}", "")) for key in results}
    return placed(CONTEST, results, given, place)


def test_groups_are_ranked_apart_and_equals_share_a_rank() -> None:
    assert [one.placing and one.placing.rank for one in contest().values()] == [1, 1, 3, 1, None]


def test_the_partner_s_paper_follows_the_grade_of_the_place() -> None:
    bands = Grading(kind="bands", bands=(Band.model_validate({"from": "0", "to": None, "grade": None}),))
    ungraded = CONTEST.model_copy(update={"grading": bands})
    before = decide(ungraded, _inputs("70"))
    after = placed(ungraded, {1: before}, {1: Competitor("worker")}, place)[1]
    assert [(one.grade, one.awards[0].reasons) for one in (before, after)] == [
        (None, (AwardReason("no_grade"),)), ("L2", ())]


def _inputs(mark: str) -> dict[str, PartInput]:
    return {one: PartInput(PartState.SCORED, (sheet(p=mark),)) for one in ("practical", "theory", "law")}


def test_a_result_without_a_place_keeps_its_record_and_its_digest() -> None:
    before = decide(CONTEST, _inputs("70"))
    assert "placing" not in before.to_data() and placed(CONTEST, {1: before}, {}, place) == {1: before}


def test_the_form_of_an_exam_without_promotions_has_the_bytes_it_always_had() -> None:
    assert b"promotions" not in form(part(points("p"))).record and b"promotions" in CONTEST.record
