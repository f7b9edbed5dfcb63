"""What the office and an authority's officers read about the life of certificates, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from assess.certificates.status import Status, acts_from
from assess.errors import NotFound
from assess.operations.issuing.editions import Correction, HolderFacts, correction_of, facts_of
from assess.operations.issuing.listing import CertificateLine, lines
from assess.operations.life.deciders import may_change, may_decide, require_seeing
from assess.operations.life.stepping import EDITIONS
from assess.people.policy import Action, may
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.appointments import ReviewRow
from assess.store.certificate_acts import CertificateActRow, acts_in, acts_on, unseen_notices
from assess.store.certificates import CertificateRow, certificate, editions_of, events_of, is_erased
from assess.store.people import PersonRow
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow

MOST = 200
"""So many certificates are listed at once; a search finds the others."""
_WAITING = ("open", "asked")
_STATES = ("issued", "suspended", "resumed", "revoked", "replaced", "erased")
"""The events that change what a certificate is worth."""
_PUBLIC = (*_STATES, "linked_suspended", "linked_resumed", "linked_revoked", "linked_replaced", "linked_erased")


@dataclass(frozen=True)
class LifeEvent:
    """One thing that happened; ``actor`` is empty for the program, ``proposed_by`` where one person was enough."""

    kind: str
    reason_class: str
    reason: str
    actor: str
    proposed_by: str
    at: datetime


@dataclass(frozen=True)
class OpenStep:
    """A step that waits: ``asked`` by the holder to be taken up, or ``open`` for a second person to decide."""

    id: int
    kind: str
    reason_class: str
    reason: str
    state: str
    proposed_by: str
    proposed_at: datetime
    can_decide: bool
    """Whether the reader may decide it as the second person."""
    line: CertificateLine
    edition: CertificateLine | None
    """The paper that was prepared."""
    correction: Correction | None
    """What a correction changes."""


@dataclass(frozen=True)
class Life:
    """One edition of a certificate: how it stands, what happened, what can be done with it by the reader now."""

    line: CertificateLine
    events: tuple[LifeEvent, ...]
    editions: tuple[CertificateLine, ...]
    """All of them, this one too, in their order."""
    steps: tuple[OpenStep, ...]
    possible: tuple[str, ...]
    """The kinds of steps; empty for a reader who may change nothing."""
    facts: HolderFacts | None
    """What it states of its holder; None once the record is erased."""

    @property
    def since(self) -> datetime | None:
        """Since when it stands so; None before the issue."""
        return _since(self.events)


@dataclass(frozen=True)
class Notice:
    """What an authority is told of another authority's paper of the same exam."""

    id: int
    kind: str
    at: datetime
    line: CertificateLine
    """The own paper."""
    other: str
    """The other authority's id."""


@dataclass(frozen=True)
class Sought:
    """What is looked for among the certificates: part of a number or name, and one state or any."""

    text: str = ""
    state: str = ""


def life_of(store: Store, actor: Actor, certificate_id: int) -> Life:
    """The life of one edition; raises ``NotFound``, and ``Forbidden`` for whoever may not read it."""
    with store.reading() as session:
        row = certificate(session, certificate_id)
        require_seeing(actor, row)
        found = acts_on(session, row.id, *_WAITING)
        changes = may_change(actor, row) and row.state == "issued" and not any(one.state == "open" for one in found)
        return Life(
            line=_line(store, session, row),
            events=_events(session, row),
            editions=tuple(lines(store, session, editions_of(session, row))),
            steps=tuple(_steps(store, session, actor, [(step, row) for step in found])),
            possible=tuple(each.kind for each in acts_from(Status(row.status))) if changes else (),
            facts=None if is_erased(row) else facts_of(session, row),
        )


def own_life(store: Store, actor: Actor, certificate_id: int) -> tuple[LifeEvent, ...]:
    """What happened to the actor's own certificate since its issue, without people and without reasons in words.

    Raises ``NotFound`` for anybody else's.
    """
    with store.reading() as session:
        row = certificate(session, certificate_id)
        if actor.person_id is None or actor.person_id != row.person_id:
            raise NotFound("certificate.unknown", certificate=certificate_id)
        return tuple(replace(event, reason="", actor="", proposed_by="") for event in _events(session, row)
                     if event.kind in _PUBLIC)


