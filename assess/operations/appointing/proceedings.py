"""What was recorded of a review, as the rules want it: the facts of its steps and the result it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.canonical import canonical
from assess.exams.appointing import (
    AppointmentResult,
    Ballot,
    EarlierVote,
    Proceedings,
    decide,
    is_carried,
    panel_faults,
    rule_of,
)
from assess.exams.confirming import Confirmation, ConfirmationResult, confirm, confirmation_rule
from assess.exams.review_progress import ReviewFacts, ReviewState
from assess.operations.appointing.opening import appointment_of, way_to
from assess.operations.forms import standard_of
from assess.operations.sittings import interest_conflicts
from assess.people.roles import Actor
from assess.standards.model import Apprentice
from assess.store.accounts import AccountRow
from assess.store.appointments import (
    ReviewResultRow,
    ReviewRow,
    evidence_of,
    objections_of,
    open_vote,
    reopenings_of,
    result_in_force,
    stages_of,
    votes_of,
)
from assess.store.session import Store

ReviewResult = AppointmentResult | ConfirmationResult
_COUNTED = ("counted", "published", "appointed", "ended", "revoked", "withdrawn")


def facts(store: Store, session: Session, row: ReviewRow, today: date) -> ReviewFacts:
    """What the steps of a review look at, counted from the rows."""
    missing = missing_evidence(store, session, row)
    if row.grade == "apprentice":
        return ReviewFacts(evidence_missing=missing)
    rule = rule_of(appointment_of(store, row))
    ballots, objections = ballots_of(session, row), [one.outcome for one in objections_of(session, row)]
    held = stages_of(session, row.id)
    return ReviewFacts(
        evidence_missing=missing,
        panel_faults=panel_faults(rule, tuple(member.outside for member in row.members)),
        panel_conflicts=len(conflicted(session, row)),
        stages_open=tuple(stage for stage in rule.stages if stage not in held),
        votes_missing=len(row.present) - len(votes_of(session, row)),
        not_carried=not is_carried(rule, sum(ballot.favour for ballot in ballots), len(row.present)),
        publication_runs=row.published_until is not None and today <= row.published_until,
        objections_open=objections.count("open"), objections_upheld=objections.count("upheld"),
    )


def missing_evidence(store: Store, session: Session, row: ReviewRow) -> tuple[str, ...]:
    """Ids of required evidence without a file."""
    given = {file.evidence for file in evidence_of(session, row.id)}
    asked = way_to(standard_of(store, row), row.grade).evidence
    return tuple(each.id for each in asked if each.required and each.id not in given)


def conflicted(session: Session, row: ReviewRow) -> set[int]:
    """The accounts of members whom a conflict of interest keeps from this applicant."""
    ids = [member.account_id for member in row.members]
    accounts = list(session.scalars(select(AccountRow).where(AccountRow.id.in_(ids))))
    return {conflict.account_id for conflict in interest_conflicts(session, accounts, [row.person_id])}


def ballots_of(session: Session, row: ReviewRow) -> tuple[Ballot, ...]:
    """The votes of the round in the clear, in an order that tells nothing; none before all present have voted."""
    votes = votes_of(session, row)
    if row.state not in _COUNTED or not row.present or set(votes) != set(row.present):
        return ()
    return tuple(sorted((open_vote(session, vote) for vote in votes.values()), key=lambda b: (not b.favour, b.reason)))


def named_ballots(session: Session, row: ReviewRow) -> tuple[Ballot, ...]:
    """The counted votes with the accounts' numbers, for a standard that does not ask for secret ones."""
    if not ballots_of(session, row):
        return ()
    opened = ((account, open_vote(session, vote)) for account, vote in sorted(votes_of(session, row).items()))
    return tuple(Ballot(ballot.favour, ballot.reason, str(account)) for account, ballot in opened)


def result_of(store: Store, session: Session, row: ReviewRow) -> ReviewResult:
    """The result that the rows lead to now, closed or not."""
    way = way_to(standard_of(store, row), row.grade)
    if isinstance(way, Apprentice):
        return confirm(confirmation_rule(way), _confirmation(session, row))
    return decide(rule_of(way), _proceedings(session, row, secret=way.votes.secret))


def keep_result(store: Store, session: Session, row: ReviewRow, actor: Actor, now: datetime) -> None:
    """Keeps the canonical record of a review that was closed; an earlier one loses its force."""
    session.flush()
    withdraw_result(session, row)
    result = result_of(store, session, row)
    session.add(ReviewResultRow(review_id=row.id, digest=result.digest, record=canonical(result.to_data()),
                                grade=result.grade, made_by=actor.account_id, made_at=now))


def withdraw_result(session: Session, row: ReviewRow) -> None:
    """Takes the record of a review that goes on out of force; it stays."""
    if (kept := result_in_force(session, row.id)) is not None:
        kept.in_force = False


def _evidence(session: Session, row: ReviewRow) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for file in evidence_of(session, row.id):
        found[file.evidence] = (*found.get(file.evidence, ()), file.sha256)
    return found


def _pins(row: ReviewRow) -> dict[str, Any]:
    return {"standard": row.standard, "edition": row.edition, "standard_sha256": row.standard_sha256,
            "route": row.route, "note": row.note, "decided_on": row.decided_on}


def _proceedings(session: Session, row: ReviewRow, *, secret: bool) -> Proceedings:
    closed = {"withdrawn": "withdrawn", "ended": "ended", "revoked": "revoked"}.get(row.state, "")
    return Proceedings(
        **_pins(row),
        grade=cast(Literal["special", "chief"], row.grade),
        admission=cast(Literal["undecided", "admitted", "refused"], row.admission),
        evidence=_evidence(session, row),
        panel=tuple(sorted(member.outside for member in row.members)),
        stages={id_: stage.held_on for id_, stage in sorted(stages_of(session, row.id).items())},
        present=len(row.present),
        ballots=ballots_of(session, row) if secret else named_ballots(session, row),
        earlier=tuple(EarlierVote(one.present, one.favour, one.reason) for one in reopenings_of(session, row.id)),
        published_on=row.published_on, published_until=row.published_until,
        objections=tuple(cast(Literal["open"], one.outcome) for one in objections_of(session, row)),
        closed=cast(Literal[""], closed), closed_why=row.closed_why, term_from=row.term_from,
    )


def _confirmation(session: Session, row: ReviewRow) -> Confirmation:
    closed = row.state if row.state in ("withdrawn", "revoked") else ""
    return Confirmation(
        **_pins(row), confirmed=row.state == ReviewState.CONFIRMED.value, evidence=_evidence(session, row),
        probation_from=row.probation_from, decided_by=row.decided_by, closed=cast(Literal[""], closed),
    )
