"""Certificates, their files, their life as appended events, and the counters of their numbers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assess.errors import NotFound
from assess.store.base import Base
from assess.store.sittings import EnrolmentRow


class CertificateRow(Base):
    """One certificate of one authority. The payload is the certificate; all columns beside it only help to find it."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("authority", "number"), UniqueConstraint("enrolment_id", "authority"))

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    authority: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))
    token: Mapped[str] = mapped_column(String(20), unique=True)
    """What the QR address carries: 12 random base32 characters."""
    name_blind: Mapped[str] = mapped_column(String(64))
    """Keyed hash of the holder's name folded for comparison, for the look-up by number and name."""
    state: Mapped[str] = mapped_column(String(12), default="prepared", index=True)
    """prepared → approved (endorsed, for a partner authority) → issued"""
    status: Mapped[str] = mapped_column(String(12), default="valid")
    """valid | suspended | revoked | replaced; means something once issued."""
    payload_sealed: Mapped[bytes]
    """The canonical bytes that are signed, encrypted at rest."""
    payload_sha256: Mapped[str] = mapped_column(String(64))
    salt: Mapped[bytes]
    signature: Mapped[bytes | None]
    key_id: Mapped[str] = mapped_column(String(80), default="")
    result_digest: Mapped[str] = mapped_column(String(64))
    prepared_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    prepared_at: Mapped[datetime]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    issued_at: Mapped[datetime | None]
    enrolment: Mapped[EnrolmentRow] = relationship()


class CertificateEventRow(Base):
    """What happened to a certificate: prepared, approved, endorsed, issued, suspended, resumed, revoked …"""

    __tablename__ = "certificate_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500), default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class CertificateFileRow(Base):
    """The stored bytes of a paper; they are the certificate and are never rendered again."""

    __tablename__ = "certificate_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    stored_at: Mapped[datetime]


class CounterRow(Base):
    """The last serial given for one authority, year and level; advanced in the transaction that uses it."""

    __tablename__ = "counter"

    authority: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(4), primary_key=True)
    last: Mapped[int]


def certificate(session: Session, certificate_id: int) -> CertificateRow:
    """The certificate; raises ``NotFound``."""
    row = session.get(CertificateRow, certificate_id)
    if row is None:
        raise NotFound("certificate.unknown", certificate=certificate_id)
    return row


def certificates_of(session: Session, sitting_id: int, authority: str | None = None) -> list[CertificateRow]:
    """The certificates of a sitting, in the order of seats, of one authority where given."""
    query = select(CertificateRow).join(EnrolmentRow).where(EnrolmentRow.sitting_id == sitting_id)
    if authority is not None:
        query = query.where(CertificateRow.authority == authority)
    return list(session.scalars(query.order_by(EnrolmentRow.seat, CertificateRow.authority)))


def next_serial(session: Session, authority: str, year: int, level: str) -> int:
    """The next serial number; taken for good, because the counter row moves in the same transaction.

    Never ``MAX + 1`` over the certificates: two writers read the same maximum.
    """
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    statement = insert(CounterRow).values(authority=authority, year=year, level=level, last=1).on_conflict_do_update(
        index_elements=["authority", "year", "level"], set_={"last": CounterRow.last + 1}
    ).returning(CounterRow.last)
    serial: int = session.execute(statement).scalar_one()
    return serial
