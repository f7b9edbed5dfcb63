"""What an officer of a partner authority reads before deciding on a paper, and what was decided before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.certificates.payload import payload_from_bytes
from assess.exams.awards import AwardVerdict
from assess.exams.form import ExamForm
from assess.exams.result import Result
from assess.i18n.text import Text
from assess.operations.authorities import scheme_named
from assess.operations.forms import form_of, standard_of
from assess.operations.issuing.listing import CertificateLine, lines
from assess.operations.life.looking import fits
from assess.operations.settling import recompute
from assess.people.identity import PersonName
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.certificates import CertificateRow, certificate, events_of, open_payload
from assess.store.people import PersonRow
from assess.store.session import Store
from assess.store.sittings import ConsentRow, EnrolmentRow, consent_in_force

_APPROVED = ("approved", "issued")
MOST = 200
"""So many decided papers are listed at once; a search finds the others."""


@dataclass(frozen=True)
class Event:
    """One thing that happened to the paper, with its reason where one was given."""

    kind: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Consent:
    """What the candidate agreed to, in the very words that were shown."""

    version: str
    text: str
    given_at: datetime


@dataclass(frozen=True)
class Dossier:
    """Everything about one paper: its face, the exam behind it, the consent, and what happened so far.

    ``result_holds``: the sealed sheets, computed afresh, still lead to the result that the paper pins.
    """

    certificate: CertificateLine
    name: PersonName
    born: date | None
    document_type: str
    document_number: str = field(repr=False)
    residence: str
    sitting_code: str
    standard_name: Text
    standard_edition: str
    held_on: date
    place: str
    form: ExamForm
    result: Result
    award: AwardVerdict | None
    """What the result says of this authority's paper, step by step."""
    result_holds: bool
    consent: Consent | None
    events: tuple[Event, ...]
    waits: bool


def dossier(store: Store, actor: Actor, certificate_id: int) -> Dossier:
    """The dossier of one paper of the actor's authority; raises ``Forbidden`` for another's, ``NotFound``."""
    with store.reading() as session:
        row = certificate(session, certificate_id)
        require(actor, Action.ENDORSE, authority=row.authority)
        return _dossier(store, session, row)


def decided(store: Store, actor: Actor, search: str = "") -> list[CertificateLine]:
    """The papers of the actor's authority that were endorsed, issued or refused, the newest first, at most ``MOST``.

    ``search`` is a part of the number or of a name.
    """
    require(actor, Action.ENDORSE, authority=actor.authority or "")
    query = (
        select(CertificateRow).join(EnrolmentRow).join(PersonRow, PersonRow.id == EnrolmentRow.person_id)
        .where(CertificateRow.authority == actor.authority, CertificateRow.state != "prepared")
        .order_by(CertificateRow.id.desc()).limit(MOST)
    )
    if wanted := search.strip():
        query = query.where(fits(wanted))
    with store.reading() as session:
        return lines(store, session, session.scalars(query))


def _dossier(store: Store, session: Session, row: CertificateRow) -> Dossier:
    payload = payload_from_bytes(open_payload(session, row))
    enrolled, sitting = row.enrolled, row.enrolled.sitting
    form = form_of(store, sitting)
    result, standard = recompute(session, form, enrolled), standard_of(store, sitting)
    return Dossier(
        certificate=next(iter(lines(store, session, [row]))),
        name=payload.name,
        born=date.fromisoformat(payload.born) if payload.born else None,
        document_type=payload.document_type,
        document_number=payload.document_number,
        residence=enrolled.person.residence,
        sitting_code=sitting.code,
        standard_name=standard.name,
        standard_edition=standard.edition,
        held_on=sitting.held_on,
        place=sitting.place,
        form=form,
        result=result,
        award=next((result.award(name) for name in sitting.schemes
                    if scheme_named(store, name).partner == row.authority), None),
        result_holds=result.digest == payload.result_sha256,
        consent=_consent(consent_in_force(session, enrolled.id, row.authority)),
        events=tuple(_told(Event(event.kind, event.reason, event.at) for event in events_of(session, row.id))),
        waits=row.state == "prepared" and sitting.state in _APPROVED and row.is_partners,
    )


def _consent(row: ConsentRow | None) -> Consent | None:
    return None if row is None else Consent(row.version, row.text, row.recorded_at)


def _told(events: Iterable[Event]) -> Iterable[Event]:
    """The events with the partner's number left out: the other paper is the other authority's."""
    return (Event(e.kind, "" if e.kind.startswith("linked_") else e.reason, e.at) for e in events)
