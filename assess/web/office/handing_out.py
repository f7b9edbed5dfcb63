"""While papers are made and when they are handed out: trying again, ZIP, copies for the printer, the list to sign."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, stream_with_context, url_for
from werkzeug.wrappers import Response

from assess.operations import issuing, sittings
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.downloads import attachment
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office.blueprint import blueprint


@blueprint.post("/sittings/<int:sitting_id>/certificates/try-again")
@guard(Action.PREPARE_CERTIFICATES)
def try_again(sitting_id: int) -> Response:
    """What failed is tried again at once."""
    count = issuing.try_again(store(), actor(), sitting_id, now())
    flash(_("%(count)s certificates are tried again now.", count=count))
    return redirect(url_for("office.certificates", sitting_id=sitting_id))


@blueprint.post("/sittings/<int:sitting_id>/certificates/zip")
@guard(Action.EXPORT_SITTING)
def papers_zip(sitting_id: int) -> FlaskResponse:
    """All sealed papers in one file, sent as it is put together."""
    code = sittings.sitting_head(store(), actor(), sitting_id).code
    pieces = issuing.papers_zip(store(), actor(), sitting_id, now())
    answer = attachment(b"", f"{code}.zip", "application/zip")
    answer.response = stream_with_context(pieces)
    answer.headers.pop("Content-Length", None)
    return answer


@blueprint.post("/sittings/<int:sitting_id>/certificates/print/<int:part>")
@guard(Action.EXPORT_SITTING)
def printers_copy(sitting_id: int, part: int) -> FlaskResponse:
    """Fifty papers in one file without seals, in the order of seats."""
    code = sittings.sitting_head(store(), actor(), sitting_id).code
    data = issuing.printers_copy(store(), actor(), sitting_id, part, now())
    return attachment(data, f"{code} print {part}.pdf", "application/pdf")


@blueprint.get("/sittings/<int:sitting_id>/certificates/handing-out")
@guard(Action.SEE_SITTING)
def handing_out(sitting_id: int) -> str:
    """The list that holders sign when they are handed their papers, and the files to print them from."""
    head = sittings.sitting_head(store(), actor(), sitting_id)
    issued = [line for line in issuing.of_sitting(store(), actor(), sitting_id)
              if line.state == "issued" and line.status == "valid"]
    parts = range(1, -(-len(issued) // issuing.PART) + 1)
    return render_template("office/handing_out.html", head=head, lines=issued, parts=parts, per_part=issuing.PART)
