"""Photos that examiners take as evidence of an item: encoded again, sealed on the disk, part of what a sheet states.

A photo comes from a camera that writes down where it was taken and by which telephone; none of that is kept. Once the
sheet is signed its photos stand as they are, and its seal covers them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.errors import BadInput, Forbidden, NotFound, Refused
from assess.exams.form import FormPart
from assess.exams.scores import SheetState
from assess.operations.forms import form_of
from assess.operations.photos import decoded, encoded
from assess.people.policy import Action, may, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.files import FileFolder
from assess.store.session import Store
from assess.store.sheets import PictureRow, SheetRow, picture, picture_by_operation, pictures_of, sheet
from assess.store.sittings import closed_state, has_duty, sitting, took_part

LARGEST_FILE = 15 * 1024 * 1024
"""What a telephone's camera writes at most; a page's script makes it smaller before it is sent."""
LONG_SIDE = 1600
"""Pixels: what is 160 mm wide is shown to a tenth of a millimetre, and a photo stays below half a megabyte."""
MOST_OF_ITEM = 4
"""Photos that stand for one item: before, after, and two details. A checker looks at each of them."""
MOST_EVER = 40
"""Photos of one item, removed ones included: more is a mistake, or somebody filling the disk."""


@dataclass(frozen=True)
class Picture:
    """One photo as pages name it."""

    id: int
    item: str
    taken_at: datetime


def read_picture_file(data: bytes) -> bytes:
    """JPEG of at most ``LONG_SIDE`` pixels without any metadata; see ``photos.decoded`` for what is refused."""
    image = decoded(data, LARGEST_FILE)
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return encoded(image, quality=82)


def add_picture(store: Store, actor: Actor, sheet_id: int, item: str, data: bytes, *, operation: str,
                now: datetime) -> Picture:
    """The photo, kept as evidence of ``item`` (``task.item``) on the examiner's own sheet.

    An ``operation`` that was delivered before changes nothing and answers the same. Raises ``BadInput`` for what is no
    photo, and ``Refused``: ``picture.closed`` once the sheet is signed, ``picture.too_many`` and
    ``picture.too_many_ever``.
    """
    clean = read_picture_file(data)
    sha256 = sha256_hex(clean)
    with store.unit_of_work() as session:
        row = sheet(session, sheet_id, lock=True)
        require(actor, Action.ENTER_SCORES, own=row.examiner_id == actor.account_id)
        done = picture_by_operation(session, operation)
        if done is not None:
            if (done.sheet_id, done.item, done.sha256) != (row.id, item, sha256):
                raise BadInput("picture.operation_reused", operation=operation)
            return _named(done)
        _require_item(form_of(store, sitting(session, row.sitting_id)).part(row.part), item)
        _require_open(session, row, SheetState.OPEN, SheetState.RETURNED)
        _require_room(session, row, item)
        sealed = _folder(store).keep(store.vault.close(clean, _place(row.id, sha256)))
        added = PictureRow(sheet_id=row.id, item=item, size=len(clean), sha256=sha256, sealed_sha256=sealed,
                           taken_by=actor.account_id, taken_at=now, operation=operation)
        session.add(added)
        session.flush()
        record(session, actor, "sheet.add_picture", f"sheet:{row.id}", now, item=item, picture=added.id, sha256=sha256)
        return _named(added)


def remove_picture(store: Store, actor: Actor, picture_id: int, now: datetime) -> Picture:
    """Takes a photo off a sheet that was not signed yet; that it was there stays on record.

    Raises ``Refused("picture.signed")`` on a sheet that was given back: somebody signed it with this photo. Removing it
    once more changes nothing.
    """
    with store.unit_of_work() as session:
        row = picture(session, picture_id)
        owner = sheet(session, row.sheet_id, lock=True)
        require(actor, Action.ENTER_SCORES, own=owner.examiner_id == actor.account_id)
        if row.removed_at is not None:
            return _named(row)
        if owner.state == SheetState.RETURNED.value:
            raise Refused("picture.signed", picture=row.id)
        _require_open(session, owner, SheetState.OPEN)
        row.removed_at = now
        record(session, actor, "sheet.remove_picture", f"sheet:{owner.id}", now, item=row.item, picture=row.id)
        return _named(row)


def read_picture(store: Store, actor: Actor, picture_id: int) -> bytes:
    """The photo (JPEG) for the sheet's examiner, the checker of the sitting, the office and the supervisor."""
    with store.reading() as session:
        row = picture(session, picture_id)
        owner = sheet(session, row.sheet_id)
        _require_reader(session, owner, actor)
        if row.removed_at is not None:
            raise NotFound("picture.unknown", picture=picture_id)
        return store.vault.open(_folder(store).read(row.sealed_sha256), _place(owner.id, row.sha256))


def standing_pictures(session: Session, sheet_ids: Sequence[int]) -> Mapping[int, Mapping[str, tuple[Picture, ...]]]:
    """For each sheet the photos that stand, by ``task.item``, the oldest first."""
    found: dict[int, dict[str, tuple[Picture, ...]]] = {}
    for sheet_id, rows in pictures_of(session, sheet_ids).items():
        items = found[sheet_id] = {}
        for row in rows:
            items[row.item] = (*items.get(row.item, ()), _named(row))
    return found


def _require_reader(session: Session, owner: SheetRow, actor: Actor) -> None:
    if may(actor, Action.SEE_SITTING):
        return
    place = sitting(session, owner.sitting_id)
    if may(actor, Action.CHECK_SHEET, examined=took_part(place, actor)) and has_duty(place, actor, "checker"):
        # A checker sees of a sheet that is not signed nothing at all.
        if owner.state == SheetState.OPEN.value:
            raise Forbidden("policy.forbidden", action=Action.CHECK_SHEET.value, reason="open")
        return
    require(actor, Action.ENTER_SCORES, own=owner.examiner_id == actor.account_id)


def _require_open(session: Session, row: SheetRow, *states: SheetState) -> None:
    if SheetState(row.state) not in states:
        raise Refused("picture.closed", state=row.state)
    if (place := sitting(session, row.sitting_id)).state != "marking":
        raise Refused("sheet.sitting_settled", state=place.state)
    if state := closed_state(session, row.enrolment_id, row.part):
        raise Refused("sheet.part_closed", reason=state)


def _require_item(part: FormPart, item: str) -> None:
    if item not in {f"{task.id}.{each.id}" for task in part.tasks for each in task.items}:
        raise NotFound("form.no_field", field=item, part=part.part.id)


def _require_room(session: Session, row: SheetRow, item: str) -> None:
    mine = select(func.count()).where(PictureRow.sheet_id == row.id, PictureRow.item == item)
    if (session.scalar(mine.where(PictureRow.removed_at.is_(None))) or 0) >= MOST_OF_ITEM:
        raise Refused("picture.too_many", most=MOST_OF_ITEM)
    if (session.scalar(mine) or 0) >= MOST_EVER:
        raise Refused("picture.too_many_ever", most=MOST_EVER)


def _named(row: PictureRow) -> Picture:
    return Picture(row.id, row.item, row.taken_at)


def _folder(store: Store) -> FileFolder:
    return FileFolder(store.config.instance / "pictures", "sealed")


def _place(sheet_id: int, sha256: str) -> str:
    return f"picture.file:{sheet_id}:{sha256}"
