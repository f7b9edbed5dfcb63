"""The steps of a review from one state to the next, with all that belongs to each in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.orm import Session

from assess.errors import BadInput, Refused
from assess.exams.appointing import earliest_end, is_quorate, rule_of, term_end, working_days
from assess.exams.confirming import is_served
from assess.exams.review_progress import FINAL, ReviewState, step_named, take
from assess.i18n.formats import local_date
from assess.operations.appointing.opening import appointment_of, eligibility_of, way_to
from assess.operations.appointing.proceedings import ballots_of, facts, keep_result, withdraw_result
from assess.operations.certificate_states import end_with_review
from assess.operations.forms import standard_of
from assess.people.policy import require
from assess.people.roles import Actor
from assess.standards.model import Apprentice
from assess.store.appointments import ReopeningRow, ReviewRow, is_involved, review
from assess.store.audit import record
from assess.store.session import Store

Change = Callable[[Session, ReviewRow], None]
PLAIN_STEPS = ("begin", "change_panel", "end", "reopen", "reconsider", "withdraw", "revoke")
"""Steps that need no more than, perhaps, a reason."""


def take_plain_step(store: Store, actor: Actor, review_id: int, name: str, now: datetime, reason: str = "") \
        -> ReviewState:
    """Takes one of ``PLAIN_STEPS``; returns the new state.

    ``reopen`` keeps the count of the votes that it sets aside, ``reconsider`` makes the application open again,
    ``revoke`` suspends the paper of the grade, and proposes to a second person to revoke it.
    """
    if name not in PLAIN_STEPS:
        raise Refused("review.no_such_step", step=name)

    def change(session: Session, row: ReviewRow) -> None:
        if name == "reopen":
            _set_votes_aside(session, row, reason, now)
        elif name == "reconsider":
            row.admission, row.route, row.note, row.decided_by, row.decided_on = "undecided", "", "", "", None
        elif name == "revoke":
            end_with_review(store, session, actor, row.id, reason.strip(), now)

    return _take(store, actor, review_id, name, now, change, reason)


def decide_admission(store: Store, actor: Actor, review_id: int, admitted: bool, note: str, now: datetime) \
        -> ReviewState:
    """Admits the applicant to the review or not; the evidence has to be complete.

    Whoever decides otherwise than the conditions say gives the reason in words: the decision is a person's.
    """

    def change(_session: Session, row: ReviewRow) -> None:
        verdict = eligibility_of(store, row)
        if admitted != verdict.eligible and not note.strip():
            raise BadInput("review.note_missing")
        nearest = verdict.nearest
        row.admission, row.note = "admitted" if admitted else "refused", note.strip()
        row.route = nearest.route.id if admitted and nearest is not None and nearest.held else ""

    return _take(store, actor, review_id, "admit" if admitted else "refuse", now, change, note)


def open_voting(store: Store, actor: Actor, review_id: int, present: list[int], now: datetime) -> ReviewState:
    """Opens the vote among the members who are present; raises ``Refused("review.no_quorum")`` below the quorum."""

    def change(_session: Session, row: ReviewRow) -> None:
        members = {member.account_id for member in row.members}
        there = sorted(set(present))
        if not set(there) <= members:
            raise BadInput("review.not_a_member")
        rule = rule_of(appointment_of(store, row))
        if not is_quorate(rule, len(there), len(members)):
            raise Refused("review.no_quorum", present=len(there), members=len(members), quorum=str(rule.quorum))
        row.present = there

    return _take(store, actor, review_id, "open_voting", now, change)


def publish(store: Store, actor: Actor, review_id: int, until: date, now: datetime) -> ReviewState:
    """Makes the name public (公示) from today until the last day that the office sets.

    The program counts Monday to Friday after today; for public holidays the office sets a later day. Raises
    ``BadInput("review.days_too_few")`` with the earliest day possible.
    """
    today = local_date(now)

    def change(_session: Session, row: ReviewRow) -> None:
        days = appointment_of(store, row).publication_days
        if working_days(today, until) < days:
            raise BadInput("review.days_too_few", got=working_days(today, until), need=days,
                           earliest=earliest_end(today, days).isoformat())
        row.published_on, row.published_until = today, until

    return _take(store, actor, review_id, "publish", now, change)


def appoint(store: Store, actor: Actor, review_id: int, term_from: date, now: datetime) -> ReviewState:
    """Appoints the applicant for the standard's term from that day; the actor sat on no panel of this review.

    Raises ``BadInput("review.term_from")`` for a day before the publication ended, and
    ``BadInput("review.term_overlaps")`` for one within the term that is renewed.
    """
    today = local_date(now)

    def change(session: Session, row: ReviewRow) -> None:
        if row.published_until is not None and term_from <= row.published_until:
            raise BadInput("review.term_from", until=row.published_until.isoformat())
        old = review(session, row.renews_id) if row.renews_id else None
        if old is not None and old.term_from is not None:
            until = term_end(old.term_from, appointment_of(store, old).term.years)
            if term_from <= until:
                raise BadInput("review.term_overlaps", until=until.isoformat())
        row.term_from, row.decided_on = term_from, today

    return _take(store, actor, review_id, "appoint", now, change)


def decide_confirmation(store: Store, actor: Actor, review_id: int, *, confirmed: bool, probation_from: date | None,
                        decided_by: str, decided_on: date | None, note: str, now: datetime) -> ReviewState:
    """Records what the enterprise decided about 学徒工: confirmed or not, by whom and when.

    Raises ``BadInput`` when nobody or no day is named, the probation is shorter than the standard asks, or no route of
    the standard holds and the reason is not given in words.
    """

    def change(_session: Session, row: ReviewRow) -> None:
        way, verdict = way_to(standard_of(store, row), row.grade), eligibility_of(store, row)
        if not decided_by.strip() or decided_on is None or decided_on > local_date(now):
            raise BadInput("review.decision_missing")
        if confirmed and not verdict.eligible and not note.strip():
            raise BadInput("review.note_missing")
        if confirmed and isinstance(way, Apprentice) and not is_served(probation_from, decided_on,
                                                                       way.probation_months):
            raise BadInput("review.probation_short", months=way.probation_months)
        nearest = verdict.nearest
        row.route = nearest.route.id if nearest is not None and nearest.held else ""
        row.admission = "admitted" if confirmed else "refused"
        row.probation_from, row.decided_on = probation_from, decided_on
        row.decided_by, row.note = decided_by.strip(), note.strip()

    return _take(store, actor, review_id, "confirm" if confirmed else "decline", now, change, note)


def _take(store: Store, actor: Actor, review_id: int, name: str, now: datetime, change: Change, reason: str = "") \
        -> ReviewState:
    step = step_named(name)
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        require(actor, step.action, examined=is_involved(row, actor))
        before = ReviewState(row.state)
        after = take(step, before, row.grade, facts(store, session, row, local_date(now)), reason)
        change(session, row)
        row.state = after.value
        if after in FINAL:
            row.closed_why = reason.strip() if after.value in ("ended", "withdrawn", "revoked") else ""
            keep_result(store, session, row, actor, now)
        elif before in FINAL:
            withdraw_result(session, row)
        record(session, actor, f"review.{name}", f"review:{row.id}", now, before=before.value, after=after.value,
               reason=reason.strip())
        return after


def _set_votes_aside(session: Session, row: ReviewRow, reason: str, now: datetime) -> None:
    ballots = ballots_of(session, row)
    favour = sum(ballot.favour for ballot in ballots) if ballots else None
    session.add(ReopeningRow(review_id=row.id, round=row.round, present=len(row.present), favour=favour,
                             reason=reason.strip(), at=now))
    row.round += 1
    row.present, row.published_on, row.published_until = [], None, None
