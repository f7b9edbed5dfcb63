"""The log of issued and revoked certificates: a chain in which every entry pins all before it."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.errors import Refused
from assess.ledger.entry import GENESIS, Entry, Kind, chain
from assess.store.base import Base


class LogRow(Base):
    """One entry; no personal data, only a salted hash."""

    __tablename__ = "log"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    authority: Mapped[str] = mapped_column(String(40))
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


def entries_from(session: Session, index: int) -> list[Entry]:
    """The entries from ``index`` (counted from 0) to the newest one, in order."""
    rows = session.scalars(select(LogRow).where(LogRow.sequence > index).order_by(LogRow.sequence))
    return [entry_of(row) for row in rows]


def issue_of(session: Session, leaf: str) -> LogRow | None:
    """The entry by which the certificate of that leaf was issued."""
    return session.scalar(select(LogRow).where(LogRow.leaf == leaf, LogRow.kind == "issue"))


def log_size(session: Session) -> int:
    """How many entries the log has."""
    return session.scalar(select(func.max(LogRow.sequence))) or 0
