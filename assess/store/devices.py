"""What the devices of examiners said they still hold: entries that have not reached the server yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.store.base import Base


class DeviceRow(Base):
    """The last report of one journal about one sitting; a device that is offline cannot report, so the time counts."""

    __tablename__ = "device"
    __table_args__ = (UniqueConstraint("journal", "account_id", "sitting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    journal: Mapped[str] = mapped_column(String(64))
    """The id that the journal on the device gave itself."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    label: Mapped[str] = mapped_column(String(60), default="")
    """What kind of device it is, in words that the office understands."""
    waiting: Mapped[int]
    """How many entries wait there."""
    conflicts: Mapped[int] = mapped_column(default=0)
    """How many of them wait for a person's choice."""
    seen_at: Mapped[datetime]


def report_device(session: Session, journal: str, account_id: int, sitting_id: int, **values: object) -> None:
    """Keeps the newest report of a journal about a sitting; ``values`` are the other columns."""
    found = (DeviceRow.journal == journal, DeviceRow.account_id == account_id, DeviceRow.sitting_id == sitting_id)
    done = session.connection().execute(update(DeviceRow).where(*found).values(**values))
    if done.rowcount == 0:
        session.connection().execute(insert(DeviceRow).values(
            journal=journal, account_id=account_id, sitting_id=sitting_id, **values))


def devices_of(session: Session, sitting_id: int) -> list[DeviceRow]:
    """The newest report of every journal about a sitting; those on which something waits come first."""
    return list(session.scalars(select(DeviceRow).where(DeviceRow.sitting_id == sitting_id).order_by(
        (DeviceRow.waiting + DeviceRow.conflicts).desc(), DeviceRow.seen_at.desc(), DeviceRow.id)))
