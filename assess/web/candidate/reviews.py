"""Score reviews (复核) that a candidate asks for: the request, and taking it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from assess.errors import BadInput, Refused
from assess.i18n.formats import local_date
from assess.operations import remedies
from assess.people.policy import Action
from assess.web.candidate.review_forms import ScoreReviewForm
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.locale import _

blueprint = Blueprint("reviews", __name__, url_prefix="/results/<int:enrolment_id>/review")


@blueprint.route("", methods=["GET", "POST"])
@guard(Action.ASK_SCORE_REVIEW)
def ask(enrolment_id: int) -> Answer | str:
    """Asks for one part's score to be looked at again."""
    known = remedies.own_reviews(store(), actor(), enrolment_id, local_date(now()))
    form = ScoreReviewForm()
    form.offer(known)
    if form.validate_on_submit():
        try:
            remedies.ask(store(), actor(), enrolment_id, form.part.data, form.reason.data, now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"score_review.reason_missing": "reason"})
        else:
            flash(_("Your request was received."))
            return redirect(url_for("candidate.result", enrolment_id=enrolment_id))
    return render_template("candidate/ask_review.html", form=form, known=known, enrolment_id=enrolment_id)


@blueprint.post("/<int:review_id>/withdraw")
@guard(Action.ASK_SCORE_REVIEW)
def withdraw(enrolment_id: int, review_id: int) -> Answer:
    """Takes a request back."""
    remedies.withdraw(store(), actor(), review_id, now())
    flash(_("Your request was taken back."))
    return redirect(url_for("candidate.result", enrolment_id=enrolment_id))
