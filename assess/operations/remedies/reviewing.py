"""Score reviews (复核): a candidate asks to have a part looked at again; somebody who examined nobody there answers.

``confirmed`` says that the part stands as it was; ``corrected`` that it does not. A correction cannot be claimed: the
marking is reopened, the sheet amended with a second person's word, and the results settled again. Only when the result
in force then differs in that part from the one that was asked about, the request can be – and has to be – answered by
``corrected``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from assess.errors import BadInput, NotFound, Refused
from assess.i18n.formats import local_date
from assess.i18n.text import Text
from assess.operations.forms import form_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.audit import record
from assess.store.remedies import ScoreReviewRow, score_reviews_of
from assess.store.results import ResultRow, result_of
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, enrolment, sitting, took_part

OUTCOMES = ("confirmed", "corrected")
LONGEST_REASON = 2000
_DECIDABLE = ("settled", "notice")
_REVIEWED = ("scored", "carried")


@dataclass(frozen=True)
class ScoreReviewView:
    """One request: whose, about which part, why, and what came of it."""

    id: int
    enrolment_id: int
    seat: int
    name: str
    part: str
    part_name: Text
    reason: str
    asked_at: datetime
    outcome: str
    finding: str
    decided_by: str
    decided_at: datetime | None
    differs: bool
    """Whether the part was settled again and is another one now; an open request is then answered by "corrected"."""


@dataclass(frozen=True)
class OwnReviews:
    """What a candidate sees: until when may be asked (None: not now), about which parts, and the own requests."""

    until: date | None
    parts: tuple[tuple[str, Text], ...]
    requests: tuple[ScoreReviewView, ...]


def ask(store: Store, actor: Actor, enrolment_id: int, part: str, reason: str, now: datetime) -> int:
    """The id of the request of a candidate about one part of the own result, once for each settling.

    Raises ``Refused``: ``score_review.not_open`` before and after the window, ``score_review.asked_already``,
    ``score_review.no_score`` about a part that has none.
    """
    with store.unit_of_work() as session:
        enrolled = enrolment(session, enrolment_id)
        require(actor, Action.ASK_SCORE_REVIEW, own=enrolled.person_id == actor.person_id)
        row, result = enrolled.sitting, result_of(session, enrolment_id)
        if _open_until(row, local_date(now)) is None or result is None:
            raise Refused("score_review.not_open", code=row.code)
        if _part_of(result, part).get("state") not in _REVIEWED:
            raise Refused("score_review.no_score")
        if part in _asked(score_reviews_of(session, row.id, enrolment_id), result):
            raise Refused("score_review.asked_already")
        if not reason.strip():
            raise BadInput("score_review.reason_missing")
        made = ScoreReviewRow(enrolment_id=enrolment_id, result_id=result.id, part=part, reason=_within(reason),
                              asked_by=actor.account_id, asked_at=now)
        session.add(made)
        session.flush()
        record(session, actor, "score_review.ask", f"enrolment:{enrolment_id}", now, part=part, review=made.id)
        return made.id


def withdraw(store: Store, actor: Actor, review_id: int, now: datetime) -> None:
    """The candidate takes an open request back."""
    with store.unit_of_work() as session:
        made, enrolled = _request(session, review_id)
        require(actor, Action.ASK_SCORE_REVIEW, own=enrolled.person_id == actor.person_id)
        if made.outcome != "open":
            raise Refused("score_review.decided")
        made.outcome, made.decided_by, made.decided_at = "withdrawn", actor.account_id, now
        record(session, actor, "score_review.withdraw", f"enrolment:{enrolled.id}", now, review=made.id)


def decide_review(store: Store, actor: Actor, review_id: int, outcome: str, finding: str, now: datetime) -> None:
    """Answers a request, once, with what was found; nobody who examined at the sitting does.

    Raises ``Refused``: ``score_review.not_corrected`` where the part is as it was, so that nothing was corrected;
    ``score_review.has_changed`` where it is not, so that it was not confirmed.
    """
    if outcome not in OUTCOMES:
        raise BadInput("score_review.outcome", got=outcome, known=", ".join(OUTCOMES))
    if not finding.strip():
        raise BadInput("score_review.finding_missing")
    with store.unit_of_work() as session:
        made, enrolled = _request(session, review_id)
        row = enrolled.sitting
        require(actor, Action.DECIDE_REMEDY, examined=took_part(row, actor))
        if made.outcome != "open":
            raise Refused("score_review.decided")
        if row.state not in _DECIDABLE:
            raise Refused("score_review.not_settled", code=row.code)
        differs = _differs(session, made)
        if outcome == "corrected" and not differs:
            raise Refused("score_review.not_corrected", seat=enrolled.seat)
        if outcome == "confirmed" and differs:
            raise Refused("score_review.has_changed", seat=enrolled.seat)
        made.outcome, made.finding = outcome, _within(finding)
        made.decided_by, made.decided_at = actor.account_id, now
        record(session, actor, "score_review.decide", f"enrolment:{enrolled.id}", now, review=made.id, outcome=outcome)


def score_reviews(store: Store, actor: Actor, sitting_id: int) -> list[ScoreReviewView]:
    """The requests of a sitting, the newest first."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        return _views(store, session, row, score_reviews_of(session, row.id))


