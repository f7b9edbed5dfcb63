"""Signing: what stands on every sheet of a part, and the question once more before the chosen ones are signed.

Each chosen sheet comes as ``id:count-digest`` of what its examiner saw. The server wrote it into the page; the script
puts in its place what the examiner's own device knows to stand (``static/score/signing.js``).
"""

from __future__ import annotations

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assess.errors import BadInput, Refused
from assess.operations.scoring import own_sheets, sign
from assess.operations.scoring.standing import standing_digest
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.examiner.blueprint import blueprint
from assess.web.examiner.forms import SigningForm
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import ngettext
from assess.web.score_form import field_name
from assess.web.sums import open_choices

_SEEN = re.compile(r"(\d{1,9}):(\d{1,5}-[0-9a-f]{64})")


@blueprint.get("/sittings/<int:sitting_id>/<part>/sign")
@guard(Action.SIGN_SHEET)
def summary(sitting_id: int, part: str) -> str:
    """What stands on every sheet of a part, what is missing, and which sheets can be signed."""
    sheets = own_sheets(store(), actor(), sitting_id, part)
    ready = [sheet for sheet in sheets.sheets if sheet.editable and sheet.complete]
    return render_template(
        "examiner/summary.html", part=sheets, level_names=LEVEL_NAMES, field_name=field_name, open_choices=open_choices,
        standing={sheet.id: standing_digest(sheet.cells) for sheet in ready},
        cells={sheet.id: [[key, cell.value, cell.note, cell.version] for key, cell in sheet.cells.items()]
               for sheet in ready},
    )


@blueprint.route("/sittings/<int:sitting_id>/<part>/sign/confirm", methods=["GET", "POST"])
@guard(Action.SIGN_SHEET)
def confirm(sitting_id: int, part: str) -> ResponseReturnValue:
    """Asks once more, then signs the chosen sheets, all or none."""
    back = redirect(url_for(".summary", sitting_id=sitting_id, part=part))
    if request.method == "GET":
        return back
    sheets, seen, form = own_sheets(store(), actor(), sitting_id, part), _seen(), SigningForm()
    if form.validate_on_submit() and (form.confirmed.data or not seen):
        try:
            sign(store(), actor(), list(seen), now(), seen)
        except (BadInput, Refused) as error:
            form.refuse(error)
        else:
            flash(ngettext("%(num)s sheet is signed.", "%(num)s sheets are signed.", len(seen)))
            return back
    form.confirmed.data = "1"
    return render_template("examiner/confirm.html", part=sheets, form=form, level_names=LEVEL_NAMES, seen=seen,
                           blocked=not seen, chosen=[each for each in sheets.sheets if each.id in seen])


def _seen() -> dict[int, str]:
    """The chosen sheets with what was seen on each; raises ``BadInput`` for anything else than a page of ours sends."""
    found = [_SEEN.fullmatch(text) for text in request.form.getlist("sheet")]
    if not all(found):
        raise BadInput("request.bad")
    return {int(each[1]): each[2] for each in found if each}
