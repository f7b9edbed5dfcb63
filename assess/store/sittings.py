"""Sittings, who is assigned to them and who is enrolled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assess.errors import NotFound
from assess.people.roles import Actor
from assess.store.base import Base
from assess.store.people import PersonRow

EXAMINING = ("examiner", "further", "lead", "led")
"""The duties of those who judge at a sitting and so must not decide about it."""


class SittingRow(Base):
    """A sitting (场次): one level of one pinned edition, one place, one day."""

    __tablename__ = "sitting"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    standard: Mapped[str] = mapped_column(String(80))
    edition: Mapped[str] = mapped_column(String(20))
    standard_sha256: Mapped[str] = mapped_column(String(64))
    form_digest: Mapped[str | None] = mapped_column(ForeignKey("form.digest"))
    """The kept form by which it is marked, from the start of the marking on."""
    level: Mapped[str] = mapped_column(String(2))
    trade: Mapped[str] = mapped_column(String(40), default="")
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(120))
    authority: Mapped[str] = mapped_column(String(40))
    """The evaluation body that issues: a folder of certs/authorities."""
    schemes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Files of certs/schemes, each with another partner; none: one certificate only."""
    state: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    notice_until: Mapped[date | None]
    review_until: Mapped[date | None]
    """The last day on which a candidate may ask for a score review (复核)."""
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    assignments: Mapped[list[AssignmentRow]] = relationship(back_populates="sitting", lazy="selectin")
    enrolments: Mapped[list[EnrolmentRow]] = relationship(back_populates="sitting", order_by="EnrolmentRow.seat")


class AssignmentRow(Base):
    """One account's duty at a sitting; ``part`` is empty for a checker, who checks all parts."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("sitting_id", "account_id", "part", "duty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    part: Mapped[str] = mapped_column(String(40), default="")
    duty: Mapped[str] = mapped_column(String(12))
    """examiner | further (one more examiner of single candidates) | lead (考评组长) | led (until
    another took over) | checker"""
    sitting: Mapped[SittingRow] = relationship(back_populates="assignments")


class EnrolmentRow(Base):
    """One person at one sitting."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("sitting_id", "person_id"), UniqueConstraint("sitting_id", "seat"))

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seat: Mapped[int]
    background: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    admission: Mapped[str] = mapped_column(String(10), default="undecided")
    """undecided | admitted | refused"""
    route: Mapped[str] = mapped_column(String(40), default="")
    evidence: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    sitting: Mapped[SittingRow] = relationship(back_populates="enrolments")
    person: Mapped[PersonRow] = relationship(lazy="joined")


class PartStateRow(Base):
    """Absent, late, withdrawn or void for one candidate's part, with the reason; the newest row counts."""

    __tablename__ = "part_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    part: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10))
    """absent | late | withdrawn | void | open (taken back)"""
    breach: Mapped[dict[str, Any] | None] = mapped_column(JSON, default=None)
    """Of a void part: the tier (``Breach``) as the authority's list had it then; what is changed there counts later."""
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]


