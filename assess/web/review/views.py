"""Panels: the reviews that somebody sits on, the papers of one, and the vote."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assess.errors import BadInput, Refused
from assess.operations import appointing
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.downloads import attachment
from assess.web.grade_names import GRADES
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.review.forms import VoteForm

blueprint = Blueprint("review", __name__, url_prefix="/review")


@blueprint.get("/")
@guard(Action.VOTE)
def home() -> str:
    """The reviews on whose panels the reader sits."""
    return render_template("review/home.html", reviews=appointing.own_reviews(store(), actor()), grades=GRADES)


@blueprint.route("/<int:review_id>", methods=["GET", "POST"])
@guard(Action.VOTE)
def panel(review_id: int) -> ResponseReturnValue:
    """The papers of a review while the panel is at work, and the own vote."""
    form = VoteForm()
    if form.validate_on_submit():
        try:
            appointing.cast_vote(store(), actor(), review_id, form.vote.data == "favour", form.reason.data or "", now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"review.vote_reason_missing": "reason"})
        else:
            flash(_("Your vote was recorded."))
            return redirect(url_for(".home"))
    seat = appointing.panel_view(store(), actor(), review_id, now())
    return render_template("review/panel.html", seat=seat, form=form, grades=GRADES)


@blueprint.get("/files/<int:file_id>")
@guard(Action.VOTE)
def evidence_file(file_id: int) -> Response:
    """One file of the evidence; the reading is recorded."""
    file = appointing.read_evidence(store(), actor(), file_id, now())
    return attachment(file.data, file.name, file.media_type)
