"""The log of what was attested: a chain in which every entry pins all before it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple, cast

from sqlalchemy import String, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.errors import Refused
from assess.ledger.entry import GENESIS, Entry, Kind, chain
from assess.store.base import Base
from assess.store.certificates import CertificateRow

_AT_ONCE = 2000


class LogRow(Base):
    """One entry; no personal data, only a salted hash."""

    __tablename__ = "log"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    authority: Mapped[str] = mapped_column(String(60))
    """Whose entry it is: an authority, ``log`` for the key of the log, the folder of a standard."""
    leaf: Mapped[str] = mapped_column(String(64), index=True)
    head: Mapped[str] = mapped_column(String(64))
    """Hash over the previous head and this entry."""


def last_entry(session: Session) -> LogRow | None:
    """The newest row, held against other writers; None while the log is empty."""
    return session.scalar(select(LogRow).order_by(LogRow.sequence.desc()).limit(1).with_for_update())


def append(session: Session, entry: Entry) -> LogRow:
    """The new last row of the log.

    Raises ``Refused("clock.behind_log")`` when the entry's day is before the last one's: a clock that was set back must
    not date a certificate.
    """
    last = last_entry(session)
    if last is not None and entry.day < last.day:
        raise Refused("clock.behind_log", today=entry.day.isoformat(), last=last.day.isoformat())
    return _after(session, last, entry)


def take_up(session: Session, kind: Kind, authority: str, leaf: str, today: date) -> LogRow:
    """The new last row of the log, for what is no certificate's fate: a standard, a form, a sheet was fixed.

    Its day is the one on which the log took it up, never before the last entry's. A clock that was set back must not
    stop an exam, and it can do no harm here: the record of the act keeps its own moment.
    """
    last = last_entry(session)
    return _after(session, last, Entry(kind, max(today, last.day) if last else today, authority, leaf))


def _after(session: Session, last: LogRow | None, entry: Entry) -> LogRow:
    row = LogRow(
        sequence=1 if last is None else last.sequence + 1,
        kind=entry.kind,
        day=entry.day,
        authority=entry.authority,
        leaf=entry.leaf,
        head=chain(GENESIS if last is None else last.head, entry),
    )
    session.add(row)
    session.flush()
    return row


def entry_of(row: LogRow) -> Entry:
    """The entry that the row holds."""
    return Entry(cast(Kind, row.kind), row.day, row.authority, row.leaf)


def entries_from(session: Session, index: int, limit: int | None = None) -> list[Entry]:
    """The entries from ``index`` (counted from 0) to the newest one, ``limit`` at most, in order."""
    columns = select(LogRow.kind, LogRow.day, LogRow.authority, LogRow.leaf)
    rows = session.execute(columns.where(LogRow.sequence > index).order_by(LogRow.sequence).limit(limit))
    return [Entry(cast(Kind, kind), day, authority, leaf) for kind, day, authority, leaf in rows]


class Line(NamedTuple):
    """One row of the log, as it is read while going through all of them."""

    sequence: int
    entry: Entry
    head: str


def all_lines(session: Session) -> Iterator[Line]:
    """Every row in order, a few thousand at a time: a log of millions is read in constant memory."""
    columns = select(LogRow.sequence, LogRow.kind, LogRow.day, LogRow.authority, LogRow.leaf, LogRow.head)
    rows = session.execute(columns.order_by(LogRow.sequence).execution_options(yield_per=_AT_ONCE))
    for sequence, kind, day, authority, leaf, head in rows:
        yield Line(sequence, Entry(cast(Kind, kind), day, authority, leaf), head)


def issue_of(session: Session, leaf: str) -> LogRow | None:
    """The entry by which the certificate of that leaf was issued."""
    return session.scalar(select(LogRow).where(LogRow.leaf == leaf, LogRow.kind == "issue"))


def kinds_of_leaves(session: Session, leaves: Collection[str]) -> list[tuple[str, str]]:
    """Leaf and kind of every entry that speaks of one of the leaves, in order."""
    rows = session.execute(
        select(LogRow.leaf, LogRow.kind).where(LogRow.leaf.in_(leaves)).order_by(LogRow.sequence)
    )
    return [(leaf, kind) for leaf, kind in rows]


def last_before(session: Session, day: date) -> int:
    """The number of the last entry before that day; 0 for none."""
    return session.scalar(select(func.max(LogRow.sequence)).where(LogRow.day < day)) or 0


def issues_by_key(session: Session, key_id: str) -> list[int]:
    """The numbers of the entries by which certificates signed with that key were issued."""
    return list(session.scalars(
        select(LogRow.sequence).join(CertificateRow, CertificateRow.leaf == LogRow.leaf)
        .where(LogRow.kind == "issue", CertificateRow.key_id == key_id)
    ))


def log_size(session: Session) -> int:
    """How many entries the log has."""
    return session.scalar(select(func.max(LogRow.sequence))) or 0


def is_logged(session: Session, kind: Kind, leaf: str) -> bool:
    """Whether the log holds an entry of that kind about that leaf."""
    return bool(session.scalar(select(exists().where(LogRow.leaf == leaf, LogRow.kind == kind))))


def lines_of(session: Session, leaf: str) -> list[tuple[int, Entry]]:
    """Number and entry of all that the log says of one leaf, in order."""
    rows = session.scalars(select(LogRow).where(LogRow.leaf == leaf).order_by(LogRow.sequence))
    return [(row.sequence, entry_of(row)) for row in rows]
