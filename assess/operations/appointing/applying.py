"""The applicant's own side: applying, what is asked and what is there, and what came of it.

Nothing here names a member of the panel, says how anybody voted, or shows minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import BadInput
from assess.exams.eligibility import Background, Eligibility
from assess.exams.review_progress import FINAL, ReviewState
from assess.i18n.formats import local_date
from assess.i18n.text import Text
from assess.operations.appointing.evidence import is_applicant
from assess.operations.appointing.opening import (
    eligibility_of,
    free_code_in,
    grades_of,
    require_only_one,
    way_to,
)
from assess.operations.appointing.proceedings import missing_evidence, result_of
from assess.operations.appointing.reading import File, ReviewLine, file_of, line_of
from assess.operations.appointing.terms import due_on
from assess.operations.authorities import authorities, authority_named
from assess.operations.enrolling import background_data, background_from
from assess.operations.forms import standard_of
from assess.operations.standards import library
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.model import Appointment, Apprentice, Standard
from assess.store.appointments import ReviewRow, evidence_of, review
from assess.store.audit import record
from assess.store.people import PersonRow
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow

_ADMITTED = "admitted"


@dataclass(frozen=True)
class Way:
    """One grade that can be applied for: by which edition, and at which bodies."""

    standard: Standard
    grade: str
    bodies: tuple[tuple[str, Text], ...]
    """Ids and names of the bodies that issue a paper for the grade."""


@dataclass(frozen=True)
class OwnFile:
    """One file of the evidence; ``mine`` was handed in by the applicant."""

    file: File
    mine: bool


@dataclass(frozen=True)
class OwnApplication:
    """One review as its applicant sees it. ``reasons`` and ``note`` tell why a closed one led to nothing."""

    id: int
    code: str
    grade: str
    state: ReviewState
    standard: Standard
    way: Appointment | Apprentice
    body: Text
    applied_on: date
    eligibility: Eligibility
    files: tuple[OwnFile, ...]
    missing: tuple[str, ...]
    published_on: date | None
    published_until: date | None
    closed: bool
    reached: bool
    """Whether the grade was reached, and still stands."""
    reasons: tuple[str, ...]
    note: str
    held_from: date | None
    held_until: date | None
    renewal_due: date | None
    """When a review to renew the appointment is due; None where there is nothing to renew."""


def ways(store: Store, actor: Actor) -> list[Way]:
    """What can be applied for: the newest edition of every standard that leads to a grade by review and appointment.

    学徒工 is not applied for: the enterprise decides.
    """
    require(actor, Action.APPLY, own=actor.person_id is not None)
    newest: dict[str, Standard] = {}
    for edition in library(store.config).editions.values():
        standard = edition.reading.standard
        known = newest.get(standard.id)
        if known is None or known.edition < standard.edition:
            newest[standard.id] = standard
    found = [(standard, grade) for standard in newest.values() for grade in grades_of(standard)
             if grade != "apprentice"]
    offered = [Way(standard, grade, tuple(
        (body.id, body.name) for body in authorities(store).values() if body.kind == "mainland" and body.paper_of(grade)
    )) for standard, grade in found]
    return [way for way in offered if way.bodies]


def apply(store: Store, actor: Actor, standard: str, grade: str, body: str, now: datetime) -> int:
    """The id of the actor's new application, with what earlier applications say about the person.

    The office completes what the evidence shows, and admits. Raises ``BadInput("review.no_such_grade")`` for what
    cannot be applied for, ``Refused("review.another_open")`` while another application for the grade is open.
    """
    way = next((one for one in ways(store, actor) if (one.standard.id, one.grade) == (standard, grade)), None)
    if way is None or body not in dict(way.bodies):
        raise BadInput("review.no_such_grade", grade=grade, standard=standard)
    pinned = library(store.config).get(way.standard.id, way.standard.edition).sha256
    with store.unit_of_work() as session:
        person = session.get_one(PersonRow, actor.person_id)
        require_only_one(session, person.id, grade)
        code = free_code_in(session, local_date(now).year)
        row = ReviewRow(
            code=code, grade=grade, standard=way.standard.id, edition=way.standard.edition, standard_sha256=pinned,
            authority=body, person_id=person.id, applied_on=local_date(now),
            background=background_data(replace(_known(session, person.id), born=person.born)),
            created_by=actor.account_id, created_at=now,
        )
        session.add(row)
        session.flush()
        record(session, actor, "review.apply", f"review:{row.id}", now, code=code, grade=grade)
        return row.id


def own_applications(store: Store, actor: Actor) -> list[ReviewLine]:
    """The actor's reviews, the newest first."""
    require(actor, Action.APPLY, own=actor.person_id is not None)
    query = select(ReviewRow).where(ReviewRow.person_id == actor.person_id).order_by(ReviewRow.id.desc())
    with store.reading() as session:
        return [line_of(row) for row in session.scalars(query)]


def own_application(store: Store, actor: Actor, review_id: int) -> OwnApplication:
    """One review of the actor's; raises ``Forbidden`` for anybody else's."""
    with store.reading() as session:
        row = review(session, review_id)
        require(actor, Action.APPLY, own=is_applicant(row, actor))
        return _view(store, session, row, actor)


def _view(store: Store, session: Session, row: ReviewRow, actor: Actor) -> OwnApplication:
    standard, state, result = standard_of(store, row), ReviewState(row.state), result_of(store, session, row)
    way, closed = way_to(standard, row.grade), ReviewState(row.state) in FINAL
    until = getattr(result, "term_until", None)
    renewable = isinstance(way, Appointment) and way.term.renewable
    return OwnApplication(
        id=row.id, code=row.code, grade=row.grade, state=state, standard=standard, way=way,
        body=authority_named(store, row.authority).name, applied_on=row.applied_on,
        eligibility=eligibility_of(store, row),
        files=tuple(OwnFile(file_of(file), file.added_by == actor.account_id) for file in evidence_of(session, row.id)),
        missing=missing_evidence(store, session, row),
        published_on=row.published_on, published_until=row.published_until, closed=closed,
        reached=closed and result.grade is not None, reasons=result.reasons if closed else (),
        note=(row.closed_why or ("" if row.admission == _ADMITTED else row.note)) if closed else "",
        held_from=row.decided_on if row.grade == "apprentice" else row.term_from, held_until=until,
        renewal_due=due_on(until) if until is not None and renewable else None,
    )


def _known(session: Session, person_id: int) -> Background:
    """What the person's newest application says, to a review or else to an exam; nothing, if there is none."""
    for kind in (ReviewRow, EnrolmentRow):
        query = select(kind.background).where(kind.person_id == person_id).order_by(kind.id.desc()).limit(1)
        if (data := session.scalar(query)) is not None:
            return background_from(data)
    return Background()
