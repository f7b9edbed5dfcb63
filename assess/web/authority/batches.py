"""Batches of an officer's authority: how far each is, the sample that is looked at closely, refusing several papers."""

from __future__ import annotations

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.certificates.sampling import share
from assess.errors import BadInput, Refused
from assess.operations import endorsing, sampling
from assess.people.policy import Action
from assess.web.authority import words
from assess.web.authority.forms import EndorseForm, FindingForm, RefuseChosenForm, SampleForm
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _

blueprint = Blueprint("batches", __name__, url_prefix="/batches")


@blueprint.get("/")
@guard(Action.ENDORSE)
def overview() -> str:
    """Every batch with its figures."""
    return render_template("authority/batches.html", batches=sampling.batches(store(), actor()),
                           level_names=LEVEL_NAMES, words=words)


@blueprint.get("/<int:sitting_id>")
@guard(Action.ENDORSE)
def batch(sitting_id: int) -> str:
    """One batch: its figures, and its sample or the form that draws one."""
    return _page(sitting_id, SampleForm(formdata=None))


@blueprint.post("/<int:sitting_id>/sample")
@guard(Action.ENDORSE)
def draw(sitting_id: int) -> Response | str:
    """Draws a sample of so many papers, or of so many percent."""
    form = SampleForm()
    if form.validate_on_submit():
        waiting = sampling.batch(store(), actor(), sitting_id).counts["waiting"]
        size = share(waiting, form.amount.data) if form.unit.data == "percent" else form.amount.data
        try:
            sampling.draw(store(), actor(), sitting_id, size, now(), secrets.token_bytes)
        except (BadInput, Refused) as error:
            form.refuse(error, {"sample.size": "amount"})
        else:
            flash(_("The sample was drawn."))
            return redirect(url_for("authority.batches.batch", sitting_id=sitting_id) + "#sample")
    return _page(sitting_id, form)


@blueprint.post("/<int:sitting_id>/sample/<number>")
@guard(Action.ENDORSE)
def find(sitting_id: int, number: str) -> Response | str:
    """Records what was found at one paper of the sample."""
    form = FindingForm()
    if form.validate_on_submit():
        try:
            sampling.note_finding(store(), actor(), sitting_id, number, form.finding.data, form.note.data or "", now())
        except BadInput as error:
            form.refuse(error, {"sample.note_missing": "note"})
        else:
            flash(_("Noted: %(number)s", number=number))
    if form.errors:
        return _page(sitting_id, SampleForm(formdata=None), form, number)
    return redirect(url_for("authority.batches.batch", sitting_id=sitting_id) + f"#{number}")


@blueprint.route("/refuse", methods=["GET", "POST"])
@guard(Action.ENDORSE)
def refuse() -> Response | str:
    """Shows the chosen papers once more, then refuses them all or none with one reason."""
    papers = endorsing.waiting(store(), actor())
    choice = EndorseForm(request.form if request.method == "POST" else request.args)
    chosen, form = choice.chosen(papers), RefuseChosenForm()
    if not chosen or len(chosen) != len(choice.id.data):
        flash(_("Choose at least one certificate. Those that are not in this list any more were decided meanwhile."))
        return redirect(url_for("authority.waiting"))
    if form.validate_on_submit():
        try:
            endorsing.refuse(store(), actor(), [paper.id for paper in chosen], form.reason.data, now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"certificate.reason_missing": "reason"})
        else:
            flash(_("Refused: %(count)s.", count=len(chosen)))
            return redirect(url_for("authority.waiting"))
    return render_template("authority/refuse_chosen.html", form=form, chosen=chosen)


def _page(sitting_id: int, form: SampleForm, finding: FindingForm | None = None, number: str = "") -> str:
    """The batch; ``finding`` is what could not be noted about the paper ``number`` of its sample."""
    return render_template("authority/batch.html", batch=sampling.batch(store(), actor(), sitting_id), form=form,
                           finding=finding or FindingForm(formdata=None), wrong=number, level_names=LEVEL_NAMES,
                           words=words)
