"""Photos as evidence of an item: nothing of the camera is kept, nothing is exchanged once the sheet is signed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select, update

from assess.errors import BadInput, Forbidden, NotFound, Refused
from assess.operations import pictures, scoring, settling
from assess.operations.pictures import Picture, add_picture, read_picture, read_picture_file, remove_picture
from assess.people.roles import Role
from assess.store.audit import AuditRow
from assess.store.sheets import PictureRow
from tests.marking import THEN, Marking, config, marking

__all__ = ["config", "marking"]
ITEM = "t1.cut-depth"
MADE_BY = "SecretCamera"


def photo(shade: int = 90, size: tuple[int, int] = (400, 300), form: str = "JPEG", turned: bool = False) -> bytes:
    """A picture as a telephone writes it: with its make, where it was taken, and which side is up."""
    exif, target = Image.Exif(), BytesIO()
    exif[0x010F] = MADE_BY
    exif.get_ifd(0x8825)[2] = (22.0, 32.0, 11.0)
    if turned:
        exif[0x0112] = 6
    Image.new("RGB", size, (shade, 120, 40)).save(target, form, exif=exif)
    return target.getvalue()


def add(marking: Marking, data: bytes = b"", *, item: str = ITEM, operation: str = "o1", username: str = "first",
        seat: int = 1) -> Picture:
    """One photo on the sheet of a seat."""
    return add_picture(marking.store, marking.actors[username], marking.sheet(seat).id, item, data or photo(),
                       operation=operation, now=THEN)


def standing(marking: Marking, seat: int = 1) -> list[int]:
    return [each.id for each in marking.sheet(seat).pictures.get(ITEM, ())]


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_is_kept_without_place_and_device(form: str) -> None:
    taken = photo(form=form)
    kept = read_picture_file(taken)
    assert MADE_BY.encode() in taken and MADE_BY.encode() not in kept
    assert not Image.open(BytesIO(kept)).getexif()


def test_a_photo_is_made_small_enough_and_stands_upright() -> None:
    kept = Image.open(BytesIO(read_picture_file(photo(size=(3000, 1000), turned=True))))
    assert (kept.format, kept.size) == ("JPEG", (533, pictures.LONG_SIDE))


BAD = {
    "nothing": (b"", "photo.empty"),
    "a page": (b"<html>", "photo.not_a_photo"),
    "another format": (photo(form="WEBP"), "photo.not_a_photo"),
    "half a photo": (photo(size=(2000, 1500))[:9000], "photo.damaged"),
    "too large a file": (bytes(pictures.LARGEST_FILE + 1), "photo.file_too_large"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_what_is_no_photo_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadInput, match=rf"^{code}\b"):
        read_picture_file(data)


def test_a_photo_lies_sealed_on_the_disk_and_is_read_again(marking: Marking) -> None:
    added = add(marking)
    kept = read_picture(marking.store, marking.actors["first"], added.id)
    assert kept == read_picture_file(photo())
    on_disk = [file.read_bytes() for file in (marking.store.config.instance / "pictures").rglob("*.sealed")]
    assert len(on_disk) == 1 and kept[:64] not in on_disk[0] and b"JFIF" not in on_disk[0]


def test_the_same_delivery_keeps_one_photo(marking: Marking) -> None:
    assert add(marking) == add(marking)
    assert len(standing(marking)) == 1
    with pytest.raises(BadInput, match=r"^picture\.operation_reused\b"):
        add(marking, photo(shade=200))


def test_an_item_takes_only_so_many_photos(marking: Marking, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [add(marking, photo(n), operation=f"o{n}").id for n in range(pictures.MOST_OF_ITEM)]
    with pytest.raises(Refused, match=r"^picture\.too_many\b"):
        add(marking, operation="more")
    remove_picture(marking.store, marking.actors["first"], ids[0], THEN)
    monkeypatch.setattr(pictures, "MOST_EVER", pictures.MOST_OF_ITEM)
    with pytest.raises(Refused, match=r"^picture\.too_many_ever\b"):
        add(marking, operation="more")
    monkeypatch.undo()
    ids.append(add(marking, operation="more").id)
    assert standing(marking) == ids[1:]


def test_a_removed_photo_is_shown_to_nobody_and_stays_on_record(marking: Marking) -> None:
    added = add(marking)
    for _twice in range(2):
        remove_picture(marking.store, marking.actors["first"], added.id, THEN)
    assert standing(marking) == []
    with pytest.raises(NotFound, match=r"^picture\.unknown\b"):
        read_picture(marking.store, marking.actors["first"], added.id)
    with marking.store.reading() as session:
        acts = session.scalars(select(AuditRow.action).where(AuditRow.action.contains("picture"))).all()
        assert (acts, session.get_one(PictureRow, added.id).removed_at) == (
            ["sheet.add_picture", "sheet.remove_picture"], THEN)


def test_an_unknown_item_takes_no_photo(marking: Marking) -> None:
    with pytest.raises(NotFound, match=r"^form\.no_field\b"):
        add(marking, item="t1.nothing")


def test_a_signed_sheet_keeps_its_photos_and_takes_no_more(marking: Marking) -> None:
    added = add(marking)
    sheet_id = marking.signed()
    for act in (lambda: add(marking, operation="late"),
                lambda: remove_picture(marking.store, marking.actors["first"], added.id, THEN)):
        with pytest.raises(Refused, match=r"^picture\.closed\b"):
            act()
    scoring.give_back(marking.store, marking.actors["checker"], sheet_id, "看不清", THEN)
    assert standing(marking) == [added.id] and add(marking, photo(5), operation="more")
    with pytest.raises(Refused, match=r"^picture\.signed\b"):
        remove_picture(marking.store, marking.actors["first"], added.id, THEN)


def test_the_absent_and_the_settled_take_no_photo(marking: Marking) -> None:
    enrolment = marking.sheet().enrolment_id
    settling.record_part_state(marking.store, marking.actors["office"], enrolment, "practical", "absent", "", THEN)
    with pytest.raises(Refused, match=r"^sheet\.part_closed\b"):
        add(marking)


SWAPS: dict[str, Callable[[PictureRow], object]] = {
    "exchanged": lambda row: setattr(row, "sha256", "0" * 64),
    "moved to another item": lambda row: setattr(row, "item", "t1.tools"),
    "taken away": lambda row: setattr(row, "removed_at", THEN),
}


@pytest.mark.parametrize("swap", [*SWAPS.values(), None], ids=[*SWAPS, "left alone"])
def test_a_sealed_photo_that_is_exchanged_stops_the_settlement(
    marking: Marking, swap: Callable[[PictureRow], object] | None
) -> None:
    added, sheet_id = add(marking), marking.signed()
    scoring.check(marking.store, marking.actors["checker"], [sheet_id], THEN)
    scoring.seal(marking.store, marking.actors["office"], [sheet_id], THEN)
    with marking.store.unit_of_work() as session:
        if swap:
            swap(session.get_one(PictureRow, added.id))
    with marking.store.reading() as session:
        row = settling.sitting(session, marking.sitting_id)
        enrolled, form = row.enrolments[0], settling.form_of(marking.store, row)
        if swap is None:
            assert settling.recompute(session, form, enrolled)
        else:
            with pytest.raises(Refused, match=r"^sheet\.altered\b"):
                settling.recompute(session, form, enrolled)


def test_a_file_that_was_altered_on_the_disk_is_not_shown(marking: Marking) -> None:
    added, other = add(marking), add(marking, photo(7), operation="o2")
    with marking.store.unit_of_work() as session:
        sealed = session.get_one(PictureRow, other.id).sealed_sha256
        session.execute(update(PictureRow).where(PictureRow.id == added.id).values(sealed_sha256=sealed))
    with pytest.raises(BadInput):
        read_picture(marking.store, marking.actors["first"], added.id)


def test_only_who_works_with_the_sheet_sees_its_photos(marking: Marking, make_account: Callable[..., object]) -> None:
    added = add(marking)
    for username in ("second", "reader", "checker"):  # the checker before the sheet is signed
        with pytest.raises(Forbidden):
            read_picture(marking.store, marking.actors[username], added.id)
    supervisor, stranger = make_account("watch", Role.SUPERVISOR), make_account("other", Role.CHECKER)
    marking.signed()
    for actor in (marking.actors["checker"], marking.actors["office"], supervisor):
        assert read_picture(marking.store, actor, added.id)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        read_picture(marking.store, stranger, added.id)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        add(marking, operation="theirs", username="second")
