"""Appointments that come to their end: who has to be reviewed again, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from assess.exams.appointing import term_end
from assess.exams.review_progress import FINAL, ReviewState
from assess.i18n.formats import local_date
from assess.operations.appointing.opening import appointment_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.appointments import ReviewRow
from assess.store.session import Store

DUE_DAYS = 180
"""So long before its end an appointment is listed: a review with panel, defence and publication takes months."""


@dataclass(frozen=True)
class Ending:
    """One appointment near or past its end; ``renewed_by`` is the code of the review that is to renew it."""

    id: int
    code: str
    name: str
    grade: str
    standard: str
    edition: str
    until: date
    over: bool
    renewable: bool
    renewed_by: str
    renewed: bool
    """Whether that review has led to an appointment."""


def due_on(until: date) -> date:
    """The day from which the renewal of an appointment that lasts until that day is due."""
    return until - timedelta(days=DUE_DAYS)


def endings(store: Store, actor: Actor, now: datetime) -> list[Ending]:
    """Appointments whose renewal is due, the first to end first; those that were renewed are left out.

    One that was not renewed stays listed for as long after its end as it was before.
    """
    require(actor, Action.SEE_REVIEW)
    today = local_date(now)
    with store.reading() as session:
        rows = list(session.scalars(select(ReviewRow).where(ReviewRow.state == ReviewState.APPOINTED.value)))
        followers = {row.renews_id: row for row in session.scalars(
            select(ReviewRow).where(ReviewRow.renews_id.is_not(None)).order_by(ReviewRow.id)
        ) if _counts(row)}
        found = [_ending(store, row, followers.get(row.id), today) for row in rows]
    near = [one for one in found if due_on(one.until) <= today <= one.until + timedelta(days=DUE_DAYS)]
    return sorted((one for one in near if not one.renewed), key=lambda one: (one.until, one.code))


def _counts(row: ReviewRow) -> bool:
    """Whether a review that renews is open or has led to an appointment."""
    state = ReviewState(row.state)
    return state is ReviewState.APPOINTED or state not in FINAL


def _ending(store: Store, row: ReviewRow, follower: ReviewRow | None, today: date) -> Ending:
    term, start = appointment_of(store, row).term, row.term_from or today
    until = term_end(start, term.years)
    return Ending(
        id=row.id, code=row.code, name=row.person.shown_name, grade=row.grade, standard=row.standard,
        edition=row.edition, until=until, over=today > until, renewable=term.renewable,
        renewed_by=follower.code if follower else "",
        renewed=follower is not None and follower.state == ReviewState.APPOINTED.value,
    )
