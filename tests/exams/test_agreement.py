"""How several sheets become one mark, and when they do not."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.exams.agreement import agree
from assess.exams.scores import ScoreSheet
from tests.exams.forms import deduct, judge, part, part_of, points, sheet, task, veto

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


def test_an_optional_task_that_nobody_touched_counts_nothing() -> None:
    form_part = part_of(task("t", points("p"), choice="either"))
    assert values(form_part, sheet("1"), sheet("2")) == {"t.p": Fraction(0)}


def test_an_optional_task_that_one_examiner_marked_is_missing_from_the_other() -> None:
    form_part = part_of(task("t", points("p"), choice="either"))
    assert [d.reason for d in agree(form_part, [sheet("1", p="5"), sheet("2")]).open] == ["missing"]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 3)), min_size=1, max_size=7), st.randoms())
def test_the_order_of_the_sheets_does_not_matter(entered: list[tuple[int, int]], chance: random.Random) -> None:
    form_part = part(points("p"), judge("j", spread=1))
    sheets = [sheet(str(number), p=str(p), j=str(j)) for number, (p, j) in enumerate(entered)]
    assert agree(form_part, chance.sample(sheets, len(sheets))) == agree(form_part, sheets)
