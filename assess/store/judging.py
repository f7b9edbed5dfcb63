"""The figures on the quality of judgement, as they were computed last for each sitting."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.store.base import Base


class JudgingRow(Base):
    """The figures of one sitting; nothing rests on them, so the next ones simply take their place."""

    __tablename__ = "judging"

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    """Of the sealed sheets and recorded states that they were computed from."""
    record: Mapped[bytes]
    """Canonical JSON of ``Judging``; empty when it took too long."""
    made_at: Mapped[datetime]


def judging_of(session: Session, sitting_id: int) -> JudgingRow | None:
    """The figures of a sitting, if any were ever computed."""
    return session.get(JudgingRow, sitting_id)


def keep_judging(session: Session, sitting_id: int, digest: str, record: bytes, at: datetime) -> None:
    """Keeps the figures in the place of earlier ones."""
    row = session.get(JudgingRow, sitting_id)
    if row is None:
        row = JudgingRow(sitting_id=sitting_id)
        session.add(row)
    row.digest, row.record, row.made_at = digest, record, at
