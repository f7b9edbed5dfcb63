"""Objections to published results: from anybody through the notice's page, or from a letter that the office records.

What was said and who said it are sealed. An open objection keeps the certificates from being approved; one that was
upheld does until the results were settled again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from assess.errors import BadInput, NotFound, Refused
from assess.i18n.formats import local_date
from assess.operations.notices import published_sitting
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.audit import acts_on, record
from assess.store.remedies import (
    NoticeObjectionRow,
    close_objection,
    objection_reference,
    objections_of,
    objections_of_strangers,
    open_objection,
)
from assess.store.results import results_of
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, sitting, took_part

OUTCOMES = ("dismissed", "upheld")
LONGEST_TEXT, LONGEST_FINDING, LONGEST_NAME, LONGEST_CONTACT = 4000, 2000, 80, 120
AN_HOUR = 20
"""So many objections a sitting takes through the public page in an hour; more come by letter."""
_DECIDABLE = ("marking", "settled", "notice")


@dataclass(frozen=True)
class ObjectionView:
    """One objection as the office sees it; who made it is empty for readers who examined at the sitting."""

    id: int
    reference: str
    seat: int | None
    received_on: date
    name: str
    contact: str
    text: str
    public: bool
    """Whether it came through the notice's page."""
    outcome: str
    finding: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True)
class ObjectionState:
    """What somebody who holds the reference may know: that it was received, and what became of it."""

    reference: str
    sitting_code: str
    received_on: date
    outcome: str
    finding: str
    decided_at: datetime | None


def object_publicly(store: Store, code: str, seat: int | None, text: str, name: str, contact: str, now: datetime) \
        -> str:
    """The reference of a stranger's objection to one line of the notice, or to the whole (``seat`` None).

    Raises ``NotFound("notice.unknown")`` when no such notice stands today, ``BadInput`` for a seat that is not on it,
    and ``Refused("notice_objection.too_many")``.
    """
    with store.unit_of_work() as session:
        row = published_sitting(session, code, local_date(now))
        if objections_of_strangers(session, row.id, now - timedelta(hours=1)) >= AN_HOUR:
            raise Refused("notice_objection.too_many")
        made = _keep(session, row, seat, text, name, contact, local_date(now), None, now)
        return objection_reference(store.vault, made.id)


def record_objection(store: Store, actor: Actor, sitting_id: int, seat: int | None, text: str, name: str, contact: str,
                     received_on: date, now: datetime) -> int:
    """The id of an objection that came by letter or telephone; received while the notice stood."""
    require(actor, Action.RECORD_OBJECTION)
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        if row.state != "notice" or row.notice_until is None:
            raise Refused("notice_objection.not_public", code=row.code)
        published = acts_on(session, "sitting.publish_notice", f"sitting:{row.id}")[-1]
        if not local_date(published.at) <= received_on <= min(local_date(now), row.notice_until):
            raise BadInput("notice_objection.day")
        return _keep(session, row, seat, text, name, contact, received_on, actor, now).id


def objections(store: Store, actor: Actor, sitting_id: int) -> list[ObjectionView]:
    """The objections to the results of a sitting, the newest first."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        rows, hidden = objections_of(session, sitting_id), took_part(row, actor)
        seats = {enrolled.id: enrolled.seat for enrolled in row.enrolments}
        names = names_of(session, [each.decided_by for each in rows if each.decided_by])
        found = []
        for each in rows:
            text, who = open_objection(session, each)
            found.append(ObjectionView(
                each.id, objection_reference(store.vault, each.id),
                seats.get(each.enrolment_id) if each.enrolment_id else None, each.received_on,
                "" if hidden else who["name"], "" if hidden else who["contact"], text, each.recorded_by is None,
                each.outcome, each.finding, names.get(each.decided_by, "") if each.decided_by else "", each.decided_at,
            ))
        return found


def decide_objection(store: Store, actor: Actor, objection_id: int, outcome: str, finding: str, now: datetime) -> None:
    """Dismisses or upholds an objection, once, with what was found; nobody who examined at the sitting decides.

    After one that is upheld the marking is reopened: until the results are settled again no certificate is approved.
    """
    if outcome not in OUTCOMES:
        raise BadInput("objection.outcome", got=outcome, known=", ".join(OUTCOMES))
    if not finding.strip():
        raise BadInput("objection.finding_missing")
    with store.unit_of_work() as session:
        made = session.get(NoticeObjectionRow, objection_id, with_for_update=True)
        if made is None:
            raise NotFound("objection.unknown", objection=objection_id)
        row = sitting(session, made.sitting_id)
        require(actor, Action.DECIDE_REMEDY, examined=took_part(row, actor))
        if made.outcome != "open" or row.state not in _DECIDABLE:
            raise Refused("objection.decided", code=row.code)
        made.outcome, made.finding = outcome, _within(finding, LONGEST_FINDING, "finding")
        made.decided_by, made.decided_at = actor.account_id, now
        record(session, actor, "sitting.decide_objection", f"sitting:{row.id}", now, objection=made.id, outcome=outcome)


def objection_by_reference(store: Store, reference: str) -> ObjectionState:
    """What became of an objection; raises ``NotFound("objection.unknown")`` for every reference that was never given.

    The keyed part of a reference cannot be guessed, so nobody learns from here that there are objections.
    """
    number = reference.partition("-")[0]
    with store.reading() as session:
        known = number.isascii() and number.isdigit() and len(number) < 10
        row = session.get(NoticeObjectionRow, int(number)) if known else None
        if row is None or objection_reference(store.vault, row.id) != reference.strip().upper():
            raise NotFound("objection.unknown", objection=reference[:40])
        return ObjectionState(objection_reference(store.vault, row.id), sitting(session, row.sitting_id).code,
                              row.received_on, row.outcome, row.finding, row.decided_at)


def _keep(session: Session, row: SittingRow, seat: int | None, text: str, name: str, contact: str, received_on: date,
          actor: Actor | None, now: datetime) -> NoticeObjectionRow:
    if not text.strip():
        raise BadInput("objection.text_missing")
    said, who = close_objection(session, row.id, _within(text, LONGEST_TEXT, "text"), {
        "name": _within(name, LONGEST_NAME, "name"), "contact": _within(contact, LONGEST_CONTACT, "contact"),
    })
    about = _about(session, row, seat, everybody=actor is not None)
    made = NoticeObjectionRow(
        sitting_id=row.id, enrolment_id=about.id if about else None, received_on=received_on, by_whom_sealed=who,
        text_sealed=said, recorded_by=actor.account_id if actor else None, recorded_at=now,
    )
    session.add(made)
    session.flush()
    record(session, actor, "sitting.object" if actor else "sitting.object_public", f"sitting:{row.id}", now,
           objection=made.id)
    return made


def _about(session: Session, row: SittingRow, seat: int | None, everybody: bool) -> EnrolmentRow | None:
    """Whose result it is about; strangers name a line of the notice, the office anybody who has a result."""
    if seat is None:
        return None
    results = results_of(session, row.id)
    for enrolled in row.enrolments:
        result = results.get(enrolled.id)
        if enrolled.seat == seat and result is not None and (everybody or result.passed):
            return enrolled
    raise BadInput("notice_objection.no_such_line", seat=seat)


def _within(text: str, longest: int, field: str) -> str:
    text = text.strip()
    if len(text) > longest:
        raise BadInput("notice_objection.too_long", field=field, got=len(text), most=longest)
    return text
