"""Sittings: the list, planning one, its page, and its steps."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.errors import NotFound
from assess.exams.progress import SittingState, step_named
from assess.i18n.formats import local_date
from assess.operations import sittings
from assess.operations.authorities import authorities, schemes
from assess.operations.comparing import newer_edition
from assess.operations.standards import library
from assess.people.policy import Action
from assess.standards.model import Standard
from assess.web.current import config, now, store
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office.blueprint import blueprint, done
from assess.web.office.forms import PLAN_PLACES, ConfirmForm, PlanForm, ReasonForm
from assess.web.office.words import STATES

ORDERS = sittings.ORDERS


@blueprint.get("/")
@guard(Action.SEE_SITTING)
def home() -> str:
    """All sittings, or those that a search and a state find."""
    search, state, order = (request.args.get(name, "") for name in ("search", "state", "order"))
    found = sittings.list_sittings(store(), actor(), search, state if state in _states() else "", order)
    return render_template("office/home.html", sittings=found, search=search, state=state, order=order)


def _states() -> set[str]:
    return {state.value for state in STATES}


@blueprint.get("/standards")
@guard(Action.PLAN_SITTING)
def choose_standard() -> str:
    """Which edition the new sitting examines."""
    return render_template("office/choose_standard.html", editions=list(library(config()).editions.values()))


@blueprint.route("/sittings/new", methods=["GET", "POST"])
@guard(Action.PLAN_SITTING)
def plan() -> Response | str:
    """Plans a sitting of the edition named in the address."""
    standard = library(config()).get(request.args.get("standard", ""), request.args.get("edition", "")).standard
    today = local_date(now())
    form = PlanForm(code=sittings.proposed_code(store(), actor(), today.year))
    _offer(form, standard)
    made: list[int] = []
    if done(form, lambda: made.append(sittings.plan(store(), actor(), form.planned(standard), now())), PLAN_PLACES):
        flash(_("The sitting %(code)s was planned.", code=form.code.data))
        return redirect(url_for("office.sitting", sitting_id=made[0]))
    return render_template("office/plan.html", form=form, standard=standard, head=None)


@blueprint.get("/sittings/<int:sitting_id>")
@guard(Action.SEE_SITTING)
def sitting(sitting_id: int) -> str:
    """Where the sitting stands, what is to do, and who did what."""
    view = sittings.sitting_view(store(), actor(), sitting_id, now())
    newer = newer_edition(config(), view.head.standard, view.head.edition)
    return render_template("office/sitting.html", view=view, head=view.head, newer=newer and newer.standard)


@blueprint.route("/sittings/<int:sitting_id>/change", methods=["GET", "POST"])
@guard(Action.PLAN_SITTING)
def change(sitting_id: int) -> Response | str:
    """Changes a draft; the standard and its edition stay."""
    head = sittings.sitting_head(store(), actor(), sitting_id)
    standard = library(config()).get(head.standard, head.edition).standard
    form = PlanForm(data=sittings.sitting_plan(store(), actor(), sitting_id))
    _offer(form, standard)
    if done(form, lambda: sittings.change(store(), actor(), sitting_id, form.planned(standard), now()), PLAN_PLACES):
        flash(_("The changes were saved."))
        return redirect(url_for("office.sitting", sitting_id=sitting_id))
    return render_template("office/plan.html", form=form, standard=standard, head=head)


def _offer(form: PlanForm, standard: Standard) -> None:
    bodies = [body for body in authorities(store()).values() if body.kind == "mainland"]
    awarded = [scheme for scheme in schemes(store()).values() if scheme.takes(standard)]
    form.offer(standard, bodies, awarded)


@blueprint.get("/sittings/<int:sitting_id>/history")
@guard(Action.SEE_SITTING)
def history(sitting_id: int) -> str:
    """Who did what when, page by page."""
    page = max(request.args.get("page", 1, type=int), 1)
    acts = sittings.history(store(), actor(), sitting_id, page)
    head = sittings.sitting_head(store(), actor(), sitting_id)
    return render_template("office/history.html", head=head, acts=acts, page=page)


@blueprint.route("/sittings/<int:sitting_id>/steps/<step>", methods=["GET", "POST"])
@guard(Action.PLAN_SITTING)
def take_step(sitting_id: int, step: str) -> Response | str:
    """Confirms one step of the sitting; what hinders it is said before and after."""
    if step in ("approve", "finish"):  # papers are approved where they are seen
        raise NotFound("sitting.no_such_step", step=step)
    form = ReasonForm() if step_named(step).reason else ConfirmForm()
    reason = form.reason.data or "" if isinstance(form, ReasonForm) else ""
    if done(form, lambda: sittings.take_step(store(), actor(), sitting_id, step, now(), reason)):
        flash(_("Done. The sitting is now: %(state)s", state=_(STATES[_state_of(sitting_id)])))
        return redirect(url_for("office.sitting", sitting_id=sitting_id))
    view = sittings.sitting_view(store(), actor(), sitting_id, now())
    return render_template("office/step.html", form=form, view=view, head=view.head, step=step)


def _state_of(sitting_id: int) -> SittingState:
    return sittings.sitting_head(store(), actor(), sitting_id).state
