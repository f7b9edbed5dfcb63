"""What a reader gets who may not see persons: no cell that points at one, and nothing hidden without need."""

from __future__ import annotations

from typing import Any

import pytest

from assess.figures.disclosure import Disclosure, disclosed
from assess.figures.figure import Undefined
from assess.figures.judging import Judging, judge
from tests.exams.forms import form, part, points, veto
from tests.figures.marked import Given, inputs_of

HIDDEN = Undefined.HIDDEN
RULE = Disclosure(candidates=5, examiners=3)
EXAM = form(part(points("i"), points("k"), veto("danger", "part")))


def judging(candidates: int, examiners: str = "abc", vetoed: int = 0) -> Judging:
    """So many candidates, the first ones vetoed; the third of them passes only if ``c`` is asked."""
    def given(number: int) -> Given:
        values = {"i": str(30 + number), "k": str(20 + 3 * number)}
        if number < vetoed:
            values["danger"] = "1"
        return {examiner: {**values, "i": str(30 + number + 2 * place)} for place, examiner in enumerate(examiners)}

    return judge(EXAM, inputs_of(*(given(number) for number in range(candidates))))


def cells(value: Any) -> list[object]:
    """Everything in plain data that is no container and no name."""
    if isinstance(value, dict):
        return [cell for key, inner in value.items() if key not in ("key", "part", "examiner", "examiners", "question",
                                                                    "model") for cell in cells(inner)]
    return [cell for inner in value for cell in cells(inner)] if isinstance(value, list | tuple) else [value]


def figures_of(one: Any) -> str:
    """Everything of a figure but whose it is."""
    return repr(one.model_dump(exclude={"examiner", "examiners"}))


@pytest.mark.parametrize(("number", "of", "shown"), [
    (0, 12, 0), (12, 12, 12), (5, 12, 5), (7, 12, 7),
    (1, 12, HIDDEN), (4, 12, HIDDEN), (8, 12, HIDDEN), (11, 12, HIDDEN), (0, 4, HIDDEN), (HIDDEN, 12, HIDDEN),
])
def test_a_small_count_is_hidden_and_so_is_a_small_rest(number: int, of: int, shown: object) -> None:
    assert RULE.count(number, of) == shown


def test_figures_of_few_candidates_are_hidden_whole() -> None:
    found = disclosed(judging(4), RULE, "salt")
    for cell in cells(found.model_dump()):
        assert cell in (HIDDEN, None, 0), cell


def test_figures_of_two_examiners_are_hidden_but_those_of_items_are_not() -> None:
    (part_of_two,) = disclosed(judging(12, examiners="ab"), RULE, "salt").parts
    assert {one.kappa for one in part_of_two.pairs} == {one.deviation for one in part_of_two.severities} == {HIDDEN}
    assert all(one.difficulty is not HIDDEN for one in part_of_two.items)


def test_enough_people_hide_each_other() -> None:
    full = judging(12)
    (shown,), (known,) = disclosed(full, RULE, "salt").parts, full.parts
    for name in ("pairs", "panels", "severities"):
        assert sorted(map(figures_of, getattr(shown, name))) == sorted(map(figures_of, getattr(known, name)))


def test_a_rare_veto_is_hidden_at_the_veto_and_at_every_item_it_took() -> None:
    (found,) = disclosed(judging(12, vetoed=1), RULE, "salt").parts
    assert [one.occurred for one in found.vetoes] == [HIDDEN]
    assert {one.vetoed for one in found.items} == {HIDDEN}


def test_a_veto_that_never_occurred_may_be_said() -> None:
    (found,) = disclosed(judging(12), RULE, "salt").parts
    assert [one.occurred for one in found.vetoes] == [0]


def test_nobody_whose_decision_hangs_by_a_thread_is_named() -> None:
    full = judging(12)
    named = [one for one in full.scenarios if one.flips]
    assert named, "the cast must hold somebody to be named"
    assert all(one.flips == () for one in disclosed(full, RULE, "salt").scenarios)
    assert all(one.changed in (HIDDEN, 0) for one in disclosed(full, RULE, "salt").scenarios)


def test_what_one_of_two_examiners_decides_is_hidden_however_many_it_touches() -> None:
    given = ({"a": {"i": "70", "k": str(n)}, "b": {"i": "40", "k": "10"}} for n in range(10, 22))
    full = judge(EXAM, inputs_of(*given))
    without = next(one for one in full.scenarios if one.examiner == "a")
    assert without.changed == 12
    assert disclosed(full, RULE, "salt").scenarios[0].changed is HIDDEN


def test_the_threshold_is_that_of_the_rule() -> None:
    found = disclosed(judging(4), Disclosure(candidates=3, examiners=2), "salt").parts[0].severities
    assert sorted(map(figures_of, found)) == sorted(map(figures_of, judging(4).parts[0].severities))


def test_numbers_of_examiners_do_not_follow_their_accounts() -> None:
    """Whoever sees the list of the panel elsewhere learns nothing from the order: another salt, another order."""
    orders = {tuple(one.deviation for one in disclosed(judging(12), RULE, str(salt)).parts[0].severities)
              for salt in range(40)}
    assert len(orders) == 6  # every order of three examiners occurs


def test_a_number_stands_for_the_same_examiner_in_every_figure() -> None:
    plain = judging(12)
    found = disclosed(plain, RULE, "salt")
    (part,), (before,) = found.parts, plain.parts
    by_deviation = {one.deviation: one.examiner for one in before.severities}
    stands_for = {one.examiner: by_deviation[one.deviation] for one in part.severities}
    assert [one.examiner for one in part.severities] == ["1", "2", "3"]
    assert {frozenset(map(stands_for.__getitem__, one.examiners)): one.exact for one in part.pairs} == {
        frozenset(one.examiners): one.exact for one in before.pairs}
    assert [one.examiner for one in found.scenarios] == ["1", "2", "3", "", "", ""]
