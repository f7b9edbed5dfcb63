"""The officer's designs: what the authority's papers look like, tried while one types, kept with a confirmation."""

from __future__ import annotations

from base64 import b64encode

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import BooleanField, HiddenField, TextAreaField

from assess.errors import Conflict, Problems
from assess.i18n import N_
from assess.i18n.sentences import sentence
from assess.operations import designs
from assess.people.policy import Action
from assess.web.current import now, store
from assess.web.forms import Form, at_most, required
from assess.web.guard import actor, guard
from assess.web.locale import _, current_locale

blueprint = Blueprint("designs", __name__, url_prefix="/designs")
_LONGEST = 200_000
"""Characters of a design that is tried; those of the house have a tenth of it."""


class DesignForm(Form):
    """The text of a design, the digest of the one that it was changed from, and the confirmation."""

    text = TextAreaField(N_("Design (YAML)"), [required(N_("The design is empty.")), at_most(_LONGEST)])
    base = HiddenField()
    sure = BooleanField(N_("Papers that are made from now on get this design. Issued papers stay as they are."))


@blueprint.get("/")
@guard(Action.CHANGE_DESIGN)
def listing() -> str:
    """The designs of the officer's authority."""
    return render_template("authority/designs.html", designs=designs.designs(store(), actor()))


@blueprint.route("/<file>", methods=["GET", "POST"])
@guard(Action.CHANGE_DESIGN)
def change(file: str) -> Answer | str:
    """The text of a design beside specimens that are printed with it; kept when that was asked for and confirmed."""
    kept = designs.design(store(), actor(), file)
    form = DesignForm(data={"text": kept.data.decode(), "base": kept.sha256})
    if form.validate_on_submit() and request.form.get("act") == "keep" and _kept(form, file):
        return redirect(url_for("authority.designs.change", file=file))
    pictures, faults = _proofs(kept.authority, file, form.text.data or "")
    return render_template("authority/design.html", form=form, kept=kept, pictures=pictures, faults=faults)


@blueprint.get("/<file>/versions/<int:version>")
@guard(Action.CHANGE_DESIGN)
def version(file: str, version: int) -> Response:
    """The text of an earlier version."""
    return Response(designs.version(store(), actor(), file, version), mimetype="text/plain")


def _kept(form: DesignForm, file: str) -> bool:
    """Whether the design was kept; else the form says why not."""
    if not form.sure.data:
        form.sure.errors = [_("Confirm this first.")]
        return False
    try:
        number = designs.keep(store(), actor(), file, _bytes(form.text.data or ""), form.base.data or "", now())
    except Problems:
        return False  # they stand beside the text
    except Conflict as error:
        form.refuse(error)
        return False
    flash(_("Kept as version %(number)s.", number=number))
    return True


def _proofs(authority: str, file: str, text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Pictures of the pages of an ordinary and of the longest specimen, or the faults with their places."""
    if len(text) > _LONGEST:
        return [], []  # the form says so
    try:
        papers = designs.tried(store().config, authority, file, _bytes(text))
    except Problems as error:
        return [], [(fault.where, sentence(fault, current_locale())) for fault in error.problems]
    pages = [page for paper in papers for page in designs.pictures(paper)]
    return ["data:image/png;base64," + b64encode(page).decode("ascii") for page in pages], []


def _bytes(text: str) -> bytes:
    return text.replace("\r\n", "\n").encode()
