"""The clauses that national conditions of 2023 do not use: apprenticeship, competition, recognition, honour, fields."""

from __future__ import annotations

from datetime import date

import pytest

from assess.exams.eligibility import (
    Apprenticeship,
    Background,
    CompetitionResult,
    Held,
    Recognised,
    evaluate,
)
from assess.standards.model import (
    ApprenticeshipClause,
    Clause,
    CompetitionClause,
    DiplomaClause,
    GradeHeldClause,
    HonourClause,
    RecognitionClause,
    Route,
    TitleClause,
    WorkYearsClause,
)

DAY = date(2026, 12, 20)
A_YEAR_AGO = date(2025, 12, 20)
THREE_YEARS_AGO = date(2023, 12, 20)
A_DAY_TOO_OLD = date(2023, 12, 19)

B = Background
OWN_YEARS = WorkYearsClause(clause="work-years", years=3, related=False)
OWN_GRADE = GradeHeldClause(clause="grade-held", grade="L4", related=False)
OWN_TITLE = TitleClause(clause="title", title="middle", related=False)
FINISHED = ApprenticeshipClause(clause="apprenticeship", years=2)
PRIZE = CompetitionClause(
    clause="competition", classes=("national-1", "province-2"), group="worker", prizes=("gold", "merit"), rank=6,
    within=3,
)
ANY_GROUP = CompetitionClause(clause="competition", classes=("city-1",), rank=1)
MACAU = RecognitionClause(clause="recognition", authority="dsal-demo", grades=("junior", "middle"), years=1)
HONOUR = HonourClause(clause="honour", honours=("prefecture-artisan",), within=3)


def diploma(field: str) -> DiplomaClause:
    return DiplomaClause.model_validate({"clause": "diploma", "diplomas": ("college",), "field": field})


def result(category: str = "province-2", group: str = "worker", on: date = A_YEAR_AGO, **reached: object) -> Background:
    return B(competitions=(CompetitionResult(category, group, on, **reached),))  # type: ignore[arg-type]


def college(field: str) -> Background:
    return B(diplomas=(Held("college", A_YEAR_AGO, field),))  # type: ignore[arg-type]


CASES: list[tuple[str, Clause, Background, bool]] = [
    ("years of this occupation alone", OWN_YEARS, B(working_here_since=THREE_YEARS_AGO), True),
    ("years of a related one do not count", OWN_YEARS, B(working_since=date(2000, 1, 1)), False),
    ("a grade of this occupation", OWN_GRADE, B(grades=(Held("L4", A_YEAR_AGO),)), True),
    ("a grade of a related one", OWN_GRADE, B(grades=(Held("L4", A_YEAR_AGO, "related"),)), False),
    ("a related grade where it counts", GradeHeldClause(clause="grade-held", grade="L4"),
     B(grades=(Held("L4", A_YEAR_AGO, "related"),)), True),
    ("a grade of something else never counts", GradeHeldClause(clause="grade-held", grade="L4"),
     B(grades=(Held("L4", A_YEAR_AGO, "other"),)), False),
    ("a title of the field", OWN_TITLE, B(titles=(Held("middle", A_YEAR_AGO),)), True),
    ("a title of a related field", OWN_TITLE, B(titles=(Held("middle", A_YEAR_AGO, "related"),)), False),
    ("a diploma of this field", diploma("this"), college("this"), True),
    ("a related diploma is not of this field", diploma("this"), college("related"), False),
    ("a related diploma", diploma("related"), college("related"), True),
    ("a diploma of another field", diploma("related"), college("other"), False),
    ("a diploma of any field", diploma("any"), college("other"), True),
    ("an apprenticeship of two years", FINISHED, B(apprenticeships=(Apprenticeship(2, A_YEAR_AGO),)), True),
    ("an apprenticeship of one year", FINISHED, B(apprenticeships=(Apprenticeship(1, A_YEAR_AGO),)), False),
    ("an apprenticeship not yet finished", FINISHED, B(apprenticeships=(Apprenticeship(3, date(2027, 1, 1)),)), False),
    ("a prize", PRIZE, result(prize="merit"), True),
    ("a prize that does not count", PRIZE, result(prize="participation"), False),
    ("rank six", PRIZE, result(rank=6), True),
    ("rank seven", PRIZE, result(rank=7), False),
    ("neither prize nor rank", PRIZE, result(), False),
    ("a competition of another class", PRIZE, result("city-1", prize="gold"), False),
    ("the students' group", PRIZE, result(group="student", prize="gold"), False),
    ("a result three years old to the day", PRIZE, result(on=THREE_YEARS_AGO, prize="gold"), True),
    ("a result a day older", PRIZE, result(on=A_DAY_TOO_OLD, prize="gold"), False),
    ("a result of the future", PRIZE, result(on=date(2027, 1, 1), prize="gold"), False),
    ("any group, any time", ANY_GROUP, result("city-1", "student", date(1999, 5, 1), rank=1), True),
    ("a recognised certificate", MACAU, B(recognised=(Recognised("dsal-demo", "middle", A_YEAR_AGO),)), True),
    ("of a grade that is not recognised", MACAU, B(recognised=(Recognised("dsal-demo", "senior", A_YEAR_AGO),)), False),
    ("of another authority", MACAU, B(recognised=(Recognised("other", "middle", A_YEAR_AGO),)), False),
    ("held too short", MACAU, B(recognised=(Recognised("dsal-demo", "middle", date(2025, 12, 21)),)), False),
    ("an honour", HONOUR, B(honours=(Held("prefecture-artisan", THREE_YEARS_AGO),)), True),
    ("an honour a day too old", HONOUR, B(honours=(Held("prefecture-artisan", A_DAY_TOO_OLD),)), False),
    ("another honour", HONOUR, B(honours=(Held("works-prize", A_YEAR_AGO),)), False),
]


NAMES = [case[0] for case in CASES]


@pytest.mark.parametrize(("clause", "background", "holds"), [case[1:] for case in CASES], ids=NAMES)
def test_each_clause_counts_what_it_names_and_nothing_else(clause: Clause, background: Background, holds: bool) -> None:
    verdict = evaluate((Route(id="r", all=(clause,)),), background, DAY)
    assert verdict.eligible is holds


@pytest.mark.parametrize("clause", [case[1] for case in CASES])
def test_nothing_known_fulfils_no_clause(clause: Clause) -> None:
    assert not evaluate((Route(id="r", all=(clause,)),), Background(), DAY).eligible


def test_all_clauses_of_a_route_must_hold() -> None:
    """特级技师 in Guangdong (2025): 技师 for three years and an honour of the last three years."""
    route = Route(id="honoured", all=(GradeHeldClause(clause="grade-held", grade="L2", years=3), HONOUR))
    grade = (Held("L2", THREE_YEARS_AGO),)
    honour = (Held("prefecture-artisan", A_YEAR_AGO),)
    assert evaluate((route,), B(grades=grade, honours=honour), DAY).eligible
    assert not evaluate((route,), B(grades=grade), DAY).eligible
    assert not evaluate((route,), B(honours=honour), DAY).eligible
