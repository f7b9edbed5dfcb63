"""What the panel does: stages held with their minutes, and votes that nobody sees before all present have voted."""

from __future__ import annotations

from datetime import date, datetime

from assess.errors import BadInput, Refused
from assess.exams.review_progress import ReviewState, step_named, take
from assess.i18n.formats import local_date
from assess.operations.appointing.opening import appointment_of
from assess.operations.appointing.proceedings import facts
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.appointments import StageRow, is_involved, review, seal_vote, votes_of
from assess.store.audit import record
from assess.store.session import Store


def hold_stage(store: Store, actor: Actor, review_id: int, stage: str, held_on: date, minutes: str,
               present: list[int], now: datetime) -> None:
    """Records that a stage was held: the day, who of the panel took part, and the minutes.

    Recorded again it replaces what counts; the earlier record stays. Raises ``BadInput`` for a day ahead, an unknown
    stage or member, nobody present, or missing minutes.
    """
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        if row.state != ReviewState.REVIEWING.value:
            raise Refused("review.not_reviewing", code=row.code)
        if stage not in {each.id for each in appointment_of(store, row).stages}:
            raise BadInput("review.no_such_stage", stage=stage)
        if held_on > local_date(now):
            raise BadInput("review.stage_ahead")
        if not minutes.strip():
            raise BadInput("review.minutes_missing")
        there = sorted(set(present))
        if not there or not set(there) <= {member.account_id for member in row.members}:
            raise BadInput("review.not_a_member")
        session.add(StageRow(review_id=row.id, stage=stage, held_on=held_on, minutes=minutes.strip(), present=there,
                             recorded_by=actor.account_id, recorded_at=now))
        record(session, actor, "review.hold_stage", f"review:{row.id}", now, stage=stage, present=len(there))


def cast_vote(store: Store, actor: Actor, review_id: int, favour: bool, reason: str, now: datetime) -> ReviewState:
    """Keeps the vote of a member who is present; it cannot be changed. With the last one the votes are counted.

    The record says who voted and when, never how. Returns the state after it.
    """
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        require(actor, Action.VOTE, own=any(member.account_id == actor.account_id for member in row.members))
        if row.state != ReviewState.VOTING.value:
            raise Refused("review.not_voting", code=row.code)
        if actor.account_id not in row.present:
            raise Refused("review.not_present", code=row.code)
        if actor.account_id in votes_of(session, row):
            raise Refused("review.voted_already", code=row.code)
        if not reason.strip():
            raise BadInput("review.vote_reason_missing")
        seal_vote(session, row, actor.account_id, favour, reason.strip(), now)
        record(session, actor, "review.vote", f"review:{row.id}", now, round=row.round)
        session.flush()
        known = facts(store, session, row, local_date(now))
        if not known.votes_missing:
            row.state = take(step_named("count"), ReviewState.VOTING, row.grade, known).value
            record(session, actor, "review.count", f"review:{row.id}", now, round=row.round)
        return ReviewState(row.state)