def own_reviews(store: Store, actor: Actor, enrolment_id: int, today: date) -> OwnReviews:
    """What the actor may ask today about the own result, and the own requests; raises ``Forbidden``."""
    with store.reading() as session:
        enrolled = enrolment(session, enrolment_id)
        require(actor, Action.ASK_SCORE_REVIEW, own=enrolled.person_id == actor.person_id)
        row, result = enrolled.sitting, result_of(session, enrolment_id)
        requests = score_reviews_of(session, row.id, enrolment_id)
        until = _open_until(row, today) if result is not None else None
        parts = [] if result is None or until is None else [
            (one.part.id, one.part.name) for one in form_of(store, row).parts
            if _part_of(result, one.part.id).get("state") in _REVIEWED and one.part.id not in _asked(requests, result)
        ]
        return OwnReviews(until, tuple(parts), tuple(_views(store, session, row, requests)))


def _open_until(row: SittingRow, today: date) -> date | None:
    """The last day on which may be asked, while that is not over; once the certificates are approved it is."""
    return row.review_until if row.state == "notice" and row.review_until and today <= row.review_until else None


def _request(session: Session, review_id: int) -> tuple[ScoreReviewRow, EnrolmentRow]:
    made = session.get(ScoreReviewRow, review_id, with_for_update=True)
    if made is None:
        raise NotFound("score_review.unknown", review=review_id)
    return made, enrolment(session, made.enrolment_id)


def _asked(requests: Sequence[ScoreReviewRow], result: ResultRow) -> set[str]:
    """The parts about which was asked already: whatever is open, and what was answered about this very result."""
    return {each.part for each in requests
            if each.outcome == "open" or (each.outcome != "withdrawn" and each.result_id == result.id)}


def _part_of(result: ResultRow, part: str) -> dict[str, object]:
    parts: list[dict[str, object]] = json.loads(result.record)["parts"]
    return next((one for one in parts if one["part"] == part), {})


def _differs(session: Session, made: ScoreReviewRow) -> bool:
    """Whether a result is in force whose part is not the one that the request was about."""
    current = result_of(session, made.enrolment_id)
    asked = session.get_one(ResultRow, made.result_id)
    return current is not None and _part_of(current, made.part) != _part_of(asked, made.part)


def _views(store: Store, session: Session, row: SittingRow, requests: Sequence[ScoreReviewRow]) \
        -> list[ScoreReviewView]:
    people = {enrolled.id: enrolled for enrolled in row.enrolments}
    names = names_of(session, [each.decided_by for each in requests if each.decided_by])
    form = form_of(store, row)
    return [
        ScoreReviewView(
            each.id, each.enrolment_id, people[each.enrolment_id].seat, people[each.enrolment_id].person.shown_name,
            each.part, form.part(each.part).part.name, each.reason, each.asked_at, each.outcome, each.finding,
            names.get(each.decided_by, "") if each.decided_by else "", each.decided_at, _differs(session, each),
        )
        for each in requests
    ]


def _within(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_REASON:
        raise BadInput("score_review.too_long", got=len(text), most=LONGEST_REASON)
    return text
