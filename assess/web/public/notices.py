"""Public notices (公示) and objections to them, for anybody: no account, no session, nothing once they are over."""

from __future__ import annotations

from flask import Response, redirect
from werkzeug.wrappers import Response as Answer

from assess.errors import BadInput, Refused
from assess.i18n.formats import local_date
from assess.operations import appointing, notices, remedies
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.grade_names import GRADES
from assess.web.guard import guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.placing_words import place_words
from assess.web.public.blueprint import blueprint
from assess.web.public.forms import ObjectionForm
from assess.web.public.pages import page

NAMES = {**LEVEL_NAMES, **GRADES}
PLACES = {"objection.text_missing": "text", "notice_objection.no_such_line": "seat"}


@blueprint.get("/notices")
@guard(Action.PUBLIC)
def notice_list() -> Response:
    """The notices that stand today."""
    return _page("notices", notices=notices.notices(store(), local_date(now())))


@blueprint.get("/notices/<path:code>")
@guard(Action.PUBLIC)
def notice(code: str) -> Response:
    """One notice: what was examined, who reached which grade, and how to object."""
    return _page("notice", notice=notices.notice(store(), code, local_date(now())))


@blueprint.route("/notices/<path:code>/objection", methods=["GET", "POST"])
@guard(Action.PUBLIC)
def objection(code: str) -> Answer:
    """An objection to one line of the notice or to the whole."""
    found = notices.notice(store(), code, local_date(now()))
    form = ObjectionForm()
    form.offer(found.lines)
    if form.validate_on_submit():
        try:
            if found.kind == "review":
                appointing.object_publicly(store(), code, form.text.data, _who(form), now())
                return _page("objection_kept", notice=found)
            reference = remedies.object_publicly(store(), code, form.about, form.text.data, form.name.data or "",
                                                 form.contact.data or "", now())
            return redirect(f"/notices/objections/{reference}", 303)
        except (BadInput, Refused) as error:
            form.refuse(error, PLACES)
    return _page("objection", 400 if form.errors else 200, notice=found, form=form)


@blueprint.get("/notices/objections/<reference>")
@guard(Action.PUBLIC)
def objection_state(reference: str) -> Response:
    """That an objection was received, and what became of it, for whoever holds its reference."""
    return _page("objection_state", objection=remedies.objection_by_reference(store(), reference))


def _who(form: ObjectionForm) -> str:
    return " · ".join(filter(None, (form.name.data, form.contact.data)))


def _page(template: str, status: int = 200, **values: object) -> Response:
    return page(store(), template, status, verification=None, checked_at=None, level_names=NAMES,
                place_words=place_words, **values)
