"""The conditions of admission of the 2023 rules, clause by clause, as the shipped standards state them."""

from __future__ import annotations

from datetime import date

import pytest

from assess.config import load_config
from assess.exams.eligibility import Background, Held, evaluate, years_between
from assess.operations.standards import library
from assess.standards.model import Level, Route

DAY = date(2026, 12, 20)
WORKS = date(2000, 1, 1)


def ago(years: int, days: int = 0) -> date:
    """That many years before the day of the exam, and ``days`` later: a positive number just misses the year."""
    return date(DAY.year - years, DAY.month, DAY.day + days)


def routes(level: Level) -> tuple[Route, ...]:
    return library(load_config({})).get("national/4-10-01-03", "2021").standard.eligibility[level]


def held(what: str, years: int, days: int = 0) -> Held:
    return Held(what, ago(years, days))


B = Background
STUDENT = Held("technical-school", None)

FULFILLED: list[tuple[Level, str, Background]] = [
    ("L5", "work", B(born=ago(16), works=True)),
    ("L5", "work", B(born=ago(40), working_since=ago(1))),
    ("L4", "years", B(working_since=ago(5))),
    ("L4", "lower-grade", B(grades=(held("L5", 3),))),
    ("L4", "diploma", B(diplomas=(held("technical-school", 0),))),
    ("L4", "diploma", B(diplomas=(Held("secondary-vocational", None),))),
    ("L4", "diploma", B(diplomas=(held("bachelor", 7),))),
    ("L3", "years", B(working_since=ago(10))),
    ("L3", "lower-grade", B(grades=(held("L4", 4),))),
    ("L3", "title", B(titles=(held("junior", 1),))),
    ("L3", "title", B(titles=(held("senior", 1),))),
    ("L3", "senior-class", B(diplomas=(Held("senior-worker-class", None),))),
    ("L3", "college-with-grade", B(grades=(held("L4", 0),), diplomas=(held("college", 0),))),
    ("L3", "assessed-college", B(diplomas=(Held("assessed-college", None),))),
    ("L2", "lower-grade", B(grades=(held("L3", 5),))),
    ("L2", "junior-title", B(titles=(held("junior", 5),), grades=(held("L3", 1),))),
    ("L2", "middle-title", B(titles=(held("middle", 1),))),
    ("L2", "technician-college", B(grades=(held("L3", 0),), diplomas=(held("technician-college", 2),))),
    ("L2", "technician-class", B(grades=(held("L3", 2),), diplomas=(Held("technician-class", None),))),
    ("L1", "lower-grade", B(grades=(held("L2", 5),))),
    ("L1", "middle-title", B(titles=(held("middle", 5),), grades=(held("L2", 1),))),
    ("L1", "senior-title", B(titles=(held("senior", 1),))),
]

MISSED: list[tuple[str, Level, Background]] = [
    ("a day too young", "L5", B(born=ago(16, 1), works=True)),
    ("old enough, does not work", "L5", B(born=ago(30))),
    ("birth date unknown", "L5", B(works=True)),
    ("a day short of five years", "L4", B(working_since=ago(5, 1))),
    ("a day short of three with 五级", "L4", B(grades=(held("L5", 3, 1),))),
    ("a certificate of the future", "L4", B(grades=(Held("L5", date(2027, 1, 1)),))),
    ("a diploma of another kind", "L4", B(diplomas=(held("assessed-college", 3),))),
    ("nine years are not ten", "L3", B(working_since=ago(9))),
    ("五级 is not 四级", "L3", B(grades=(held("L5", 9),))),
    ("college without 四级", "L3", B(diplomas=(held("college", 9),))),
    ("a title of some months", "L3", B(titles=(held("junior", 0),))),
    ("junior title without 三级", "L2", B(titles=(held("junior", 9),))),
    ("三级 for four years", "L2", B(grades=(held("L3", 4),))),
    ("技师学院 not yet finished", "L2", B(grades=(held("L3", 0),), diplomas=(Held("technician-college", None),))),
    ("技师学院 finished a year ago", "L2", B(grades=(held("L3", 1),), diplomas=(held("technician-college", 1),))),
    ("middle title, but 三级 only", "L1", B(titles=(held("middle", 9),), grades=(held("L3", 9),))),
    ("many years alone", "L1", B(working_since=ago(40))),
    ("nothing known", "L4", B()),
]


@pytest.mark.parametrize(("level", "route", "background"), FULFILLED)
def test_each_route_holds_on_the_very_day(level: Level, route: str, background: Background) -> None:
    verdict = evaluate(routes(level), background, DAY)
    assert route in {one.route.id for one in verdict.routes if one.held}
    assert verdict.eligible
    assert verdict.nearest is not None and verdict.nearest.held


@pytest.mark.parametrize(("why", "level", "background"), MISSED, ids=[why for why, _level, _background in MISSED])
def test_whoever_misses_every_route_is_told_so(why: str, level: Level, background: Background) -> None:
    verdict = evaluate(routes(level), background, DAY)
    assert not verdict.eligible
    assert verdict.nearest is not None and not verdict.nearest.held


def test_every_route_of_every_level_has_a_case() -> None:
    stated = {(level, route.id) for level in ("L5", "L4", "L3", "L2", "L1") for route in routes(level)}  # type: ignore[arg-type]
    assert stated == {(level, route) for level, route, _background in FULFILLED}


def test_a_missing_clause_says_how_many_years_there_are() -> None:
    verdict = evaluate(routes("L4"), B(working_since=ago(3, 2), grades=(held("L5", 1),)), DAY)
    counts = {one.route.id: (one.clauses[0].have, one.clauses[0].need) for one in verdict.routes}
    assert counts["years"] == (2, 5)
    assert counts["lower-grade"] == (1, 3)


def test_a_higher_grade_counts_for_a_lower_one() -> None:
    assert evaluate(routes("L4"), B(grades=(held("L3", 3),)), DAY).eligible


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2009, 2, 28), date(2025, 2, 28), 16),
        (date(2008, 2, 29), date(2025, 2, 28), 16),
        (date(2008, 2, 29), date(2025, 3, 1), 17),
        (date(2020, 6, 1), date(2020, 6, 1), 0),
    ],
)
def test_full_years_are_counted_to_the_day(since: date, on: date, years: int) -> None:
    assert years_between(since, on) == years
