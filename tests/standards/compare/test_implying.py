"""Which clause follows from which: a table, and random applicants who may not show it to be wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assess.exams.eligibility import (
    Apprenticeship,
    Background,
    CompetitionResult,
    Held,
    Recognised,
    evaluate,
)
from assess.standards.compare import admits_no_more, implies
from assess.standards.model import Clause, Route

TODAY = date(2026, 11, 23)
CLAUSE: TypeAdapter[Clause] = TypeAdapter(Clause)


def clause(kind: str, **fields: Any) -> Clause:
    return CLAUSE.validate_python({"clause": kind, **fields})


def route(*clauses: Clause, id_: str = "r") -> Route:
    return Route(id=id_, all=clauses)


AGE, WORKS, YEARS, GRADE = "age", "works", "work-years", "grade-held"
CLASSES = {"classes": ["city-1"]}

IMPLIED = {
    "older": (clause(AGE, years=18), clause(AGE, years=16)),
    "any years of work are work": (clause(YEARS, years=0), clause(WORKS)),
    "more years": (clause(YEARS, years=6), clause(YEARS, years=5)),
    "years in the occupation itself": (clause(YEARS, years=5, related=False), clause(YEARS, years=5)),
    "a higher grade": (clause(GRADE, grade="L3", years=2), clause(GRADE, grade="L4", years=2)),
    "a higher title": (clause("title", title="senior"), clause("title", title="middle")),
    "fewer diplomas": (clause("diploma", diplomas=["a"]), clause("diploma", diplomas=["a", "b"])),
    "a nearer field": (clause("diploma", diplomas=["a"], field="this"), clause("diploma", diplomas=["a"])),
    "the final year not counted": (
        clause("diploma", diplomas=["a"]), clause("diploma", diplomas=["a"], final_year=True)
    ),
    "a longer apprenticeship": (clause("apprenticeship", years=3), clause("apprenticeship", years=2)),
    "a better rank": (clause("competition", **CLASSES, rank=3), clause("competition", **CLASSES, rank=10)),
    "fewer prizes": (
        clause("competition", **CLASSES, prizes=["gold"]), clause("competition", **CLASSES, prizes=["gold", "silver"])
    ),
    "one group of all": (
        clause("competition", **CLASSES, rank=1, group="worker"), clause("competition", **CLASSES, rank=1)
    ),
    "a later result": (
        clause("competition", **CLASSES, rank=1, within=2), clause("competition", **CLASSES, rank=1, within=3)
    ),
    "fewer grades of a partner": (
        clause("recognition", authority="d", grades=["b"]), clause("recognition", authority="d", grades=["a", "b"])
    ),
    "a later honour": (clause("honour", honours=["a"], within=3), clause("honour", honours=["a"])),
}  # fmt: skip
"""Each the other way round does not hold."""

UNRELATED = {
    "age and work": (clause(AGE, years=60), clause(WORKS)),
    "a grade and work": (clause(GRADE, grade="L1"), clause(WORKS)),
    "a higher grade, but shorter": (clause(GRADE, grade="L1"), clause(GRADE, grade="L5", years=1)),
    "a title and a grade": (clause("title", title="senior"), clause(GRADE, grade="L5")),
    "another diploma": (clause("diploma", diplomas=["a"]), clause("diploma", diplomas=["b"])),
    "a prize for a rank": (
        clause("competition", **CLASSES, prizes=["gold"]), clause("competition", **CLASSES, rank=1000)
    ),
    "another authority": (
        clause("recognition", authority="a", grades=["x"]), clause("recognition", authority="b", grades=["x"])
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", IMPLIED)
def test_a_stricter_clause_implies_the_easier_one_and_never_the_other_way_round(case: str) -> None:
    stricter, easier = IMPLIED[case]
    assert implies(stricter, easier) and not implies(easier, stricter)


@pytest.mark.parametrize("case", UNRELATED)
def test_clauses_about_different_things_imply_nothing(case: str) -> None:
    one, other = UNRELATED[case]
    assert not implies(one, other) and not implies(other, one)


@pytest.mark.parametrize("pair", [*IMPLIED.values(), *UNRELATED.values()])
def test_every_clause_implies_itself(pair: tuple[Clause, Clause]) -> None:
    assert all(implies(one, one) for one in pair)


def test_a_route_with_one_more_clause_admits_no_more() -> None:
    years, age = clause(YEARS, years=5), clause(AGE, years=18)
    assert admits_no_more(route(years, age), [route(years)])
    assert not admits_no_more(route(years), [route(years, age)])


def test_a_route_may_rest_on_any_route_of_the_base() -> None:
    base = [route(clause(YEARS, years=10)), route(clause(GRADE, grade="L4", years=4))]
    assert admits_no_more(route(clause(GRADE, grade="L3", years=4)), base)
    assert not admits_no_more(route(clause(YEARS, years=6)), base)


def test_diplomas_that_two_routes_of_the_base_share_are_taken_apart() -> None:
    base = [route(clause("diploma", diplomas=["a"])), route(clause("diploma", diplomas=["b"]))]
    assert admits_no_more(route(clause("diploma", diplomas=["a", "b"])), base)
    assert not admits_no_more(route(clause("diploma", diplomas=["a", "c"])), base)


def test_too_many_combinations_are_left_to_a_person() -> None:
    wide = [clause("diploma", diplomas=[f"d{n}" for n in range(40)]) for _ in range(9)]
    assert admits_no_more(route(*wide), [route(*wide)])
    assert not admits_no_more(route(*wide), [route(clause("diploma", diplomas=[f"d{n}"])) for n in range(40)])


# -- random clauses against random applicants ------------------------------------------------------------------------

years = st.integers(0, 3)
flag = st.booleans()
some = st.sets(st.sampled_from(["a", "b"]), min_size=1).map(sorted)
kinds = [
    st.builds(lambda n: clause(AGE, years=n), years),
    st.builds(lambda: clause(WORKS)),
    st.builds(lambda n, r: clause(YEARS, years=n, related=r), years, flag),
    st.builds(lambda g, n, r: clause(GRADE, grade=g, years=n, related=r), st.sampled_from(["L5", "L4"]), years, flag),
    st.builds(lambda t, n, r: clause("title", title=t, years=n, related=r),
              st.sampled_from(["junior", "middle"]), years, flag),
    st.builds(lambda d, f, n, y: clause("diploma", diplomas=d, field=f, years=n, final_year=y), some,
              st.sampled_from(["this", "related", "any"]), years, flag),
    st.builds(lambda n: clause("apprenticeship", years=n), years),
    st.builds(lambda c, g, p, r, w: clause("competition", classes=c, group=g, prizes=p, rank=r, within=w), some,
              st.sampled_from([None, "worker", "student"]), some, st.sampled_from([None, 1, 3]), st.none() | years),
    st.builds(lambda g, n: clause("recognition", authority="x", grades=g, years=n), some, years),
    st.builds(lambda h, w: clause("honour", honours=h, within=w), some, st.none() | years),
]  # fmt: skip
clauses = st.one_of(kinds)
pairs = st.one_of(st.tuples(kinds[1] | kinds[2], kinds[1] | kinds[2]), *(st.tuples(kind, kind) for kind in kinds))
days = st.integers(-30, 1500).map(lambda ago: TODAY - timedelta(days=ago))


def held(*names: str) -> st.SearchStrategy[tuple[Held, ...]]:
    one = st.builds(Held, st.sampled_from(names), st.none() | days, st.sampled_from(["this", "related", "other"]))
    return st.lists(one, max_size=2).map(tuple)


applicants = st.builds(
    Background, born=st.none() | days, works=flag, working_since=st.none() | days,
    working_here_since=st.none() | days, grades=held("L5", "L4", "L3"), titles=held("junior", "middle", "senior"),
    diplomas=held("a", "b", "c"), honours=held("a", "b", "c"),
    apprenticeships=st.lists(st.builds(Apprenticeship, years, days), max_size=2).map(tuple),
    competitions=st.lists(
        st.builds(CompetitionResult, st.sampled_from("abc"), st.sampled_from(["worker", "student"]), days,
                  st.sampled_from([None, "a", "b"]), st.sampled_from([None, 1, 2, 5])), max_size=2).map(tuple),
    recognised=st.lists(st.builds(Recognised, st.just("x"), st.sampled_from("abc"), days), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(pairs, st.lists(applicants, min_size=4, max_size=4))
def test_nobody_holds_a_clause_and_lacks_what_it_implies(pair: tuple[Clause, Clause], people: list[Background]) -> None:
    a, b = pair
    if implies(a, b):
        for person in people:
            assert not evaluate([route(a)], person, TODAY).eligible or evaluate([route(b)], person, TODAY).eligible


ways = st.lists(st.lists(clauses, min_size=1, max_size=2).map(lambda all_: route(*all_)), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(ways, ways, st.lists(applicants, min_size=4, max_size=4))
def test_nobody_is_admitted_by_a_route_that_admits_no_more_and_by_none_of_the_base(
    mine: list[Route], base: list[Route], people: list[Background]
) -> None:
    for one in mine:
        if admits_no_more(one, base):
            for person in people:
                assert not evaluate([one], person, TODAY).eligible or evaluate(base, person, TODAY).eligible
