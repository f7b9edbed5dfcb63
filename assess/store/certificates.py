"""Certificates, their files, and what happened to them as appended events."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assess.canonical import sha256_hex
from assess.certificates.status import Status
from assess.errors import BadInput, NotFound, Refused
from assess.store.appointments import ReviewRow
from assess.store.base import Base
from assess.store.session import vault_of
from assess.store.sittings import EnrolmentRow
from assess.store.vault import Vault

_PHOTO = "certificate.photo"


class CertificateRow(Base):
    """One paper of one authority. The payload is the certificate; all columns beside it only help to find it.

    It rests either on an enrolment, that is on an exam, or on a review.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("authority", "number", "edition"), UniqueConstraint("enrolment_id", "authority", "edition"),
        UniqueConstraint("review_id", "authority", "edition"), UniqueConstraint("authority", "status_place"),
        CheckConstraint("(enrolment_id IS NULL) <> (review_id IS NULL)", name="rests_on_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    authority: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40), index=True)
    token: Mapped[str] = mapped_column(String(20), unique=True)
    """What the QR address carries: 12 random base32 characters."""
    edition: Mapped[int] = mapped_column(default=1)
    """Papers that follow one another under one number: the first, then its copies (补发) and corrections."""
    edition_kind: Mapped[str] = mapped_column(String(12), default="")
    """Why there is another edition: copy | correction; empty for the first."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), index=True)
    """The edition before this one."""
    status_place: Mapped[int]
    """Its random place among the places of the authority's public status lists."""
    state: Mapped[str] = mapped_column(String(12), default="prepared", index=True)
    """prepared → approved (endorsed, for a partner authority) → logged → issued; or refused by the partner authority,
    or given up, for an edition of which nothing came.

    Logged: its issue stands in the log, its paper is being made.
    """
    status: Mapped[str] = mapped_column(String(12), default="valid")
    """valid | suspended | revoked | replaced | erased; means something once issued."""
    status_reason: Mapped[str] = mapped_column(String(30), default="")
    """Class of the reason, as the public is told."""
    erased_at: Mapped[datetime | None]
    payload_sealed: Mapped[bytes | None]
    """The canonical bytes that are signed, encrypted at rest; NULL once erased, as salt and signature are."""
    payload_sha256: Mapped[str] = mapped_column(String(64))
    salt: Mapped[bytes | None]
    leaf: Mapped[str] = mapped_column(String(64), index=True)
    """Salted hash of the payload, under which the log speaks of this certificate."""
    signature: Mapped[bytes | None]
    key_id: Mapped[str] = mapped_column(String(80), default="")
    paper_sha256: Mapped[str] = mapped_column(String(64), default="")
    """Hash of the stored paper, once there is one."""
    result_digest: Mapped[str] = mapped_column(String(64))
    prepared_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    prepared_at: Mapped[datetime]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    issued_at: Mapped[datetime | None]
    seal: Mapped[str] = mapped_column(String(64), default="")
    """Keyed hash over all that the register says, from the issue on: a record altered by hand shows."""
    enrolment: Mapped[EnrolmentRow | None] = relationship()
    review: Mapped[ReviewRow | None] = relationship()

    @property
    def person_id(self) -> int:
        """The holder."""
        rests_on = self.enrolment or self.review
        assert rests_on is not None, "the table demands one of the two"
        return rests_on.person_id

    @property
    def enrolled(self) -> EnrolmentRow:
        """The enrolment behind the paper of an exam; raises ``NotFound`` for the paper of a review."""
        if self.enrolment is None:
            raise NotFound("certificate.no_exam", number=self.number)
        return self.enrolment

    @property
    def is_partners(self) -> bool:
        """Whether it is the paper of the partner authority, and not of the body that held the exam or the review."""
        return self.enrolment is not None and self.authority != self.enrolment.sitting.authority


class CertificatePhotoRow(Base):
    """The photo that a prepared certificate will print, encrypted; it goes when the paper exists."""

    __tablename__ = "certificate_photo"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    image_sealed: Mapped[bytes]


class CertificateEventRow(Base):
    """What happened to a certificate: prepared, approved, endorsed, issued, suspended, resumed, revoked …"""

    __tablename__ = "certificate_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reason_class: Mapped[str] = mapped_column(String(30), default="")
    """As the public is told."""
    reason: Mapped[str] = mapped_column(String(500), default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who had proposed it, where ``actor_id`` decided as the second person."""
    at: Mapped[datetime]


class CertificateFileRow(Base):
    """The stored bytes of a paper; they are the certificate and are never rendered again."""

    __tablename__ = "certificate_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    stored_at: Mapped[datetime]


class CredentialRow(Base):
    """The stored credential of an issued certificate in one language; a file as the paper is."""

    __tablename__ = "credential"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(12), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))


def certificate(session: Session, certificate_id: int, *, lock: bool = False) -> CertificateRow:
    """The certificate, held against other writers if ``lock``; raises ``NotFound``."""
    row = session.get(CertificateRow, certificate_id, with_for_update=lock or None)
    if row is None:
        raise NotFound("certificate.unknown", certificate=certificate_id)
    return row


def certificates_of(session: Session, sitting_id: int, authority: str | None = None) -> list[CertificateRow]:
    """What a sitting led to: the first editions of its certificates, in the order of seats, of one authority if given.

    Copies and corrections, which come later, are among ``papers_of``.
    """
    return [row for row in papers_of(session, sitting_id, authority) if row.edition == 1]


def papers_of(session: Session, sitting_id: int, authority: str | None = None) -> list[CertificateRow]:
    """Every edition of every certificate of a sitting, in the order of seats, the editions of one in their order."""
    query = select(CertificateRow).join(EnrolmentRow).where(EnrolmentRow.sitting_id == sitting_id)
    if authority is not None:
        query = query.where(CertificateRow.authority == authority)
    return list(session.scalars(
        query.order_by(EnrolmentRow.seat, CertificateRow.authority, CertificateRow.edition)
    ))


def certificate_of(session: Session, enrolment_id: int, authority: str) -> CertificateRow | None:
    """The certificate of one enrolment by one authority in its first edition, if it was prepared."""
    return session.scalar(select(CertificateRow).where(
        CertificateRow.enrolment_id == enrolment_id, CertificateRow.authority == authority, CertificateRow.edition == 1
    ))


def certificate_of_review(session: Session, review_id: int) -> CertificateRow | None:
    """The paper of one review in its first edition, if it was prepared."""
    return next(iter(papers_of_review(session, review_id)), None)


def papers_of_review(session: Session, review_id: int) -> list[CertificateRow]:
    """Every edition of the paper of one review, in their order."""
    return list(session.scalars(
        select(CertificateRow).where(CertificateRow.review_id == review_id).order_by(CertificateRow.edition)
    ))


def editions_of(session: Session, row: CertificateRow, *, lock: bool = False) -> list[CertificateRow]:
    """Every edition of the same certificate, in their order; those that were given up before the issue too.

    Held against other writers if ``lock``.
    """
    column, wanted = (CertificateRow.enrolment_id, row.enrolment_id) if row.review_id is None else \
        (CertificateRow.review_id, row.review_id)
    query = select(CertificateRow).where(column == wanted, CertificateRow.authority == row.authority)
    query = query.order_by(CertificateRow.edition)
    return list(session.scalars(query.with_for_update(of=CertificateRow) if lock else query))


def certificates_of_person(session: Session, person_id: int) -> list[CertificateRow]:
    """All papers of one person, the newest first."""
    query = select(CertificateRow).outerjoin(CertificateRow.enrolment).outerjoin(CertificateRow.review)
    held = or_(EnrolmentRow.person_id == person_id, ReviewRow.person_id == person_id)
    return list(session.scalars(query.where(held).order_by(CertificateRow.id.desc())))


def certificates_of_enrolment(session: Session, enrolment_id: int) -> list[CertificateRow]:
    """All papers of one exam of one person, of every authority and edition, the first one prepared first."""
    return list(session.scalars(
        select(CertificateRow).where(CertificateRow.enrolment_id == enrolment_id).order_by(CertificateRow.id)
    ))


def events_of(session: Session, certificate_id: int) -> list[CertificateEventRow]:
    """What happened to a certificate, the oldest first."""
    return list(session.scalars(
        select(CertificateEventRow).where(CertificateEventRow.certificate_id == certificate_id)
        .order_by(CertificateEventRow.id)
    ))


def note(session: Session, row: CertificateRow, kind: str, actor_id: int | None, at: datetime, *,
         reason_class: str = "", reason: str = "", proposed_by: int | None = None) -> None:
    """Appends what happened to a certificate; ``actor_id`` is None for the program itself."""
    session.add(CertificateEventRow(
        certificate_id=row.id, kind=kind, reason_class=reason_class, reason=reason[:500], actor_id=actor_id,
        proposed_by=proposed_by, at=at,
    ))


def credentials_of(session: Session, certificate_id: int) -> dict[str, str]:
    """The SHA-256 of the stored credentials of a certificate, by language."""
    rows = session.scalars(select(CredentialRow).where(CredentialRow.certificate_id == certificate_id))
    return {row.locale: row.sha256 for row in rows}


def file_of(session: Session, certificate_id: int) -> CertificateFileRow | None:
    """The stored paper of an issued certificate."""
    return session.scalar(select(CertificateFileRow).where(CertificateFileRow.certificate_id == certificate_id))


def close_payload(session: Session, row: CertificateRow, payload: bytes) -> None:
    """Puts the payload into its row, encrypted; it opens in no other row."""
    row.payload_sha256 = sha256_hex(payload)
    row.payload_sealed = vault_of(session).close(payload, payload_place(row))


def open_payload(session: Session, row: CertificateRow) -> bytes:
    """The payload in the clear; raises ``BadInput`` when it was altered or is not the one that was recorded.

    Raises ``Refused("certificate.erased")`` when the record was erased.
    """
    sealed = _kept(row, row.payload_sealed)
    payload = vault_of(session).open(sealed, payload_place(row))
    if sha256_hex(payload) != row.payload_sha256:
        raise BadInput("certificate.payload_altered", number=row.number)
    return payload


def salt_of(row: CertificateRow) -> bytes:
    """The salt of the leaf; raises as ``open_payload``."""
    return _kept(row, row.salt)


def _kept(row: CertificateRow, part: bytes | None) -> bytes:
    if is_erased(row):
        raise Refused("certificate.erased", number=row.number)
    if part is None:
        raise BadInput("certificate.payload_altered", number=row.number)
    return part


def is_erased(row: CertificateRow) -> bool:
    """Whether the record is gone for good: of the row only number, places and dates are left."""
    return row.status == Status.ERASED.value


def payload_place(row: Any) -> str:
    """Where the payload of a row, or of a selection of all its columns, belongs, for the vault."""
    return f"certificate.payload:{rests_on(row.enrolment_id, row.review_id)}:{row.authority}:{row.edition}"


def rests_on(enrolment_id: int | None, review_id: int | None) -> str:
    """What a certificate rests on, by name: ``enrolment:<id>`` or ``review:<id>``."""
    return f"enrolment:{enrolment_id}" if review_id is None else f"review:{review_id}"


def keep_photo(session: Session, certificate_id: int, image: bytes) -> None:
    """Keeps the photo of a prepared certificate until its paper exists."""
    sealed = vault_of(session).close(image, _PHOTO)
    session.add(CertificatePhotoRow(certificate_id=certificate_id, image_sealed=sealed))


def photo_to_print(session: Session, certificate_id: int) -> bytes | None:
    """The photo kept for a prepared certificate, or None."""
    row = session.get(CertificatePhotoRow, certificate_id)
    return None if row is None else vault_of(session).open(row.image_sealed, _PHOTO)


def discard(session: Session, row: CertificateRow) -> None:
    """Removes a certificate that was prepared and nothing more, with its photo and events.

    The number stays reserved. Raises ``Refused("certificate.no_longer_prepared")`` for one that was approved: what
    anybody released is part of the record for good.
    """
    if row.state != "prepared":
        raise Refused("certificate.no_longer_prepared", number=row.number)
    forget_photo(session, row.id)
    session.execute(delete(CertificateEventRow).where(CertificateEventRow.certificate_id == row.id))
    session.delete(row)


def forget_photo(session: Session, certificate_id: int) -> None:
    """Lets the kept photo go: the paper has it now."""
    session.execute(delete(CertificatePhotoRow).where(CertificatePhotoRow.certificate_id == certificate_id))


_SEALED = attrgetter(
    "id", "enrolment_id", "review_id", "authority", "number", "edition", "edition_kind", "replaces_id", "token",
    "status_place", "state", "status", "status_reason", "erased_at",
    "payload_sha256", "leaf", "key_id", "paper_sha256", "result_digest", "prepared_by", "prepared_at", "approved_by",
    "approved_at", "issued_at",
)


def seal_of(vault: Vault, row: Any) -> str:
    """Keyed hash over what the register says of one certificate; ``row`` is a row or a selection of all its columns.

    Salt and payload are covered by the leaf, the signature by itself.
    """
    return vault.blind("\x1f".join(map(str, _SEALED(row))), "certificate")
