"""Examiners' sheets and the appended events of their marks: nothing entered is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.errors import NotFound
from assess.exams.scores import Entry
from assess.exams.sealing import Sealed
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


def marks_of(session: Session, sheet_ids: Sequence[int]) -> dict[int, dict[str, StandingMark]]:
    """For each sheet the newest event of every field, emptied cells included."""
    newest: dict[int, dict[str, StandingMark]] = {sheet_id: {} for sheet_id in sheet_ids}
    for start in range(0, len(sheet_ids), 500):
        query = select(MarkRow.sheet_id, MarkRow.field, MarkRow.value, MarkRow.note, MarkRow.version) \
            .where(MarkRow.sheet_id.in_(sheet_ids[start:start + 500])).order_by(MarkRow.version)
        for sheet_id, field, value, note, version in session.execute(query):
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
    query = select(SheetRow.id, SheetRow.sitting_id, SheetRow.enrolment_id, SheetRow.part, SheetRow.examiner_id,
                   SheetRow.state, SittingRow.state, SittingRow.form_digest) \
        .join(SittingRow, SittingRow.id == SheetRow.sitting_id).where(SheetRow.id.in_(sheet_ids)) \
        .order_by(SheetRow.id).with_for_update(of=SheetRow)
    return {row[0]: SheetPlace(*row) for row in session.connection().execute(query)}


def known_operations(session: Session, operations: Sequence[str]) -> dict[str, KnownOperation]:
    """Those of the client operations that made an event already."""
    query = select(MarkRow.operation, MarkRow.sheet_id, MarkRow.field, MarkRow.value, MarkRow.version) \
        .where(MarkRow.operation.in_(operations))
    return {row[0]: KnownOperation(*row[1:]) for row in session.connection().execute(query)}


def add_marks(session: Session, marks: Sequence[Mapping[str, Any]]) -> None:
    """Appends events, each a mapping of the columns of ``MarkRow``; straight to the table, for saving is frequent."""
    session.connection().execute(insert(MarkRow), list(marks))


def examined_at(session: Session, examiner_id: int, sitting_ids: Sequence[int]) -> list[int]:
    """Those of the sittings at which the examiner has a sheet."""
    query = select(SheetRow.sitting_id).distinct() \
        .where(SheetRow.examiner_id == examiner_id, SheetRow.sitting_id.in_(sitting_ids))
    return list(session.connection().execute(query).scalars()) if sitting_ids else []
