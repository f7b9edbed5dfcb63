"""Marks as the many-facet Rasch model takes them: few categories, none empty; or why there is nothing to fit."""

from __future__ import annotations

import pytest

from assess.figures.facets import MOST_CATEGORIES, Facets, facets
from assess.figures.figure import Undefined
from tests.exams.forms import judge, measure, part, points
from tests.figures.marked import Given, table

FORM = part(points("i", "100"), judge("j"))


def given(*marks: tuple[str, str], examiners: str = "ab") -> Given:
    return {examiner: {"i": i, "j": j} for examiner, (i, j) in zip(examiners, marks, strict=True)}


def fitted(*candidates: Given) -> Facets:
    found = facets(table(FORM, *candidates))
    assert isinstance(found, Facets)
    return found


def test_no_category_is_empty_and_there_are_few() -> None:
    found = fitted(*(given((str(n), str(n % 4)), (str(99 - n), "2")) for n in range(0, 60, 3)))
    used = {category for _, _, row in found.rows for category in row}
    assert used == set(range(found.highest + 1)) and found.highest < MOST_CATEGORIES


def test_a_better_mark_is_never_in_a_lower_category() -> None:
    found = fitted(*(given((str(n), "1"), (str(n), "1")) for n in (5, 90, 40, 60, 20)))
    by_mark = sorted(zip((5, 90, 40, 60, 20), (row[0] for examiner, _, row in found.rows if examiner == "a"),
                         strict=True))
    assert [category for _, category in by_mark] == sorted(category for _, category in by_mark)


def test_a_missing_mark_is_none_and_not_the_lowest() -> None:
    found = fitted(given(("5", "1"), ("6", "2")), given(("9", "3"), ("60", "1")), {"a": {"j": "3"}, "b": {"j": "2"}})
    assert next(row for _, candidate, row in found.rows if candidate == 3)[0] is None


def test_values_of_an_instrument_are_left_out() -> None:
    form_part = part(points("i"), judge("j"), measure("m", ("-0.1", "0.1", "5")))
    found = facets(table(form_part, *({"a": {"i": str(n), "j": "1", "m": "50"}, "b": {"i": "9", "j": "2", "m": "50"}}
                                      for n in (5, 50, 90))))
    assert isinstance(found, Facets) and found.items == ("t.i", "t.j")


@pytest.mark.parametrize(
    ("candidates", "reason"),
    [
        ([], "too_few"),
        ([given(("5", "1"), ("6", "1"))] * 2, "too_few"),
        ([{"a": {"i": str(n), "j": "1"}} for n in (5, 50, 90)], "too_few"),
        ([given(("5", "1"), ("50", "2")), given(("9", "3"), ("8", "2"), examiners="cd")] * 2, "not_linked"),
        ([given(("100", "3"), ("100", "3"))] * 4, "all_equal"),
    ],
)
def test_what_cannot_be_fitted_says_why(candidates: list[Given], reason: str) -> None:
    assert facets(table(FORM, *candidates)) is Undefined(reason)
