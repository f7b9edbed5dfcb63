"""申报条件: each clause can be decided, can be met, and names its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import higher, twice
from assess.standards.document import Finding, Path
from assess.standards.model import (
    Clause,
    CompetitionClause,
    DiplomaClause,
    GradeHeldClause,
    Level,
    Route,
    Standard,
)


def routes(standard: Standard) -> Iterator[Finding]:
    """Faults of the clauses of every level, of apprentices and of appointments."""
    for level, ways in standard.eligibility.items():
        yield from _ways(("eligibility", level), ways, level)
    if standard.apprentice is not None:
        at: Path = ("apprentice", "eligibility")
        yield from twice("route", (((*at, i), route.id) for i, route in enumerate(standard.apprentice.eligibility)))
        yield from _ways(at, standard.apprentice.eligibility)
    for grade, appointment in standard.appointments.items():
        at = ("appointments", grade, "eligibility")
        yield from twice("route", (((*at, i), route.id) for i, route in enumerate(appointment.eligibility)))
        yield from _ways(at, appointment.eligibility)


def _ways(at: Path, ways: tuple[Route, ...], level: Level | None = None) -> Iterator[Finding]:
    for i, route in enumerate(ways):
        for k, clause in enumerate(route.all):
            where = (*at, i, "all", k)
            yield from _clause(where, clause, level)
            if clause.evidence is None:
                params: dict[str, object] = {"clause": clause.clause, "route": route.id}
                yield Finding("standard.evidence_missing", (*where, "clause"), params, severity="warning")


def _clause(at: Path, clause: Clause, level: Level | None) -> Iterator[Finding]:
    match clause:
        case CompetitionClause() if not clause.prizes and clause.rank is None:
            yield Finding("standard.clause_competition", (*at, "clause"))
        case GradeHeldClause() if level is not None and not higher(level, clause.grade):
            # Whoever holds the level has no need of its exam.
            params: dict[str, object] = {"grade": clause.grade, "level": level}
            yield Finding("standard.clause_grade", (*at, "grade"), params)
        case DiplomaClause() if clause.final_year and clause.years:
            params = {"years": clause.years}
            yield Finding("standard.clause_final_year", (*at, "years"), params, among=((*at, "final_year"),))
