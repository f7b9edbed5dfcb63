"""Sign-ins for candidates: the office hands an enrolled person a user name and a first password."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import Refused
from assess.people.password import SALT_BYTES, hash_password
from assess.people.policy import Action, require
from assess.people.roles import Actor, Role
from assess.store.accounts import AccountRow
from assess.store.appointments import is_involved, review
from assess.store.audit import record
from assess.store.people import PersonRow
from assess.store.session import Store
from assess.store.sittings import enrolment


@dataclass(frozen=True)
class Invitation:
    """What is handed to the candidate; the password is kept nowhere and shown once."""

    username: str
    password: str


def username_of(person_id: int) -> str:
    """The user name of a candidate: no name, no birth date, nothing of an identity document."""
    return f"k{person_id:06d}"


def account_of(store: Store, actor: Actor, enrolment_id: int) -> str | None:
    """The user name of the enrolled person's account, or None when there is none yet."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        person_id = enrolment(session, enrolment_id).person_id
        return session.scalar(select(AccountRow.username).where(AccountRow.person_id == person_id))


def invite(store: Store, actor: Actor, enrolment_id: int, now: datetime, source: Callable[[int], bytes]) -> Invitation:
    """A new account for the enrolled person, who is a candidate in it and nothing else.

    ``source`` gives random bytes. Raises ``Refused("account.candidate_has_one")`` when the person can sign in already.
    """
    require(actor, Action.ENROL)
    with store.unit_of_work() as session:
        return _invite(session, actor, enrolment(session, enrolment_id).person, now, source)


def invite_applicant(store: Store, actor: Actor, review_id: int, now: datetime, source: Callable[[int], bytes]) \
        -> Invitation:
    """The same for the applicant of a review."""
    with store.unit_of_work() as session:
        row = review(session, review_id)
        require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        return _invite(session, actor, row.person, now, source)


def applicants_account(store: Store, actor: Actor, review_id: int) -> str | None:
    """The user name of the applicant's account, or None when there is none yet."""
    require(actor, Action.SEE_REVIEW)
    with store.reading() as session:
        person_id = review(session, review_id).person_id
        return session.scalar(select(AccountRow.username).where(AccountRow.person_id == person_id))


def _invite(session: Session, actor: Actor, person: PersonRow, now: datetime, source: Callable[[int], bytes]) \
        -> Invitation:
    known = session.scalar(select(AccountRow.username).where(AccountRow.person_id == person.id))
    if known is not None:
        raise Refused("account.candidate_has_one", username=known)
    password = b32encode(source(10)).decode().lower()
    row = AccountRow(username=username_of(person.id), name=person.shown_name,
                     password_hash=hash_password(password, source(SALT_BYTES)), roles=Role.CANDIDATE.value,
                     person_id=person.id, active=True, created=now)
    session.add(row)
    session.flush()
    record(session, actor, "account.invite", f"account:{row.id}", now, person=person.id)
    return Invitation(row.username, password)
