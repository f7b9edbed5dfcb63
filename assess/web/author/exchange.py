"""Standards in and out: downloads as workbook and CASE package, workbooks looked at before a draft takes them."""

from __future__ import annotations

from typing import cast

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assess.errors import BadInput, Problems, Refused
from assess.i18n.formats import local_date
from assess.operations.drafts import DraftView, draft, open_draft
from assess.operations.exchange import (
    Imported,
    SchemeHead,
    case_of,
    empty_table,
    export_case,
    export_table,
    import_items,
    import_marking_scheme,
    table_of,
)
from assess.operations.standards import library
from assess.people.policy import Action
from assess.standards.model import Level, Standard
from assess.web.author.blueprint import blueprint, done
from assess.web.author.exchange_forms import ItemsForm, SchemeForm, TakenForm
from assess.web.author.faults import file_of
from assess.web.author.starting import own_name
from assess.web.current import config, now, store
from assess.web.guard import actor, guard
from assess.web.locale import _, current_locale

_TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "json": "application/json"}


@blueprint.get("/<path:standard>/editions/<edition>/case.json")
@guard(Action.READ_STANDARDS)
def edition_case(standard: str, edition: str) -> Response:
    """The edition as CASE package."""
    return _file(export_case(config(), standard, edition, current_locale(), now()), f"{standard}-{edition}", "json")


@blueprint.get("/<path:standard>/editions/<edition>/tables.xlsx")
@guard(Action.READ_STANDARDS)
def edition_tables(standard: str, edition: str) -> Response:
    """The edition as workbook."""
    return _file(export_table(config(), standard, edition, current_locale()), f"{standard}-{edition}", "xlsx")


@blueprint.get("/tables.xlsx")
@guard(Action.READ_STANDARDS)
def empty_tables() -> Response:
    """The workbook to fill in."""
    return _file(empty_table(current_locale()), "standard", "xlsx")


@blueprint.get("/drafts/<int:draft_id>/case.json")
@guard(Action.EDIT_STANDARD)
def draft_case(draft_id: int) -> Response:
    """The draft as CASE package."""
    return _file(case_of(_sound(draft_id), current_locale(), now()), f"draft-{draft_id}", "json")


@blueprint.get("/drafts/<int:draft_id>/tables.xlsx")
@guard(Action.EDIT_STANDARD)
def draft_tables(draft_id: int) -> Response:
    """The draft as workbook."""
    return _file(table_of(_sound(draft_id), current_locale()), f"draft-{draft_id}", "xlsx")


@blueprint.route("/drafts/<int:draft_id>/exchange", methods=["GET", "POST"])
@guard(Action.EDIT_STANDARD)
def exchange(draft_id: int) -> ResponseReturnValue:
    """Downloads of a draft, and a workbook put into it: what it would change is shown, nothing is saved yet."""
    view, form = draft(store(), actor(), draft_id), ItemsForm()
    if not form.validate_on_submit():
        return _page(view, form, 400 if form.is_submitted() else 200)
    try:
        found = import_items(form.workbook.data.read(), view.text, file_of(view), library(config()).published,
                             form.reason.data or "")
    except Problems as error:
        return _page(view, form, 400, error)
    except (BadInput, Refused) as error:
        form.refuse(error, {error.code: "reason" if error.code == "table.reason_missing" else "workbook"})
        return _page(view, form, 400)
    return render_template("author/imported.html", view=view, found=found)


@blueprint.route("/drafts/new/marking-scheme", methods=["GET", "POST"])
@guard(Action.EDIT_STANDARD)
def marking_scheme() -> ResponseReturnValue:
    """A marking scheme as the text of a new draft, to be looked at; nothing is saved yet."""
    form, found = SchemeForm(), list[Imported]()
    if done(form, lambda: found.append(import_marking_scheme(form.workbook.data.read(), _head(form)))):
        taken = TakenForm(formdata=None, text=found[0].text)
        return render_template("author/scheme_read.html", found=found[0], form=taken)
    return render_template("author/marking_scheme.html", form=form), 400 if form.is_submitted() else 200


@blueprint.post("/drafts/new/taken")
@guard(Action.EDIT_STANDARD)
def begin_taken() -> ResponseReturnValue:
    """Begins a draft with a text that was looked at."""
    form, made = TakenForm(), list[int]()
    if not done(form, lambda: made.append(open_draft(store(), actor(), form.text.data or "", now()))):
        return render_template("author/marking_scheme.html", form=SchemeForm(formdata=None)), 400
    flash(_("The draft is begun. Nothing of it is public before it is reviewed and published."))
    return redirect(url_for("author.text", draft_id=made[0]))


def _page(view: DraftView, form: ItemsForm, status: int, error: Problems | None = None) -> ResponseReturnValue:
    return render_template("author/exchange.html", view=view, form=form, error=error), status


def _sound(draft_id: int) -> Standard:
    """The draft as a standard; a text with errors is none yet."""
    reading = draft(store(), actor(), draft_id).checked.reading
    if reading is None:
        raise Refused("exchange.draft_faulty")
    return reading.standard


def _head(form: SchemeForm) -> SchemeHead:
    enterprise, code = actor().enterprise or "", form.code.data or ""
    return SchemeHead(
        id=f"{enterprise}/{code}-competition", code=code, author_id=enterprise, author_name=own_name(),
        edition=f"{local_date(now()).year}.1", name=form.name.data or "", level=cast(Level, form.level.data),
        category=form.category.data,
    )


def _file(data: bytes, name: str, ending: str) -> Response:
    answer = Response(data, mimetype=_TYPES[ending])
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name.replace('/', '-')}.{ending}")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
