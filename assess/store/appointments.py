"""Reviews towards the grades that no exam leads to: applicants, evidence, panels, votes, objections, results."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assess.errors import NotFound
from assess.exams.appointing import Ballot
from assess.people.roles import Actor
from assess.store.base import Base
from assess.store.people import PersonRow
from assess.store.session import vault_of


class ReviewRow(Base):
    """One applicant's way to one of the grades ``special``, ``chief`` or ``apprentice``, by one pinned edition."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    grade: Mapped[str] = mapped_column(String(10))
    standard: Mapped[str] = mapped_column(String(80))
    edition: Mapped[str] = mapped_column(String(20))
    standard_sha256: Mapped[str] = mapped_column(String(64))
    authority: Mapped[str] = mapped_column(String(40))
    """The body that keeps the review: a folder of certs/authorities."""
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"))
    """The review whose appointment is to be renewed."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    background: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    applied_on: Mapped[date]
    """The day of which the conditions are looked at."""
    state: Mapped[str] = mapped_column(String(12), default="applying", index=True)
    admission: Mapped[str] = mapped_column(String(10), default="undecided")
    route: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    """What the office saw, or why it decided as it did."""
    round: Mapped[int] = mapped_column(default=1)
    """Counts the votes: one more after each reopening."""
    present: Mapped[list[int]] = mapped_column(JSON, default=list)
    """The accounts of the members who are present at the vote of this round."""
    published_on: Mapped[date | None]
    published_until: Mapped[date | None]
    term_from: Mapped[date | None]
    decided_on: Mapped[date | None]
    """The day of the appointment, or of the enterprise's decision."""
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    """Of 学徒工: who in the enterprise decided."""
    probation_from: Mapped[date | None]
    closed_why: Mapped[str] = mapped_column(String(500), default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    person: Mapped[PersonRow] = relationship(lazy="joined")
    members: Mapped[list[MemberRow]] = relationship(back_populates="review", order_by="MemberRow.id")


class EvidenceRow(Base):
    """One file handed in; the bytes lie sealed on the disk. A file that is taken back keeps its row."""

    __tablename__ = "review_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    evidence: Mapped[str] = mapped_column(String(40))
    """The id of what the standard asks for."""
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(4))
    """pdf | jpeg | png"""
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the bytes as anybody may read them."""
    sealed_sha256: Mapped[str] = mapped_column(String(64))
    """The name under which they lie sealed on the disk."""
    added_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class MemberRow(Base):
    """One member of the panel, and what the office saw of the qualification."""

    __tablename__ = "review_member"
    __table_args__ = (UniqueConstraint("review_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    outside: Mapped[bool]
    qualification: Mapped[str] = mapped_column(String(200))
    review: Mapped[ReviewRow] = relationship(back_populates="members")


class StageRow(Base):
    """A stage that was held, with its minutes; the newest of a stage counts."""

    __tablename__ = "review_stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    stage: Mapped[str] = mapped_column(String(40))
    held_on: Mapped[date]
    minutes: Mapped[str] = mapped_column(String(8000))
    present: Mapped[list[int]] = mapped_column(JSON)
    """The accounts of the members who took part."""
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]


class VoteRow(Base):
    """One member's vote in one round; it is sealed, so that the database tells nobody how somebody voted."""

    __tablename__ = "review_vote"
    __table_args__ = (UniqueConstraint("review_id", "round", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    round: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ballot_sealed: Mapped[bytes]
    cast_at: Mapped[datetime]


class ReopeningRow(Base):
    """A vote that was opened again: how many were present and in favour, and why; it stays in the result."""

    __tablename__ = "review_reopening"
    __table_args__ = (UniqueConstraint("review_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    round: Mapped[int]
    present: Mapped[int]
    favour: Mapped[int | None]
    """None: not all had voted, and such votes are never counted."""
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]


class ObjectionRow(Base):
    """An objection made while the names were public, and what became of it."""

    __tablename__ = "review_objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    round: Mapped[int]
    received_on: Mapped[date]
    by_whom: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str] = mapped_column(String(2000))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(10), default="open")
    """open | dismissed | upheld"""
    finding: Mapped[str] = mapped_column(String(2000), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]


class ReviewResultRow(Base):
    """The canonical record of a closed review, never changed; after a reopening a newer one counts."""

    __tablename__ = "review_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    record: Mapped[bytes]
    grade: Mapped[str | None] = mapped_column(String(10))
    in_force: Mapped[bool] = mapped_column(default=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]


def review(session: Session, review_id: int, *, lock: bool = False) -> ReviewRow:
    """The review, with ``lock`` against anybody else who would change it; raises ``NotFound``."""
    row = session.get(ReviewRow, review_id, with_for_update={"of": ReviewRow} if lock else None)
    if row is None:
        raise NotFound("review.unknown", review=review_id)
    return row


def is_involved(row: ReviewRow, actor: Actor) -> bool:
    """Whether the actor sits on the panel or is the applicant, and so must not decide about the review."""
    return actor.person_id == row.person_id or any(m.account_id == actor.account_id for m in row.members)


def evidence_of(session: Session, review_id: int) -> list[EvidenceRow]:
    """The files that are handed in, in the order of their coming; those taken back are left out."""
    query = select(EvidenceRow).where(EvidenceRow.review_id == review_id, EvidenceRow.removed_at.is_(None))
    return list(session.scalars(query.order_by(EvidenceRow.id)))


def evidence_row(session: Session, evidence_id: int) -> EvidenceRow:
    """One file that is handed in; raises ``NotFound``, also for one that was taken back."""
    row = session.get(EvidenceRow, evidence_id)
    if row is None or row.removed_at is not None:
        raise NotFound("evidence.unknown", file=evidence_id)
    return row


def stages_of(session: Session, review_id: int) -> dict[str, StageRow]:
    """The newest record of every stage that was held, by its id."""
    rows = session.scalars(select(StageRow).where(StageRow.review_id == review_id).order_by(StageRow.id))
    return {row.stage: row for row in rows}


def votes_of(session: Session, row: ReviewRow) -> dict[int, VoteRow]:
    """The votes of the running round, still sealed, by account."""
    found = session.scalars(select(VoteRow).where(VoteRow.review_id == row.id, VoteRow.round == row.round))
    return {vote.account_id: vote for vote in found}


def seal_vote(session: Session, row: ReviewRow, account_id: int, favour: bool, reason: str, at: datetime) -> None:
    """Keeps a vote so that it opens nowhere but in its own place."""
    ballot = json.dumps({"favour": favour, "reason": reason}).encode()
    sealed = vault_of(session).close(ballot, _place(row.id, row.round, account_id))
    session.add(VoteRow(review_id=row.id, round=row.round, account_id=account_id, ballot_sealed=sealed, cast_at=at))


def open_vote(session: Session, vote: VoteRow) -> Ballot:
    """A vote in the clear, without the name; the caller has seen to it that it may be read."""
    place = _place(vote.review_id, vote.round, vote.account_id)
    data = json.loads(vault_of(session).open(vote.ballot_sealed, place))
    return Ballot(data["favour"], data["reason"])


def reopenings_of(session: Session, review_id: int) -> list[ReopeningRow]:
    """The votes that were opened again, the oldest first."""
    query = select(ReopeningRow).where(ReopeningRow.review_id == review_id)
    return list(session.scalars(query.order_by(ReopeningRow.round)))


def objections_of(session: Session, row: ReviewRow) -> list[ObjectionRow]:
    """The objections of the running round."""
    query = select(ObjectionRow).where(ObjectionRow.review_id == row.id, ObjectionRow.round == row.round)
    return list(session.scalars(query.order_by(ObjectionRow.id)))


def result_in_force(session: Session, review_id: int) -> ReviewResultRow | None:
    """The record in force of a closed review."""
    query = select(ReviewResultRow).where(ReviewResultRow.review_id == review_id, ReviewResultRow.in_force)
    return session.scalar(query.order_by(ReviewResultRow.id.desc()).limit(1))


def review_results_of_digest(session: Session, digest: str) -> list[ReviewResultRow]:
    """Records of reviews that were ever kept with that digest."""
    return list(session.scalars(select(ReviewResultRow).where(ReviewResultRow.digest == digest)))


def _place(review_id: int, round: int, account_id: int) -> str:
    return f"review_vote.ballot:{review_id}:{round}:{account_id}"
