"""The candidates of a sitting: list, application, admission, photo, consent, sign-in."""

from __future__ import annotations

import secrets
from base64 import b64encode

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.errors import BadInput
from assess.operations import candidates, carrying, consent, correcting, enrolling, invitations, settling
from assess.operations.photos import read_photo
from assess.operations.sittings import sitting_head
from assess.people.policy import Action, role_may
from assess.web.current import config, now, store
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office.blueprint import blueprint, done
from assess.web.office.candidate_forms import (
    PHOTO_PLACES,
    PLACES,
    ApplicantForm,
    ConsentForm,
    CorrectionForm,
    DecisionForm,
    PartStateForm,
    PhotoForm,
    filled_in,
)
from assess.web.office.forms import ConfirmForm

ADDRESS = "/candidates/<int:enrolment_id>"


@blueprint.get("/sittings/<int:sitting_id>/candidates")
@guard(Action.SEE_SITTING)
def candidate_list(sitting_id: int) -> str:
    """Everybody who is enrolled, with verdict, admission, photo and consent."""
    head, lines = candidates.candidates(store(), actor(), sitting_id)
    return render_template("office/candidates.html", head=head, lines=lines, admit_form=ConfirmForm())


@blueprint.route("/sittings/<int:sitting_id>/candidates/new", methods=["GET", "POST"])
@guard(Action.ENROL)
def enrol(sitting_id: int) -> Response | str:
    """Enrols one person."""
    form = ApplicantForm()
    form.offer(candidates.asked(store(), actor(), sitting_id))
    made: list[int] = []
    if done(form, lambda: made.append(enrolling.enrol(store(), actor(), sitting_id, form.applicant(), now())), PLACES):
        flash(_("Enrolled. Please decide on the admission and add the photo."))
        return redirect(url_for("office.candidate", enrolment_id=made[0]))
    return render_template("office/enrol.html", form=form, head=sitting_head(store(), actor(), sitting_id),
                           view=None)


@blueprint.get(ADDRESS)
@guard(Action.SEE_SITTING)
def candidate(enrolment_id: int) -> str:
    """One candidate: application, verdict clause by clause, admission, photo, consent."""
    return _page(enrolment_id)


@blueprint.route(ADDRESS + "/correct", methods=["GET", "POST"])
@guard(Action.ENROL)
def correct(enrolment_id: int) -> Response | str:
    """Corrects an application; the document number is not shown, and stays when it is left empty."""
    view = candidates.candidate(store(), actor(), enrolment_id)
    form = CorrectionForm(data=filled_in(correcting.application(store(), actor(), enrolment_id)))
    form.offer(candidates.asked(store(), actor(), view.head.id))
    if done(form, lambda: correcting.correct(store(), actor(), enrolment_id, form.applicant(), now()), PLACES):
        flash(_("The application was corrected. Please decide on the admission again."))
        return _back(enrolment_id)
    return render_template("office/enrol.html", form=form, head=view.head, view=view)


@blueprint.post(ADDRESS + "/decision")
@guard(Action.ENROL)
def decide(enrolment_id: int) -> Response | str:
    """Admits the candidate or not."""
    form = DecisionForm()
    admitted, evidence = form.admission.data == "admitted", form.evidence.data or ""
    if done(form, lambda: enrolling.decide_admission(store(), actor(), enrolment_id, admitted, evidence, now()),
            {"enrolment.evidence_missing": "evidence"}):
        flash(_("The decision was recorded."))
        return _back(enrolment_id)
    return _page(enrolment_id, decision=form)


@blueprint.post(ADDRESS + "/photo")
@guard(Action.ENROL)
def photo(enrolment_id: int) -> Response | str:
    """Takes the photo, cut to one inch and encoded again."""
    form = PhotoForm()
    if done(form, lambda: _keep_photo(enrolment_id, form), PHOTO_PLACES):
        flash(_("The photo was saved. Please look at it: head whole, from the front, white background."))
        return _back(enrolment_id)
    return _page(enrolment_id, photo=form)


def _keep_photo(enrolment_id: int, form: PhotoForm) -> None:
    enrolling.keep_photo(store(), actor(), enrolment_id, read_photo(form.photo.data.read()), now())


@blueprint.post(ADDRESS + "/consent/<destination>")
@guard(Action.CONSENT)
def give_consent(enrolment_id: int, destination: str) -> Response | str:
    """Records a consent that was given on paper."""
    form = ConsentForm()
    if done(form, lambda: consent.give(store(), actor(), enrolment_id, destination, form.version.data, now())):
        flash(_("The consent was recorded."))
        return _back(enrolment_id)
    return _page(enrolment_id, **{f"consent:{destination}": form})


@blueprint.route(ADDRESS + "/consent/<destination>/withdraw", methods=["GET", "POST"])
@guard(Action.CONSENT)
def withdraw_consent(enrolment_id: int, destination: str) -> Response | str:
    """Records that the candidate took the consent back."""
    form, view = ConfirmForm(), candidates.candidate(store(), actor(), enrolment_id)
    if done(form, lambda: consent.withdraw(store(), actor(), enrolment_id, destination, now())):
        flash(_("Recorded: the consent was taken back."))
        return _back(enrolment_id)
    return render_template("office/withdraw_consent.html", form=form, view=view, head=view.head)


