"""Results as files that anybody can compute again; each download is recorded."""

from __future__ import annotations

from flask import Response

from assess.operations import results
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.downloads import attachment
from assess.web.guard import actor, guard
from assess.web.office.blueprint import blueprint


@blueprint.get("/candidates/<int:enrolment_id>/result.json")
@guard(Action.SEE_SITTING)
def result_file(enrolment_id: int) -> Response:
    """The settled result of one candidate, with all it was computed from."""
    made = results.result_file(store(), actor(), enrolment_id, now())
    return attachment(made.data, made.name, "application/json")


@blueprint.get("/appointments/<int:review_id>/result.json")
@guard(Action.SEE_REVIEW)
def review_result_file(review_id: int) -> Response:
    """The result of one closed review, with all it was decided from."""
    made = results.review_result_file(store(), actor(), review_id, now())
    return attachment(made.data, made.name, "application/json")
