"""Coefficients: equal to published examples and to what other libraries make of the same tables, or said to be none."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from assess.figures.coefficients import correlation, exact_agreement, intraclass, weighted_kappa
from assess.figures.figure import Undefined, mean, standard_error
from tests.figures import oracles

F = Fraction
ORACLES = json.loads(oracles.FILE.read_text(encoding="utf-8"))["tables"]

# Shrout & Fleiss, Psychological Bulletin 86 (1979) 420, table 2: six targets, four judges.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def exact(rows: list[list[int]]) -> list[list[Fraction]]:
    return [[F(value) for value in row] for row in rows]


def test_intraclass_correlations_are_those_that_were_published() -> None:
    found = intraclass(exact(SHROUT_FLEISS))
    assert (round(found.single, 2), round(found.average, 2)) == (F("0.29"), F("0.62"))


@pytest.mark.parametrize("case", ORACLES, ids=lambda case: f"{len(case['rows'])}x{len(case['rows'][0])}")
def test_other_libraries_find_the_same(case: dict[str, Any]) -> None:
    rows = exact(case["rows"])
    pairs = [(row[0], row[1]) for row in rows]
    icc = intraclass(rows)
    found = {"single": icc.single, "average": icc.average, "kappa": weighted_kappa([(pairs, F(1))]),
             "correlation": correlation(pairs)}
    for name, value in found.items():
        assert float(value) == pytest.approx(case[name], abs=1e-6), name


def test_the_oracles_were_asked_about_these_tables() -> None:
    assert [case["rows"] for case in ORACLES] == oracles.tables()


def test_sums_are_exact() -> None:
    # 1/3 has no end in binary or decimal: a float would not find 1.
    third = [(F(1, 3), F(1, 3)), (F(2, 3), F(2, 3)), (F(1), F(1))]
    assert weighted_kappa([(third, F(1))]) == 1
    assert intraclass([list(pair) for pair in third]).single == 1
    assert correlation(third) == 1


def test_easy_beside_hard_items_do_not_pass_for_agreement() -> None:
    easy = [(F(9), F(10)), (F(10), F(9)), (F(9), F(10)), (F(10), F(9))]
    hard = [(F(1), F(0)), (F(0), F(1)), (F(1), F(0)), (F(0), F(1))]
    assert weighted_kappa([(easy, F(10)), (hard, F(10))]) == -1
    assert weighted_kappa([(easy + hard, F(10))]) > F("0.9")


def test_an_item_counts_by_its_share_and_not_by_its_points() -> None:
    small = [(F(1), F(0)), (F(0), F(1)), (F(1), F(1))]
    large = [(a * 50, b * 50) for a, b in small]
    assert weighted_kappa([(small, F(1)), (large, F(50))]) == weighted_kappa([(small, F(1))])


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        (correlation([(F(1), F(1)), (F(2), F(2))]), "too_few"),
        (correlation([(F(1), F(1)), (F(1), F(2)), (F(1), F(3))]), "all_equal"),
        (exact_agreement([]), "too_few"),
        (weighted_kappa([]), "too_few"),
        (weighted_kappa([([], F(5))]), "too_few"),
        (weighted_kappa([([(F(2), F(2)), (F(2), F(2))], F(5))]), "all_equal"),
        (intraclass([]).single, "too_few"),
        (intraclass(exact([[1, 2, 3]])).average, "too_few"),
        (intraclass(exact([[1], [2], [3]])).single, "too_few"),
        (intraclass(exact([[4, 4], [4, 4]])).single, "all_equal"),
        (mean([]), "too_few"),
        (standard_error([F(1)]), "too_few"),
    ],
)
def test_where_there_is_nothing_to_compute_the_reason_is_said(figure: object, reason: str) -> None:
    assert figure is Undefined(reason)


def test_a_standard_error_is_the_deviation_by_the_root_of_the_number() -> None:
    # 2, 4, 4, 4, 5, 5, 7, 9: squares of deviations add up to 32; √(32/7/8) = 0.755929
    assert standard_error([F(value) for value in (2, 4, 4, 4, 5, 5, 7, 9)]) == F("0.755929")
