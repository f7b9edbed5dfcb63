"""The panel of a review: who sits, the stages that were held, the vote, the publication and objections."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.errors import Refused
from assess.exams.review_progress import ReviewState
from assess.operations import appointing
from assess.people.identity import masked_name
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.forms import Form
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office.appointment_forms import (
    PLACES,
    FindingForm,
    ObjectionForm,
    PresentForm,
    RelationForm,
    SeatForm,
    StageForm,
)
from assess.web.office.blueprint import blueprint, done
from assess.web.office.forms import ConfirmForm

ADDRESS = "/appointments/<int:review_id>"


@blueprint.get(ADDRESS + "/panel")
@guard(Action.SEE_REVIEW)
def panel(review_id: int) -> str:
    """Who sits on the panel, who could, the stages and the vote."""
    return _panel(review_id)


@blueprint.post(ADDRESS + "/panel/seat")
@guard(Action.HOLD_REVIEW)
def seat(review_id: int) -> Response | str:
    """Names somebody to the panel."""
    form = SeatForm()
    form.offer(appointing.panel_candidates(store(), actor(), review_id))
    return _sent(review_id, form, "seat", lambda: appointing.seat(
        store(), actor(), review_id, form.account_id.data, outside=form.place.data == "outside",
        qualification=form.qualification.data or "", now=now(),
    ), _("Named to the panel."))


@blueprint.post(ADDRESS + "/panel/<int:account_id>/release")
@guard(Action.HOLD_REVIEW)
def unseat(review_id: int, account_id: int) -> Response | str:
    """Takes somebody off the panel."""
    return _sent(review_id, ConfirmForm(), "unseat",
                 lambda: appointing.unseat(store(), actor(), review_id, account_id, now()), _("Taken off the panel."))


@blueprint.post(ADDRESS + "/panel/relations")
@guard(Action.HOLD_REVIEW)
def panel_relation(review_id: int) -> Response | str:
    """Records a relation to the applicant that was declared."""
    form = RelationForm()
    form.offer(appointing.panel_candidates(store(), actor(), review_id))
    return _sent(review_id, form, "relation", lambda: appointing.declare(
        store(), actor(), review_id, form.related_id.data, form.kind.data, now()), _("The relation was recorded."))


@blueprint.post(ADDRESS + "/panel/stages")
@guard(Action.HOLD_REVIEW)
def hold_stage(review_id: int) -> Response | str:
    """Records a stage that was held."""
    form = StageForm()
    form.offer(appointing.review_view(store(), actor(), review_id, now()))
    return _sent(review_id, form, "stage", lambda: appointing.hold_stage(
        store(), actor(), review_id, form.stage.data or "", form.held_on.data, form.minutes.data or "",
        form.present.data or [], now(),
    ), _("The stage was recorded."))


@blueprint.post(ADDRESS + "/panel/voting")
@guard(Action.HOLD_REVIEW)
def open_voting(review_id: int) -> Response | str:
    """Opens the vote among those who are present."""
    form = PresentForm()
    form.offer(appointing.review_view(store(), actor(), review_id, now()))
    return _sent(review_id, form, "voting", lambda: appointing.open_voting(
        store(), actor(), review_id, form.present.data or [], now()), _("The vote is open."))


@blueprint.get(ADDRESS + "/publication")
@guard(Action.SEE_REVIEW)
def publication(review_id: int) -> str:
    """The publication and what was objected."""
    return _publication(review_id)


@blueprint.post(ADDRESS + "/objections")
@guard(Action.HOLD_REVIEW)
def record_objection(review_id: int) -> Response | str:
    """Records an objection."""
    form = ObjectionForm()
    if done(form, lambda: appointing.object_to(store(), actor(), review_id, form.by_whom.data or "",
                                               form.text.data or "", form.received_on.data, now()), PLACES):
        flash(_("The objection was recorded."))
        return redirect(url_for("office.publication", review_id=review_id))
    return _publication(review_id, objection=form)


@blueprint.route(ADDRESS + "/objections/<int:objection_id>", methods=["GET", "POST"])
@guard(Action.APPOINT)
def decide_objection(review_id: int, objection_id: int) -> Response | str:
    """Dismisses or upholds an objection."""
    form = FindingForm()
    if done(form, lambda: appointing.decide_objection(store(), actor(), objection_id, form.outcome.data,
                                                      form.finding.data or "", now()), PLACES):
        flash(_("The decision was recorded."))
        return redirect(url_for("office.publication", review_id=review_id))
    view = appointing.review_view(store(), actor(), review_id, now())
    found = next((one for one in view.objections if one.id == objection_id), None)
    return render_template("office/appointments/objection.html", form=form, view=view, objection=found)


@blueprint.get(ADDRESS + "/notice")
@guard(Action.SEE_REVIEW)
def review_notice(review_id: int) -> str:
    """The public notice, to be printed: no more of a person than the masked name."""
    view = _review(review_id)
    return render_template("office/appointments/notice.html", view=view, name=masked_name(view.name))


def _review(review_id: int) -> appointing.ReviewView:
    """The review, unless it leads to 学徒工: the enterprise decides there without a panel."""
    view = appointing.review_view(store(), actor(), review_id, now())
    if view.grade == "apprentice":
        raise Refused("review.has_no_panel", code=view.code)
    return view


def _sent(review_id: int, form: Form, name: str, act: Callable[[], object], message: str) -> Response | str:
    if done(form, act, PLACES):
        flash(message)
        return redirect(url_for("office.panel", review_id=review_id))
    return _panel(review_id, {name: form})


def _panel(review_id: int, sent: dict[str, Form] | None = None) -> str:
    view = _review(review_id)
    possible = appointing.panel_candidates(store(), actor(), review_id)
    seated = {member.account_id for member in view.members}
    forms: dict[str, Form] = {"seat": SeatForm(formdata=None), "relation": RelationForm(formdata=None),
                              "stage": StageForm(formdata=None), "voting": PresentForm(formdata=None),
                              "unseat": ConfirmForm(formdata=None)}
    forms["seat"].offer([one for one in possible if one.account_id not in seated])
    forms["relation"].offer(possible)
    for name in ("stage", "voting"):
        forms[name].offer(view)
    others = [one for one in possible if one.conflicts and one.account_id not in seated]
    return render_template("office/appointments/panel.html", view=view, forms=forms | (sent or {}), others=others,
                           possible=possible, failed=bool(sent), at_work=view.state is ReviewState.REVIEWING)


def _publication(review_id: int, objection: ObjectionForm | None = None) -> str:
    view = _review(review_id)
    return render_template("office/appointments/publication.html", view=view, failed=objection is not None,
                           form=objection or ObjectionForm(formdata=None))