class CarriedPartRow(Base):
    """A part that was passed at an earlier sitting and counts at this one (成绩保留), by its settled result."""

    __tablename__ = "carried_part"
    __table_args__ = (UniqueConstraint("enrolment_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    part: Mapped[str] = mapped_column(String(40))
    result_id: Mapped[int] = mapped_column(ForeignKey("result.id"))
    carried_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    carried_at: Mapped[datetime]


class ConsentRow(Base):
    """A person's consent to one destination of their data, with the text they agreed to; appended, never changed."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    destination: Mapped[str] = mapped_column(String(40))
    given: Mapped[bool]
    """False: an earlier consent was taken back."""
    version: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]


def sitting(session: Session, sitting_id: int) -> SittingRow:
    """The sitting; raises ``NotFound``."""
    row = session.get(SittingRow, sitting_id)
    if row is None:
        raise NotFound("sitting.unknown", sitting=sitting_id)
    return row


def enrolment(session: Session, enrolment_id: int) -> EnrolmentRow:
    """The enrolment; raises ``NotFound``."""
    row = session.get(EnrolmentRow, enrolment_id)
    if row is None:
        raise NotFound("enrolment.unknown", enrolment=enrolment_id)
    return row


def has_duty(row: SittingRow, actor: Actor, duty: str) -> bool:
    """Whether the actor is assigned to the sitting with that duty (see ``AssignmentRow``)."""
    return any(a.account_id == actor.account_id and a.duty == duty for a in row.assignments)


def took_part(row: SittingRow, actor: Actor) -> bool:
    """Whether the actor examines at the sitting or is examined there, and so must not decide about it."""
    return any(has_duty(row, actor, duty) for duty in EXAMINING) or \
        any(e.person_id == actor.person_id for e in row.enrolments)


def part_states(session: Session, sitting_id: int) -> dict[tuple[int, str], PartStateRow]:
    """The state in force of each (enrolment id, part) of a sitting for which one was recorded."""
    rows = session.scalars(
        select(PartStateRow).join(EnrolmentRow, EnrolmentRow.id == PartStateRow.enrolment_id)
        .where(EnrolmentRow.sitting_id == sitting_id).order_by(PartStateRow.id)
    )
    return {(row.enrolment_id, row.part): row for row in rows if row}


def carried_parts(session: Session, sitting_id: int) -> dict[tuple[int, str], CarriedPartRow]:
    """The parts of a sitting that count from an earlier one, by (enrolment id, part)."""
    rows = session.scalars(
        select(CarriedPartRow).join(EnrolmentRow, EnrolmentRow.id == CarriedPartRow.enrolment_id)
        .where(EnrolmentRow.sitting_id == sitting_id)
    )
    return {(row.enrolment_id, row.part): row for row in rows}


def void_parts(session: Session, person_ids: Collection[int]) -> list[tuple[PartStateRow, EnrolmentRow]]:
    """The void parts of these people at any sitting, for which a tier of breach was named and not taken back."""
    newest: dict[tuple[int, str], tuple[PartStateRow, EnrolmentRow]] = {}
    people = list(person_ids)
    for start in range(0, len(people), 500):
        rows = session.execute(
            select(PartStateRow, EnrolmentRow).join(EnrolmentRow, EnrolmentRow.id == PartStateRow.enrolment_id)
            .where(EnrolmentRow.person_id.in_(people[start:start + 500])).order_by(PartStateRow.id)
        )
        newest |= {(state.enrolment_id, state.part): (state, enrolled) for state, enrolled in rows}
    return [(state, enrolled) for state, enrolled in newest.values() if state.state == "void" and state.breach]


_STATE = (
    select(PartStateRow.state)
    .where(PartStateRow.enrolment_id == bindparam("of_enrolment"), PartStateRow.part == bindparam("of_part"))
    .order_by(PartStateRow.id.desc()).limit(1)
)


def closed_state(session: Session, enrolment_id: int, part: str) -> str:
    """``absent``, ``withdrawn`` or ``void`` as it was last recorded for that part; empty when the part is open."""
    state = session.connection().scalar(_STATE, {"of_enrolment": enrolment_id, "of_part": part})
    return "" if state in (None, "open") else str(state)


def consent_in_force(session: Session, enrolment_id: int, destination: str) -> ConsentRow | None:
    """The newest consent for that destination, unless it was taken back."""
    row = session.scalar(
        select(ConsentRow).where(ConsentRow.enrolment_id == enrolment_id, ConsentRow.destination == destination)
        .order_by(ConsentRow.id.desc()).limit(1)
    )
    return row if row is not None and row.given else None


def next_seat(session: Session, sitting_id: int) -> int:
    """The first free seat number after the highest one given."""
    highest = session.scalar(select(func.max(EnrolmentRow.seat)).where(EnrolmentRow.sitting_id == sitting_id))
    return (highest or 0) + 1
