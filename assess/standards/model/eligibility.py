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
    """Has worked so many years in the occupation; with ``related``, years in a related one count as well."""

    clause: Literal["work-years"]
    years: Years
    related: bool = True


class GradeHeldClause(_Clause):
    """Holds the certificate of a level or a higher one, since so many years; ``related`` as above."""

    clause: Literal["grade-held"]
    grade: Level
    years: Years = 0
    related: bool = True


class TitleClause(_Clause):
    """Holds a professional title (职称) of at least this rank, since so many years."""

    clause: Literal["title"]
    title: Literal["junior", "middle", "senior"]
    years: Years = 0
    related: bool = True


class DiplomaClause(_Clause):
    """Holds, or with ``final_year`` is about to finish, one of these diplomas; ``field`` is what it must be in."""

    clause: Literal["diploma"]
    diplomas: Annotated[tuple[Id, ...], Field(min_length=1)]
    field: Literal["this", "related", "any"] = "related"
    years: Years = 0
    final_year: bool = False


class ApprenticeshipClause(_Clause):
    """Has finished an apprenticeship (企业新型学徒制, 转正定级) of at least so many years in the occupation."""

    clause: Literal["apprenticeship"]
    years: Years = 0


class CompetitionClause(_Clause):
    """Reached one of ``prizes``, or a rank up to ``rank``, in a competition of one of ``classes``.

    ``group``: which of the competition's groups counts; ``within``: years that the result may be old.
    """

    clause: Literal["competition"]
    classes: Annotated[tuple[Id, ...], Field(min_length=1)]
    group: Literal["worker", "student"] | None = None
    prizes: tuple[Id, ...] = ()
    rank: Annotated[int, Field(ge=1, le=1000)] | None = None
    within: Years | None = None


class RecognitionClause(_Clause):
    """Holds a certificate of a partner authority that is recognised directly (直接采认), of one of its ``grades``."""

    clause: Literal["recognition"]
    authority: Id
    grades: Annotated[tuple[Id, ...], Field(min_length=1)]
    years: Years = 0


class HonourClause(_Clause):
    """Was given one of these honours for skill (技能荣誉), at most ``within`` years ago."""

    clause: Literal["honour"]
    honours: Annotated[tuple[Id, ...], Field(min_length=1)]
    within: Years | None = None


Clause = Annotated[
    AgeClause
    | WorksClause
    | WorkYearsClause
    | GradeHeldClause
    | TitleClause
    | DiplomaClause
    | ApprenticeshipClause
    | CompetitionClause
    | RecognitionClause
    | HonourClause,
    Field(discriminator="clause"),
]


class Route(Closed):
    """One way to be admitted: all of its clauses hold. The routes of a level are alternatives."""

    id: Id
    all: Annotated[tuple[Clause, ...], Field(min_length=1)]
