"""Prizes, places and grades of a competition: entered on one page, confirmed by a colleague on the next."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice, SelectField

from assess.i18n import N_
from assess.operations import placing, sittings
from assess.people.policy import Action
from assess.web.clause_words import GROUPS
from assess.web.current import now, store
from assess.web.forms import Form
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _
from assess.web.office.blueprint import blueprint, done
from assess.web.office.forms import ConfirmForm, words_of
from assess.web.office.proof import NONE
from assess.web.placing_words import prize_name

COLUMNS = {"group": N_("Group"), "prize": N_("Prize"), "held": N_("Grade held already")}


@blueprint.get("/sittings/<int:sitting_id>/placings")
@guard(Action.SEE_SITTING)
def placings(sitting_id: int) -> str:
    """Totals, ranks, prizes and grades of all competitors."""
    view = placing.placings(store(), actor(), sitting_id)
    return _page(sitting_id, view, _form(view))


@blueprint.post("/sittings/<int:sitting_id>/placings")
@guard(Action.SETTLE)
def enter_placings(sitting_id: int) -> Response | str:
    """Keeps what the committee decided; no rank is among it."""
    view = placing.placings(store(), actor(), sitting_id)
    form = _form(view)
    if done(form, lambda: placing.enter(store(), actor(), sitting_id, _stated(form, view), now())):
        flash(_("Saved. A colleague confirms the places next."))
        return redirect(url_for("office.placings", sitting_id=sitting_id))
    return _page(sitting_id, view, form)


@blueprint.route("/sittings/<int:sitting_id>/placings/confirm", methods=["GET", "POST"])
@guard(Action.CONFIRM_PLACINGS)
def confirm_placings(sitting_id: int) -> Response | str:
    """Confirms what a colleague entered: the grades of the results follow from it."""
    form = ConfirmForm()
    if done(form, lambda: placing.confirm(store(), actor(), sitting_id, now())):
        flash(_("The places are confirmed, and the results settled with them."))
        return redirect(url_for("office.placings", sitting_id=sitting_id))
    view = placing.placings(store(), actor(), sitting_id)
    head = sittings.sitting_head(store(), actor(), sitting_id)
    return render_template("office/confirm_placings.html", form=form, view=view, head=head)


def _page(sitting_id: int, view: placing.PlacingsView, form: Form) -> str:
    head = sittings.sitting_head(store(), actor(), sitting_id)
    return render_template("office/placings.html", form=form, view=view, head=head, columns=COLUMNS)


def _form(view: placing.PlacingsView) -> Form:
    """Three choices for each competitor, named by the column and the number of the enrolment."""
    prizes = [*words_of(NONE), *(SelectChoice(prize, prize_name(prize)) for prize in view.prizes)]
    choices = {"group": words_of(GROUPS), "prize": prizes, "held": words_of(NONE | dict(LEVEL_NAMES))}
    fields: dict[str, Any] = {
        f"{column}_{line.enrolment_id}": SelectField(
            COLUMNS[column], choices=offered, default=getattr(line.competitor, column) or "")
        for line in view.lines for column, offered in choices.items()
    }
    form: Form = type("PlacingsForm", (Form,), fields)()
    return form


def _stated(form: Form, view: placing.PlacingsView) -> dict[int, placing.Stated]:
    return {
        line.enrolment_id: placing.Stated(*(form[f"{column}_{line.enrolment_id}"].data for column in COLUMNS))
        for line in view.lines
    }
