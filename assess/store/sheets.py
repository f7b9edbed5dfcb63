"""Examiners' sheets and the appended events of their marks: nothing entered is ever overwritten."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ForeignKey, Index, String, UniqueConstraint, bindparam, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.errors import NotFound
from assess.exams.scores import Entry
from assess.exams.sealing import Sealed
from assess.ledger.entry import leaf_of
from assess.store.base import Base
from assess.store.sittings import SittingRow


class SheetRow(Base):
    """One examiner's sheet for one candidate and part."""

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("enrolment_id", "part", "examiner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    part: Mapped[str] = mapped_column(String(40))
    examiner_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    further: Mapped[bool] = mapped_column(default=False)
    """The sheet of a further examiner: the others disagree, or the total lies near the pass mark."""
    state: Mapped[str] = mapped_column(String(10), default="open")
    signed_at: Mapped[datetime | None]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[datetime | None]
    sealed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    sealed_at: Mapped[datetime | None]
    digest: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the sheet's canonical content, set when it is sealed."""


class SheetSealRow(Base):
    """What one entry of the log says of a sheet; a sheet that was sealed again has another one."""

    __tablename__ = "sheet_seal"

    leaf: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 over salt and digest, as the log has it."""
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    salt: Mapped[bytes | None]
    """32 random bytes; NULL once they were erased, and then nobody can tell what the entry speaks of."""


class MarkRow(Base):
    """One event: a value entered, changed or emptied. The highest version of a field is the one that counts."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("sheet_id", "field", "version"),
        Index("ix_mark_operation", "operation", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    field: Mapped[str] = mapped_column(String(130))
    version: Mapped[int]
    value: Mapped[str | None] = mapped_column(String(20))
    """Canonical text; NULL: the cell was emptied."""
    note: Mapped[str] = mapped_column(String(500), default="")
    actor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    device: Mapped[str] = mapped_column(String(64), default="")
    """The id that the sender's journal gave itself, or what its browser calls itself where there is no journal."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Which entry of that journal it is, counted from 1; 0: it came without one."""
    at: Mapped[datetime]
    operation: Mapped[str] = mapped_column(String(64))
    """Id that the sender made; a second delivery of it changes nothing."""
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))
    """The agreed amendment that changed the value after signing."""


