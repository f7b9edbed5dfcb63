"""Drafts of standards: every text that was ever saved, and who did what to it and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assess.errors import NotFound
from assess.store.base import Base


class DraftRow(Base):
    """One edition of a standard on its way to being published; its text is that of its newest version.

    ``standard_id``, ``edition`` and ``name`` are what the text says, empty where it cannot be read.
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise: Mapped[str] = mapped_column(String(60), index=True)
    """The folder of ``standards/`` whose authors may see and change it."""
    standard_id: Mapped[str] = mapped_column(String(80))
    edition: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    """draft | in_review | reviewed | filed | published | discarded"""
    version: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    """The digest of the newest version's text."""
    round: Mapped[int] = mapped_column(default=1)
    """Begins anew when an author goes on with a reviewed text: what follows has to be reviewed again."""
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    updated_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    updated_at: Mapped[datetime]
    versions: Mapped[list[DraftVersionRow]] = relationship(back_populates="draft", order_by="DraftVersionRow.number")
    events: Mapped[list[DraftEventRow]] = relationship(back_populates="draft", order_by="DraftEventRow.id")


class DraftVersionRow(Base):
    """A text as it was once saved; appended, never changed."""

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    number: Mapped[int]
    round: Mapped[int]
    edited: Mapped[bool]
    """Whether an author changed the text; False where the program wrote a signature or the filing into it."""
    text: Mapped[str] = mapped_column(Text, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    draft: Mapped[DraftRow] = relationship(back_populates="versions")


class DraftEventRow(Base):
    """One thing that was done to a draft; appended, never changed."""

    __tablename__ = "draft_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    what: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    """The version that stood when it was done."""
    sha256: Mapped[str] = mapped_column(String(64))
    """The digest of that version's text."""
    note: Mapped[str] = mapped_column(String(1000), default="")
    by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    draft: Mapped[DraftRow] = relationship(back_populates="events")


def draft_row(session: Session, draft_id: int, *, lock: bool = False) -> DraftRow:
    """The draft, with ``lock`` against anybody else who would change it; raises ``NotFound``."""
    row = session.get(DraftRow, draft_id, with_for_update=lock or None)
    if row is None:
        raise NotFound("draft.unknown", draft=draft_id)
    return row


def drafts_of_enterprise(session: Session, enterprise: str) -> list[DraftRow]:
    """All drafts of an enterprise, those changed last first."""
    query = select(DraftRow).where(DraftRow.enterprise == enterprise)
    return list(session.scalars(query.order_by(DraftRow.updated_at.desc(), DraftRow.id.desc())))


def version_row(session: Session, draft_id: int, number: int) -> DraftVersionRow:
    """One saved version; raises ``NotFound``."""
    row = session.scalar(select(DraftVersionRow).filter_by(draft_id=draft_id, number=number))
    if row is None:
        raise NotFound("draft.no_such_version", draft=draft_id, version=number)
    return row


def editors(session: Session, row: DraftRow) -> set[int]:
    """The accounts that changed the text in the round that is to be reviewed, or was reviewed last."""
    query = select(DraftVersionRow.by).filter_by(draft_id=row.id, round=row.round, edited=True)
    return set(session.scalars(query))


def was_saved(session: Session, enterprise: str, sha256: str) -> bool:
    """Whether some draft of the enterprise ever had the text with this digest."""
    query = select(DraftVersionRow.id).join(DraftRow)
    found = query.where(DraftRow.enterprise == enterprise, DraftVersionRow.sha256 == sha256).limit(1)
    return session.scalar(found) is not None
