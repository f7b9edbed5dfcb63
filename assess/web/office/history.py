"""Everything that happened to one candidate's sheets and result."""

from __future__ import annotations

from flask import render_template

from assess.operations.sheet_history import enrolment_history
from assess.operations.sittings import sitting_head
from assess.people.policy import Action
from assess.web.current import store
from assess.web.guard import actor, guard
from assess.web.history_words import history_words
from assess.web.office.blueprint import blueprint


@blueprint.get("/candidates/<int:enrolment_id>/history")
@guard(Action.SEE_SITTING)
def candidate_history(enrolment_id: int) -> str:
    """Marks with their versions, signatures, amendments, further examiners, settlements, in the order of time."""
    found = enrolment_history(store(), actor(), enrolment_id)
    return render_template("office/candidate_history.html", history=found, **history_words(),
                           head=sitting_head(store(), actor(), found.sitting_id))
