"""What people ask after the results were published: objections of anybody, score reviews (复核) of candidates."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from assess.store.base import Base


class NoticeObjectionRow(Base):
    """An objection to a published result, and what became of it; who objected and what was said is sealed."""

    __tablename__ = "notice_objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))
    """Whose result it is about; None: about the sitting."""
    received_on: Mapped[date]
    by_whom_sealed: Mapped[bytes]
    """Name and how to reach the person; both may be empty."""
    text_sealed: Mapped[bytes]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """None: it came through the public page."""
    recorded_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(10), default="open")
    """open | dismissed | upheld"""
    finding: Mapped[str] = mapped_column(String(2000), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]


class ScoreReviewRow(Base):
    """A candidate's request to have the scores looked at again (复核), and what came of it."""

    __tablename__ = "score_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("result.id"))
    """The result in force when it was asked for."""
    part: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(2000))
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(10), default="open")
    """open | confirmed | corrected | withdrawn"""
    finding: Mapped[str] = mapped_column(String(2000), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
