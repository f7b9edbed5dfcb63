"""The text of a draft: shown in an editor, checked while it is typed, saved over the version that was seen."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from assess.errors import BadInput, Conflict, Refused
from assess.operations.drafts import DraftView, check_text, draft, save_draft
from assess.people.policy import Action
from assess.standards.schema import schema_text
from assess.web.author.blueprint import blueprint
from assess.web.author.differences import differences
from assess.web.author.editor_texts import editor_texts
from assess.web.author.faults import Fault, faults_of, faults_of_draft
from assess.web.author.forms import TextForm
from assess.web.current import config, now, store
from assess.web.errors import wants_json
from assess.web.guard import actor, guard
from assess.web.locale import _, say

_TYPED = "typed.yaml"


@blueprint.get("/drafts/<int:draft_id>")
@guard(Action.EDIT_STANDARD)
def text(draft_id: int) -> str:
    """The editor with the faults of the saved text."""
    view = draft(store(), actor(), draft_id)
    return _page(view, TextForm(data={"text": view.text, "version": view.version}), faults_of_draft(view))


@blueprint.post("/drafts/<int:draft_id>")
@guard(Action.EDIT_STANDARD)
def save(draft_id: int) -> ResponseReturnValue:
    """Saves the text; a script is answered in JSON and stays on its page."""
    form = TextForm()
    if not form.validate():
        raise BadInput("request.bad")
    if wants_json():
        return _receipt(_saved(draft_id, form))
    try:
        view = _saved(draft_id, form)
    except Conflict as error:
        lines = differences(str(error.params["theirs"]), str(error.params["mine"]))
        return render_template("author/conflict.html", view=draft(store(), actor(), draft_id), error=error,
                               lines=lines), 409
    except (BadInput, Refused) as error:
        form.form_errors.append(say(error))
        return _page(draft(store(), actor(), draft_id), form, _typed(form.text.data or "")), 400
    flash(_("Saved as version %(number)s.", number=view.version))
    return redirect(url_for("author.text", draft_id=draft_id))


@blueprint.post("/drafts/<int:draft_id>/check")
@guard(Action.EDIT_STANDARD)
def check(draft_id: int) -> Response:
    """The faults of a text that is being typed; nothing of it is kept, so nothing of the draft is looked up."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or not isinstance(sent.get("text"), str):
        raise BadInput("request.bad")
    return jsonify(problems=[_as_json(fault) for fault in _typed(sent["text"])])


@blueprint.get("/schema.json")
@guard(Action.READ_STANDARDS)
def schema() -> Response:
    """The JSON schema of standards, for completion in the editor."""
    answer = Response(_schema(), mimetype="application/schema+json")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


@cache
def _schema() -> str:
    """As ``standards/schema.json`` has it, of the model that is running."""
    return schema_text()


def _saved(draft_id: int, form: TextForm) -> DraftView:
    return save_draft(store(), actor(), draft_id, form.text.data or "", form.version.data, now(),
                      confirmed=form.confirmed.data)


def _receipt(view: DraftView) -> Response:
    """What a script needs to go on: the version to name next time, and the faults."""
    return jsonify(version=view.version, state=view.state.value, text=view.text,
                   problems=[_as_json(fault) for fault in faults_of_draft(view)])


def _typed(typed: str) -> list[Fault]:
    checked = check_text(config(), typed, _TYPED, actor().enterprise or "")
    return faults_of(checked.problems, _TYPED, typed)


def _as_json(fault: Fault) -> dict[str, Any]:
    return {key: value for key, value in asdict(fault).items() if key != "excerpt"}


def _page(view: DraftView, form: TextForm, faults: list[Fault]) -> str:
    return render_template("author/text.html", view=view, form=form, faults=faults, failed=form.errors,
                           editable="save" in view.steps, texts=editor_texts())
