"""Photos that an examiner takes as evidence of an item: taken in, removed, looked at."""

from __future__ import annotations

import re

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from assess.canonical import sha256_hex
from assess.errors import AssessError, BadInput
from assess.operations.pictures import Picture, add_picture, read_picture, remove_picture
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.errors import wants_json
from assess.web.examiner.blueprint import blueprint
from assess.web.guard import actor, guard
from assess.web.locale import _, ngettext, say
from assess.web.pictures import picture_answer

_NAMED = "picture:"
"""A file's field is named after its item: ``picture:task.item``."""
_OPERATION = re.compile(r"[0-9a-f]{32}")


@blueprint.post("/sheets/<int:sheet_id>/pictures")
@guard(Action.ENTER_SCORES)
def pictures(sheet_id: int) -> ResponseReturnValue:
    """Takes in every chosen photo, or removes one; a script gets its receipt, a form sent without one the sheet."""
    if "remove" in request.form:
        picture = remove_picture(store(), actor(), request.form.get("remove", 0, type=int), now())
        return jsonify(id=picture.id) if wants_json() else _back(sheet_id, picture.item)
    if wants_json():
        item, data = next(iter(_chosen()), ("", b""))
        return jsonify(_receipt(add_picture(store(), actor(), sheet_id, item, data, operation=_sent_operation(),
                                            now=now())))
    return _take_all(sheet_id)


@blueprint.get("/pictures/<int:picture_id>")
@guard(Action.ENTER_SCORES)
def picture(picture_id: int) -> Response:
    """One photo of the examiner's own sheets."""
    return picture_answer(read_picture(store(), actor(), picture_id), picture_id)


def _take_all(sheet_id: int) -> Response:
    """A page without script sends every file that was chosen on it; one refused keeps no other back."""
    added, item = 0, ""
    for item, data in _chosen():
        # The same file of the same page is the same photo, however often its form is sent.
        operation = sha256_hex(f"{request.form.get('page', '')} {item} {sha256_hex(data)}".encode())[:32]
        try:
            add_picture(store(), actor(), sheet_id, item, data, operation=operation, now=now())
            added += 1
        except AssessError as error:
            flash(say(error))
    flash(ngettext("%(num)s photo saved.", "%(num)s photos saved.", added) if item else _("Choose a photo first."))
    return _back(sheet_id, item)


def _chosen() -> list[tuple[str, bytes]]:
    return [(name.removeprefix(_NAMED), file.read()) for name, file in request.files.items(multi=True)
            if name.startswith(_NAMED) and file.filename]


def _sent_operation() -> str:
    operation = request.form.get("operation", "")
    if not _OPERATION.fullmatch(operation):
        raise BadInput("request.bad")
    return operation


def _receipt(kept: Picture) -> dict[str, object]:
    return {"id": kept.id, "item": kept.item, "url": url_for(".picture", picture_id=kept.id)}


def _back(sheet_id: int, item: str) -> Response:
    return redirect(url_for(".sheet", sheet_id=sheet_id, _anchor=f"pictures-{item}" if item else None))
