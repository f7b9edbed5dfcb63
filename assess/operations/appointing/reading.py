"""What the office, the supervisor and the panel see of a review. Before the count nothing says who voted how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import Refused
from assess.exams.appointing import Ballot
from assess.exams.eligibility import Background, Eligibility
from assess.exams.review_progress import ReviewFacts, ReviewState, hindrances, steps_from
from assess.i18n.formats import local_date
from assess.i18n.text import Text
from assess.operations.appointing.evidence import sits_on
from assess.operations.appointing.opening import eligibility_of, way_to
from assess.operations.appointing.proceedings import ReviewResult, conflicted, facts, result_of
from assess.operations.authorities import authority_named
from assess.operations.enrolling import background_from
from assess.operations.forms import standard_of
from assess.operations.sittings import StepView
from assess.people.identity import DocumentType, PersonName, own_mask
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.model import Appointment, Apprentice, Standard
from assess.store.accounts import names_of
from assess.store.appointments import (
    EvidenceRow,
    MemberRow,
    ObjectionRow,
    ReviewRow,
    StageRow,
    evidence_of,
    is_involved,
    objections_of,
    open_objection,
    open_vote,
    review,
    stages_of,
    votes_of,
)
from assess.store.people import document_of
from assess.store.session import Store


@dataclass(frozen=True)
class ReviewLine:
    """One row of the list of reviews."""

    id: int
    code: str
    name: str
    grade: str
    standard: str
    applied_on: date
    state: ReviewState
    voted: bool = False
    """Whether a member of the panel who reads the list has voted."""


@dataclass(frozen=True)
class File:
    """One file of the evidence."""

    id: int
    evidence: str
    name: str
    kind: str
    size: int
    sha256: str
    added_at: datetime


@dataclass(frozen=True)
class Member:
    """One member of the panel; ``voted`` says whether, never how."""

    account_id: int
    name: str
    outside: bool
    qualification: str
    conflict: bool
    present: bool
    voted: bool


@dataclass(frozen=True)
class Held:
    """A stage that was held."""

    stage: str
    held_on: date
    minutes: str
    present: tuple[str, ...]
    recorded_at: datetime


@dataclass(frozen=True)
class Objection:
    """An objection and what became of it."""

    id: int
    received_on: date
    by_whom: str
    text: str
    outcome: str
    finding: str


@dataclass(frozen=True)
class ReviewView:
    """Everything about one review but its history."""

    id: int
    code: str
    grade: str
    state: ReviewState
    standard: Standard
    way: Appointment | Apprentice
    authority_name: Text
    specimen: bool
    """The body has no code of its own: whatever it keeps is a specimen."""
    person_id: int
    name: PersonName
    document_kind: DocumentType
    document_number: str
    """Masked."""
    workshop: str
    background: Background
    applied_on: date
    renews: tuple[int, str] | None
    """Id and code of the review whose appointment is renewed."""
    eligibility: Eligibility
    admission: str
    note: str
    files: tuple[File, ...]
    members: tuple[Member, ...]
    stages: Mapping[str, Held]
    facts: ReviewFacts
    steps: tuple[StepView, ...]
    involved: bool
    """Whether the reader is the applicant or of the panel, and so may not decide here."""
    result: ReviewResult
    published_on: date | None
    published_until: date | None
    objections: tuple[Objection, ...]
    term_from: date | None
    probation_from: date | None
    decided_on: date | None
    decided_by: str
    closed_why: str
    """Why an appointment was ended early, or a review closed without one."""


@dataclass(frozen=True)
class PanelView:
    """What a member of the panel reads: the application, its evidence, the minutes, and the own vote."""

    review: ReviewView
    present: bool
    own_vote: Ballot | None


def list_reviews(store: Store, actor: Actor, search: str = "", state: str = "") -> list[ReviewLine]:
    """Reviews whose code or applicant contains ``search``, in that state, the newest first."""
    require(actor, Action.SEE_REVIEW)
    query = select(ReviewRow).order_by(ReviewRow.id.desc())
    if state:
        query = query.where(ReviewRow.state == state)
    with store.reading() as session:
        lines = [line_of(row) for row in session.scalars(query)]
    wanted = search.strip().casefold()
    return [line for line in lines if wanted in f"{line.code}\n{line.name}".casefold()]


def review_view(store: Store, actor: Actor, review_id: int, now: datetime) -> ReviewView:
    """The page of one review; raises ``NotFound``."""
    require(actor, Action.SEE_REVIEW)
    with store.reading() as session:
        return _view(store, session, review(session, review_id), actor, now)


def own_reviews(store: Store, actor: Actor) -> list[ReviewLine]:
    """The reviews on whose panel the actor sits, the newest first."""
    require(actor, Action.VOTE, own=True)
    query = select(ReviewRow).join(MemberRow, MemberRow.review_id == ReviewRow.id)
    with store.reading() as session:
        mine = session.scalars(query.where(MemberRow.account_id == actor.account_id).order_by(ReviewRow.id.desc()))
        return [replace(line_of(row), voted=actor.account_id in votes_of(session, row)) for row in mine]


def panel_view(store: Store, actor: Actor, review_id: int, now: datetime) -> PanelView:
    """What a member of the panel reads while it is at work; raises ``Forbidden`` for anybody else."""
    with store.reading() as session:
        row = review(session, review_id)
        require(actor, Action.VOTE, own=any(member.account_id == actor.account_id for member in row.members))
        if not sits_on(row, actor):
            raise Refused("review.panel_rests", code=row.code)
        vote = votes_of(session, row).get(actor.account_id)
        own = open_vote(session, vote) if vote else None
        return PanelView(_view(store, session, row, actor, now), actor.account_id in row.present, own)


def _view(store: Store, session: Session, row: ReviewRow, actor: Actor, now: datetime) -> ReviewView:
    standard, body = standard_of(store, row), authority_named(store, row.authority)
    known = facts(store, session, row, local_date(now))
    document = document_of(session, row.person.documents[0])
    renewed = review(session, row.renews_id) if row.renews_id else None
    state = ReviewState(row.state)
    return ReviewView(
        id=row.id, code=row.code, grade=row.grade, state=state, standard=standard, way=way_to(standard, row.grade),
        authority_name=body.name, specimen=not body.assigned, person_id=row.person_id, name=row.person.name,
        document_kind=document.kind, document_number=own_mask(document), workshop=row.person.workshop,
        background=background_from(row.background), applied_on=row.applied_on,
        renews=(renewed.id, renewed.code) if renewed else None, eligibility=eligibility_of(store, row),
        admission=row.admission, note=row.note, files=tuple(map(file_of, evidence_of(session, row.id))),
        members=_members(session, row), stages=_stages(session, row), facts=known,
        steps=tuple(StepView(step.name, hindrances(step, known), step.reason)
                    for step in steps_from(state, row.grade) if step.name != "count"),
        involved=is_involved(row, actor), result=result_of(store, session, row), published_on=row.published_on,
        published_until=row.published_until,
        objections=tuple(_objection(session, one) for one in objections_of(session, row)),
        term_from=row.term_from, probation_from=row.probation_from, decided_on=row.decided_on,
        decided_by=row.decided_by, closed_why=row.closed_why,
    )


def line_of(row: ReviewRow) -> ReviewLine:
    """The review as a line of a list."""
    return ReviewLine(row.id, row.code, row.person.shown_name, row.grade, row.standard, row.applied_on,
                      ReviewState(row.state))


def file_of(row: EvidenceRow) -> File:
    """One file of the evidence."""
    return File(row.id, row.evidence, row.name, row.kind, row.size, row.sha256, row.added_at)


def _members(session: Session, row: ReviewRow) -> tuple[Member, ...]:
    names = names_of(session, [member.account_id for member in row.members])
    kept_away, votes = conflicted(session, row), votes_of(session, row)
    return tuple(
        Member(m.account_id, names[m.account_id], m.outside, m.qualification, m.account_id in kept_away,
               m.account_id in row.present, m.account_id in votes)
        for m in row.members
    )


def _stages(session: Session, row: ReviewRow) -> dict[str, Held]:
    held = stages_of(session, row.id)
    names = names_of(session, {account for stage in held.values() for account in stage.present})
    return {id_: _held(stage, names) for id_, stage in held.items()}


def _held(row: StageRow, names: Mapping[int, str]) -> Held:
    there = tuple(names[account] for account in row.present)
    return Held(row.stage, row.held_on, row.minutes, there, row.recorded_at)


def _objection(session: Session, row: ObjectionRow) -> Objection:
    by_whom, text = open_objection(session, row)
    return Objection(row.id, row.received_on, by_whom, text, row.outcome, row.finding)


