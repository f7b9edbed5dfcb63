"""Results of a sitting and the public notice of them."""

from __future__ import annotations

from urllib.parse import quote

from flask import render_template

from assess.operations import notices, remedies, settling, sittings
from assess.operations.sheet_history import amended
from assess.people.policy import Action
from assess.web.current import config, now, store
from assess.web.guard import actor, guard
from assess.web.office.blueprint import blueprint


@blueprint.get("/sittings/<int:sitting_id>/results")
@guard(Action.SEE_SITTING)
def results(sitting_id: int) -> str:
    """Every candidate's parts, with reasons, and the grade."""
    lines = settling.preview(store(), actor(), sitting_id)
    view = sittings.sitting_view(store(), actor(), sitting_id, now(), acts=0,
                                 results={line.enrolment_id: line.result for line in lines})
    settled = remedies.settlements(store(), actor(), sitting_id)
    return render_template("office/results.html", view=view, head=view.head, lines=lines, settled=settled,
                           amended=amended(store(), actor(), sitting_id))


@blueprint.get("/sittings/<int:sitting_id>/notice")
@guard(Action.SEE_SITTING)
def notice(sitting_id: int) -> str:
    """The list to print and hang up: seat, masked name, grade; who reached none is not on it."""
    head, lines = notices.notice_to_print(store(), actor(), sitting_id)
    address = f"{config().base_url}/notices/{quote(head.code)}"
    return render_template("office/notice.html", head=head, lines=lines, address=address)
