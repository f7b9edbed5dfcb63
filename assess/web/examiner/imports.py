"""Scores from a workbook: the template to fill in, what it would change, and the import itself."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from werkzeug.wrappers import Response

from assess.errors import BadInput, Problems
from assess.exams.form import Field, FormPart
from assess.operations.score_import import Change, import_scores, read_scores, template
from assess.operations.scoring import Entered, PartSheets, own_sheets
from assess.people.policy import Action
from assess.web.cells import field_text, takes
from assess.web.current import now, store
from assess.web.examiner.blueprint import blueprint
from assess.web.examiner.forms import ImportForm, WorkbookForm
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, current_locale, ngettext
from assess.web.sums import elective

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Sent(BaseModel):
    """One change on its way from the dry run to the import."""

    model_config = ConfigDict(extra="forbid", strict=True)

    sheet_id: int
    field: str
    text: str
    expected: int
    operation: str
    note: str | None


_ALL_SENT = TypeAdapter(list[_Sent])


@blueprint.route("/sittings/<int:sitting_id>/<part>/import", methods=["GET", "POST"])
@guard(Action.ENTER_SCORES)
def workbook(sitting_id: int, part: str) -> ResponseReturnValue:
    """Takes a workbook and shows what it would change; nothing is saved yet."""
    sheets, form = own_sheets(store(), actor(), sitting_id, part), WorkbookForm()
    if form.validate_on_submit():
        try:
            changes = read_scores(form.workbook.data.read(), sheets, secrets.token_hex(8))
        except Problems as error:
            return _workbook_page(sheets, form, error), 400
        except BadInput as error:
            form.refuse(error, {error.code: "workbook"})
            return _workbook_page(sheets, form), 400
        carried = ImportForm(formdata=None, changes=_to_text(changes))
        return render_template("examiner/differences.html", part=sheets, changes=changes, form=carried,
                               level_names=LEVEL_NAMES)
    return _workbook_page(sheets, form)


@blueprint.post("/sittings/<int:sitting_id>/<part>/import/save")
@guard(Action.ENTER_SCORES)
def save_workbook(sitting_id: int, part: str) -> ResponseReturnValue:
    """Saves the changes that were looked at, all or none."""
    sheets, form = own_sheets(store(), actor(), sitting_id, part), ImportForm()
    cells = _from_text(form.changes.data or "")
    try:
        changed = import_scores(store(), actor(), cells, device=str(request.user_agent), now=now())
    except Problems as error:
        return _workbook_page(sheets, WorkbookForm(formdata=None), error), 409
    flash(ngettext("%(num)s value saved.", "%(num)s values saved.", changed))
    return redirect(url_for(".grid", sitting_id=sitting_id, part=part))


@blueprint.get("/sittings/<int:sitting_id>/<part>/import/template.xlsx")
@guard(Action.ENTER_SCORES)
def workbook_template(sitting_id: int, part: str) -> Response:
    """The workbook to fill in, with what stands already."""
    sheets, language = own_sheets(store(), actor(), sitting_id, part), current_locale()
    headings = {field.key: _heading(sheets.form, field, language) for field in sheets.form.fields}
    answer = Response(template(sheets, _("Seat"), _("Name"), headings), mimetype=_XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="scores-{sitting_id}-{part}.xlsx"'
    return answer


def _heading(part: FormPart, field: Field, language: str) -> str:
    """Item and what its cell takes; before them the task of a choice, whose cells may stay empty."""
    text = _("%(text)s (%(more)s)", text=field_text(field, language), more=takes(field))
    if field.task.choice is None:
        return text
    task = _("%(text)s (%(more)s)", text=field.task.name.in_locale(language), more=elective(part, field.task))
    return _("%(name)s: %(value)s", name=task, value=text)


def _workbook_page(sheets: PartSheets, form: WorkbookForm, error: Problems | None = None) -> str:
    return render_template("examiner/workbook.html", part=sheets, form=form, level_names=LEVEL_NAMES,
                           problems=error.problems if error else ())


def _to_text(changes: Sequence[Change]) -> str:
    return json.dumps([vars(change.entered) for change in changes], ensure_ascii=False)


def _from_text(text: str) -> list[Entered]:
    try:
        return [Entered(**sent.model_dump()) for sent in _ALL_SENT.validate_json(text)]
    except ValidationError as error:
        raise BadInput("request.bad") from error
