"""Sign-ins for candidates: the office hands an enrolled person a user name and a first password."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assess.errors import Refused
from assess.people.password import SALT_BYTES, hash_password
from assess.people.policy import Action, require
from assess.people.roles import Actor, Role
from assess.store.accounts import AccountRow
from assess.store.audit import record
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
    password = b32encode(source(10)).decode().lower()
    hashed = hash_password(password, source(SALT_BYTES))
    with store.unit_of_work() as session:
        person = enrolment(session, enrolment_id).person
        known = session.scalar(select(AccountRow.username).where(AccountRow.person_id == person.id))
        if known is not None:
            raise Refused("account.candidate_has_one", username=known)
        row = AccountRow(username=username_of(person.id), name=person.shown_name, password_hash=hashed,
                         roles=Role.CANDIDATE.value, person_id=person.id, active=True, created=now)
        session.add(row)
        session.flush()
        record(session, actor, "account.invite", f"account:{row.id}", now, person=person.id)
        return Invitation(row.username, password)
