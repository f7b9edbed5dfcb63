"""申报条件: the routes to a level and their clauses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assess.i18n.text import Text
from assess.standards.model.base import Closed, Id, Level, Years


class _Clause(Closed):
    evidence: Text | None = None
    """What the applicant shows for it."""


class AgeClause(_Clause):
    """At least so many years old on the day of the exam."""

    clause: Literal["age"]
    years: Years


class WorksClause(_Clause):
    """Works in the occupation or a related one, or means to."""

    clause: Literal["works"]


class WorkYearsClause(_Clause):
    """Has worked so many years in the occupation or a related one."""

    clause: Literal["work-years"]
    years: Years


class GradeHeldClause(_Clause):
    """Holds the certificate of a level of this or a related occupation, since so many years."""

    clause: Literal["grade-held"]
    grade: Level
    years: Years = 0


class TitleClause(_Clause):
    """Holds a professional title (职称) of at least this rank, since so many years."""

    clause: Literal["title"]
    title: Literal["junior", "middle", "senior"]
    years: Years = 0


class DiplomaClause(_Clause):
    """Holds, or is about to finish, one of these diplomas in this or a related field."""

    clause: Literal["diploma"]
    diplomas: Annotated[tuple[Id, ...], Field(min_length=1)]
    years: Years = 0
    final_year: bool = False


Clause = Annotated[
    AgeClause | WorksClause | WorkYearsClause | GradeHeldClause | TitleClause | DiplomaClause,
    Field(discriminator="clause"),
]


class Route(Closed):
    """One way to be admitted: all of its clauses hold. The routes of a level are alternatives."""

    id: Id
    all: Annotated[tuple[Clause, ...], Field(min_length=1)]
