"""Persons, their identity documents and photos, and declared relations to examiners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assess.people.identity import Document, DocumentType, PersonName
from assess.store.base import Base
from assess.store.session import vault_of

_NUMBER = "document.number"
_PHOTO = "photo.image"


class PersonRow(Base):
    """One human being, however many documents and exams."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(80), default="")
    surname: Mapped[str] = mapped_column(String(80), default="")
    given: Mapped[str] = mapped_column(String(120), default="")
    born: Mapped[date | None]
    residence: Mapped[str] = mapped_column(String(20), default="mainland")
    """mainland | macau | hongkong | other; schemes look at it."""
    workshop: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime]
    documents: Mapped[list[DocumentRow]] = relationship(back_populates="person", lazy="selectin")

    @property
    def name(self) -> PersonName:
        """The names as the documents give them."""
        return PersonName(self.name_zh, self.surname, self.given)

    @property
    def shown_name(self) -> str:
        """The name that stands for the person in lists."""
        return self.name.shown


class DocumentRow(Base):
    """One identity document; its number is encrypted, and findable only through a keyed hash."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("type", "number_blind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    type: Mapped[str] = mapped_column(String(40))
    number_sealed: Mapped[bytes]
    number_blind: Mapped[str] = mapped_column(String(64))
    person: Mapped[PersonRow] = relationship(back_populates="documents")


class PhotoRow(Base):
    """The photo of a person, re-encoded at upload, encrypted."""

    __tablename__ = "photo"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    image_sealed: Mapped[bytes]
    uploaded_at: Mapped[datetime]


class RelationRow(Base):
    """A declared relation between an examiner and a person, because of which the one may not examine the other."""

    __tablename__ = "relation"
    __table_args__ = (UniqueConstraint("account_id", "person_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """relative | trainee | interest"""
    declared_at: Mapped[datetime]


def add_document(session: Session, person: PersonRow, document: Document) -> DocumentRow:
    """The new row of a document that the caller has checked."""
    vault = vault_of(session)
    row = DocumentRow(
        type=document.kind.value,
        number_sealed=vault.close(document.number.encode(), _NUMBER),
        number_blind=_blind(session, document),
    )
    person.documents.append(row)
    return row


def document_of(session: Session, row: DocumentRow) -> Document:
    """The document in the clear, for the paper itself; pages show masks."""
    number = vault_of(session).open(row.number_sealed, _NUMBER).decode()
    return Document(DocumentType(row.type), number)


def person_by_document(session: Session, document: Document) -> PersonRow | None:
    """The person who holds that document, renewals included, if known."""
    return session.scalar(
        select(PersonRow).join(DocumentRow)
        .where(DocumentRow.type == document.kind.value, DocumentRow.number_blind == _blind(session, document))
    )


def set_photo(session: Session, person_id: int, image: bytes, at: datetime) -> None:
    """Keeps ``image`` (already re-encoded JPEG) as the person's photo."""
    sealed = vault_of(session).close(image, _PHOTO)
    session.merge(PhotoRow(person_id=person_id, image_sealed=sealed, uploaded_at=at))


def photo_of(session: Session, person_id: int) -> bytes | None:
    """The person's photo as JPEG bytes, or None."""
    row = session.get(PhotoRow, person_id)
    return None if row is None else vault_of(session).open(row.image_sealed, _PHOTO)


def people_with_photo(session: Session, person_ids: Sequence[int]) -> set[int]:
    """Those of the persons of whom a photo is kept."""
    return set(session.scalars(select(PhotoRow.person_id).where(PhotoRow.person_id.in_(person_ids))))


def relations_between(session: Session, account_ids: Sequence[int], person_ids: Sequence[int]) -> list[RelationRow]:
    """Declared relations between any of these examiners and any of these persons."""
    return list(session.scalars(
        select(RelationRow).where(RelationRow.account_id.in_(account_ids), RelationRow.person_id.in_(person_ids))
    ))


def _blind(session: Session, document: Document) -> str:
    return vault_of(session).blind(document.match_key, _NUMBER)
