"""A hundred thousand random sheets (a million in the long suite): the rules and an independent computation agree."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

from assess.exams import agreement, arithmetic, awards, ladder, measuring, result
from assess.exams.form import ExamForm
from assess.exams.result import decide
from assess.exams.result_file.reading import PartData
from tests.exams.independent import independent_result
from tests.exams.random_exams import random_form, random_inputs

CHUNK = 5_000
"""Sheets of one test."""
COMPARED = ("part", "state", "total", "shown", "passed", "reasons", "tasks", "marks", "vetoes")


def program(form: ExamForm, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What the rules of the program decide, as the record keeps it."""
    given = {part: PartData.model_validate(stated).given() for part, stated in inputs.items()}
    record = decide(form, given).to_data()
    return {"grade": record["grade"], "level": record["level"], "awards": record["awards"],
            "parts": [{key: part[key] for key in COMPARED} for part in record["parts"]]}


def exams(seed: int) -> Iterator[tuple[ExamForm, dict[str, Any], dict[str, Any]]]:
    """Random exams of so many sheets: a form, its data, and what its parts are decided from."""
    chance, sheets = random.Random(seed), 0
    while sheets < CHUNK:
        form, data, reached = random_form(chance)
        for inputs in (*reached, *(random_inputs(chance, data) for _ in range(17))):
            sheets += sum(len(stated["sheets"]) for stated in inputs.values())
            yield form, data, inputs


def differing(seed: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for form, data, inputs in exams(seed):
        mine, other = program(form, inputs), independent_result(data, inputs)
        if mine != other:
            yield mine, other


@pytest.mark.parametrize("seed", range(20))
def test_no_random_sheet_is_decided_otherwise(seed: int) -> None:
    assert next(differing(seed), None) is None


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 1200))
def test_no_sheet_of_a_million_is_decided_otherwise(seed: int) -> None:
    assert next(differing(seed), None) is None


def test_the_random_exams_reach_everything_that_can_be_decided() -> None:
    seen: dict[str, int] = {}
    for _, data, inputs in exams(0):
        found = independent_result(data, inputs)
        told = {f"grade {found['grade']}", *(f"met {award['met']}" for award in found["awards"]),
                *(f"{award['score_rule']} {award['met']}" for award in found["awards"] if "steps" in award),
                *(reason["code"] for award in found["awards"] for reason in award["reasons"])}
        for part in found["parts"]:
            told |= {f"state {part['state']}", f"passed {part['passed']}", *part["reasons"],
                     *(f"further {mark['further']}" for mark in part["marks"].values())}
            if part["shown"] and len(part["shown"].partition(".")[2]) > data["arithmetic"]["decimals"]:
                told.add("a digit more")
        for one in told:
            seen[one] = seen.get(one, 0) + 1
    wanted = {"grade None", "grade L5", "grade L4", "met True", "met False",
              "merged True", "merged False", "higher_of_each True", "higher_of_each False", "below_merged",
              "below_demand", "part_not_passed", "passed True", "passed False",
              "a digit more", "below_pass_mark", "veto_part", "veto_exam", "disagreement", "not_admitted", "void_exam",
              "further True", "further False", *(f"state {state.value}" for state in result.PartState)}
    assert {one for one in wanted if seen.get(one, 0) < 5} == set()


def half_to_even(value: Fraction, decimals: int) -> Any:
    return arithmetic.Decimal(round(value * 10**decimals)).scaleb(-decimals)


MUTANTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "rounded half to even": (arithmetic, "rounded", half_to_even),
    "added up as floats": (arithmetic, "mean", lambda values: Fraction(sum(map(float, values)) / len(values))),
    "passed only above the mark": (result, "passes", lambda value, mark, **_: value > mark),
    "shown without looking at the mark": (result, "shown", lambda value, *, decimals, **_:
                                          f"{arithmetic.rounded(value, decimals):f}"),
    "bands closed above": (ladder, "band_of", lambda total, bands: next(
        (band.grade for band in bands if Fraction(band.at_least) <= total
         and (band.below is None or total <= Fraction(band.below))), None)),
    "a demand only above": (awards, "passes", lambda value, mark, **_: value > mark),
    "the upper middle as the median": (arithmetic, "combined", lambda values, how: (
        sorted(values)[len(values) // 2] if how == "median" else arithmetic.mean(values))),
    "a judged mean rounded": (agreement, "judged", lambda most, steps, how: most * round(
        arithmetic.combined([Fraction(step) for step in steps], how)) / 3),
    "a tolerance without its ends": (measuring, "Fraction", lambda value: Fraction(value) * Fraction(999_999, 10**6)),
    "nobody near the mark": (result, "near_pass_mark", lambda part, sheets, total: None),
    "an order that does not matter": (result, "_with_order", lambda form, parts: parts),
    "a breach that takes one part": (result, "_after_breaches", lambda parts: parts),
    "vetoes of items forgotten": (agreement, "_zeroed_by_all", lambda part, sheets: frozenset()),
}


@pytest.mark.parametrize(("module", "name", "mutant"), MUTANTS.values(), ids=MUTANTS)
def test_a_rule_that_is_a_little_wrong_is_found_within_the_first_chunk(
    module: Any, name: str, mutant: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = getattr(module, name)
    monkeypatch.setattr(module, name, mutant)
    for importing in (agreement, result, ladder, awards):
        if getattr(importing, name, None) is original:
            monkeypatch.setattr(importing, name, mutant)
    assert next(differing(0), None) is not None
