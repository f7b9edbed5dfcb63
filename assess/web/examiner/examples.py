"""The common example as one examiner marks it: a draft, then handed in for good; and why score pages are closed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assess.errors import Refused
from assess.operations import calibrating
from assess.operations.calibrating import OwnExample
from assess.operations.scoring import PartSheets
from assess.people.policy import Action
from assess.web.cells import field_text
from assess.web.current import now, store
from assess.web.examiner.blueprint import blueprint
from assess.web.examiner.calibration_words import CompareWords
from assess.web.examiner.leading_forms import ConfirmForm
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, current_locale
from assess.web.score_form import ScoreForm, score_form, versions_text
from assess.web.sheet_words import sheet_words

ADDRESS = "/sittings/<int:sitting_id>/<part>/example"


@blueprint.route(ADDRESS, methods=["GET", "POST"])
@guard(Action.ENTER_SCORES)
def example(sitting_id: int, part: str) -> ResponseReturnValue:
    """The example with the own marks of it; what was sent is kept as a draft, cell by cell."""
    form = _saved(calibrating.own_example(store(), actor(), sitting_id, part)) if request.method == "POST" else None
    if form is None and request.method == "POST":
        if "hand-in" in request.form:
            return redirect(url_for(".hand_in_example", sitting_id=sitting_id, part=part))
        flash(_("Your draft is saved."))
        return redirect(url_for(".example", sitting_id=sitting_id, part=part))
    own = calibrating.own_example(store(), actor(), sitting_id, part)
    page = render_template(
        "examiner/example.html", own=own, sheet=own.sheet, form=form, versions=versions_text(own.form, own.sheet),
        faults=_faults(own, form), compare=CompareWords, head=own.head, level_names=LEVEL_NAMES,
        **sheet_words(own.form, own.sheet.entries),
    )
    return (page, 400) if form is not None else page


@blueprint.route(ADDRESS + "/hand-in", methods=["GET", "POST"])
@guard(Action.ENTER_SCORES)
def hand_in_example(sitting_id: int, part: str) -> ResponseReturnValue:
    """Asks once more, then makes the own marks of the example final."""
    own, form = calibrating.own_example(store(), actor(), sitting_id, part), ConfirmForm()
    if form.validate_on_submit():
        try:
            calibrating.hand_in(store(), actor(), sitting_id, part, now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("Your marks of the example are handed in."))
            return redirect(url_for(".example", sitting_id=sitting_id, part=part))
    return render_template("examiner/hand_in_example.html", own=own, form=form)


def closed_page(sheets: PartSheets) -> str:
    """Instead of cells: why no marks can be entered for the part yet, and where its example is."""
    return render_template("examiner/closed.html", part=sheets, level_names=LEVEL_NAMES)


def _saved(own: OwnExample) -> ScoreForm | None:
    """Keeps every cell that is in order; the form when some are not, so that they can be corrected."""
    form = score_form(own.form, own.form_digest)(request.form, prefix=f"s{own.sheet.id}-")
    valid = form.validate()
    calibrating.save_example(store(), actor(), own.head.id, own.form.part.id, list(form.entered(own.sheet, "")), now())
    return None if valid else form


def _faults(own: OwnExample, form: ScoreForm | None) -> list[tuple[str, str, str]]:
    """Item, message and the id of the cell for everything that was refused."""
    if form is None:
        return []
    return [(field_text(cell, current_locale()), message, form.cell(cell.key).name)
            for cell in own.form.fields for message in form.cell(cell.key).errors]
