"""Figures of items: difficulty, discrimination, all or none, vetoes."""

from __future__ import annotations

from fractions import Fraction

from assess.exams.form import FormPart
from assess.exams.result import PartInput, PartResult, PartState, decide
from assess.exams.scores import ScoreSheet
from assess.figures.figure import Undefined
from assess.figures.items import ItemFigures, item_figures, veto_figures
from tests.exams.forms import form, judge, part, part_of, points, sheet, task, veto
from tests.figures.marked import Given, scored


def results(form_part: FormPart, *candidates: Given) -> list[PartResult]:
    return [decide(form(form_part), {"practical": scored(given)}).parts[0] for given in candidates]


def figures(form_part: FormPart, *candidates: Given) -> dict[str, ItemFigures]:
    return {one.key: one for one in item_figures(form_part, results(form_part, *candidates))}


def alone(**values: str) -> Given:
    return {"1": values}


def test_difficulty_is_the_mean_share_of_the_full_points() -> None:
    found = figures(part(points("i", "20"), judge("j")), alone(i="10", j="3"), alone(i="15", j="1"))
    assert found["t.i"].difficulty == Fraction(5, 8)
    assert found["t.j"].difficulty == Fraction(2, 3)


def test_an_item_is_compared_with_the_others_and_not_with_itself() -> None:
    # i runs against k. With i inside the total (i + k = 5 always) its correlation would not exist.
    found = figures(part(points("i", "5"), points("k", "5")),
                    *(alone(i=str(n), k=str(5 - n)) for n in range(4)))
    assert found["t.i"].discrimination == -1


def test_an_item_that_everybody_does_alike_tells_nobody_apart() -> None:
    found = figures(part(points("i", "5"), points("k", "5")), *(alone(i="5", k=str(n)) for n in range(4)))
    assert found["t.i"].discrimination is Undefined.ALL_EQUAL
    assert (found["t.i"].full, found["t.i"].zero) == (4, 0)
    assert (found["t.k"].full, found["t.k"].zero) == (0, 1)


def test_two_candidates_or_one_item_tell_nothing() -> None:
    two = figures(part(points("i", "5"), points("k", "5")), alone(i="1", k="1"), alone(i="2", k="2"))
    one = figures(part(points("i", "5")), *(alone(i=str(n)) for n in range(4)))
    assert two["t.i"].discrimination is one["t.i"].discrimination is Undefined.TOO_FEW


def test_nobody_examined_is_no_difficulty_of_0() -> None:
    assert figures(part(points("i")))["t.i"].difficulty is Undefined.TOO_FEW


def test_a_veto_counts_for_the_items_it_takes() -> None:
    form_part = part(points("i"), points("k"), veto("broken", "item", "i"), veto("danger", "part"))
    found = figures(form_part, alone(i="5", k="6", broken="1"), alone(i="5", k="6", danger="1"), alone(i="5", k="6"))
    assert (found["t.i"].vetoed, found["t.k"].vetoed) == (2, 1)
    assert found["t.i"].zero == 1
    vetoes = veto_figures(form_part, results(form_part, alone(i="5", k="6", broken="1"), alone(i="5", k="6")))
    assert [(one.key, one.occurred, one.candidates) for one in vetoes] == [("t.broken", 1, 2), ("t.danger", 0, 2)]


def test_a_veto_of_a_task_takes_its_own_items_only() -> None:
    form_part = part_of(task("t", points("i"), veto("burnt", "task")), task("u", points("k")))
    entries = {**sheet("1", i="5", burnt="1").entries, "u.k": sheet("1", k="6").entries["t.k"]}
    given = PartInput(PartState.SCORED, (ScoreSheet("1", entries),))
    decided = decide(form(form_part), {"practical": given}).parts
    assert {one.key: one.vetoed for one in item_figures(form_part, decided)} == {"t.i": 1, "u.k": 0}


def test_candidates_about_whom_examiners_disagree_are_left_out() -> None:
    apart: Given = {"1": {"j": "0", "k": "5"}, "2": {"j": "3", "k": "5"}}
    found = figures(part(judge("j"), points("k")), apart, {"1": {"j": "2", "k": "5"}, "2": {"j": "2", "k": "5"}})
    assert (found["t.j"].candidates, found["t.k"].candidates) == (1, 1)
