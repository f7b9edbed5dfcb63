"""The applicant's area: own applications for grades that no exam leads to, their evidence, what came of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from assess.errors import BadInput, Refused
from assess.operations import appointing
from assess.people.policy import Action
from assess.web.candidate import application_words
from assess.web.candidate.forms import ApplyForm, EvidenceForm, TakeBackForm
from assess.web.current import now, store
from assess.web.downloads import attachment
from assess.web.forms import Form
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _

blueprint = Blueprint("applications", __name__, url_prefix="/applications")


@blueprint.context_processor
def _shared() -> dict[str, Any]:
    return {"words": application_words, "level_names": LEVEL_NAMES}


@blueprint.get("/")
@guard(Action.APPLY)
def home() -> str:
    """The own applications, and what can be applied for."""
    return _home(ApplyForm(formdata=None))


@blueprint.post("/")
@guard(Action.APPLY)
def apply() -> Answer | str:
    """Opens an application; the office admits."""
    form, made = ApplyForm(), list[int]()

    def act() -> None:
        way = (form.standard.data or "", form.grade.data or "", form.body.data or "")
        made.append(appointing.apply(store(), actor(), *way, now()))

    if _done(form, act):
        flash(_("Your application is open. Please hand in the evidence."))
        return redirect(url_for(".application", review_id=made[0]))
    return _home(form)


@blueprint.get("/<int:review_id>")
@guard(Action.APPLY)
def application(review_id: int) -> str:
    """Where the own application stands, what is asked, what is there."""
    return _page(review_id, EvidenceForm(formdata=None))


@blueprint.post("/<int:review_id>/evidence")
@guard(Action.APPLY)
def attach(review_id: int) -> Answer | str:
    """Hands in one file."""
    form = EvidenceForm()

    def act() -> None:
        name, data = form.file.data.filename or "", form.file.data.read()
        appointing.attach(store(), actor(), review_id, form.evidence.data or "", name, data, now())

    if _done(form, act):
        flash(_("The file was added."))
        return redirect(url_for(".application", review_id=review_id))
    return _page(review_id, form)


@blueprint.get("/files/<int:file_id>")
@guard(Action.APPLY)
def evidence_file(file_id: int) -> Response:
    """One file of the own evidence."""
    file = appointing.read_evidence(store(), actor(), file_id, now())
    return attachment(file.data, file.name, file.media_type)


@blueprint.post("/<int:review_id>/files/<int:file_id>/take-back")
@guard(Action.APPLY)
def take_back(review_id: int, file_id: int) -> Answer | str:
    """Takes back a file that one handed in."""
    form = TakeBackForm()
    if _done(form, lambda: appointing.take_back(store(), actor(), file_id, now())):
        flash(_("The file was taken back."))
        return redirect(url_for(".application", review_id=review_id))
    return _page(review_id, form)


def _done(form: Form, act: Callable[[], object]) -> bool:
    if not form.validate_on_submit():
        return False
    try:
        act()
    except (BadInput, Refused) as error:
        form.refuse(error, {error.code: "file"} if error.code.startswith("evidence.") else {})
        return False
    return True


def _home(form: Form) -> str:
    return render_template(
        "candidate/applications.html", form=form, own=appointing.own_applications(store(), actor()),
        ways=appointing.ways(store(), actor()),
    )


def _page(review_id: int, form: Form) -> str:
    view = appointing.own_application(store(), actor(), review_id)
    return render_template("candidate/application.html", view=view, form=form)
