"""What examiners wrote and photographed beside their marks: remarks and photos of a part, item by item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flask import render_template
from werkzeug.wrappers import Response

from assess.exams.form import Field
from assess.exams.scores import SheetState, entry_text
from assess.operations.pictures import Picture, read_picture
from assess.operations.scoring import PartSheets, SheetView, all_sheets
from assess.operations.sittings import sitting_head
from assess.people.policy import Action
from assess.web.cells import field_text, starts_item
from assess.web.current import store
from assess.web.guard import actor, guard
from assess.web.locale import current_locale
from assess.web.office.blueprint import blueprint
from assess.web.pictures import picture_answer


class Evidence(NamedTuple):
    """One cell with a remark, a reason or photos."""

    sheet: SheetView
    text: str
    value: str
    note: str
    pictures: tuple[Picture, ...]


@blueprint.get("/sittings/<int:sitting_id>/evidence/<part>")
@guard(Action.SEE_SITTING)
def evidence(sitting_id: int, part: str) -> str:
    """Remarks, reasons of vetoes and photos of one part, of sheets that are signed."""
    head, sheets = sitting_head(store(), actor(), sitting_id), all_sheets(store(), actor(), sitting_id, part)
    return render_template("office/evidence.html", head=head, part=sheets, lines=list(_lines(sheets)),
                           tab="office.progress")


@blueprint.get("/pictures/<int:picture_id>")
@guard(Action.SEE_SITTING)
def picture(picture_id: int) -> Response:
    """One of the photos."""
    return picture_answer(read_picture(store(), actor(), picture_id), picture_id)


def _lines(part: PartSheets) -> Iterator[Evidence]:
    for sheet in part.sheets:
        if sheet.state is SheetState.OPEN:
            continue
        for field in part.form.fields:
            cell = sheet.cells.get(field.key)
            note, pictures = cell.note if cell else "", _pictures(sheet, field)
            if note or pictures:
                value = entry_text(field, cell.value) if cell and field.kind != "veto" else ""
                yield Evidence(sheet, field_text(field, current_locale()), value, note, pictures)


def _pictures(sheet: SheetView, field: Field) -> tuple[Picture, ...]:
    """The photos of the item, beside the first of its cells."""
    return sheet.pictures.get(f"{field.task.id}.{field.item.id}", ()) if starts_item(field) else ()
