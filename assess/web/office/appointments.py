"""Reviews towards the grades that no exam leads to: list, opening, application and evidence, steps, record."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.exams.appointing import earliest_end
from assess.exams.review_progress import ReviewState, step_named
from assess.i18n.formats import local_date
from assess.operations import appointing, invitations
from assess.operations.appointing import NewReview
from assess.operations.authorities import authorities
from assess.operations.standards import library
from assess.people.policy import Action
from assess.standards.model import Appointment
from assess.web.current import config, now, store
from assess.web.downloads import attachment
from assess.web.forms import Form
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office import appointment_words
from assess.web.office.appointment_forms import (
    PLACES,
    AdmissionForm,
    AppointForm,
    BackgroundCorrection,
    ConfirmationForm,
    EvidenceForm,
    OpenForm,
    PublishForm,
)
from assess.web.office.blueprint import blueprint, done
from assess.web.office.candidate_forms import filled_in
from assess.web.office.forms import ConfirmForm, ReasonForm

ADDRESS = "/appointments/<int:review_id>"


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"review_words": appointment_words}


@blueprint.get("/appointments")
@guard(Action.SEE_REVIEW)
def appointments() -> str:
    """All reviews, or those that a search and a state find."""
    search, state = (request.args.get(name, "") for name in ("search", "state"))
    known = state if state in {one.value for one in ReviewState} else ""
    found = appointing.list_reviews(store(), actor(), search, known)
    ending = [] if search or known else appointing.endings(store(), actor(), now())
    return render_template("office/appointments/list.html", reviews=found, search=search, state=known, endings=ending)


@blueprint.get("/appointments/standards")
@guard(Action.HOLD_REVIEW)
def choose_way() -> str:
    """By which edition, and towards which grade."""
    editions = [edition.reading.standard for edition in library(config()).editions.values()]
    ways = [(standard, appointing.grades_of(standard)) for standard in editions if appointing.grades_of(standard)]
    return render_template("office/appointments/choose.html", ways=ways)


@blueprint.route("/appointments/new", methods=["GET", "POST"])
@guard(Action.HOLD_REVIEW)
def open_review() -> Response | str:
    """Opens the review of one applicant by the edition and towards the grade named in the address."""
    name, edition, grade = (request.args.get(key, "") for key in ("standard", "edition", "grade"))
    renews = request.args.get("renews", type=int)
    asked = appointing.asked_for(store(), actor(), name, edition, grade)
    known = filled_in(appointing.application(store(), actor(), renews)) if renews else {}
    form = OpenForm(data=known | {"code": appointing.proposed_code(store(), actor(), local_date(now()).year)})
    form.offer(asked)
    form.offer_bodies(body for body in authorities(store()).values() if body.kind == "mainland")
    made: list[int] = []

    def act() -> None:
        new = NewReview(form.code.data or "", name, edition, grade, form.authority.data, renews)
        made.append(appointing.open_review(store(), actor(), new, form.applicant(), now()))

    if done(form, act, PLACES):
        flash(_("The review was opened. Please add the evidence."))
        return redirect(url_for("office.review_application", review_id=made[0]))
    standard = library(config()).get(name, edition).standard
    return render_template("office/appointments/open.html", form=form, standard=standard, grade=grade, renews=renews)


@blueprint.get(ADDRESS)
@guard(Action.SEE_REVIEW)
def review(review_id: int) -> str:
    """Where the review stands and what is to do."""
    view = appointing.review_view(store(), actor(), review_id, now())
    return render_template("office/appointments/overview.html", view=view)


@blueprint.get(ADDRESS + "/application")
@guard(Action.SEE_REVIEW)
def review_application(review_id: int) -> str:
    """The application: conditions, evidence, admission or decision."""
    return _application(review_id)


@blueprint.route(ADDRESS + "/application/correct", methods=["GET", "POST"])
@guard(Action.HOLD_REVIEW)
def correct_application(review_id: int) -> Response | str:
    """Corrects what counts for admission."""
    view = appointing.review_view(store(), actor(), review_id, now())
    known = appointing.application(store(), actor(), review_id)
    form = BackgroundCorrection(data=filled_in(known))
    standard = view.standard
    form.offer_background(appointing.asked_for(store(), actor(), standard.id, standard.edition, view.grade))
    if done(form, lambda: appointing.correct(store(), actor(), review_id, form.corrected(known), now()), PLACES):
        flash(_("The application was corrected."))
        return redirect(url_for("office.review_application", review_id=review_id))
    return render_template("office/appointments/correct.html", form=form, view=view)


@blueprint.post(ADDRESS + "/evidence")
@guard(Action.HOLD_REVIEW)
def attach_evidence(review_id: int) -> Response | str:
    """Adds one file to the application."""
    form = EvidenceForm()

    def act() -> None:
        name, data = form.file.data.filename or "", form.file.data.read()
        appointing.attach(store(), actor(), review_id, form.evidence.data or "", name, data, now())

    return _sent(review_id, form, act, _("The file was added."), "evidence")


@blueprint.get("/appointments/files/<int:file_id>")
@guard(Action.SEE_REVIEW)
def evidence_file(file_id: int) -> FileResponse:
    """One file of the evidence; the reading is recorded."""
    file = appointing.read_evidence(store(), actor(), file_id, now())
    return attachment(file.data, file.name, file.media_type)


@blueprint.post(ADDRESS + "/files/<int:file_id>/take-back")
@guard(Action.HOLD_REVIEW)
def take_back_evidence(review_id: int, file_id: int) -> Response | str:
    """Takes one file out of the application."""
    form = ConfirmForm()
    return _sent(review_id, form, lambda: appointing.take_back(store(), actor(), file_id, now()),
                 _("The file was taken back."), "take_back")


@blueprint.post(ADDRESS + "/admission")
@guard(Action.HOLD_REVIEW)
def decide_review_admission(review_id: int) -> Response | str:
    """Admits the applicant to the review or not."""
    form = AdmissionForm()
    return _sent(review_id, form, lambda: appointing.decide_admission(
        store(), actor(), review_id, form.admission.data == "admitted", form.note.data or "", now()
    ), _("The decision was recorded."), "decision")


@blueprint.post(ADDRESS + "/confirmation")
@guard(Action.HOLD_REVIEW)
def decide_apprentice(review_id: int) -> Response | str:
    """Records what the enterprise decided about an apprentice."""
    form = ConfirmationForm()
    return _sent(review_id, form, lambda: appointing.decide_confirmation(
        store(), actor(), review_id, confirmed=form.confirmed.data == "yes", probation_from=form.probation_from.data,
        decided_by=form.decided_by.data or "", decided_on=form.decided_on.data, note=form.note.data or "", now=now()
    ), _("The decision was recorded."), "decision")


@blueprint.route(ADDRESS + "/steps/<step>", methods=["GET", "POST"])
@guard(Action.HOLD_REVIEW)
def review_step(review_id: int, step: str) -> Response | str:
    """Confirms one step; what cannot be undone is said before."""
    view = appointing.review_view(store(), actor(), review_id, now())
    form = _step_form(view, step)
    if done(form, lambda: _take(review_id, step, form), PLACES):
        flash(_("Done."))
        return redirect(url_for("office.review", review_id=review_id))
    return render_template("office/appointments/step.html", form=form, view=view, step=step, way=view.way)


@blueprint.get(ADDRESS + "/record")
@guard(Action.SEE_REVIEW)
def review_record(review_id: int) -> str:
    """The record of a closed review, to be printed."""
    view = appointing.review_view(store(), actor(), review_id, now())
    kept = appointing.record_of(store(), actor(), review_id)
    return render_template("office/appointments/record.html", view=view, kept=kept)


@blueprint.get(ADDRESS + "/record.json")
@guard(Action.SEE_REVIEW)
def review_record_file(review_id: int) -> FileResponse:
    """The canonical record as a file, from which anybody can decide again."""
    kept = appointing.record_of(store(), actor(), review_id)
    return attachment(kept.data, f"review-{review_id}.json", "application/json")


@blueprint.get(ADDRESS + "/history")
@guard(Action.SEE_REVIEW)
def review_history(review_id: int) -> str:
    """Who did what when."""
    view = appointing.review_view(store(), actor(), review_id, now())
    acts = appointing.review_history(store(), actor(), review_id)
    return render_template("office/appointments/history.html", view=view, acts=acts)


def _step_form(view: appointing.ReviewView, step: str) -> Form:
    if step == "publish" and isinstance(view.way, Appointment):
        return PublishForm(until=earliest_end(local_date(now()), view.way.publication_days))
    if step == "appoint":
        return AppointForm()
    return ReasonForm() if step_named(step).reason else ConfirmForm()


def _take(review_id: int, step: str, form: Form) -> None:
    if isinstance(form, PublishForm):
        appointing.publish(store(), actor(), review_id, form.until.data, now())
    elif isinstance(form, AppointForm):
        appointing.appoint(store(), actor(), review_id, form.term_from.data, now())
    else:
        reason = form.reason.data or "" if isinstance(form, ReasonForm) else ""
        appointing.take_plain_step(store(), actor(), review_id, step, now(), reason)


def _sent(review_id: int, form: Form, act: Callable[[], object], message: str, name: str) -> Response | str:
    if done(form, act, PLACES):
        flash(message)
        return redirect(url_for("office.review_application", review_id=review_id))
    return _application(review_id, {name: form})


def _application(review_id: int, sent: dict[str, Form] | None = None) -> str:
    view = appointing.review_view(store(), actor(), review_id, now())
    decision = ConfirmationForm if view.grade == "apprentice" else AdmissionForm
    forms = {"evidence": EvidenceForm(formdata=None), "decision": decision(formdata=None),
             "take_back": ConfirmForm(formdata=None)} | (sent or {})
    account = invitations.applicants_account(store(), actor(), review_id)
    return render_template("office/appointments/application.html", view=view, forms=forms, failed=bool(sent),
                           account=account)
