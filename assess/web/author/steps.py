"""The steps of a draft, each with a page that says what it leads to before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assess.errors import NotFound
from assess.operations import drafts
from assess.people.policy import Action
from assess.web.author.blueprint import blueprint, done
from assess.web.author.forms import FilingForm, ReasonForm, SigningForm, StepForm
from assess.web.author.tabs import floors_of, opened
from assess.web.author.words import STEPS
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.locale import _

_FORMS: Mapping[str, type[StepForm]] = {"give_back": ReasonForm, "file": FilingForm}
_PLAIN: Mapping[str, Callable[..., object]] = {
    "submit": drafts.submit,
    "withdraw": drafts.withdraw,
    "review": drafts.review,
    "publish": drafts.publish,
    "discard": drafts.discard,
}


@blueprint.route("/drafts/<int:draft_id>/<step>", methods=["GET", "POST"])
@guard(Action.EDIT_STANDARD)
def take_step(draft_id: int, step: str) -> ResponseReturnValue:
    """Says what the step leads to, asks for what it needs, and takes it."""
    if step not in STEPS:
        raise NotFound("request.not_found")
    view = opened(draft_id)
    form = _FORMS.get(step, StepForm)(data={"version": view.version})
    if done(form, lambda: _act(draft_id, step, form)):
        flash(_("Done: %(step)s.", step=_(STEPS[step])))
        return redirect(url_for("author.history" if step in ("discard", "publish") else "author.text",
                                draft_id=draft_id))
    return render_template("author/step.html", view=view, step=step, form=form, failed=form.errors,
                           unsigned=[words for place, words in floors_of(view) if not place.holds])


@blueprint.route("/drafts/<int:draft_id>/below", methods=["GET", "POST"])
@guard(Action.EDIT_STANDARD)
def sign_below(draft_id: int) -> ResponseReturnValue:
    """Signs, with a reason, one place where the standard may ask less than its base."""
    view = opened(draft_id)
    form = SigningForm(data={"version": view.version, "at": request.args.get("at")})
    floor = next((words for place, words in floors_of(view) if place.floor.at == form.at.data), None)
    if done(form, lambda: drafts.sign_below(store(), actor(), draft_id, _version(form), form.at.data or "",
                                            form.reason.data or "", now())):
        flash(_("Signed."))
        return redirect(url_for("author.changes", draft_id=draft_id))
    if floor is None:
        raise NotFound("request.not_found")
    return render_template("author/below.html", view=view, form=form, floor=floor, failed=form.errors)


def _act(draft_id: int, step: str, form: StepForm) -> None:
    at = (store(), actor(), draft_id, _version(form))
    if isinstance(form, FilingForm):
        drafts.file_draft(*at, form.filing(), now())
    elif isinstance(form, ReasonForm):
        drafts.give_back(*at, form.reason.data or "", now())
    else:
        _PLAIN[step](*at, now())


def _version(form: StepForm) -> int:
    """The version that the person saw; one that nobody can have seen if the field was tampered with."""
    text = form.version.data or ""
    return int(text) if text.isascii() and text.isdigit() else -1
