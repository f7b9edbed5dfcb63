"""Numbers and places that are given once: serials of certificates, and their places in the public status lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, case, event, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.certificates.credential import LIST_SIZE
from assess.errors import Refused
from assess.store.base import Base
from assess.store.certificates import CertificateRow
from assess.store.serial_marks import SerialMarks

_GIVEN = "serials given"


class ReservationRow(Base):
    """The number that waits for one person's certificate; kept, so that preparing again spends no other."""

    __tablename__ = "reservation"

    rests_on: Mapped[str] = mapped_column(String(24), primary_key=True)
    """``enrolment:<id>`` or ``review:<id>``."""
    authority: Mapped[str] = mapped_column(String(40), primary_key=True)
    series: Mapped[str] = mapped_column(String(60))
    year: Mapped[int]
    level: Mapped[str] = mapped_column(String(10))
    serial: Mapped[int]


class CounterRow(Base):
    """The last serial given in one series (an authority's, or its specimens'), year and level."""

    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(10), primary_key=True)
    last: Mapped[int]


def reserve_serial(session: Session, rests_on: str, authority: str, series: str, year: int, level: str) -> int:
    """The serial that is this certificate's for good; the same again when it is asked for again.

    A reservation of another series, year or level is replaced, and its serial stays unused.
    """
    row = session.get(ReservationRow, (rests_on, authority))
    if row is None or (row.series, row.year, row.level) != (series, year, level):
        serial = next_serial(session, series, year, level)
        row = session.merge(ReservationRow(
            rests_on=rests_on, authority=authority, series=series, year=year, level=level, serial=serial
        ))
    return row.serial


def next_serial(session: Session, series: str, year: int, level: str) -> int:
    """The next serial number; taken for good, because the counter row moves in the same transaction.

    Never ``MAX + 1`` over the certificates: two writers read the same maximum. Nor the counter alone: it goes back with
    a database that is put back from an older copy. What was given stands outside of it before the transaction commits.
    """
    marks, key = marks_of(session), (series, year, level)
    statement = _next(session.get_bind().dialect.name)
    parameters = {"of": series, "in": year, "at": level, "mark": 0, "first": 1}
    # The statement takes the counter's row, so that nobody else writes the mark after it was read.
    taken = session.connection()
    serial: int = taken.execute(statement, parameters).scalar_one()
    given = session.info.setdefault(_GIVEN, {})
    if key not in given and (mark := marks.last(key)) >= serial:
        serial = taken.execute(statement, parameters | {"mark": mark, "first": mark + 1}).scalar_one()
    given[key] = serial
    return serial


def marks_of(session: Session) -> SerialMarks:
    """The marks of the session's installation."""
    marks: SerialMarks = session.info["serials"]
    return marks


@cache
def _next(dialect: str) -> Any:
    """Sets the counter to the one after it, or after ``mark`` if that is higher; ``first`` when there is none yet."""
    insert = sqlite_insert if dialect == "sqlite" else postgresql_insert
    counter = CounterRow.__table__
    last, mark = counter.c.last, bindparam("mark", type_=counter.c.last.type)
    return insert(CounterRow).values(
        series=bindparam("of"), year=bindparam("in"), level=bindparam("at"), last=bindparam("first")
    ).on_conflict_do_update(
        index_elements=["series", "year", "level"], set_={"last": case((last < mark, mark), else_=last) + 1}
    ).returning(last)


@event.listens_for(Session, "before_commit")
def _keep_marks(session: Session) -> None:
    """What was given in the transaction is on the disk before it is committed."""
    given = session.info.pop(_GIVEN, {})
    for key, serial in given.items():
        marks_of(session).keep(key, serial)


def certificates_made(session: Session) -> int:
    """At least how many certificates there are, at the cost of one step in an index."""
    return session.scalar(select(func.max(CertificateRow.id))) or 0


def free_place(session: Session, authority: str, near: int, source: Callable[[int], bytes]) -> int:
    """A random place in the authority's status lists that nobody has; ``near`` counts the certificates so far.

    A list is given up half full, so that places are found at once and tell nothing of an order.
    """
    first = near // (LIST_SIZE // 2) * LIST_SIZE
    for _attempt in range(64):
        place = first + int.from_bytes(source(4), "big") % LIST_SIZE
        if not session.scalar(select(CertificateRow.id).where(
                CertificateRow.authority == authority, CertificateRow.status_place == place)):
            return place
    raise Refused("certificate.no_place", authority=authority)
