"""What an examiner does about a sheet that is signed: ask for an amendment, take it back, stand by a returned sheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assess.errors import BadInput, Refused
from assess.exams.scores import SheetState, entry_text
from assess.operations.scoring import (
    CellChange,
    Entered,
    PartSheets,
    SheetView,
    amending,
    own_amendment,
    own_amendments,
    own_sheet,
    own_sheets,
    stand_by,
)
from assess.people.policy import Action
from assess.web.amendments import amendment_words, decide_page
from assess.web.current import now, store
from assess.web.examiner.amendment_forms import AmendmentForm, StandingForm, WithdrawalForm
from assess.web.examiner.blueprint import blueprint
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, say
from assess.web.score_form import ScoreForm, score_form, versions_text
from assess.web.sheet_words import sheet_words


class _Sent(BaseModel):
    """One change on its way from the comparison to the question."""

    model_config = ConfigDict(extra="forbid", strict=True)

    field: str
    text: str
    note: str
    expected: int


_ALL_SENT = TypeAdapter(list[_Sent])


@blueprint.route("/sheets/<int:sheet_id>/amend", methods=["GET", "POST"])
@guard(Action.SIGN_SHEET)
def amend(sheet_id: int) -> ResponseReturnValue:
    """The signed sheet with its values to be changed; then the differences, with the question for the reason."""
    sheets, view = own_sheet(store(), actor(), sheet_id)
    if "changes" in request.form:
        return _ask(sheets, view)
    if request.method == "GET":
        return _sheet_page(sheets, view)
    form = score_form(sheets.form, sheets.form_digest)(request.form, prefix=f"s{sheet_id}-")
    if not form.validate():
        return _sheet_page(sheets, view, form), 400
    try:
        changes = amending.changes_of(store(), actor(), sheet_id, list(form.entered(view, "")))
    except (BadInput, Refused) as error:
        return _sheet_page(sheets, view, form, say(error)), 409
    return _question(sheets, view, changes, AmendmentForm(formdata=None, changes=_carried(changes)))


@blueprint.get("/sittings/<int:sitting_id>/<part>/amendments")
@guard(Action.SIGN_SHEET)
def amendments(sitting_id: int, part: str) -> str:
    """What the examiner asked to change on sheets of a part, and what became of it."""
    sheets = own_sheets(store(), actor(), sitting_id, part)
    return render_template("examiner/amendments.html", part=sheets, level_names=LEVEL_NAMES, **amendment_words(),
                           asked=own_amendments(store(), actor(), sitting_id, part))


@blueprint.route("/amendments/<int:amendment_id>/withdraw", methods=["GET", "POST"])
@guard(Action.SIGN_SHEET)
def withdraw_amendment(amendment_id: int) -> ResponseReturnValue:
    """Takes a change back that nobody decided on yet."""
    found, form = own_amendment(store(), actor(), amendment_id), WithdrawalForm()
    if form.validate_on_submit():
        try:
            amending.withdraw(store(), actor(), amendment_id, now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("The amendment was withdrawn. The sheet stays as it is."))
            return redirect(url_for(".sheet", sheet_id=found.sheet_id))
    return render_template("examiner/withdraw_amendment.html", one=found, form=form, **amendment_words())


@blueprint.route("/sheets/<int:sheet_id>/stand-by", methods=["GET", "POST"])
@guard(Action.SIGN_SHEET)
def stand_by_sheet(sheet_id: int) -> ResponseReturnValue:
    """Signs a returned sheet again as it stands, with a sentence."""
    sheets, view = own_sheet(store(), actor(), sheet_id)
    form = StandingForm()
    if form.validate_on_submit():
        try:
            stand_by(store(), actor(), sheet_id, form.words.data or "", now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"sheet.words_missing": "words"})
        else:
            flash(_("The sheet is signed again as it stands."))
            return redirect(url_for(".sheet", sheet_id=sheet_id))
    return render_template("examiner/stand_by.html", part=sheets, sheet=view, form=form)


@blueprint.route("/sittings/<int:sitting_id>/amendments", methods=["GET", "POST"])
@guard(Action.CONSENT_AMENDMENT)
def decide_amendments(sitting_id: int) -> ResponseReturnValue:
    """The amendments that wait for the lead examiner."""
    return decide_page(sitting_id, "examiner/decide_amendments.html")


def _sheet_page(sheets: PartSheets, view: SheetView, form: ScoreForm | None = None, refused: str = "") -> str:
    # The cells are written as those of an open sheet; sending them changes nothing but leads to the comparison.
    typed = replace(view, state=SheetState.OPEN, part_state="")
    return render_template(
        "examiner/amend.html", part=sheets, sheet=typed, signed=view, form=form, refused=refused,
        versions=versions_text(sheets.form, view), **sheet_words(sheets.form, view.entries), level_names=LEVEL_NAMES,
    )


def _question(sheets: PartSheets, view: SheetView, changes: Sequence[CellChange], form: AmendmentForm) -> str:
    return render_template("examiner/ask_amendment.html", part=sheets, sheet=view, changes=changes, form=form,
                           **amendment_words())


def _ask(sheets: PartSheets, view: SheetView) -> ResponseReturnValue:
    form = AmendmentForm()
    cells = list(_read(form.changes.data or "", view.id))
    if form.validate_on_submit():
        try:
            amending.ask(store(), actor(), view.id, cells, form.reason.data or "", now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"amendment.reason_missing": "reason"})
        else:
            flash(_("You asked for an amendment. Nothing is changed until a second person agrees."))
            return redirect(url_for(".amendments", sitting_id=sheets.sitting_id, part=sheets.form.part.id))
    try:
        changes = amending.changes_of(store(), actor(), view.id, cells)
    except (BadInput, Refused) as error:
        return _sheet_page(sheets, view, refused=say(error)), 409
    return _question(sheets, view, changes, form)


def _carried(changes: Iterable[CellChange]) -> str:
    return json.dumps([
        {"field": one.field.key, "text": entry_text(one.field, one.new.value) if one.new else "",
         "note": one.new.note if one.new else "", "expected": one.version}
        for one in changes
    ], ensure_ascii=False)


def _read(text: str, sheet_id: int) -> Iterable[Entered]:
    try:
        return [Entered(sheet_id, one.field, one.text, one.expected, "", one.note)
                for one in _ALL_SENT.validate_json(text)]
    except ValidationError as error:
        raise BadInput("request.bad") from error
