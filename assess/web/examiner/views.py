"""Entering and signing scores: a grid for a whole part, a page for one candidate, and the list of what is to do."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from assess.operations.calibrating import own_examples
from assess.operations.leading import led_sittings
from assess.operations.scoring import (
    Entered,
    PartSheets,
    duties,
    neighbours,
    own_sheet,
    own_sheets,
    photo_on_sheet,
    save_each,
)
from assess.people.policy import Action
from assess.web.cells import field_text
from assess.web.current import now, store
from assess.web.examiner import amending, examples, imports, journal, leading, pictures, signing
from assess.web.examiner import grid as pages
from assess.web.examiner.blueprint import blueprint
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, current_locale, ngettext
from assess.web.score_form import ScoreForm, field_name, score_form, versions_text
from assess.web.sheet_words import sheet_words
from assess.web.sums import elective, open_choices

__all__ = ["amending", "blueprint", "examples", "imports", "journal", "leading", "pictures", "signing"]


@blueprint.get("/")
@guard(Action.ENTER_SCORES)
def home() -> str:
    """The examiner's parts of sittings, and how far each is."""
    lines = duties(store(), actor(), "examiner")
    return render_template("examiner/home.html", duties=lines, examples=own_examples(store(), actor()),
                           led=led_sittings(store(), actor()), level_names=LEVEL_NAMES)


@blueprint.route("/sittings/<int:sitting_id>/<part>", methods=["GET", "POST"])
@guard(Action.ENTER_SCORES)
def grid(sitting_id: int, part: str) -> ResponseReturnValue:
    """All candidates of a part against all cells; a form sent without script saves every changed cell."""
    sent = _save_sent(own_sheets(store(), actor(), sitting_id, part)) if request.method == "POST" else Sent()
    if request.method == "POST" and not sent.forms:
        flash(sent.text)
        return redirect(request.full_path.rstrip("?"))
    sheets, only_open = own_sheets(store(), actor(), sitting_id, part), request.args.get("only") == "open"
    if sheets.calibrating and not sent.forms:
        return examples.closed_page(sheets)
    page = render_template(
        "examiner/grid.html", part=sheets, columns=pages.columns(sheets.form), spans=pages.spans(sheets.form),
        rows=pages.rows(sheets, only_open, current_locale(), sent.forms), only_open=only_open,
        filled=pages.filled, read_only=pages.read_only, page_id=secrets.token_hex(8),
        saved=sent.text, faults=_faults(sheets, sent.forms), elective=elective, level_names=LEVEL_NAMES,
        field_name=field_name,
    )
    return (page, 400) if sent.forms else page


@blueprint.route("/sheets/<int:sheet_id>", methods=["GET", "POST"])
@guard(Action.ENTER_SCORES)
def sheet(sheet_id: int) -> ResponseReturnValue:
    """One candidate with everything that is examined, made for a phone in one hand."""
    sent = _save_sent(own_sheet(store(), actor(), sheet_id)[0]) if request.method == "POST" else Sent()
    if request.method == "POST" and not sent.forms:
        flash(sent.text)
        return redirect(url_for(".sheet", sheet_id=sheet_id))
    sheets, view = own_sheet(store(), actor(), sheet_id)
    if sheets.calibrating and not sent.forms:
        return examples.closed_page(sheets)
    page = render_template(
        "examiner/sheet.html", part=sheets, sheet=view, page_id=secrets.token_hex(8), form=sent.forms.get(sheet_id),
        versions=versions_text(sheets.form, view), faults=_faults(sheets, sent.forms), saved=sent.text,
        **sheet_words(sheets.form, view.entries), around=neighbours(store(), actor(), sheet_id),
        level_names=LEVEL_NAMES, open_choices=open_choices,
    )
    return (page, 400) if sent.forms else page


@blueprint.get("/sheets/<int:sheet_id>/photo")
@guard(Action.ENTER_SCORES)
def photo(sheet_id: int) -> Response:
    """The photo of a candidate whom the examiner marks."""
    return Response(photo_on_sheet(store(), actor(), sheet_id), mimetype="image/jpeg")


@dataclass(frozen=True)
class Sent:
    """What became of a page of scores that was sent at once: the forms in which something was refused, and a report."""

    forms: Mapping[int, ScoreForm] = field(default_factory=dict)
    text: str = ""


def _save_sent(sheets: PartSheets) -> Sent:
    """Saves every changed cell of the sheets in the request; a refused one does not keep the others back."""
    part_form = score_form(sheets.form, sheets.form_digest)
    forms: dict[int, ScoreForm] = {}
    cells: list[Entered] = []
    for view in sheets.sheets:
        if f"s{view.id}-v" in request.form:
            forms[view.id] = form = part_form(request.form, prefix=f"s{view.id}-")
            form.validate()
            cells += form.entered(view, request.form.get("page", ""))
    outcomes = save_each(store(), actor(), cells, device=str(request.user_agent), now=now())
    for outcome in outcomes:
        if outcome.error is not None:
            forms[outcome.entered.sheet_id].refuse(outcome.entered.field, outcome.error)
    changed = sum(outcome.changed for outcome in outcomes)
    text = ngettext("%(num)s value saved.", "%(num)s values saved.", changed) if changed else _("Nothing had changed.")
    return Sent({sheet_id: form for sheet_id, form in forms.items() if form.errors}, text)


def _faults(sheets: PartSheets, forms: Mapping[int, ScoreForm]) -> list[tuple[int, str, str, str]]:
    """Seat, item, message and the id of the cell for everything that was refused."""
    return [
        (view.seat, field_text(cell, current_locale()), message, forms[view.id].cell(cell.key).name)
        for view in sheets.sheets if view.id in forms
        for cell in sheets.form.fields
        for message in forms[view.id].cell(cell.key).errors
    ]