@blueprint.route(ADDRESS + "/remove", methods=["GET", "POST"])
@guard(Action.ENROL)
def remove(enrolment_id: int) -> Response | str:
    """Takes an enrolment back."""
    form, view = ConfirmForm(), candidates.candidate(store(), actor(), enrolment_id)
    if done(form, lambda: enrolling.remove(store(), actor(), enrolment_id, now())):
        flash(_("The enrolment was removed."))
        return redirect(url_for("office.candidate_list", sitting_id=view.head.id))
    return render_template("office/remove.html", form=form, view=view, head=view.head)


@blueprint.post(ADDRESS + "/part-state")
@guard(Action.RECORD_PART_STATE)
def part_state(enrolment_id: int) -> Response | str:
    """Records absent, late, withdrawn or void for one part, or takes it back."""
    form = PartStateForm()
    places = {"part_state.reason_missing": "note", "part_state.breach_not_void": "breach"}
    if done(form, lambda: settling.record_part_state(store(), actor(), enrolment_id, form.part.data, form.state.data,
                                                     form.note.data or "", now(), form.breach.data or ""), places):
        flash(_("The state was recorded."))
        return _back(enrolment_id)
    return _page(enrolment_id, state=form)


@blueprint.post(ADDRESS + "/carry")
@guard(Action.ENROL)
def carry(enrolment_id: int) -> Response:
    """Lets a part count that was passed at an earlier sitting."""
    carrying.carry(store(), actor(), enrolment_id, request.form.get("part", ""), now())
    flash(_("Recorded: the part counts here and is not examined."))
    return _back(enrolment_id)


@blueprint.post(ADDRESS + "/carry/back")
@guard(Action.ENROL)
def carry_back(enrolment_id: int) -> Response:
    """The part is examined after all."""
    carrying.take_back(store(), actor(), enrolment_id, request.form.get("part", ""), now())
    flash(_("Recorded: the part is examined at this sitting."))
    return _back(enrolment_id)


@blueprint.post(ADDRESS + "/invitation")
@guard(Action.ENROL)
def invite(enrolment_id: int) -> str:
    """Makes the candidate's account and shows its first password once, for handing over."""
    invitation = invitations.invite(store(), actor(), enrolment_id, now(), secrets.token_bytes)
    view = candidates.candidate(store(), actor(), enrolment_id)
    address = config().base_url.rstrip("/") + url_for("account.sign_in")
    return render_template("office/invitation.html", view=view, head=view.head, invitation=invitation, address=address)


@blueprint.post("/sittings/<int:sitting_id>/candidates/admit")
@guard(Action.ENROL)
def admit_eligible(sitting_id: int) -> Response:
    """Admits everybody undecided for whom a route holds and whose evidence the office has seen."""
    evidence = request.form.get("evidence", "").strip()
    if not evidence:
        raise BadInput("enrolment.evidence_missing_for_all")
    _head, lines = candidates.candidates(store(), actor(), sitting_id)
    chosen = [line for line in lines if line.admission == "undecided" and line.eligibility.eligible and not line.bar]
    for line in chosen:
        enrolling.decide_admission(store(), actor(), line.enrolment_id, True, evidence[:500], now())
    flash(_("%(count)s candidates were admitted.", count=len(chosen)))
    return redirect(url_for("office.candidate_list", sitting_id=sitting_id))


def _back(enrolment_id: int) -> Response:
    return redirect(url_for("office.candidate", enrolment_id=enrolment_id))


def _consent_form(question: consent.ConsentQuestion) -> ConsentForm:
    """The form of one destination; a page may have several, and their fields must be told apart."""
    form = ConsentForm(formdata=None, version=question.version)
    form.seen.id = form.seen.label.field_id = f"seen-{question.destination}"
    return form


def _page(enrolment_id: int, **sent: DecisionForm | PhotoForm | ConsentForm | PartStateForm) -> str:
    """The candidate's page with the form that was just refused, and fresh ones for the rest."""
    view = candidates.candidate(store(), actor(), enrolment_id)
    questions = consent.asked(store(), actor(), enrolment_id) if role_may(actor(), Action.CONSENT) else ()
    proposal = "admitted" if view.line.eligibility.eligible and not view.line.bar else "refused"
    decided = view.line.admission if view.line.admission != "undecided" else proposal
    forms = {
        "decision": DecisionForm(formdata=None, admission=decided, evidence=view.line.evidence),
        "photo": PhotoForm(formdata=None),
        **{f"consent:{one.destination}": _consent_form(one) for one in questions},
        "state": PartStateForm(formdata=None),
    }
    return render_template(
        "office/candidate.html", view=view, head=view.head, questions=questions, forms=forms | sent, failed=bool(sent),
        picture=b64encode(view.photo).decode() if view.photo else "",
        username=invitations.account_of(store(), actor(), enrolment_id),
    )
