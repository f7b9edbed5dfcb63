"""What people ask after the results were published: objections of anybody, score reviews (复核) of candidates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.store.base import Base
from assess.store.results import results_of
from assess.store.session import vault_of
from assess.store.sittings import EnrolmentRow, SittingRow
from assess.store.vault import Vault


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


def close_objection(session: Session, sitting_id: int, text: str, by_whom: Mapping[str, str]) -> tuple[bytes, bytes]:
    """What was said, and who said it (``name``, ``contact``), sealed for the objections of one sitting."""
    vault = vault_of(session)
    who = json.dumps(dict(by_whom), ensure_ascii=False, sort_keys=True).encode()
    return vault.close(text.encode(), _place(sitting_id, "text")), vault.close(who, _place(sitting_id, "by_whom"))


def open_objection(session: Session, row: NoticeObjectionRow) -> tuple[str, dict[str, str]]:
    """The same in the clear; raises ``BadInput`` when it was altered or moved to another sitting."""
    vault = vault_of(session)
    text = vault.open(row.text_sealed, _place(row.sitting_id, "text")).decode()
    who: dict[str, str] = json.loads(vault.open(row.by_whom_sealed, _place(row.sitting_id, "by_whom")))
    return text, who


def _place(sitting_id: int, column: str) -> str:
    return f"notice_objection.{column}:{sitting_id}"


def objection_reference(vault: Vault, objection_id: int) -> str:
    """What somebody without an account may ask by: the number and a keyed hash of it, so that none can be guessed."""
    return f"{objection_id}-{vault.blind(str(objection_id), 'notice_objection.reference')[:12].upper()}"


def objections_of(session: Session, sitting_id: int) -> list[NoticeObjectionRow]:
    """The objections to the results of a sitting, the newest first."""
    return list(session.scalars(
        select(NoticeObjectionRow).where(NoticeObjectionRow.sitting_id == sitting_id)
        .order_by(NoticeObjectionRow.id.desc())
    ))


def objections_of_strangers(session: Session, sitting_id: int, since: datetime) -> int:
    """How many came through the public page since then."""
    return session.scalar(
        select(func.count()).select_from(NoticeObjectionRow)
        .where(NoticeObjectionRow.sitting_id == sitting_id, NoticeObjectionRow.recorded_by.is_(None),
               NoticeObjectionRow.recorded_at >= since)
    ) or 0


def score_reviews_of(session: Session, sitting_id: int, enrolment_id: int | None = None) -> list[ScoreReviewRow]:
    """The requests of a sitting, or of one candidate there, the newest first."""
    query = select(ScoreReviewRow).join(EnrolmentRow, EnrolmentRow.id == ScoreReviewRow.enrolment_id) \
        .where(EnrolmentRow.sitting_id == sitting_id)
    if enrolment_id is not None:
        query = query.where(ScoreReviewRow.enrolment_id == enrolment_id)
    return list(session.scalars(query.order_by(ScoreReviewRow.id.desc())))


def remedies_open(session: Session, row: SittingRow) -> dict[str, int]:
    """What of the objections and requests of a sitting keeps its certificates from being approved, by name.

    An objection that was upheld counts until the results were settled again after it.
    """
    objections = objections_of(session, row.id)
    settled = max((result.settled_at for result in results_of(session, row.id).values()), default=row.created_at)
    return {
        "objections_open": sum(each.outcome == "open" for each in objections),
        "objections_upheld": sum(each.outcome == "upheld" and each.decided_at is not None and each.decided_at >= settled
                                 for each in objections),
        "reviews_open": sum(each.outcome == "open" for each in score_reviews_of(session, row.id)),
    }
