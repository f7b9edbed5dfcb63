"""Files of a sitting: its archive, and what authorities want reported of its certificates."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from assess.errors import BadInput, Problem, Problems, Refused
from assess.operations import exporting, sittings
from assess.people.policy import Action
from assess.web.auth import session_token
from assess.web.current import now, store
from assess.web.downloads import attachment
from assess.web.guard import actor, guard
from assess.web.locale import current_locale
from assess.web.office.blueprint import blueprint
from assess.web.office.forms import ReasonForm


@blueprint.route("/sittings/<int:sitting_id>/files", methods=["GET", "POST"])
@guard(Action.EXPORT_SITTING)
def files(sitting_id: int) -> ResponseReturnValue:
    """The archive, for which a reason is asked, and the authorities that want a file."""
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            return _sent(exporting.archive(store(), actor(), sitting_id, form.reason.data, now(), current_locale()))
        except (BadInput, Refused) as error:
            form.refuse(error, {"export.reason_missing": "reason"})
    offers, problems = _offers(sitting_id)
    page = render_template("office/files.html", form=form, offers=offers, problems=problems,
                           head=sittings.sitting_head(store(), actor(), sitting_id))
    return (page, 400) if form.errors else page


@blueprint.route("/sittings/<int:sitting_id>/files/<authority>", methods=["GET", "POST"])
@guard(Action.EXPORT_UPLOAD)
def upload(sitting_id: int, authority: str) -> ResponseReturnValue:
    """The file of one authority; it holds identity numbers, so a reason and a fresh sign-in are asked."""
    form, stale = ReasonForm(), False
    problems: Sequence[Problem] = ()
    if form.validate_on_submit():
        try:
            return _sent(exporting.upload_file(store(), actor(), sitting_id, authority, form.reason.data,
                                               session_token(), now()))
        except Problems as error:
            problems = error.problems
        except (BadInput, Refused) as error:
            stale = error.code == "session.not_fresh"
            form.refuse(error, {"export.reason_missing": "reason"})
    offers, _ = _offers(sitting_id)
    page = render_template("office/upload.html", form=form, problems=problems, stale=stale, again=request.path,
                           offer=next((offer for offer in offers if offer.authority == authority), None),
                           head=sittings.sitting_head(store(), actor(), sitting_id))
    return (page, 400) if form.errors or problems else page


def _offers(sitting_id: int) -> tuple[list[exporting.Offer], Problems | None]:
    """The files that can be made; an ``upload.yaml`` with faults keeps nobody from the archive."""
    try:
        return exporting.offers(store(), actor(), sitting_id), None
    except Problems as error:
        return [], error


def _sent(export: exporting.Export) -> Response:
    return attachment(export.data, export.name, export.media_type)
