"""Checking (核分): every signed sheet with its entries and sums spelled out, to be confirmed or given back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from assess.errors import BadInput, NotFound, Refused
from assess.exams.breakdown import breakdown
from assess.exams.scores import SheetState
from assess.operations.scoring import (
    PartSheets,
    SheetView,
    amendments_to_decide,
    check,
    duties,
    give_back,
    sheets_to_check,
)
from assess.operations.sheet_history import sheet_history
from assess.people.policy import Action
from assess.web.amendments import decide_page
from assess.web.cells import signed, tolerance
from assess.web.checker.forms import GiveBackForm
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.history_words import history_words
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import ngettext, say
from assess.web.sums import elective

blueprint = Blueprint("checker", __name__, url_prefix="/checker")

_SHOWN = (SheetState.SIGNED, SheetState.CHECKED, SheetState.SEALED)


@blueprint.get("/")
@guard(Action.CHECK_SHEET)
def home() -> str:
    """The parts whose sheets wait for the checker."""
    lines = duties(store(), actor(), "checker")
    asked = {line.sitting_id: len(amendments_to_decide(store(), actor(), line.sitting_id)) for line in lines}
    return render_template("checker/home.html", duties=lines, asked=asked, level_names=LEVEL_NAMES)


@blueprint.route("/sittings/<int:sitting_id>/amendments", methods=["GET", "POST"])
@guard(Action.CONSENT_AMENDMENT)
def amendments(sitting_id: int) -> ResponseReturnValue:
    """The changes of signed sheets that wait for the checker, old and new side by side."""
    return decide_page(sitting_id, "checker/decide_amendments.html")


@blueprint.get("/sheets/<int:sheet_id>/history")
@guard(Action.CHECK_SHEET)
def history(sheet_id: int) -> str:
    """Everything that happened to one sheet."""
    return render_template("checker/history.html", history=sheet_history(store(), actor(), sheet_id), **history_words())


@blueprint.get("/sittings/<int:sitting_id>/<part>")
@guard(Action.CHECK_SHEET)
def part(sitting_id: int, part: str) -> str:
    """Every signed sheet of a part, its sums worked out step by step."""
    return _part_page(sheets_to_check(store(), actor(), sitting_id, part))


@blueprint.post("/sittings/<int:sitting_id>/<part>")
@guard(Action.CHECK_SHEET)
def confirm(sitting_id: int, part: str) -> ResponseReturnValue:
    """Confirms the ticked sheets, all or none."""
    chosen = request.form.getlist("sheet", type=int)
    try:
        check(store(), actor(), chosen, now())
    except (BadInput, Refused) as error:
        return _part_page(sheets_to_check(store(), actor(), sitting_id, part), say(error)), 409
    flash(ngettext("%(num)s sheet is checked.", "%(num)s sheets are checked.", len(set(chosen))))
    return redirect(url_for(".part", sitting_id=sitting_id, part=part))


@blueprint.route("/sittings/<int:sitting_id>/<part>/sheets/<int:sheet_id>/give-back", methods=["GET", "POST"])
@guard(Action.CHECK_SHEET)
def return_sheet(sitting_id: int, part: str, sheet_id: int) -> str | Response:
    """Gives one sheet back to its examiner with the reason."""
    sheets, form = sheets_to_check(store(), actor(), sitting_id, part), GiveBackForm()
    sheet = _sheet(sheets, sheet_id)
    if form.validate_on_submit():
        try:
            give_back(store(), actor(), sheet_id, form.reason.data, now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"sheet.reason_missing": "reason"})
        else:
            return redirect(url_for(".part", sitting_id=sitting_id, part=part))
    return render_template("checker/give_back.html", part=sheets, sheet=sheet, form=form)


def _part_page(sheets: PartSheets, refused: str = "") -> str:
    shown = [(sheet, breakdown(sheets.form, sheet.entries)) for sheet in sheets.sheets
             if sheet.state in _SHOWN and not sheet.part_state]
    unsigned = [sheet for sheet in sheets.sheets if sheet.state not in _SHOWN and not sheet.part_state]
    asked = {one.sheet_id for one in amendments_to_decide(store(), actor(), sheets.sitting_id)}
    return render_template("checker/part.html", part=sheets, shown=shown, unsigned=unsigned, refused=refused,
                           asked=asked, level_names=LEVEL_NAMES, elective=elective, signed=signed, tolerance=tolerance)


def _sheet(sheets: PartSheets, sheet_id: int) -> SheetView:
    for sheet in sheets.sheets:
        if sheet.id == sheet_id:
            return sheet
    raise NotFound("sheet.unknown", sheet=sheet_id)
