"""How far the marking is, sealing, giving sheets back, calling further examiners."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.operations import further, marking, scoring
from assess.people.policy import Action
from assess.web.amendments import amendment_words
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office.blueprint import blueprint, done
from assess.web.office.forms import CallForm, ConfirmForm, ReasonForm, SealForm


@blueprint.get("/sittings/<int:sitting_id>/marking")
@guard(Action.SEE_SITTING)
def progress(sitting_id: int) -> str:
    """Part by part and examiner by examiner; sheets to seal; items without agreement."""
    return _page(sitting_id, SealForm(formdata=None))


@blueprint.post("/sittings/<int:sitting_id>/seal")
@guard(Action.SEAL_SHEET)
def seal(sitting_id: int) -> Response | str:
    """Seals the chosen sheets."""
    form = SealForm()
    if done(form, lambda: scoring.seal(store(), actor(), form.sheets.data or [], now())):
        flash(_("%(count)s sheets were sealed.", count=len(form.sheets.data)))
        return redirect(url_for("office.progress", sitting_id=sitting_id))
    return _page(sitting_id, form)


@blueprint.route("/sittings/<int:sitting_id>/sheets/<int:sheet_id>/give-back", methods=["GET", "POST"])
@guard(Action.SEAL_SHEET)
def give_back(sitting_id: int, sheet_id: int) -> Response | str:
    """Gives a sheet back to its examiner, with the reason."""
    form = ReasonForm()
    if done(form, lambda: scoring.give_back(store(), actor(), sheet_id, form.reason.data, now()),
            {"sheet.reason_missing": "reason"}):
        flash(_("The sheet was given back. Its examiner sees it in the list."))
        return redirect(url_for("office.progress", sitting_id=sitting_id))
    view = marking.marking_view(store(), actor(), sitting_id)
    sheet = next((sheet for sheet in view.sheets if sheet.sheet_id == sheet_id), None)
    return render_template("office/give_back.html", form=form, head=view.head, sheet=sheet)


@blueprint.route("/candidates/<int:enrolment_id>/<part>/further-examiner", methods=["GET", "POST"])
@guard(Action.SETTLE)
def call_further(enrolment_id: int, part: str) -> Response | str:
    """Calls a further examiner for what the others leave open."""
    view, form = further.further_view(store(), actor(), enrolment_id, part), CallForm()
    form.offer(view.examiners)
    if done(form, lambda: further.call_further(store(), actor(), enrolment_id, part, form.account_id.data, now())):
        flash(_("The further examiner has the sheet now."))
        return redirect(url_for("office.progress", sitting_id=view.head.id))
    return render_template("office/call_further.html", view=view, form=form)


@blueprint.route("/sittings/<int:sitting_id>/sheets/<int:sheet_id>/release", methods=["GET", "POST"])
@guard(Action.SETTLE)
def release_further(sitting_id: int, sheet_id: int) -> Response | str:
    """Takes back the empty sheet of a further examiner."""
    form = ConfirmForm()
    if done(form, lambda: further.release_further(store(), actor(), sheet_id, now())):
        flash(_("Released."))
        return redirect(url_for("office.progress", sitting_id=sitting_id))
    view = marking.marking_view(store(), actor(), sitting_id)
    one = next((one for one in view.called if one.sheet_id == sheet_id), None)
    return render_template("office/release_further.html", form=form, head=view.head, one=one)


def _page(sitting_id: int, form: SealForm) -> str:
    view = marking.marking_view(store(), actor(), sitting_id)
    return render_template("office/marking.html", view=view, head=view.head, form=form, **amendment_words())
