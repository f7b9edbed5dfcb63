"""Correcting an application while enrolment is open: a wrong character in a name must not end on a certificate."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import Problem, Problems, Refused
from assess.i18n.formats import local_date
from assess.operations.enrolling import (
    Applicant,
    background_data,
    background_from,
    conflicts_with_duties,
    problems_of,
)
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import AccountRow
from assess.store.audit import record
from assess.store.people import PersonRow, add_document, document_of, person_by_document
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, enrolment

_NOT_FIXED = ("draft", "announced", "enrolling", "cancelled")
"""States of a sitting in which nothing rests yet on who its people are."""


def application(store: Store, actor: Actor, enrolment_id: int) -> Applicant:
    """What an application says, to be corrected; raises ``NotFound``."""
    require(actor, Action.ENROL)
    with store.reading() as session:
        row = enrolment(session, enrolment_id)
        return _stored(session, row)


def correct(store: Store, actor: Actor, enrolment_id: int, applicant: Applicant, now: datetime) -> None:
    """Replaces what an application says; the office then decides on the admission anew.

    An empty document number keeps the number that is known. Name and document stay as they are once another sitting
    rests on them. Raises ``Problems`` with every fault, and ``Refused`` when enrolment is over.
    """
    require(actor, Action.ENROL)
    with store.unit_of_work() as session:
        row = enrolment(session, enrolment_id)
        if row.sitting.state != "enrolling":
            raise Refused("enrolment.not_open", code=row.sitting.code, state=row.sitting.state)
        before = _stored(session, row)
        if not applicant.document.number and applicant.document.kind is before.document.kind:
            applicant = replace(applicant, document=before.document)
        problems = [p for p in problems_of(applicant, local_date(now)) if p.severity == "error"]
        problems += _identity(session, row, before, applicant)
        if not problems:
            _save(session, row, applicant)
            problems += conflicts_with_duties(session, row.sitting, {row.person_id: applicant})
        if problems:
            raise Problems("enrolment.problems", problems)
        record(session, actor, "enrolment.correct", f"enrolment:{row.id}", now, seat=row.seat)


def _stored(session: Session, row: EnrolmentRow) -> Applicant:
    person = row.person
    return Applicant(
        name=person.name, document=document_of(session, person.documents[0]), born=person.born,
        residence=person.residence, workshop=person.workshop, background=background_from(row.background),
    )


def _identity(session: Session, row: EnrolmentRow, before: Applicant, applicant: Applicant) -> list[Problem]:
    """What keeps a changed name or document from being taken over."""
    if applicant.name == before.name and applicant.document == before.document:
        return []
    elsewhere = session.scalar(
        select(SittingRow.code).join(EnrolmentRow, EnrolmentRow.sitting_id == SittingRow.id)
        .where(EnrolmentRow.person_id == row.person_id, SittingRow.state.not_in(_NOT_FIXED)).limit(1)
    )
    if elsewhere is not None:
        place = "number" if applicant.name == before.name else "zh"
        return [Problem("applicant.fixed_elsewhere", place, {"name": before.name.shown, "code": elsewhere})]
    known = person_by_document(session, applicant.document) if applicant.document.number else None
    if known is not None and known.id != row.person_id:
        return [Problem("applicant.document_known", "number", {"name": known.shown_name})]
    return []


def _save(session: Session, row: EnrolmentRow, applicant: Applicant) -> None:
    person = row.person
    person.name_zh, person.surname, person.given = applicant.name.zh, applicant.name.surname, applicant.name.given
    person.born, person.residence, person.workshop = applicant.birth, applicant.residence, applicant.workshop
    _replace_document(session, person, applicant)
    row.background = background_data(replace(applicant.background, born=applicant.birth))
    row.admission, row.route, row.evidence, row.decided_by, row.decided_at = "undecided", "", "", None, None
    for account in session.scalars(select(AccountRow).where(AccountRow.person_id == person.id)):
        account.name = applicant.name.shown[:80]
    session.flush()


def _replace_document(session: Session, person: PersonRow, applicant: Applicant) -> None:
    old = person.documents[0]
    if document_of(session, old) == applicant.document:
        return
    session.delete(old)
    person.documents.remove(old)
    session.flush()
    add_document(session, person, applicant.document)
