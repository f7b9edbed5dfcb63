"""Changes of signed sheets that examiners ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.errors import NotFound
from assess.store.base import Base
from assess.store.sheets import SheetRow


class AmendmentRow(Base):
    """Changes of a signed sheet that its examiner asks for, and what a second person said."""

    __tablename__ = "amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """For each cell: ``field``, ``version`` it changes, ``old`` and ``new``, each [value or null, note]."""
    reason: Mapped[str] = mapped_column(String(500))
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """waiting | agreed | refused | withdrawn"""
    answer: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]


def amendment(session: Session, amendment_id: int) -> AmendmentRow:
    """The amendment; raises ``NotFound``. Who changes it locks its sheet first."""
    row = session.get(AmendmentRow, amendment_id, populate_existing=True)
    if row is None:
        raise NotFound("amendment.unknown", amendment=amendment_id)
    return row


def amendments_of(session: Session, sheet_ids: Sequence[int]) -> list[AmendmentRow]:
    """The amendments of these sheets in the order in which they were asked for."""
    return [row for start in range(0, len(sheet_ids), 500) for row in session.scalars(
        select(AmendmentRow).where(AmendmentRow.sheet_id.in_(sheet_ids[start:start + 500])).order_by(AmendmentRow.id)
    )]


def waiting_amendments(session: Session, sitting_id: int) -> list[tuple[SheetRow, AmendmentRow]]:
    """The amendments of a sitting that nobody decided on yet, each with its sheet, the oldest first."""
    rows = session.execute(
        select(SheetRow, AmendmentRow).join(AmendmentRow, AmendmentRow.sheet_id == SheetRow.id)
        .where(SheetRow.sitting_id == sitting_id, AmendmentRow.state == "waiting").order_by(AmendmentRow.id)
    )
    return [(sheet_row, amendment_row) for sheet_row, amendment_row in rows]
