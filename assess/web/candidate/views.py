"""The candidate's area: results with reasons, consents, certificates to download and to share."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from assess.certificates import qr
from assess.errors import BadInput, NotFound, Refused
from assess.i18n.formats import local_date
from assess.operations import consent as consents
from assess.operations import issuing, life, remedies
from assess.operations import results as result_files
from assess.operations.credentials import own_credentials
from assess.operations.holders import own_details
from assess.operations.printing import qr_text
from assess.operations.settling import own_results
from assess.people.identity import document_name
from assess.people.policy import Action
from assess.web import life_words
from assess.web.candidate import applications, reviews, words
from assess.web.candidate.feedback import part_feedback
from assess.web.candidate.forms import ConsentForm
from assess.web.candidate.review_forms import WithdrawForm
from assess.web.current import config, now, store
from assess.web.downloads import attachment, pdf
from assess.web.guard import actor, guard
from assess.web.level_names import LEVEL_NAMES
from assess.web.life_forms import RequestForm
from assess.web.locale import _, current_locale
from assess.web.placing_words import PLACE_REASONS, placing_words

blueprint = Blueprint("candidate", __name__, url_prefix="/my")
blueprint.register_blueprint(applications.blueprint)
blueprint.register_blueprint(reviews.blueprint)


@blueprint.get("/")
@guard(Action.SEE_OWN_RESULTS)
def results() -> str:
    """The own exams and certificates."""
    return render_template(
        "candidate/results.html",
        results=own_results(store(), actor()),
        certificates=issuing.own_certificates(store(), actor()),
        details=own_details(store(), actor()),
        document_name=lambda kind: document_name(kind, current_locale()),
        level_names=LEVEL_NAMES,
        words=words,
    )


@blueprint.get("/results/<int:enrolment_id>")
@guard(Action.SEE_OWN_RESULTS)
def result(enrolment_id: int) -> str:
    """One exam: each part with its score, the mark it needed, and why it was passed or not."""
    exam = next((own for own in own_results(store(), actor()) if own.enrolment_id == enrolment_id), None)
    if exam is None:
        raise NotFound("enrolment.unknown", enrolment=enrolment_id)
    questions = consents.asked(store(), actor(), enrolment_id)
    return render_template(
        "candidate/result.html", exam=exam, questions=questions, level_names=LEVEL_NAMES, words=words,
        feedback=part_feedback, placing_words=placing_words, place_reasons=PLACE_REASONS,
        history=remedies.own_settlements(store(), actor(), enrolment_id),
        reviews=remedies.own_reviews(store(), actor(), enrolment_id, local_date(now())), withdraw_form=WithdrawForm(),
    )


@blueprint.get("/results/<int:enrolment_id>/result.json")
@guard(Action.SEE_OWN_RESULTS)
def result_file(enrolment_id: int) -> Response:
    """The own result as a file that anybody can compute again."""
    made = result_files.own_result_file(store(), actor(), enrolment_id)
    return attachment(made.data, made.name, "application/json")


@blueprint.route("/consent/<int:enrolment_id>/<destination>", methods=["GET", "POST"])
@guard(Action.CONSENT)
def consent(enrolment_id: int, destination: str) -> Answer | str:
    """The full text about one partner's certificate, and the button that agrees or takes the consent back."""
    question = consents.question(store(), actor(), enrolment_id, destination)
    form = ConsentForm()
    if form.validate_on_submit():
        try:
            _answer(question, form)
        except Refused as error:
            form.refuse(error)
        else:
            return redirect(url_for("candidate.result", enrolment_id=enrolment_id))
    # Whoever answered a text that changed meanwhile is shown the new one, and answers that.
    form.version.data, form.given.data = question.version, "no" if question.given_at else "yes"
    return render_template("candidate/consent.html", form=form, question=question)


@blueprint.get("/certificates/<int:certificate_id>")
@guard(Action.DOWNLOAD_OWN)
def certificate(certificate_id: int) -> str:
    """One own certificate: its state, the file, and the link with which anybody can check it."""
    own = _own(certificate_id)
    return render_template(
        "candidate/certificate.html",
        paper=own,
        credentials=own_credentials(store(), actor(), certificate_id),
        link=f"{config().base_url.rstrip('/')}/v/{own.token}",
        code=Markup(qr.svg(qr_text(config().base_url, own.token))),  # our own drawing, no text in it
        words=words,
        events=life.own_life(store(), actor(), certificate_id),
        asked=life.asked_by_holder(store(), actor(), certificate_id),
        life_words=life_words,
    )


@blueprint.get("/certificates/<int:certificate_id>/paper.pdf")
@guard(Action.DOWNLOAD_OWN)
def paper(certificate_id: int) -> Response:
    """The stored PDF of an own certificate, byte for byte."""
    own = _own(certificate_id)
    title = own.title.in_locale(current_locale())
    return pdf(issuing.paper(store(), actor(), certificate_id), f"{title} {own.name} {own.number}")


@blueprint.route("/certificates/<int:certificate_id>/request", methods=["GET", "POST"])
@guard(Action.DOWNLOAD_OWN)
def request_edition(certificate_id: int) -> Answer | str:
    """The holder asks for a copy of a lost paper or a correction; whoever issued it decides."""
    own, form = _own(certificate_id), RequestForm()
    if form.validate_on_submit():
        try:
            life.request(store(), actor(), certificate_id, form.kind.data, form.reason.data, now())
        except (BadInput, Refused) as error:
            form.refuse(error, {"certificate.reason_missing": "reason"})
        else:
            flash(_("Your request was sent. Whoever issued the certificate decides."))
            return redirect(url_for("candidate.certificate", certificate_id=certificate_id))
    return render_template("candidate/request.html", form=form, paper=own)


def _own(certificate_id: int) -> issuing.CertificateLine:
    for own in issuing.own_certificates(store(), actor()):
        if own.id == certificate_id:
            return own
    raise NotFound("certificate.unknown", certificate=certificate_id)


def _answer(question: consents.ConsentQuestion, form: ConsentForm) -> None:
    about = (store(), actor(), question.enrolment_id, question.destination)
    if form.gives:
        consents.give(*about, form.version.data, now(), locale=current_locale())
        flash(_("Your consent was recorded."))
    else:
        consents.withdraw(*about, now())
        flash(_("Your consent was taken back."))