class PictureRow(Base):
    """A photo that an examiner took as evidence of one item; the bytes lie sealed on the disk."""

    __tablename__ = "picture"
    __table_args__ = (Index("ix_picture_operation", "operation", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    item: Mapped[str] = mapped_column(String(90))
    """``task.item``"""
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the picture as anybody may see it: encoded again, without metadata."""
    sealed_sha256: Mapped[str] = mapped_column(String(64))
    """The name under which it lies sealed on the disk."""
    taken_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    taken_at: Mapped[datetime]
    operation: Mapped[str] = mapped_column(String(64))
    """Id that the sender made; a second delivery of it changes nothing."""
    removed_at: Mapped[datetime | None]


class StandingMark(NamedTuple):
    """What of the newest event of a field is needed to work with it; a page reads thousands of them."""

    value: str | None
    note: str
    version: int


def sheet(session: Session, sheet_id: int, lock: bool = False) -> SheetRow:
    """The sheet; raises ``NotFound``.

    ``lock`` keeps other transactions from writing to the sheet until this one ends; on SQLite a writing transaction
    has the whole database anyway.
    """
    row = session.get(SheetRow, sheet_id, with_for_update=lock or None)
    if row is None:
        raise NotFound("sheet.unknown", sheet=sheet_id)
    return row


def sheets_of(session: Session, sitting_id: int, *, examiner_id: int | None = None, part: str | None = None,
              enrolment_id: int | None = None) -> list[SheetRow]:
    """The sheets of a sitting, of one examiner, part or enrolment where given, in the order of enrolment, examiner."""
    query = select(SheetRow).where(SheetRow.sitting_id == sitting_id)
    if examiner_id is not None:
        query = query.where(SheetRow.examiner_id == examiner_id)
    if part is not None:
        query = query.where(SheetRow.part == part)
    if enrolment_id is not None:
        query = query.where(SheetRow.enrolment_id == enrolment_id)
    return list(session.scalars(query.order_by(SheetRow.enrolment_id, SheetRow.part, SheetRow.examiner_id)))


# Built once: while thousands of marks are entered, building these costs more than running them.
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_MARKS = (
    select(MarkRow.sheet_id, MarkRow.field, MarkRow.value, MarkRow.note, MarkRow.version)
    .where(MarkRow.sheet_id.in_(_WANTED)).order_by(MarkRow.version)
)
_PLACES = (
    select(SheetRow.id, SheetRow.sitting_id, SheetRow.enrolment_id, SheetRow.part, SheetRow.examiner_id,
           SheetRow.state, SittingRow.state, SittingRow.form_digest)
    .join(SittingRow, SittingRow.id == SheetRow.sitting_id).where(SheetRow.id.in_(_WANTED))
    .order_by(SheetRow.id).with_for_update(of=SheetRow)
)
_KNOWN = (
    select(MarkRow.operation, MarkRow.sheet_id, MarkRow.field, MarkRow.value, MarkRow.version)
    .where(MarkRow.operation.in_(_WANTED))
)
_EXAMINED = (
    select(SheetRow.sitting_id).distinct()
    .where(SheetRow.examiner_id == bindparam("examiner"), SheetRow.sitting_id.in_(_WANTED))
)
_ADD = insert(MarkRow)


def marks_of(session: Session, sheet_ids: Sequence[int]) -> dict[int, dict[str, StandingMark]]:
    """For each sheet the newest event of every field, emptied cells included."""
    newest: dict[int, dict[str, StandingMark]] = {sheet_id: {} for sheet_id in sheet_ids}
    for start in range(0, len(sheet_ids), 500):
        rows = session.connection().execute(_MARKS, {"wanted": sheet_ids[start:start + 500]})
        for sheet_id, field, value, note, version in rows:
            newest[sheet_id][field] = StandingMark(value, note, version)
    return newest


def all_marks(session: Session, sheet_ids: Sequence[int]) -> list[MarkRow]:
    """Every event of these sheets, the oldest first."""
    return list(session.scalars(select(MarkRow).where(MarkRow.sheet_id.in_(sheet_ids)).order_by(MarkRow.id)))


def entries_of(marks: Mapping[str, StandingMark]) -> dict[str, Entry]:
    """The entries that stand on a sheet, by field; emptied cells left out."""
    return {field: Entry(row.value, row.note) for field, row in marks.items() if row.value is not None}


def sealed_sheet(row: SheetRow, entries: Mapping[str, Entry], form_digest: str, pictures: Sequence[str]) -> Sealed:
    """What the sheet states, whose digest is kept when it is sealed; ``pictures`` as ``picture_texts`` names them."""
    return Sealed(row.id, row.enrolment_id, row.part, row.examiner_id, row.further, form_digest, entries, pictures)


def sheet_digest(row: SheetRow, entries: Mapping[str, Entry], form_digest: str, pictures: Sequence[str] = ()) -> str:
    """SHA-256 of what a sheet states."""
    return sealed_sheet(row, entries, form_digest, pictures).digest


def keep_seal(session: Session, row: SheetRow) -> str:
    """The leaf under which the log speaks of a sheet that was just sealed; what proves it is kept."""
    salt = os.urandom(32)
    leaf = leaf_of(salt, bytes.fromhex(row.digest))
    session.add(SheetSealRow(leaf=leaf, sheet_id=row.id, digest=row.digest, salt=salt))
    return leaf


def picture(session: Session, picture_id: int) -> PictureRow:
    """The photo, removed or not; raises ``NotFound``."""
    row = session.get(PictureRow, picture_id)
    if row is None:
        raise NotFound("picture.unknown", picture=picture_id)
    return row


def picture_by_operation(session: Session, operation: str) -> PictureRow | None:
    """The photo that this client operation already kept, if any."""
    return session.scalar(select(PictureRow).where(PictureRow.operation == operation))


def pictures_of(session: Session, sheet_ids: Sequence[int]) -> dict[int, list[PictureRow]]:
    """For each sheet its photos in the order in which they came; removed ones left out."""
    found: dict[int, list[PictureRow]] = {sheet_id: [] for sheet_id in sheet_ids}
    for start in range(0, len(sheet_ids), 500):
        query = select(PictureRow).where(PictureRow.sheet_id.in_(sheet_ids[start:start + 500]),
                                         PictureRow.removed_at.is_(None)).order_by(PictureRow.id)
        for row in session.scalars(query):
            found[row.sheet_id].append(row)
    return found


def picture_texts(session: Session, sheet_ids: Sequence[int]) -> dict[int, list[str]]:
    """For each sheet its photos as ``sheet_digest`` takes them: ``task.item`` and SHA-256, with a space between."""
    return {sheet_id: sorted(f"{row.item} {row.sha256}" for row in rows)
            for sheet_id, rows in pictures_of(session, sheet_ids).items()}


def has_entries(session: Session, sheet_id: int) -> bool:
    """Whether anything was ever entered on the sheet, or photographed for it."""
    return any(session.scalar(select(func.count()).select_from(kind).where(kind.sheet_id == sheet_id))
               for kind in (MarkRow, PictureRow))


def newest_mark(session: Session, sheet_id: int, field: str) -> MarkRow | None:
    """The event that counts for one field."""
    return session.scalar(
        select(MarkRow).where(MarkRow.sheet_id == sheet_id, MarkRow.field == field)
        .order_by(MarkRow.version.desc()).limit(1)
    )


def mark_at(session: Session, sheet_id: int, field: str, version: int) -> MarkRow | None:
    """The event that was in force when the field had that version; None for version 0 or one that never was."""
    return session.scalar(
        select(MarkRow).where(MarkRow.sheet_id == sheet_id, MarkRow.field == field, MarkRow.version == version)
    )


def mark_by_operation(session: Session, operation: str) -> MarkRow | None:
    """The event that this client operation already made, if any."""
    return session.scalar(select(MarkRow).where(MarkRow.operation == operation))


def unsealed_count(session: Session, sitting_id: int) -> int:
    """How many sheets of the sitting are not sealed yet."""
    return session.scalar(
        select(func.count()).select_from(SheetRow).where(SheetRow.sitting_id == sitting_id, SheetRow.state != "sealed")
    ) or 0


def add_sheets(session: Session, sitting_id: int, enrolment_id: int, part: str, examiners: Iterable[int]) -> None:
    """An open sheet of one candidate's part for each of these examiners."""
    session.add_all(SheetRow(sitting_id=sitting_id, enrolment_id=enrolment_id, part=part, examiner_id=examiner)
                    for examiner in examiners)


class SheetPlace(NamedTuple):
    """What of a sheet and its sitting decides whether a mark may be entered."""

    id: int
    sitting_id: int
    enrolment_id: int
    part: str
    examiner_id: int
    state: str
    sitting_state: str
    form_digest: str | None


class KnownOperation(NamedTuple):
    """The event that a client operation made."""

    sheet_id: int
    field: str
    value: str | None
    version: int


def places_of(session: Session, sheet_ids: Sequence[int]) -> dict[int, SheetPlace]:
    """The sheets that exist, by id; they are locked until the transaction ends."""
    rows = session.connection().execute(_PLACES, {"wanted": list(sheet_ids)})
    return {row[0]: SheetPlace(*row) for row in rows}


def known_operations(session: Session, operations: Sequence[str]) -> dict[str, KnownOperation]:
    """Those of the client operations that made an event already."""
    rows = session.connection().execute(_KNOWN, {"wanted": list(operations)})
    return {row[0]: KnownOperation(*row[1:]) for row in rows}


def add_marks(session: Session, marks: Sequence[Mapping[str, Any]]) -> None:
    """Appends events, each a mapping of the columns of ``MarkRow``; straight to the table, for saving is frequent."""
    session.connection().execute(_ADD, list(marks))


def examined_at(session: Session, examiner_id: int, sitting_ids: Sequence[int]) -> list[int]:
    """Those of the sittings at which the examiner has a sheet."""
    if not sitting_ids:
        return []
    values = {"examiner": examiner_id, "wanted": list(sitting_ids)}
    return list(session.connection().execute(_EXAMINED, values).scalars())
