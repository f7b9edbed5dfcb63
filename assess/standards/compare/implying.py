"""Whether everybody whom one route of admission admits is admitted by another.

Clauses mean what ``exams.eligibility`` decides: ``a`` implies ``b`` when no applicant can hold ``a`` and not ``b``. A
route that names several diplomas, grades, classes or honours is taken apart into one route for each, because two routes
of the other edition may share them. What cannot be shown this way counts as not implied: a person looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from assess.standards.model import (
    LEVELS,
    AgeClause,
    ApprenticeshipClause,
    Clause,
    CompetitionClause,
    DiplomaClause,
    GradeHeldClause,
    HonourClause,
    RecognitionClause,
    Route,
    TitleClause,
    WorksClause,
    WorkYearsClause,
)

_TITLES = ("junior", "middle", "senior")
_FIELDS = ("this", "related", "any")
_MOST_SPLITS = 500


def admits_no_more(route: Route, others: Sequence[Route]) -> bool:
    """Whether everybody whom ``route`` admits is admitted by one of ``others`` as well."""
    return all(any(_route_implies(one, other) for other in others) for one in _apart(route))


def implies(a: Clause, b: Clause) -> bool:
    """Whether whoever holds ``a`` holds ``b``."""
    match a, b:
        case AgeClause(), AgeClause():
            return a.years >= b.years
        case (WorksClause() | WorkYearsClause()), WorksClause():
            return True
        case WorkYearsClause(), WorkYearsClause():
            return a.years >= b.years and _no_wider(a.related, b.related)
        case GradeHeldClause(), GradeHeldClause():
            higher = LEVELS.index(a.grade) >= LEVELS.index(b.grade)
            return higher and a.years >= b.years and _no_wider(a.related, b.related)
        case TitleClause(), TitleClause():
            higher = _TITLES.index(a.title) >= _TITLES.index(b.title)
            return higher and a.years >= b.years and _no_wider(a.related, b.related)
        case DiplomaClause(), DiplomaClause():
            among = set(a.diplomas) <= set(b.diplomas) and _FIELDS.index(a.field) <= _FIELDS.index(b.field)
            return among and a.years >= b.years and _no_wider(a.final_year, b.final_year)
        case ApprenticeshipClause(), ApprenticeshipClause():
            return a.years >= b.years
        case CompetitionClause(), CompetitionClause():
            return _competition(a, b)
        case RecognitionClause(), RecognitionClause():
            return a.authority == b.authority and set(a.grades) <= set(b.grades) and a.years >= b.years
        case HonourClause(), HonourClause():
            return set(a.honours) <= set(b.honours) and _no_older(a.within, b.within)
    return False


def _route_implies(route: Route, other: Route) -> bool:
    """Whether every clause of ``other`` follows from one of ``route``."""
    return all(any(implies(mine, theirs) for mine in route.all) for theirs in other.all)


def _apart(route: Route) -> Iterator[Route]:
    """Routes with one diploma, grade, class or honour each, which together admit the same people."""
    choices = [list(_single(clause)) for clause in route.all]
    if prod(map(len, choices)) > _MOST_SPLITS:
        yield route
        return
    for clauses in product(*choices):
        yield Route(id=route.id, all=clauses)


def _single(clause: Clause) -> Iterator[Clause]:
    match clause:
        case DiplomaClause():
            yield from (clause.model_copy(update={"diplomas": (one,)}) for one in clause.diplomas)
        case RecognitionClause():
            yield from (clause.model_copy(update={"grades": (one,)}) for one in clause.grades)
        case HonourClause():
            yield from (clause.model_copy(update={"honours": (one,)}) for one in clause.honours)
        case CompetitionClause():
            yield from (clause.model_copy(update={"classes": (one,)}) for one in clause.classes)
        case _:
            yield clause


def _competition(a: CompetitionClause, b: CompetitionClause) -> bool:
    """A result counts by its prize or by its rank: each way of ``a`` must be one of ``b``."""
    where = set(a.classes) <= set(b.classes) and b.group in (None, a.group) and _no_older(a.within, b.within)
    ranks = a.rank is None or (b.rank is not None and a.rank <= b.rank)
    return where and ranks and set(a.prizes) <= set(b.prizes)


def _no_wider(mine: bool, theirs: bool) -> bool:
    """Whether an allowance that ``mine`` makes is one that ``theirs`` makes."""
    return theirs or not mine


def _no_older(mine: int | None, theirs: int | None) -> bool:
    """Whether nothing counts that is too old for ``theirs``; None: any age counts."""
    return theirs is None or (mine is not None and mine <= theirs)
