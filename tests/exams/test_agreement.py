"""How several sheets become one mark, and when they do not."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.exams.agreement import agree
from assess.exams.scores import ScoreSheet
from tests.exams.forms import deduct, judge, measure, part, points, sheet, timed, veto

ONE = part(points("p"))


def values(form_part: object, *sheets: ScoreSheet) -> dict[str, Fraction]:
    agreement = agree(form_part, sheets)  # type: ignore[arg-type]
    assert agreement.open == ()
    return {mark.key: mark.value for mark in agreement.marks}


def test_the_mean_of_three_examiners_is_exact() -> None:
    assert values(ONE, sheet("1", p="55.8"), sheet("2", p="60.8"), sheet("3", p="63.4")) == {"t.p": Fraction(60)}


@pytest.mark.parametrize(("steps", "worth"), [(("2", "3"), "5/2"), (("1", "1", "2"), "4/3"), (("3",), "3")])
def test_judges_are_one_fraction_of_the_maximum(steps: tuple[str, ...], worth: str) -> None:
    sheets = [sheet(str(number), j=step) for number, step in enumerate(steps)]
    assert values(part(judge("j", "3")), *sheets) == {"t.j": Fraction(worth)}


OPEN = {
    "judges too far apart": (part(judge("j", spread=1)), [{"j": "1"}, {"j": "3"}], "spread"),
    "a judge is missing": (part(judge("j")), [{"j": "1"}, {}], "missing"),
    "examiners too far apart": (part(points("p"), distance="5"), [{"p": "50"}, {"p": "55.01"}], "distance"),
    "an examiner left it out": (part(points("p")), [{"p": "50"}, {}], "missing"),
    "nobody entered it": (part(points("p")), [{}, {}], "missing"),
    "only one saw the veto": (part(veto("v", "part")), [{"v": "1"}, {}], "veto"),
    "half a deduction": (part(deduct("d", "9", ("a", "1", None), ("b", "1", None))), [{"d__a": "1"}], "missing"),
}


@pytest.mark.parametrize(("form_part", "entered", "reason"), OPEN.values(), ids=OPEN)
def test_nothing_is_averaged_away(form_part: object, entered: list[dict[str, str]], reason: str) -> None:
    sheets = [sheet(str(number), **cells) for number, cells in enumerate(entered)]
    agreement = agree(form_part, sheets)  # type: ignore[arg-type]
    assert [disagreement.reason for disagreement in agreement.open] == [reason]
    assert agreement.marks == ()


def test_a_distance_that_is_just_allowed_is_averaged() -> None:
    assert values(part(points("p"), distance="5"), sheet("1", p="50"), sheet("2", p="55")) == {"t.p": Fraction("52.5")}


def test_a_veto_that_all_saw_stands() -> None:
    agreement = agree(part(points("p"), veto("v", "part")), [sheet("1", p="9", v="1"), sheet("2", p="9", v="1")])
    assert agreement.vetoes == ("t.v",)


COMBINED = {
    "median of three": ("median", ["50", "52", "80"], "52"),
    "median of an even number": ("median", ["50", "80", "52", "55"], "53.5"),
    "median of one": ("median", ["50"], "50"),
    "trimmed mean of three is the middle one": ("trimmed-mean", ["50", "80", "52"], "52"),
    "trimmed mean of five": ("trimmed-mean", ["10", "50", "51", "53", "99"], "154/3"),
    "trimmed mean leaves out one of several highest": ("trimmed-mean", ["60", "60", "60", "0"], "60"),
    "trimmed mean of two is the mean": ("trimmed-mean", ["50", "53"], "51.5"),
    "trimmed mean of one is it": ("trimmed-mean", ["50"], "50"),
    "mean of three": ("mean", ["50", "52", "80"], "182/3"),
}


@pytest.mark.parametrize(("how", "marks", "expected"), COMBINED.values(), ids=COMBINED)
def test_the_part_says_how_marks_become_one(how: str, marks: list[str], expected: str) -> None:
    sheets = [sheet(str(number), p=mark) for number, mark in enumerate(marks)]
    assert values(part(points("p"), combine=how), *sheets) == {"t.p": Fraction(expected)}


STEPS = {
    "median of an even number of steps": ("median", ["1", "2", "2", "1"], "5"),
    "median of three steps": ("median", ["1", "2", "2"], "20/3"),
    "trimmed mean of five steps": ("trimmed-mean", ["0", "2", "3", "3", "3"], "80/9"),
    "trimmed mean of two steps": ("trimmed-mean", ["2", "3"], "25/3"),
}


@pytest.mark.parametrize(("how", "steps", "worth"), STEPS.values(), ids=STEPS)
def test_the_steps_of_judges_are_combined_the_same_way(how: str, steps: list[str], worth: str) -> None:
    sheets = [sheet(str(number), j=step) for number, step in enumerate(steps)]
    assert values(part(judge("j", "10", spread=3), combine=how), *sheets) == {"t.j": Fraction(worth)}


@pytest.mark.parametrize("how", ["median", "trimmed-mean"])
def test_outliers_are_settled_before_they_are_left_out(how: str) -> None:
    judges = [sheet(str(number), j=step) for number, step in enumerate("0333")]
    assert [d.reason for d in agree(part(judge("j"), combine=how), judges).open] == ["spread"]
    marks = [sheet(str(number), p=mark) for number, mark in enumerate(["10", "50", "50", "50"])]
    assert [d.reason for d in agree(part(points("p"), combine=how, distance="5"), marks).open] == ["distance"]


MEASURED = part(measure("m", ("-0.05", "0.05", "10"), ("-0.1", "0.1", "6")), timed("s", "10", 30, "2"), distance="4")


def test_of_values_that_were_measured_the_points_are_combined() -> None:
    sheets = [sheet("1", m="50.05", s="1800"), sheet("2", m="50.06", s="1860"), sheet("3", m="49.9", s="1920")]
    agreement = agree(MEASURED, sheets)
    assert [(mark.key, mark.value, mark.by_examiner) for mark in agreement.marks] \
        == [("t.m", Fraction(22, 3), ("10", "6", "6")), ("t.s", Fraction(8), ("10", "8", "6"))]


def test_the_distance_of_measured_items_is_one_of_points() -> None:
    # 0.06 mm apart are 10 points apart, and three minutes 6.
    agreement = agree(MEASURED, [sheet("1", m="50.05", s="1800"), sheet("2", m="50.11", s="1980")])
    assert [(d.key, d.reason, d.by_examiner) for d in agreement.open] \
        == [("t.m", "distance", ("10", "0")), ("t.s", "distance", ("10", "4"))]


BROKEN = part(measure("m", ("-0.05", "0.05", "10")), points("p", "20"), veto("v", "item", "m"))


def test_an_item_that_a_veto_took_is_worth_nothing_whether_it_was_entered_or_not() -> None:
    agreement = agree(BROKEN, [sheet("1", m="50", p="20", v="1"), sheet("2", p="18", v="1")])
    assert [(mark.key, mark.value, mark.by_examiner) for mark in agreement.marks] \
        == [("t.m", Fraction(0), ("10", "")), ("t.p", Fraction(19), ("20", "18"))]
    assert (agreement.vetoes, agreement.open) == (("t.v",), ())


def test_the_veto_of_an_item_that_only_one_saw_takes_nothing() -> None:
    agreement = agree(BROKEN, [sheet("1", m="50", p="20", v="1"), sheet("2", m="50", p="20")])
    assert [d.key for d in agreement.open] == ["t.v"]
    assert [mark.value for mark in agreement.marks] == [Fraction(10), Fraction(20)]


def test_two_vetoes_of_one_item_that_each_was_seen_by_one_only_stay_open() -> None:
    form_part = part(points("p"), veto("v", "item", "p"), veto("w", "item", "p"))
    agreement = agree(form_part, [sheet("1", p="9", v="1"), sheet("2", p="9", w="1")])
    assert [(d.key, d.reason) for d in agreement.open] == [("t.v", "veto"), ("t.w", "veto")]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 3)), min_size=1, max_size=7), st.randoms())
def test_the_order_of_the_sheets_does_not_matter(entered: list[tuple[int, int]], chance: random.Random) -> None:
    form_part = part(points("p"), judge("j", spread=1))
    sheets = [sheet(str(number), p=str(p), j=str(j)) for number, (p, j) in enumerate(entered)]
    assert agree(form_part, chance.sample(sheets, len(sheets))) == agree(form_part, sheets)
