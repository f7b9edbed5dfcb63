"""What an applicant gets: a sign-in, and the paper of the review with its photo."""

from __future__ import annotations

import secrets
from base64 import b64encode

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from assess.operations import appointing, invitations, issuing
from assess.operations.photos import read_photo
from assess.people.policy import Action
from assess.web.current import config, now, store
from assess.web.forms import Form
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.office.appointments import ADDRESS
from assess.web.office.blueprint import blueprint, done
from assess.web.office.candidate_forms import PHOTO_PLACES, PhotoForm
from assess.web.office.forms import ConfirmForm


@blueprint.get(ADDRESS + "/paper")
@guard(Action.SEE_REVIEW)
def review_paper(review_id: int) -> str:
    """What the authority issues for the grade, and how far it is; loads itself again while it is made."""
    return _page(review_id, {})


@blueprint.post(ADDRESS + "/paper/prepare")
@guard(Action.PREPARE_CERTIFICATES)
def prepare_review_paper(review_id: int) -> Response | str:
    """Gives the paper its number and freezes what it states."""
    form = ConfirmForm()
    if done(form, lambda: issuing.prepare_appointed(store(), actor(), review_id, now(), secrets.token_bytes)):
        flash(_("Prepared. A colleague who sat on no panel of this review approves it."))
        return redirect(url_for("office.review_paper", review_id=review_id))
    return _page(review_id, {"prepare": form})


@blueprint.route(ADDRESS + "/paper/approve", methods=["GET", "POST"])
@guard(Action.APPROVE_CERTIFICATES)
def approve_review_paper(review_id: int) -> Response | str:
    """A second person approves the paper."""
    form = ConfirmForm()
    if done(form, lambda: issuing.approve_appointed(store(), actor(), review_id, now())):
        flash(_("It was approved and is being made."))
        return redirect(url_for("office.review_paper", review_id=review_id))
    view = appointing.review_view(store(), actor(), review_id, now())
    paper = issuing.of_review(store(), actor(), review_id)
    return render_template("office/appointments/approve.html", form=form, view=view, paper=paper)


@blueprint.post(ADDRESS + "/photo")
@guard(Action.HOLD_REVIEW)
def review_photo(review_id: int) -> Response | str:
    """Keeps the applicant's photo."""
    form = PhotoForm()

    def act() -> None:
        appointing.keep_photo(store(), actor(), review_id, read_photo(form.photo.data.read()), now())

    if done(form, act, PHOTO_PLACES):
        flash(_("The photo was saved."))
        return redirect(url_for("office.review_paper", review_id=review_id))
    return _page(review_id, {"photo": form})


@blueprint.post(ADDRESS + "/invitation")
@guard(Action.HOLD_REVIEW)
def invite_applicant(review_id: int) -> str:
    """Makes the applicant's account and shows its first password once, for handing over."""
    invitation = invitations.invite_applicant(store(), actor(), review_id, now(), secrets.token_bytes)
    view = appointing.review_view(store(), actor(), review_id, now())
    address = config().base_url.rstrip("/") + url_for("account.sign_in")
    return render_template("office/appointments/invitation.html", view=view, invitation=invitation, address=address)


def _page(review_id: int, sent: dict[str, Form]) -> str:
    view = appointing.review_view(store(), actor(), review_id, now())
    paper = issuing.of_review(store(), actor(), review_id)
    picture = b64encode(paper.photo).decode() if paper.photo else ""
    forms = {"photo": PhotoForm(formdata=None), "prepare": ConfirmForm(formdata=None)} | sent
    return render_template("office/appointments/paper.html", view=view, paper=paper, picture=picture, forms=forms)
