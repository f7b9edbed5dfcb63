"""Samples that officers of partner authorities draw from a batch, and what they found; appended, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.store.base import Base


class SampleRow(Base):
    """One draw from the papers of a sitting that waited for an authority."""

    __tablename__ = "sample"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    authority: Mapped[str] = mapped_column(String(40))
    seed: Mapped[str] = mapped_column(String(64))
    """From which anybody draws the same papers again (``certificates.sampling``)."""
    numbers: Mapped[list[str]] = mapped_column(JSON)
    """The numbers of all papers that waited."""
    size: Mapped[int]
    drawn_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    drawn_at: Mapped[datetime]


class FindingRow(Base):
    """What an officer found at one paper of a sample; the newest of a paper counts."""

    __tablename__ = "finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"), index=True)
    number: Mapped[str] = mapped_column(String(40))
    finding: Mapped[str] = mapped_column(String(8))
    """ok | query"""
    note: Mapped[str] = mapped_column(String(500), default="")
    found_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    found_at: Mapped[datetime]


def sample_of(session: Session, sitting_id: int, authority: str) -> SampleRow | None:
    """The newest sample of that authority from a sitting."""
    return session.scalar(
        select(SampleRow).where(SampleRow.sitting_id == sitting_id, SampleRow.authority == authority)
        .order_by(SampleRow.id.desc()).limit(1)
    )


def findings_of(session: Session, sample: SampleRow) -> dict[str, FindingRow]:
    """What counts of the findings of one sample, by the paper's number."""
    rows = session.scalars(select(FindingRow).where(FindingRow.sample_id == sample.id).order_by(FindingRow.id))
    return {row.number: row for row in rows}


def queried_numbers(session: Session, sitting_id: int, authority: str) -> set[str]:
    """The numbers about which a question is open, from whichever sample."""
    rows = session.scalars(
        select(FindingRow).join(SampleRow, SampleRow.id == FindingRow.sample_id)
        .where(SampleRow.sitting_id == sitting_id, SampleRow.authority == authority).order_by(FindingRow.id)
    )
    newest = {row.number: row.finding for row in rows}
    return {number for number, finding in newest.items() if finding == "query"}
