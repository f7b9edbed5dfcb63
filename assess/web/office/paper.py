"""Score sheets on paper for everybody who is examined at a sitting."""

from __future__ import annotations

from flask import Response, request

from assess.exams.form import FormPart
from assess.operations.score_sheets import sheets_of_sitting
from assess.operations.sittings import form_parts, sitting_head
from assess.people.policy import Action
from assess.web.current import store
from assess.web.downloads import pdf
from assess.web.guard import actor, guard
from assess.web.locale import current_locale
from assess.web.office.blueprint import blueprint


@blueprint.get("/sittings/<int:sitting_id>/score-sheets.pdf")
@guard(Action.SEE_SITTING)
def score_sheets(sitting_id: int) -> Response:
    """One file with a sheet for every candidate: of one part when the address names it, else of all."""
    head, part = sitting_head(store(), actor(), sitting_id), request.args.get("part")
    data = sheets_of_sitting(store(), actor(), sitting_id, part, current_locale())
    return pdf(data, f"{head.code}-{part}" if part else head.code)


@blueprint.app_template_global()
def parts_on_paper(sitting_id: int) -> tuple[FormPart, ...]:
    """The parts of the sitting's form, for links to their sheets."""
    return form_parts(store(), actor(), sitting_id)
