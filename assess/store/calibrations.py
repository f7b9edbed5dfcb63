"""Common examples that the examiners of a part mark before the marking is opened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.errors import NotFound
from assess.exams.scores import Entry
from assess.store.base import Base
from assess.store.sheets import MarkRow, SheetRow


class CalibrationRow(Base):
    """One example of one part of a sitting; as long as it is not released, nobody enters marks for the part."""

    __tablename__ = "calibration"
    __table_args__ = (UniqueConstraint("sitting_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    part: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(2000))
    """What everybody marks: which work piece, which recording, where it lies."""
    set_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime]
    finding: Mapped[str] = mapped_column(String(2000), default="")
    """What the examiners agreed on when they had seen the differences."""
    released_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    released_at: Mapped[datetime | None]


class CalibrationSheetRow(Base):
    """One examiner's marks of the example, as they stand; final once it is handed in."""

    __tablename__ = "calibration_sheet"
    __table_args__ = (UniqueConstraint("calibration_id", "examiner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    calibration_id: Mapped[int] = mapped_column(ForeignKey("calibration.id"), index=True)
    examiner_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entries: Mapped[dict[str, Any]] = mapped_column(JSON)
    """By field key: [value, note]."""
    saved_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]


def calibration_of(session: Session, sitting_id: int, part: str) -> CalibrationRow | None:
    """The example of one part of a sitting, if one was set."""
    return session.scalar(
        select(CalibrationRow).where(CalibrationRow.sitting_id == sitting_id, CalibrationRow.part == part)
    )


def calibration(session: Session, sitting_id: int, part: str) -> CalibrationRow:
    """The example of one part of a sitting; raises ``NotFound``."""
    row = calibration_of(session, sitting_id, part)
    if row is None:
        raise NotFound("calibration.unknown", sitting=sitting_id, part=part)
    return row


def released(session: Session, sitting_id: int, part: str) -> bool | None:
    """Whether the example of a part is released, None where none was set: one look-up by a unique index, no more."""
    found = session.execute(select(CalibrationRow.released_at).where(
        CalibrationRow.sitting_id == sitting_id, CalibrationRow.part == part)).first()
    return None if found is None else found[0] is not None


def example_sheets(session: Session, calibration_id: int) -> dict[int, CalibrationSheetRow]:
    """What each examiner entered for an example, by account; drafts with them."""
    rows = session.scalars(select(CalibrationSheetRow).where(CalibrationSheetRow.calibration_id == calibration_id))
    return {row.examiner_id: row for row in rows}


def example_entries(row: CalibrationSheetRow | None) -> dict[str, Entry]:
    """The entries that stand on an examiner's sheet of the example."""
    return {} if row is None else {field: Entry(value, note) for field, (value, note) in row.entries.items()}


def part_has_marks(session: Session, sitting_id: int, part: str) -> bool:
    """Whether a mark of any candidate was ever entered for a part."""
    found = session.scalar(select(MarkRow.id).join(SheetRow, SheetRow.id == MarkRow.sheet_id)
                           .where(SheetRow.sitting_id == sitting_id, SheetRow.part == part).limit(1))
    return found is not None
