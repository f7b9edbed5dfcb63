"""The quality of judgement at a sitting: would a decision change, how do examiners agree, how did the items do."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.operations import judging as figures
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.judging_words import Reader
from assess.web.locale import _
from assess.web.office.blueprint import blueprint, done
from assess.web.office.forms import ConfirmForm

ADDRESS = "/sittings/<int:sitting_id>/judging"


@blueprint.get(ADDRESS)
@guard(Action.SEE_SITTING)
def judging(sitting_id: int) -> str:
    """The figures as they were computed last; the supervisor sees what the office sees."""
    return _page(sitting_id, ConfirmForm(formdata=None))


@blueprint.post(ADDRESS)
@guard(Action.SEE_SITTING)
def compute_judging(sitting_id: int) -> Response | str:
    """Has the figures computed from the sheets that are sealed now."""
    form = ConfirmForm()
    if done(form, lambda: figures.ask(store(), actor(), sitting_id, now())):
        flash(_("The figures are being computed. Load the page again in a moment."))
        return redirect(url_for("office.judging", sitting_id=sitting_id))
    return _page(sitting_id, form)


def _page(sitting_id: int, form: ConfirmForm) -> str:
    view = figures.judging_view(store(), actor(), sitting_id)
    return render_template("office/judging.html", view=view, head=view.head, form=form, reader=Reader(view))
