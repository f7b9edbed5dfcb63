"""Common examples that the examiners of a part mark before the marking is opened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assess.store.base import Base


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
