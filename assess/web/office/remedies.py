"""Objections to published results, and candidates' requests to look at scores again (复核)."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.errors import NotFound
from assess.i18n.formats import local_date
from assess.operations import remedies, sittings
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office.blueprint import blueprint, done
from assess.web.office.remedy_forms import FindingForm, LetterForm, ReviewForm

ADDRESS = "/sittings/<int:sitting_id>/remedies"
PLACES = {
    "objection.text_missing": "text", "notice_objection.no_such_line": "seat", "notice_objection.day": "received_on",
    "objection.finding_missing": "finding", "score_review.finding_missing": "finding",
    "score_review.not_corrected": "outcome", "score_review.has_changed": "outcome",
}


@blueprint.get(ADDRESS)
@guard(Action.SEE_SITTING)
def remedy_list(sitting_id: int) -> str:
    """All objections and requests of a sitting, and the form for a letter."""
    return _page(sitting_id, LetterForm(formdata=None, received_on=local_date(now())))


@blueprint.post(ADDRESS + "/letter")
@guard(Action.RECORD_OBJECTION)
def record_letter(sitting_id: int) -> Response | str:
    """Records an objection that came by letter or telephone."""
    form = LetterForm()
    if done(form, lambda: remedies.record_objection(
            store(), actor(), sitting_id, form.seat.data, form.text.data, form.name.data or "",
            form.contact.data or "", form.received_on.data, now()), PLACES):
        flash(_("The objection was recorded."))
        return _back(sitting_id)
    return _page(sitting_id, form)


@blueprint.route(ADDRESS + "/objections/<int:objection_id>", methods=["GET", "POST"])
@guard(Action.DECIDE_REMEDY)
def decide_result_objection(sitting_id: int, objection_id: int) -> Response | str:
    """Dismisses or upholds one objection."""
    form = FindingForm()
    if done(form, lambda: remedies.decide_objection(store(), actor(), objection_id, form.outcome.data,
                                                    form.finding.data or "", now()), PLACES):
        flash(_("The decision was recorded."))
        return _back(sitting_id)
    found = next((o for o in remedies.objections(store(), actor(), sitting_id) if o.id == objection_id), None)
    if found is None:
        raise NotFound("objection.unknown", objection=objection_id)
    head = sittings.sitting_head(store(), actor(), sitting_id)
    return render_template("office/decide_objection.html", form=form, head=head, objection=found)


@blueprint.route(ADDRESS + "/score-reviews/<int:review_id>", methods=["GET", "POST"])
@guard(Action.DECIDE_REMEDY)
def decide_score_review(sitting_id: int, review_id: int) -> Response | str:
    """Answers one request: confirmed, or corrected once the results were settled again."""
    found = next((r for r in remedies.score_reviews(store(), actor(), sitting_id) if r.id == review_id), None)
    if found is None:
        raise NotFound("score_review.unknown", review=review_id)
    form = ReviewForm(outcome="corrected" if found.differs else "confirmed")
    if done(form, lambda: remedies.decide_review(store(), actor(), review_id, form.outcome.data,
                                                 form.finding.data or "", now()), PLACES):
        flash(_("The decision was recorded."))
        return _back(sitting_id)
    head = sittings.sitting_head(store(), actor(), sitting_id)
    return render_template("office/decide_score_review.html", form=form, head=head, request_=found)


def _page(sitting_id: int, form: LetterForm) -> str:
    view = sittings.sitting_view(store(), actor(), sitting_id, now(), acts=0)
    return render_template(
        "office/remedies.html", view=view, head=view.head, form=form,
        objections=remedies.objections(store(), actor(), sitting_id),
        reviews=remedies.score_reviews(store(), actor(), sitting_id),
    )


def _back(sitting_id: int) -> Response:
    return redirect(url_for("office.remedy_list", sitting_id=sitting_id))
