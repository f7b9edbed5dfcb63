"""Whether an applicant may sit a level: every route and clause of the standard with what held and what is missing.

The routes are alternatives, the clauses of one route must all hold. The verdict is advice with reasons; a person of the
office decides and attaches the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assess.standards.model import (
    LEVELS,
    AgeClause,
    Clause,
    DiplomaClause,
    GradeHeldClause,
    Level,
    Route,
    TitleClause,
    WorksClause,
    WorkYearsClause,
)

_TITLE_RANK = {"junior": 1, "middle": 2, "senior": 3}


@dataclass(frozen=True)
class Held:
    """A grade, title or diploma that the applicant holds, and since when; ``since`` None: still to be finished."""

    what: str
    since: date | None


@dataclass(frozen=True)
class Background:
    """What is known of an applicant on the day of application, in this or a related occupation."""

    born: date | None = None
    works: bool = False
    working_since: date | None = None
    grades: tuple[Held, ...] = ()
    titles: tuple[Held, ...] = ()
    diplomas: tuple[Held, ...] = ()


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
            return ClauseVerdict(clause, background.works or background.working_since is not None)
        case WorkYearsClause():
            return _years(clause, background.working_since, clause.years, on)
        case GradeHeldClause():
            enough = LEVELS[LEVELS.index(clause.grade):]
            return _held(clause, [held for held in background.grades if held.what in enough], clause.years, on)
        case TitleClause():
            rank = _TITLE_RANK[clause.title]
            fitting = [held for held in background.titles if _TITLE_RANK.get(held.what, 0) >= rank]
            return _held(clause, fitting, clause.years, on)
        case DiplomaClause():
            fitting = [held for held in background.diplomas if held.what in clause.diplomas]
            if clause.final_year and any(held.since is None for held in fitting):
                return ClauseVerdict(clause, True)
            return _held(clause, fitting, clause.years, on)


def _years(clause: Clause, since: date | None, need: int, on: date) -> ClauseVerdict:
    have = None if since is None else max(years_between(since, on), 0)
    return ClauseVerdict(clause, have is not None and have >= need, have, need)


def _held(clause: Clause, fitting: Sequence[Held], need: int, on: date) -> ClauseVerdict:
    dated = [years_between(held.since, on) for held in fitting if held.since is not None and held.since <= on]
    have = max(dated, default=None)
    return ClauseVerdict(clause, have is not None and have >= need, have, need)


__all__ = ["Background", "ClauseVerdict", "Eligibility", "Held", "Level", "RouteVerdict", "evaluate", "years_between"]
