"""The officer's area: papers that wait, their dossiers, endorsing, refusing, what was decided, the life of papers."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from assess.errors import BadInput, Refused
from assess.operations import dossiers, endorsing, issuing, life
from assess.people.identity import DocumentType, document_name
from assess.people.policy import Action
from assess.web.authority import batches, designs, words
from assess.web.authority.forms import EndorseForm, RefuseForm
from assess.web.current import now, store
from assess.web.downloads import pdf
from assess.web.guard import actor, guard
from assess.web.life import add_pages
from assess.web.locale import _, current_locale
from assess.web.placing_words import placing_words

blueprint = Blueprint("authority", __name__, url_prefix="/authority")
blueprint.register_blueprint(batches.blueprint)
blueprint.register_blueprint(designs.blueprint)
add_pages(blueprint, see=Action.ENDORSE, change=Action.ENDORSE, decide=Action.RELEASE)


@blueprint.get("/")
@guard(Action.ENDORSE)
def waiting() -> str:
    """The papers that wait for this authority, all or those that a search finds, in the order that was asked for."""
    search, order = request.args.get("search", ""), request.args.get("order", "exam")
    papers = endorsing.waiting(store(), actor())
    return render_template("authority/waiting.html", papers=endorsing.found(papers, search, order), search=search,
                           order=order, orders=words.ORDERS, any=bool(papers))


@blueprint.get("/decided")
@guard(Action.ENDORSE)
def decided() -> str:
    """The papers that were endorsed, issued or refused, or those that a search finds."""
    search = request.args.get("search", "")
    found = dossiers.decided(store(), actor(), search)
    return render_template("authority/decided.html", papers=found, search=search, words=words, most=dossiers.MOST)


@blueprint.get("/certificates/<int:certificate_id>")
@guard(Action.ENDORSE)
def dossier(certificate_id: int) -> Answer | str:
    """One paper with the exam behind it and the consent; of an erased one there is only its history."""
    if life.life_of(store(), actor(), certificate_id).facts is None:
        return redirect(url_for("authority.certificate_life", certificate_id=certificate_id))
    found = dossiers.dossier(store(), actor(), certificate_id)
    document = document_name(DocumentType(found.document_type), current_locale())
    return render_template(
        "authority/dossier.html", dossier=found, paper=found.certificate, document=document, words=words,
        placing_words=placing_words,
    )


@blueprint.route("/endorse", methods=["GET", "POST"])
@guard(Action.ENDORSE)
def endorse() -> Answer | str:
    """Shows the chosen papers once more, then endorses them all or none."""
    papers = endorsing.waiting(store(), actor())
    form = EndorseForm(request.form if request.method == "POST" else request.args)
    chosen = form.chosen(papers)
    if not chosen or len(chosen) != len(form.id.data):
        flash(_("Choose at least one certificate. Those that are not in this list any more were decided meanwhile."))
        return redirect(url_for("authority.waiting"))
    if form.validate_on_submit():
        try:
            endorsing.endorse(store(), actor(), [paper.certificate.id for paper in chosen], now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("Endorsed: %(count)s. The papers are being made.", count=len(chosen)))
            return redirect(url_for("authority.decided"))
    return render_template("authority/endorse.html", form=form, chosen=chosen)


@blueprint.route("/certificates/<int:certificate_id>/refuse", methods=["GET", "POST"])
@guard(Action.ENDORSE)
def refuse(certificate_id: int) -> Answer | str:
    """Refuses one paper with a reason."""
    paper = dossiers.dossier(store(), actor(), certificate_id).certificate
    form = RefuseForm()
    if form.validate_on_submit():
        try:
            endorsing.refuse(store(), actor(), [certificate_id], form.reason.data, now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"certificate.reason_missing": "reason"})
        else:
            flash(_("The certificate %(number)s was refused.", number=paper.number))
            return redirect(url_for("authority.waiting"))
    return render_template("authority/refuse.html", form=form, paper=paper)


@blueprint.get("/certificates/<int:certificate_id>/paper.pdf")
@guard(Action.ENDORSE)
def paper(certificate_id: int) -> Response:
    """The stored PDF of a paper of this authority."""
    found = dossiers.dossier(store(), actor(), certificate_id).certificate
    title = found.title.in_locale(current_locale())
    return pdf(issuing.paper(store(), actor(), certificate_id), f"{title} {found.name} {found.number}")
