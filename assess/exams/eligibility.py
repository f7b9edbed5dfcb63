"""Whether an applicant may sit a level: every route and clause of the standard with what held and what is missing.

The routes are alternatives, the clauses of one route must all hold. The verdict is advice with reasons; a person of the
office decides and attaches the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assess.standards.model import (
    LEVELS,
    AgeClause,
    ApprenticeshipClause,
    Clause,
    CompetitionClause,
    DiplomaClause,
    GradeHeldClause,
    HonourClause,
    Level,
    RecognitionClause,
    Route,
    TitleClause,
    WorksClause,
    WorkYearsClause,
)

_Dated = GradeHeldClause | TitleClause | DiplomaClause | RecognitionClause
_TITLE_RANK = {"junior": 1, "middle": 2, "senior": 3}


Field = Literal["this", "related", "other"]
"""What something belongs to, seen from the occupation of the exam."""


@dataclass(frozen=True)
class Held:
    """A grade, title, diploma or honour that the applicant holds, and since when; None: still to be finished."""

    what: str
    since: date | None
    field: Field = "this"


@dataclass(frozen=True)
class Apprenticeship:
    """An apprenticeship in the occupation: how many full years it took, and the day it was finished."""

    years: int
    finished: date


@dataclass(frozen=True)
class CompetitionResult:
    """What the applicant reached in a competition of the occupation."""

    category: str
    group: str
    on: date
    prize: str | None = None
    rank: int | None = None


@dataclass(frozen=True)
class Recognised:
    """A certificate of a partner authority."""

    authority: str
    grade: str
    since: date


@dataclass(frozen=True)
class Background:
    """What is known of an applicant on the day of application.

    ``working_since`` counts this or a related occupation, ``working_here_since`` this one alone.
    """

    born: date | None = None
    works: bool = False
    working_since: date | None = None
    working_here_since: date | None = None
    grades: tuple[Held, ...] = ()
    titles: tuple[Held, ...] = ()
    diplomas: tuple[Held, ...] = ()
    apprenticeships: tuple[Apprenticeship, ...] = ()
    competitions: tuple[CompetitionResult, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    honours: tuple[Held, ...] = ()


@dataclass(frozen=True)
class ClauseVerdict:
    """Whether one clause held; ``have`` and ``need`` are whole years where the clause counts years, else None."""

    clause: Clause
    held: bool
    have: int | None = None
    need: int | None = None


@dataclass(frozen=True)
class RouteVerdict:
    route: Route
    clauses: tuple[ClauseVerdict, ...]

    @property
    def held(self) -> bool:
        """Whether all clauses of the route hold."""
        return all(clause.held for clause in self.clauses)


@dataclass(frozen=True)
class Eligibility:
    """The verdict on every route of a level."""

    routes: tuple[RouteVerdict, ...]

    @property
    def eligible(self) -> bool:
        """Whether at least one route holds."""
        return any(route.held for route in self.routes)

    @property
    def nearest(self) -> RouteVerdict | None:
        """The route that holds, or the one with the fewest missing clauses; None when the level has no routes."""
        return min(self.routes, key=lambda r: sum(not c.held for c in r.clauses), default=None)


def evaluate(routes: Sequence[Route], background: Background, on: date) -> Eligibility:
    """The verdict on ``routes`` for an applicant as of the day ``on``."""
    return Eligibility(
        tuple(RouteVerdict(route, tuple(_clause(c, background, on) for c in route.all)) for route in routes)
    )


def years_between(since: date, on: date) -> int:
    """Full years from ``since`` to ``on``; somebody born on 29 February completes a year on 1 March."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def _clause(clause: Clause, background: Background, on: date) -> ClauseVerdict:
    match clause:
        case AgeClause():
            return _years(clause, background.born, clause.years, on)
        case WorksClause():
            working = (background.working_since, background.working_here_since)
            return ClauseVerdict(clause, background.works or any(working))
        case WorkYearsClause():
            since = [background.working_here_since, background.working_since if clause.related else None]
            return _years(clause, min(filter(None, since), default=None), clause.years, on)
        case GradeHeldClause():
            enough = LEVELS[LEVELS.index(clause.grade):]
            return _held(clause, [h for h in background.grades if h.what in enough and _near(h, clause.related)], on)
        case TitleClause():
            rank = _TITLE_RANK[clause.title]
            fitting = [held for held in background.titles if _TITLE_RANK.get(held.what, 0) >= rank]
            return _held(clause, [held for held in fitting if _near(held, clause.related)], on)
        case DiplomaClause():
            return _diploma(clause, background, on)
        case ApprenticeshipClause():
            finished = [one.years for one in background.apprenticeships if one.finished <= on]
            have = max(finished, default=None)
            return ClauseVerdict(clause, have is not None and have >= clause.years, have, clause.years or None)
        case CompetitionClause():
            return ClauseVerdict(clause, any(_reached(clause, result, on) for result in background.competitions))
        case RecognitionClause():
            known = [r for r in background.recognised if r.authority == clause.authority and r.grade in clause.grades]
            return _held(clause, [Held(r.grade, r.since) for r in known], on)
        case HonourClause():
            given = [held.since for held in background.honours if held.what in clause.honours]
            return ClauseVerdict(clause, any(day is not None and _recent(day, clause.within, on) for day in given))


def _diploma(clause: DiplomaClause, background: Background, on: date) -> ClauseVerdict:
    fields = {"this": ("this",), "related": ("this", "related"), "any": ("this", "related", "other")}[clause.field]
    fitting = [held for held in background.diplomas if held.what in clause.diplomas and held.field in fields]
    if clause.final_year and any(held.since is None for held in fitting):
        return ClauseVerdict(clause, True)
    return _held(clause, fitting, on)


def _near(held: Held, related: bool) -> bool:
    return held.field == "this" or (related and held.field == "related")


def _reached(clause: CompetitionClause, result: CompetitionResult, on: date) -> bool:
    """Whether one result is of the class and group, recent enough, and good enough by prize or by rank."""
    if result.category not in clause.classes or clause.group not in (None, result.group):
        return False
    ranked = clause.rank is not None and result.rank is not None and result.rank <= clause.rank
    return _recent(result.on, clause.within, on) and (ranked or result.prize in clause.prizes)


def _recent(day: date, within: int | None, on: date) -> bool:
    """Whether ``day`` has come and is at most ``within`` years ago, the anniversary included."""
    if day > on or within is None:
        return day <= on
    years = years_between(day, on)
    return years < within or (years == within and (day.month, day.day) == (on.month, on.day))


def _years(clause: Clause, since: date | None, need: int, on: date) -> ClauseVerdict:
    have = None if since is None else max(years_between(since, on), 0)
    return ClauseVerdict(clause, have is not None and have >= need, have, need)


def _held(clause: _Dated, fitting: Sequence[Held], on: date) -> ClauseVerdict:
    dated = [years_between(held.since, on) for held in fitting if held.since is not None and held.since <= on]
    have = max(dated, default=None)
    return ClauseVerdict(clause, have is not None and have >= clause.years, have, clause.years)


__all__ = [
    "Apprenticeship",
    "Background",
    "ClauseVerdict",
    "CompetitionResult",
    "Eligibility",
    "Held",
    "Level",
    "Recognised",
    "RouteVerdict",
    "evaluate",
    "years_between",
]
