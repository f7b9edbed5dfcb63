"""Beginning a draft: from a file, a published edition, a national standard, a table of weights, or the template."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from assess.i18n.formats import local_date
from assess.operations.drafts import decoded, open_draft, open_from_edition
from assess.operations.new_standard import open_from_weights
from assess.operations.standards import library
from assess.people.policy import Action
from assess.standards.generate import occupations_in
from assess.standards.library import Edition
from assess.standards.load import Reading
from assess.web.author.blueprint import blueprint, done
from assess.web.author.forms import BuildingForm, EmptyForm, NextEditionForm, OccupationForm, UploadForm, WeightsForm
from assess.web.current import config, now, store
from assess.web.forms import Form
from assess.web.guard import actor, guard
from assess.web.locale import _, current_locale

_SEPARATOR = " · "


@blueprint.get("/drafts/new")
@guard(Action.EDIT_STANDARD)
def new() -> str:
    """The ways to begin a draft; ``base`` and ``edition`` of the address choose one of the published editions."""
    return _page()


@blueprint.post("/drafts/new/upload")
@guard(Action.EDIT_STANDARD)
def upload() -> ResponseReturnValue:
    """Begins with the text of a file, however faulty it is."""
    form = UploadForm()
    return _begun(form, "upload", lambda: decoded(form.file.data.read()))


@blueprint.post("/drafts/new/building")
@guard(Action.EDIT_STANDARD)
def build() -> ResponseReturnValue:
    """Begins an enterprise standard that says what it does differently from a national one."""
    form = BuildingForm()
    form.base.choices = _choices(_national())
    return _begun(form, "building", lambda: _building(_chosen(form.base.data)))


@blueprint.post("/drafts/new/empty")
@guard(Action.EDIT_STANDARD)
def begin_empty() -> ResponseReturnValue:
    """Begins with a template that names everything a standard needs."""
    form = EmptyForm()
    return _begun(form, "empty", lambda: _from_template(
        "empty", code=form.code.data, name=form.name.data, author_name=own_name()))


@blueprint.post("/drafts/new/next")
@guard(Action.EDIT_STANDARD)
def next_edition() -> ResponseReturnValue:
    """Begins the next edition of a published standard of the own enterprise."""
    form, made = NextEditionForm(), list[int]()
    form.edition.choices = _choices(_own())
    standard, _sep, number = (form.edition.data or "").partition(_SEPARATOR)
    if done(form, lambda: made.append(open_from_edition(store(), actor(), standard, number, now()))):
        return _opened(made[0])
    return _page(next=form), 400


@blueprint.post("/drafts/new/weights")
@guard(Action.EDIT_STANDARD)
def choose_occupation() -> ResponseReturnValue:
    """Reads a file with tables of weights and asks for which of its occupations to begin; nothing is saved yet."""
    form, read = WeightsForm(), list[OccupationForm]()
    if done(form, lambda: read.append(_occupations(decoded(form.file.data.read()), form.file.data.filename))):
        return render_template("author/occupation.html", form=read[0])
    return _page(weights=form), 400


@blueprint.post("/drafts/new/from-weights")
@guard(Action.EDIT_STANDARD)
def begin_from_weights() -> ResponseReturnValue:
    """Begins an enterprise standard with the weights of the chosen occupation."""
    form, made = OccupationForm(), list[int]()
    table, name = form.table.data or "", form.file.data or ""
    form.occupation.choices = _occupations(table, name).occupation.choices
    if done(form, lambda: made.append(
            open_from_weights(store(), actor(), table.encode(), name, form.occupation.data, now()))):
        return _opened(made[0])
    return render_template("author/occupation.html", form=form, failed=True), 400


def _occupations(table: str, name: str) -> OccupationForm:
    """The question which occupation of the file; raises ``Problems`` for a file that has no tables of weights."""
    form = OccupationForm(formdata=None, table=table, file=name)
    form.occupation.choices = [SelectChoice(one.code, f"{one.code} {one.name}")
                               for one in occupations_in(table.encode(), name)]
    return form


def _begun(form: Form, way: str, text: Callable[[], str]) -> ResponseReturnValue:
    made: list[int] = []
    if done(form, lambda: made.append(open_draft(store(), actor(), text(), now()))):
        return _opened(made[0])
    return _page(**{way: form}), 400


def _opened(draft_id: int) -> ResponseReturnValue:
    flash(_("The draft is begun. Nothing of it is public before it is reviewed and published."))
    return redirect(url_for("author.text", draft_id=draft_id))


def _page(**sent: Form) -> str:
    own, national = _own(), _national()
    forms = {"upload": UploadForm(), "building": BuildingForm(base=request.args.get("base")),
             "empty": EmptyForm(), "weights": WeightsForm(),
             "next": NextEditionForm(edition=request.args.get("edition"))} | sent
    forms["building"].base.choices, forms["next"].edition.choices = _choices(national), _choices(own)
    return render_template("author/new.html", forms=forms, own=own, national=national, failed=bool(sent))


def _own() -> list[Edition]:
    folder = f"{actor().enterprise}/"
    return [one for one in library(config()).editions.values() if one.entry.id.startswith(folder)]


def _national() -> list[Edition]:
    return [one for one in library(config()).editions.values() if one.reading.standard.kind == "national"]


def _choices(editions: list[Edition]) -> list[SelectChoice]:
    return [
        SelectChoice(f"{one.entry.id}{_SEPARATOR}{one.entry.edition}",
                     f"{one.reading.standard.name.in_locale(current_locale())} {one.entry.id} · {one.entry.edition}")
        for one in reversed(editions)
    ]


def _chosen(choice: str) -> Reading:
    standard, _sep, edition = choice.partition(_SEPARATOR)
    return library(config()).get(standard, edition)


def _building(base: Reading) -> str:
    return _from_template("building", base=base, code=base.standard.code, name=str(base.standard.name),
                          author_name=own_name())


def _from_template(template: str, **values: object) -> str:
    """The starting text; ``quoted`` writes a text as a JSON string, which is one in YAML, too."""
    return render_template(f"author/start/{template}.yaml", enterprise=actor().enterprise,
                           year=local_date(now()).year, quoted=_quoted, **values)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def own_name() -> str:
    """What the own enterprise is called in its editions; a hint to fill in where it has none."""
    names = [str(one.reading.standard.author.name) for one in _own()]
    return names[-1] if names else "（企业名称）"
