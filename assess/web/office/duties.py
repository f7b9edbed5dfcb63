"""Examiners and checkers of a sitting, and the relations that keep somebody from examining."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.operations import duties, enrolling, sittings
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office.blueprint import blueprint, done
from assess.web.office.forms import AssignForm, ConfirmForm, RelationForm

ADDRESS = "/sittings/<int:sitting_id>/examiners"


@blueprint.get(ADDRESS)
@guard(Action.SEE_SITTING)
def examiners(sitting_id: int) -> str:
    """Who examines which part, who checks, and what the standard asks for."""
    return _page(sitting_id)


@blueprint.post(ADDRESS + "/assign")
@guard(Action.ASSIGN)
def assign(sitting_id: int) -> Response | str:
    """Gives somebody a duty."""
    form = AssignForm()
    if done(form, lambda: sittings.assign(store(), actor(), sitting_id, form.account_id.data, form.part.data or "",
                                          form.duty.data or "", now())):
        flash(_("Assigned."))
        return redirect(url_for("office.examiners", sitting_id=sitting_id))
    return _page(sitting_id, assigning=form)


@blueprint.post(ADDRESS + "/<int:assignment_id>/release")
@guard(Action.ASSIGN)
def release(sitting_id: int, assignment_id: int) -> Response | str:
    """Takes a duty back."""
    form = ConfirmForm()
    if done(form, lambda: sittings.unassign(store(), actor(), sitting_id, assignment_id, now())):
        flash(_("Released."))
        return redirect(url_for("office.examiners", sitting_id=sitting_id))
    return _page(sitting_id, assigning=form)


@blueprint.post(ADDRESS + "/relations")
@guard(Action.ASSIGN)
def declare_relation(sitting_id: int) -> Response | str:
    """Records a relation that an examiner or a candidate declared."""
    form = _relation_form(duties.duties_view(store(), actor(), sitting_id))
    if done(form, lambda: enrolling.declare_relation(store(), actor(), form.account_id.data, form.enrolment_id.data,
                                                     form.kind.data, now())):
        flash(_("The relation was recorded."))
        return redirect(url_for("office.examiners", sitting_id=sitting_id))
    return _page(sitting_id, relation=form)


def _relation_form(view: duties.DutiesView, blank: bool = False) -> RelationForm:
    form = RelationForm(formdata=None) if blank else RelationForm()
    form.offer(view.examiners, view.seats)
    return form


def _page(sitting_id: int, assigning: AssignForm | ConfirmForm | None = None, relation: RelationForm | None = None) \
        -> str:
    view = duties.duties_view(store(), actor(), sitting_id)
    return render_template(
        "office/examiners.html", view=view, head=view.head, assigning=assigning or ConfirmForm(formdata=None),
        relation=relation or _relation_form(view, blank=True), failed=bool(assigning or relation),
    )
