"""The arithmetic of scores, case by case as other systems got it wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.errors import BadInput
from assess.exams.arithmetic import (
    exact_text,
    fits_unit,
    judged,
    mean,
    passes,
    ratio_text,
    read_number,
    rounded,
    shown,
    weighted,
)

SIXTY = Fraction(60)


def exact(text: str) -> Fraction:
    return Fraction(read_number(text))


PRODUCTS = {
    "25 × 2.4 [59.99999999999998]": (["2.4"] * 25, "60"),
    "200 × 0.3": (["0.3"] * 200, "60"),
    "600 × 0.1": (["0.1"] * 600, "60"),
    "3 × 0.2 [0.6000000000000001]": (["0.2"] * 3, "0.6"),
    "5 × 0.75 [3.8]": (["0.75"] * 5, "3.75"),
    "0.33 × 3": (["0.33"] * 3, "0.99"),
    "7 × 12.5 [84]": (["12.5"] * 7, "87.5"),
}


@pytest.mark.parametrize(("marks", "expected"), PRODUCTS.values(), ids=PRODUCTS)
def test_equal_marks_add_up_exactly(marks: Sequence[str], expected: str) -> None:
    total = sum((exact(mark) for mark in marks), Fraction(0))
    assert exact_text(total) == expected
    assert passes(total, exact(expected), decimals=1, compare="exact")


def test_deductions_from_a_hundred_leave_exactly_sixty() -> None:
    assert Fraction(100) - sum((exact("0.1") for _ in range(400)), Fraction(0)) == SIXTY


def test_mixed_marks_and_a_deduction() -> None:
    assert exact("3.5") + exact("1.8") + exact("1.8") - exact("5") == exact("2.1")


WEIGHTED = {
    "0.3·11 + 0.7·81": (["11", "81"], ["0.3", "0.7"]),
    "0.4·4.5 + 0.6·97": (["4.5", "97"], ["0.4", "0.6"]),
    "0.1·40 + 0.2·42 + 0.7·68": (["40", "42", "68"], ["0.1", "0.2", "0.7"]),
    "0.15·57 + 0.25·45 + 0.6·67": (["57", "45", "67"], ["0.15", "0.25", "0.6"]),
}


@pytest.mark.parametrize(("values", "weights"), WEIGHTED.values(), ids=WEIGHTED)
def test_weighted_scores_reach_sixty_exactly(values: Sequence[str], weights: Sequence[str]) -> None:
    total = weighted([exact(v) for v in values], [exact(w) for w in weights], whole=Fraction(1))
    assert total == SIXTY
    assert passes(total, SIXTY, decimals=1, compare="exact")


def test_thirds_of_three_examiners_reach_sixty() -> None:
    assert mean([exact("55.8"), exact("60.8"), exact("63.4")]) == SIXTY


def test_three_quarters_of_the_mean_of_two_fractions() -> None:
    value = mean([Fraction(2, 3), Fraction(1, 4)]) * 75
    assert exact_text(value) == "34.375"
    assert shown(value, decimals=0) == "34"


@pytest.mark.parametrize("weights", [["0.3", "0.6"], ["0.3", "0.8"]], ids=["short", "over"])
def test_weights_that_do_not_add_up_are_refused(weights: Sequence[str]) -> None:
    with pytest.raises(BadInput) as caught:
        weighted([SIXTY, SIXTY], [exact(w) for w in weights], whole=Fraction(1))
    assert (caught.value.code, caught.value.params["expected"]) == ("weights.sum", "1")


FAILS = {
    "79.55, pass 80, whole numbers [shows 80]": ("79.55", "80", 0, "79.55"),
    "74.99, cut 75, one decimal": ("74.99", "75", 1, "74.99"),
    "89.66, pass 90, whole numbers": ("89.66", "90", 0, "89.66"),
    "69.9999999, band 70": ("69.9999999", "70", 1, "69.9999999"),
    "59.96, pass 60 [60.0]": ("59.96", "60", 1, "59.96"),
}


@pytest.mark.parametrize(("value", "mark", "decimals", "text"), FAILS.values(), ids=FAILS)
def test_a_fail_is_below_and_is_shown_below(value: str, mark: str, decimals: int, text: str) -> None:
    assert not passes(exact(value), exact(mark), decimals=decimals, compare="exact")
    assert shown(exact(value), decimals=decimals, mark=exact(mark)) == text


def test_a_fraction_without_end_gets_as_many_digits_as_it_takes_to_be_seen_below() -> None:
    value = SIXTY - Fraction(1, 30000)
    text = shown(value, decimals=1, mark=SIXTY)
    assert Fraction(text) < SIXTY
    assert text == "59.99997"


def test_a_standard_may_declare_that_the_rounded_value_counts() -> None:
    assert passes(exact("59.96"), SIXTY, decimals=1, compare="rounded")
    assert shown(exact("59.96"), decimals=1, mark=SIXTY, compare="rounded") == "60.0"


JUDGES = {"2 and 3 [3]": ([2, 3], "2.5"), "1, 1, 2 [2]": ([1, 1, 2], "4/3")}


@pytest.mark.parametrize(("steps", "expected"), JUDGES.values(), ids=JUDGES)
def test_judges_are_averaged_as_fractions(steps: Sequence[int], expected: str) -> None:
    assert exact_text(judged(Fraction(3), steps)) == expected


def test_two_of_five_right_pass_at_forty_percent() -> None:
    assert passes(Fraction(2, 5) * 100, Fraction(40), decimals=1, compare="exact")


def test_a_threshold_of_one_of_three_points_is_a_third() -> None:
    assert ratio_text(Fraction(1) / 3) == "1/3"
    assert Fraction(1, 3) * 3 == 1


def test_sixty_percent_of_fifty_one_points() -> None:
    assert exact_text(Fraction(60, 100) * 51) == "30.6"


HALF_UP = {
    "60.5 to units": ("60.5", 0, "61"),
    "59.995 to hundredths": ("59.995", 2, "60.00"),
    "2.675 to hundredths": ("2.675", 2, "2.68"),
    "0.605 to hundredths": ("0.605", 2, "0.61"),
    "0.0005 to thousandths": ("0.0005", 3, "0.001"),
}


@pytest.mark.parametrize(("value", "decimals", "text"), HALF_UP.values(), ids=HALF_UP)
def test_halves_are_rounded_up(value: str, decimals: int, text: str) -> None:
    assert f"{rounded(exact(value), decimals):f}" == text


def test_halves_below_nothing_go_away_from_zero() -> None:
    assert rounded(Fraction(-5, 2), 0) == Decimal(-3)


READ = {
    "4.5": "4.5", " 4,5 ": "4.5", "４．５": "4.5", "４，５": "4.5", "4。5": "4.5", "007": "7", "5.": "5", ".5": "0.5",
}


@pytest.mark.parametrize(("typed", "value"), READ.items(), ids=[repr(key) for key in READ])
def test_people_type_numbers_in_many_ways(typed: str, value: str) -> None:
    assert read_number(typed) == Decimal(value)


NO_NUMBERS = ["", " ", "1,000", "12，500", "-1", "+1", "1e2", "1_0", "1.2.3", "1,2,3", "NaN", "∞", "½", "四", ".",
              "9" * 21]


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_number(typed)
    assert (caught.value.code, caught.value.params["got"]) == ("mark.not_a_number", typed)


STEPS = [("4.5", "0.5", True), ("4.3", "0.5", False), ("0.75", "0.25", True), ("0.3", "0.1", True), ("0", "0.5", True)]


@pytest.mark.parametrize(("value", "unit", "fits"), STEPS)
def test_marks_are_whole_steps_of_the_unit(value: str, unit: str, fits: bool) -> None:
    assert fits_unit(Decimal(value), Decimal(unit)) is fits


@given(st.fractions(min_value=0, max_value=100), st.integers(0, 3))
def test_what_is_shown_is_never_the_mark_for_a_fail(value: Fraction, decimals: int) -> None:
    text = shown(value, decimals=decimals, mark=SIXTY)
    assert (Fraction(text) >= SIXTY) is passes(value, SIXTY, decimals=decimals, compare="exact")


@given(st.lists(st.fractions(min_value=0, max_value=1000), min_size=1), st.randoms())
def test_the_mean_does_not_depend_on_the_order(values: list[Fraction], chance: random.Random) -> None:
    shuffled = chance.sample(values, len(values))
    assert mean(shuffled) == mean(values)


def sheets_of_exactly(total: int, count: int, seed: int) -> list[list[str]]:
    """Random sheets whose marks, in tenths, add up to exactly ``total``."""
    chance, sheets = random.Random(seed), []
    for _ in range(count):
        cuts = sorted(chance.choices(range(total * 10 + 1), k=chance.randint(9, 29)))
        tenths = [b - a for a, b in zip([0, *cuts], [*cuts, total * 10], strict=True)]
        sheets.append([f"{mark // 10}.{mark % 10}" for mark in tenths])
    return sheets


def failing(sheets: list[list[str]], reached: Callable[[list[str]], bool]) -> int:
    return sum(not reached(sheet) for sheet in sheets)


def test_twenty_thousand_sheets_of_exactly_the_pass_mark_pass() -> None:
    sheets = sheets_of_exactly(60, 20_000, seed=60)
    total = lambda sheet: sum(map(exact, sheet), Fraction(0))  # noqa: E731
    assert failing(sheets, lambda sheet: passes(total(sheet), SIXTY, decimals=1, compare="exact")) == 0
    # The control: binary floating point lets hundreds of the same sheets fail.
    assert failing(sheets, lambda sheet: sum(map(float, sheet)) >= 60.0) > 500
