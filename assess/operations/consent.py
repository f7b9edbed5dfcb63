"""Consent of a candidate to one destination of their data: asked with its text, given, withdrawn; all of it kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assess.certificates.scheme import Scheme
from assess.errors import Refused
from assess.i18n.text import DEFAULT, Text
from assess.operations.authorities import authority_named, scheme_named
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.session import Store
from assess.store.sittings import ConsentRow, EnrolmentRow, consent_in_force, enrolment


@dataclass(frozen=True)
class ConsentQuestion:
    """What a candidate is asked, and since when they agree (None: they do not)."""

    enrolment_id: int
    destination: str
    destination_name: Text
    version: str
    text: Text
    given_at: datetime | None


def asked(store: Store, actor: Actor, enrolment_id: int) -> tuple[ConsentQuestion, ...]:
    """The questions that belong to an enrolment: one for every destination, none when its sitting has no scheme."""
    with store.reading() as session:
        row = enrolment(session, enrolment_id)
        require(actor, Action.CONSENT, own=row.person_id == actor.person_id)
        return tuple(_question(store, session, row, scheme_named(store, scheme)) for scheme in row.sitting.schemes)


def question(store: Store, actor: Actor, enrolment_id: int, destination: str) -> ConsentQuestion:
    """The question about one destination; raises ``Refused("consent.not_asked")`` when the sitting has it not."""
    for one in asked(store, actor, enrolment_id):
        if one.destination == destination:
            return one
    raise Refused("consent.not_asked", destination=destination)


def give(
    store: Store, actor: Actor, enrolment_id: int, destination: str, version: str, now: datetime, *,
    locale: str = DEFAULT,
) -> None:
    """Records that the person agreed to the text of ``version`` as it reads in ``locale``; twice changes nothing.

    Raises ``Refused``: ``consent.not_asked`` when the sitting has no such destination, ``consent.other_version`` when
    the text was changed since the person read it.
    """
    with store.unit_of_work() as session:
        row, scheme = _agreed(store, session, actor, enrolment_id, destination)
        if version != scheme.consent.version:
            raise Refused("consent.other_version", got=version, expected=scheme.consent.version)
        given = consent_in_force(session, enrolment_id, destination)
        if given is not None and given.version == version:
            return
        _record(session, actor, row, destination, True, version, scheme.consent.text.in_locale(locale), now)


def withdraw(store: Store, actor: Actor, enrolment_id: int, destination: str, now: datetime) -> None:
    """Records that the person took the consent back; what was issued before stays as it is.

    Raises ``Refused("consent.not_given")`` when there is none in force.
    """
    with store.unit_of_work() as session:
        row, _scheme = _agreed(store, session, actor, enrolment_id, destination)
        given = consent_in_force(session, enrolment_id, destination)
        if given is None:
            raise Refused("consent.not_given", destination=destination)
        _record(session, actor, row, destination, False, given.version, given.text, now)


def _question(store: Store, session: Session, row: EnrolmentRow, scheme: Scheme) -> ConsentQuestion:
    given = consent_in_force(session, row.id, scheme.partner)
    return ConsentQuestion(
        enrolment_id=row.id,
        destination=scheme.partner,
        destination_name=authority_named(store, scheme.partner).name,
        version=scheme.consent.version,
        text=scheme.consent.text,
        given_at=given.recorded_at if given else None,
    )


def _agreed(
    store: Store, session: Session, actor: Actor, enrolment_id: int, destination: str
) -> tuple[EnrolmentRow, Scheme]:
    """The enrolment, and the scheme whose partner the destination is."""
    row = enrolment(session, enrolment_id)
    require(actor, Action.CONSENT, own=row.person_id == actor.person_id)
    for scheme in (scheme_named(store, name) for name in row.sitting.schemes):
        if scheme.partner == destination:
            return row, scheme
    raise Refused("consent.not_asked", destination=destination)


def _record(
    session: Session, actor: Actor, row: EnrolmentRow, destination: str, given: bool, version: str, text: str,
    now: datetime,
) -> None:
    session.add(ConsentRow(
        enrolment_id=row.id, destination=destination, given=given, version=version, text=text,
        recorded_by=actor.account_id, recorded_at=now,
    ))
    act = "consent.give" if given else "consent.withdraw"
    record(session, actor, act, f"enrolment:{row.id}", now, destination=destination, version=version)