def asked_by_holder(store: Store, actor: Actor, certificate_id: int) -> tuple[str, ...]:
    """The kinds of editions that wait to be taken up for the actor's own certificate, or are on their way."""
    with store.reading() as session:
        row = certificate(session, certificate_id)
        if actor.person_id is None or actor.person_id != row.person_id:
            raise NotFound("certificate.unknown", certificate=certificate_id)
        return tuple(step.kind for step in acts_on(session, row.id, *_WAITING) if step.kind in EDITIONS)


def open_steps(store: Store, actor: Actor) -> list[OpenStep]:
    """What waits for the office or for the actor's authority, the oldest first."""
    with store.reading() as session:
        mine = [(step, row) for step, row in acts_in(session, _WAITING) if may_change(actor, row)]
        return list(_steps(store, session, actor, mine))


def notices(store: Store, actor: Actor) -> list[Notice]:
    """What happened to other authorities' papers of the same exams, and nobody here has marked as seen."""
    with store.reading() as session:
        return [
            Notice(notice.id, notice.kind, notice.at, _line(store, session, row),
                   certificate(session, notice.about_id).authority)
            for notice, row in unseen_notices(session) if may_change(actor, row)
        ]


def search(store: Store, actor: Actor, sought: Sought) -> list[CertificateLine]:
    """The certificates that the actor may read and that fit, the newest first, at most ``MOST``."""
    query = (
        select(CertificateRow).outerjoin(CertificateRow.enrolment).outerjoin(CertificateRow.review)
        .join(PersonRow, or_(PersonRow.id == EnrolmentRow.person_id, PersonRow.id == ReviewRow.person_id))
        .order_by(CertificateRow.id.desc()).limit(MOST)
    )
    if not may(actor, Action.SEE_SITTING):
        query = query.where(CertificateRow.authority == (actor.authority or ""))
    if text := sought.text.strip():
        query = query.where(fits(text))
    if sought.state in {each.value for each in Status}:
        query = query.where(CertificateRow.state == "issued", CertificateRow.status == sought.state)
    elif sought.state:
        query = query.where(CertificateRow.state == sought.state)
    with store.reading() as session:
        return lines(store, session, session.scalars(query))


def fits(text: str) -> ColumnElement[bool]:
    """That the number or a name holds the text; one whose record was erased is found by its number alone."""
    names = (PersonRow.name_zh, PersonRow.surname, PersonRow.given)
    of_holder = or_(*(column.icontains(text, autoescape=True) for column in names))
    return or_(CertificateRow.number.icontains(text, autoescape=True),
               and_(of_holder, CertificateRow.erased_at.is_(None)))


def _since(events: Iterable[LifeEvent]) -> datetime | None:
    return next((event.at for event in reversed(tuple(events)) if event.kind in _STATES), None)


def _events(session: Session, row: CertificateRow) -> tuple[LifeEvent, ...]:
    events = events_of(session, row.id)
    people = {by for event in events for by in (event.actor_id, event.proposed_by) if by is not None}
    names = names_of(session, people)
    return tuple(
        LifeEvent(e.kind, e.reason_class, "" if e.kind.startswith("linked_") else e.reason,
                  names.get(e.actor_id or 0, ""), names.get(e.proposed_by or 0, ""), e.at)
        for e in events
    )


def _steps(store: Store, session: Session, actor: Actor, found: Iterable[tuple[CertificateActRow, CertificateRow]]) \
        -> Iterable[OpenStep]:
    for step, row in found:
        edition = certificate(session, step.edition_id) if step.edition_id else None
        yield OpenStep(
            step.id, step.kind, step.reason_class, step.reason, step.state,
            names_of(session, {step.proposed_by}).get(step.proposed_by, ""), step.proposed_at,
            step.state == "open" and may_decide(actor, row, step.proposed_by),
            _line(store, session, row), _line(store, session, edition) if edition else None,
            correction_of(session, row, edition) if edition and step.kind == "correction" else None,
        )


def _line(store: Store, session: Session, row: CertificateRow) -> CertificateLine:
    return lines(store, session, [row])[0]
