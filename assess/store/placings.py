"""What is stated of the competitors of a competition besides their marks: group, prize, and the grade held already."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.exams.placings import Competitor, Group
from assess.standards.model import Level
from assess.store.base import Base
from assess.store.sittings import EnrolmentRow


class PlacingRow(Base):
    """One competitor as the office stated it; the one in force counts once a second person confirmed it."""

    __tablename__ = "placing"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    group: Mapped[str] = mapped_column(String(10))
    """worker | student"""
    prize: Mapped[str] = mapped_column(String(40), default="")
    held: Mapped[str | None] = mapped_column(String(2))
    in_force: Mapped[bool] = mapped_column(default=True)
    entered_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]

    @property
    def competitor(self) -> Competitor:
        """What the row states, as the rules take it."""
        return Competitor(cast(Group, self.group), self.prize, cast(Level | None, self.held))


def placings_of(session: Session, sitting_id: int, *, in_force: bool = True) -> dict[int, PlacingRow]:
    """The rows of a sitting by enrolment id: those in force, or else of every enrolment the newest."""
    query = select(PlacingRow).join(EnrolmentRow, EnrolmentRow.id == PlacingRow.enrolment_id) \
        .where(EnrolmentRow.sitting_id == sitting_id).order_by(PlacingRow.id)
    rows = session.scalars(query.where(PlacingRow.in_force) if in_force else query)
    return {row.enrolment_id: row for row in rows}


def competitors_of(session: Session, sitting_id: int) -> dict[int, Competitor]:
    """The competitors whose places are confirmed, by enrolment id; empty for any other sitting."""
    rows = placings_of(session, sitting_id)
    return {number: row.competitor for number, row in rows.items() if row.confirmed_at is not None}


def unplaced_count(session: Session, sitting_id: int) -> int:
    """How many admitted competitors of a sitting have no confirmed place."""
    admitted = session.scalars(select(EnrolmentRow.id).where(EnrolmentRow.sitting_id == sitting_id,
                                                             EnrolmentRow.admission == "admitted"))
    return len(set(admitted) - competitors_of(session, sitting_id).keys())
