"""Pages of the lead examiner (考评组长): calibration, how the panel is getting on, the quality of judging.

The office and the supervisor read calibration and progress here too; the office may set an example.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assess.errors import BadInput, Refused
from assess.operations import calibrating, leading
from assess.operations import judging as figures
from assess.people.policy import Action, role_may
from assess.web.current import now, store
from assess.web.examiner.blueprint import blueprint
from assess.web.examiner.calibration_words import CompareWords
from assess.web.examiner.leading_forms import ConfirmForm, ExampleForm, FindingForm
from assess.web.forms import Form
from assess.web.guard import actor, guard
from assess.web.judging_words import Reader
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _

ADDRESS = "/lead/<int:sitting_id>"


@blueprint.get(ADDRESS + "/panel")
@guard(Action.SEE_JUDGING)
def panel(sitting_id: int) -> str:
    """How many sheets each examiner has signed; no marks."""
    led = leading.panel(store(), actor(), sitting_id)
    return render_template("examiner/panel.html", led=led, **_frame(led.head))


@blueprint.get(ADDRESS + "/calibration")
@guard(Action.SEE_JUDGING)
def calibrations(sitting_id: int) -> str:
    """The common examples of every part, who has marked them, and how the examiners differ."""
    return _calibrations_page(sitting_id)


@blueprint.post(ADDRESS + "/calibration/<part>")
@guard(Action.CALIBRATE)
def set_example(sitting_id: int, part: str) -> ResponseReturnValue:
    """Sets what everybody marks."""
    form = ExampleForm(prefix=part)
    if form.validate_on_submit():
        try:
            calibrating.set_example(store(), actor(), sitting_id, part, form.text.data or "", now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"calibration.text_missing": "text", "calibration.too_long": "text"})
        else:
            flash(_("The example is set. The examiners of the part find it among their score sheets."))
            return redirect(url_for("examiner.calibrations", sitting_id=sitting_id))
    return _calibrations_page(sitting_id, part, form), 400


@blueprint.post(ADDRESS + "/calibration/<part>/withdraw")
@guard(Action.CALIBRATE)
def withdraw_example(sitting_id: int, part: str) -> ResponseReturnValue:
    """Takes an example back that nobody has begun to mark."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            calibrating.withdraw_example(store(), actor(), sitting_id, part, now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("The example was withdrawn."))
            return redirect(url_for("examiner.calibrations", sitting_id=sitting_id))
    return _calibrations_page(sitting_id, part, form), 400


@blueprint.post(ADDRESS + "/calibration/<part>/release")
@guard(Action.OPEN_MARKING)
def release_example(sitting_id: int, part: str) -> ResponseReturnValue:
    """Keeps what the examiners agreed on and opens the marking of the part."""
    form = FindingForm(prefix=part)
    if form.validate_on_submit():
        try:
            calibrating.release(store(), actor(), sitting_id, part, form.finding.data or "", now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"calibration.finding_missing": "finding", "calibration.too_long": "finding"})
        else:
            flash(_("The marking of this part is open."))
            return redirect(url_for("examiner.calibrations", sitting_id=sitting_id))
    return _calibrations_page(sitting_id, part, form), 400


@blueprint.get(ADDRESS + "/judging")
@guard(Action.ENTER_SCORES)
def lead_judging(sitting_id: int) -> str:
    """The figures on the quality of judging, without persons and without the cells that would point at one."""
    return _judging_page(sitting_id, ConfirmForm(formdata=None))


@blueprint.post(ADDRESS + "/judging")
@guard(Action.ENTER_SCORES)
def compute_lead_judging(sitting_id: int) -> ResponseReturnValue:
    """Has the figures computed from the sheets that are sealed now."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            figures.ask(store(), actor(), sitting_id, now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("The figures are being computed. Load the page again in a moment."))
            return redirect(url_for("examiner.lead_judging", sitting_id=sitting_id))
    return _judging_page(sitting_id, form), 400


def _judging_page(sitting_id: int, form: Form) -> str:
    view = figures.lead_view(store(), actor(), sitting_id)
    return render_template("examiner/judging.html", view=view, form=form, reader=Reader(view), **_frame(view.head))


def _calibrations_page(sitting_id: int, part: str = "", form: Form | None = None) -> str:
    view = calibrating.calibrations(store(), actor(), sitting_id)
    return render_template(
        "examiner/calibration.html", view=view, compare=CompareWords, failed=form is not None,
        refused=form, refused_part=part, confirm=ConfirmForm(formdata=None),
        examples={one.part.part.id: _example_form(one, part, form) for one in view.parts},
        findings={one.part.part.id: _finding_form(one, part, form) for one in view.parts}, **_frame(view.head),
    )


def _example_form(one: calibrating.PartCalibration, part: str, form: Form | None) -> Form:
    if isinstance(form, ExampleForm) and one.part.part.id == part:
        return form
    return ExampleForm(formdata=None, prefix=one.part.part.id, text=one.text)


def _finding_form(one: calibrating.PartCalibration, part: str, form: Form | None) -> Form:
    if isinstance(form, FindingForm) and one.part.part.id == part:
        return form
    return FindingForm(formdata=None, prefix=one.part.part.id)


def _frame(head: object) -> dict[str, object]:
    """What the frame of these pages shows; whoever works in the office comes from there and goes back there."""
    return {"head": head, "level_names": LEVEL_NAMES, "of_office": role_may(actor(), Action.SEE_SITTING)}
