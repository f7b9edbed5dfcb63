"""Opening a review with its applicant, correcting the application, and the edition that a review is pinned to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import BadInput, Problems, Refused
from assess.exams.eligibility import Eligibility, evaluate
from assess.exams.review_progress import FINAL, ReviewState
from assess.i18n.formats import local_date
from assess.operations.authorities import authority_named
from assess.operations.candidates import Asked, asked_by
from assess.operations.enrolling import Applicant, background_data, background_from, person_for, problems_of
from assess.operations.forms import standard_of
from assess.operations.standards import library
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.model import Appointed, Appointment, Apprentice, Standard
from assess.store.appointments import ReviewRow, is_involved, review
from assess.store.audit import record
from assess.store.people import document_of
from assess.store.session import Store

GRADES = ("apprentice", "special", "chief")
"""The grades that no exam leads to, from the lowest."""


@dataclass(frozen=True)
class NewReview:
    """What the office chooses to open a review; ``renews`` is the review whose appointment ends."""

    code: str
    standard: str
    edition: str
    grade: str
    authority: str
    renews: int | None = None


def grades_of(standard: Standard) -> tuple[str, ...]:
    """Which of ``GRADES`` a standard leads to."""
    named = {*standard.appointments, *(["apprentice"] if standard.apprentice else [])}
    return tuple(grade for grade in GRADES if grade in named)


def way_to(standard: Standard, grade: str) -> Appointment | Apprentice:
    """What the standard asks for the grade; raises ``BadInput("review.no_such_grade")``."""
    if grade not in grades_of(standard):
        raise BadInput("review.no_such_grade", grade=grade, standard=standard.id)
    if grade == "apprentice" and standard.apprentice is not None:
        return standard.apprentice
    return standard.appointments[cast(Appointed, grade)]


def asked_for(store: Store, actor: Actor, standard: str, edition: str, grade: str) -> Asked:
    """What an application for the grade has to be asked about."""
    require(actor, Action.SEE_REVIEW)
    return asked_by(way_to(library(store.config).get(standard, edition).standard, grade).eligibility)


def open_review(store: Store, actor: Actor, new: NewReview, applicant: Applicant, now: datetime) -> int:
    """The id of the new review of one applicant by a published edition, pinned by its digest.

    Raises ``Problems("enrolment.problems")`` with every fault of the application, ``BadInput`` for a code in use or a
    grade that the edition does not lead to, ``Refused`` while the person has another review open for the grade, or
    when the appointment that is to be renewed is another's, not in force or not renewable.
    """
    reading = library(store.config).get(new.standard, new.edition)
    way_to(reading.standard, new.grade)
    authority_named(store, new.authority)
    problems = [p for p in problems_of(applicant, local_date(now)) if p.severity == "error"]
    with store.unit_of_work() as session:
        code = _free_code(session, new.code)
        person, faults = person_for(session, applicant, now)
        if problems or faults or person is None:
            raise Problems("enrolment.problems", [*problems, *faults])
        require(actor, Action.HOLD_REVIEW, examined=actor.person_id == person.id)
        require_only_one(session, person.id, new.grade)
        if new.renews is not None:
            _require_renewable(store, session, new, person.id)
        row = ReviewRow(
            code=code, grade=new.grade, standard=new.standard, edition=new.edition, standard_sha256=reading.sha256,
            authority=new.authority, renews_id=new.renews, person_id=person.id, applied_on=local_date(now),
            background=background_data(replace(applicant.background, born=applicant.birth)),
            created_by=actor.account_id, created_at=now,
        )
        session.add(row)
        session.flush()
        record(session, actor, "review.open", f"review:{row.id}", now, code=code, grade=new.grade)
        return row.id


def application(store: Store, actor: Actor, review_id: int) -> Applicant:
    """What an application says; its name and document stay as the person's record has them."""
    require(actor, Action.SEE_REVIEW)
    with store.reading() as session:
        row = review(session, review_id)
        person = row.person
        return Applicant(person.name, document_of(session, person.documents[0]), person.born, person.residence,
                         person.workshop, background_from(row.background))


def correct(store: Store, actor: Actor, review_id: int, applicant: Applicant, now: datetime) -> None:
    """Replaces what counts for admission, and the workplace, while the review is being applied for.

    Who the person is stays: other exams rest on it. Raises ``Problems`` with every fault.
    """
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        require_applying(row)
        person = row.person
        own = replace(applicant, name=person.name, document=document_of(session, person.documents[0]))
        problems = [p for p in problems_of(own, local_date(now)) if p.severity == "error"]
        if problems:
            raise Problems("enrolment.problems", problems)
        person.workshop = applicant.workshop
        row.background = background_data(replace(applicant.background, born=person.born))
        record(session, actor, "review.correct", f"review:{row.id}", now)


def eligibility_of(store: Store, row: ReviewRow) -> Eligibility:
    """The verdict on every route towards the grade as of the day of application."""
    routes = way_to(standard_of(store, row), row.grade).eligibility
    return evaluate(routes, background_from(row.background), row.applied_on)


def appointment_of(store: Store, row: ReviewRow) -> Appointment:
    """What the pinned edition asks; raises ``Refused`` for a review towards 学徒工, which has no panel."""
    way = way_to(standard_of(store, row), row.grade)
    if isinstance(way, Apprentice):
        raise Refused("review.has_no_panel", code=row.code)
    return way


def require_applying(row: ReviewRow) -> None:
    """Refuses to change an application that was decided on."""
    if row.state != ReviewState.APPLYING.value:
        raise Refused("review.not_applying", code=row.code)


def proposed_code(store: Store, actor: Actor, year: int) -> str:
    """The first free code of the pattern ``PP-2026-004``."""
    require(actor, Action.SEE_REVIEW)
    with store.reading() as session:
        return free_code_in(session, year)


def free_code_in(session: Session, year: int) -> str:
    """The first free code of the year."""
    used = set(session.scalars(select(ReviewRow.code).where(ReviewRow.code.like(f"PP-{year}-%"))))
    numbers = (f"PP-{year}-{number:03d}" for number in range(1, len(used) + 2))
    return next(code for code in numbers if code not in used)


def _free_code(session: Session, typed: str) -> str:
    code = typed.strip()
    if not code:
        raise BadInput("review.code_missing")
    if session.scalar(select(ReviewRow.id).where(ReviewRow.code == code)) is not None:
        raise BadInput("review.code_taken", code=code)
    return code


def require_only_one(session: Session, person_id: int, grade: str) -> None:
    """Refuses a second open review of one person for one grade."""
    closed = [state.value for state in FINAL]
    query = select(ReviewRow.code).where(ReviewRow.person_id == person_id, ReviewRow.grade == grade,
                                         ReviewRow.state.not_in(closed)).limit(1)
    if (other := session.scalar(query)) is not None:
        raise Refused("review.another_open", code=other)


def _require_renewable(store: Store, session: Session, new: NewReview, person_id: int) -> None:
    old = review(session, new.renews or 0)
    if (old.person_id, old.grade) != (person_id, new.grade) or old.state != ReviewState.APPOINTED.value:
        raise Refused("review.renews_nothing", code=old.code)
    if not appointment_of(store, old).term.renewable:
        raise Refused("review.not_renewable", code=old.code)
