"""Objections that are made while the name is public, and what became of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from assess.errors import BadInput, NotFound, Refused
from assess.exams.review_progress import ReviewState
from assess.i18n.formats import local_date
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.appointments import (
    ObjectionRow,
    ReviewRow,
    add_objection,
    is_involved,
    objections_of_strangers,
    review,
    review_on_notice,
)
from assess.store.audit import record
from assess.store.session import Store

OUTCOMES = ("dismissed", "upheld")
AN_HOUR = 20
"""So many objections of strangers to one name are kept in an hour; more is nobody's opinion."""


def object_to(store: Store, actor: Actor, review_id: int, by_whom: str, text: str, received_on: date,
              now: datetime) -> int:
    """The id of the recorded objection; ``by_whom`` may be empty: an objection need not be signed."""
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        _require_published(row)
        if not text.strip():
            raise BadInput("objection.text_missing")
        if row.published_on is None or not row.published_on <= received_on <= local_date(now):
            raise BadInput("objection.day")
        made = add_objection(session, row, received_on, by_whom.strip(), text.strip(), actor.account_id, now)
        record(session, actor, "review.object", f"review:{row.id}", now, objection=made)
        return made


def object_publicly(store: Store, code: str, text: str, by_whom: str, now: datetime) -> None:
    """Keeps a stranger's objection to the name that stands on public notice under that code.

    Raises ``NotFound("notice.unknown")`` when none does today, and ``Refused("notice_objection.too_many")``.
    """
    with store.unit_of_work() as session:
        row = review_on_notice(session, code, local_date(now))
        if row is None:
            raise NotFound("notice.unknown", code=code)
        if not text.strip():
            raise BadInput("objection.text_missing")
        if objections_of_strangers(session, row.id, now - timedelta(hours=1)) >= AN_HOUR:
            raise Refused("notice_objection.too_many")
        made = add_objection(session, row, local_date(now), by_whom.strip(), text.strip(), None, now)
        record(session, None, "review.object", f"review:{row.id}", now, objection=made)


def decide_objection(store: Store, actor: Actor, objection_id: int, outcome: str, finding: str, now: datetime) -> None:
    """Dismisses or upholds an objection, once, with what was found; nobody of the panel decides.

    After one that is upheld the review is reopened or ended.
    """
    if outcome not in OUTCOMES:
        raise BadInput("objection.outcome", got=outcome, known=", ".join(OUTCOMES))
    if not finding.strip():
        raise BadInput("objection.finding_missing")
    with store.unit_of_work() as session:
        made = session.get(ObjectionRow, objection_id)
        if made is None:
            raise NotFound("objection.unknown", objection=objection_id)
        row = review(session, made.review_id, lock=True)
        require(actor, Action.APPOINT, examined=is_involved(row, actor))
        _require_published(row)
        if made.outcome != "open" or made.round != row.round:
            raise Refused("objection.decided", code=row.code)
        made.outcome, made.finding, made.decided_by, made.decided_at = outcome, finding.strip(), actor.account_id, now
        record(session, actor, "review.decide_objection", f"review:{row.id}", now, objection=made.id, outcome=outcome)


def _require_published(row: ReviewRow) -> None:
    if row.state != ReviewState.PUBLISHED.value:
        raise Refused("objection.not_public", code=row.code)
