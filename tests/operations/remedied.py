"""Steps of a sitting for tests of what follows the notice: published, reopened, asked about by a candidate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assess.operations import sittings
from assess.people.roles import Actor, Role
from assess.store.sittings import enrolment
from tests.marking import THEN, Marking
from tests.operations.test_settling import mark, take

OVER = THEN + timedelta(days=6)
"""The notice is over, and the days for asking for a score review."""


def published(marking: Marking) -> Marking:
    """The sitting on public notice: seats 1 and 3 passed, seat 2 failed the theory by half a point."""
    mark(marking)
    publish(marking)
    return marking


def publish(marking: Marking) -> None:
    """Settled, and on public notice from today."""
    take(marking, "settle")
    take(marking, "publish_notice")


def seat(marking: Marking, number: int) -> int:
    """The enrolment of a seat."""
    return marking.sheet(number).enrolment_id


def candidate(marking: Marking, number: int = 2) -> Actor:
    """The candidate of a seat, signed in."""
    with marking.store.reading() as session:
        person_id = enrolment(session, seat(marking, number)).person_id
    return replace(marking.actors["office"], roles=frozenset({Role.CANDIDATE}), person_id=person_id)


def colleague(marking: Marking, **changes: object) -> Actor:
    """An office clerk who also examined here, or as ``changes`` say."""
    return replace(marking.actors["first"], roles=frozenset({Role.OFFICE, Role.EXAMINER}), **changes)  # type: ignore[arg-type]


def unmet(marking: Marking, step: str = "approve") -> set[str]:
    """What keeps the sitting from that step once the notice is over."""
    view = sittings.sitting_view(marking.store, marking.actors["office"], marking.sitting_id, OVER)
    return next(set(found.unmet) for found in view.steps if found.name == step)
