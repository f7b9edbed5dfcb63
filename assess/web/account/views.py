"""Signing in and out, the home page and the own account."""

from __future__ import annotations

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.errors import BadInput, Refused
from assess.operations.accounts import change_own_password
from assess.people.password import SALT_BYTES
from assess.people.policy import Action
from assess.web import auth
from assess.web.account.forms import PasswordForm, SignInForm
from assess.web.current import now, store
from assess.web.guard import actor, guard, safe_target
from assess.web.locale import _
from assess.web.nav import places
from assess.web.role_names import ROLE_NAMES

blueprint = Blueprint("account", __name__)

_PASSWORD_PLACES = {
    "password.wrong": "present",
    "password.too_short": "new",
    "password.too_long": "new",
    "password.too_common": "new",
    "password.has_username": "new",
}


@blueprint.route("/sign-in", methods=["GET", "POST"])
@guard(Action.PUBLIC)
def sign_in() -> Response | str | tuple[str, int]:
    """Asks for user name and password, then goes where the person wanted to go."""
    form = SignInForm(next=request.args.get("next"))
    if form.validate_on_submit():
        try:
            auth.start_session(form.username.data or "", form.password.data or "")
        except Refused as error:
            form.refuse(error)
            return render_template("account/sign_in.html", form=form), 429 if error.code == "sign_in.wait" else 400
        return redirect(safe_target(form.next.data) or url_for("account.home"))
    return render_template("account/sign_in.html", form=form)


@blueprint.post("/sign-out")
@guard(Action.ACCOUNT)
def sign_out() -> Response:
    """Ends the session here and on the server."""
    auth.end_session()
    return redirect(url_for("account.sign_in"))


@blueprint.get("/home")
@guard(Action.ACCOUNT)
def home() -> str:
    """One card for each thing the person may do."""
    return render_template("account/home.html", cards=places(actor()))


@blueprint.route("/account", methods=["GET", "POST"])
@guard(Action.ACCOUNT)
def own() -> Response | str:
    """The own account: roles, language, new password."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            change_own_password(
                store(),
                actor(),
                form.present.data or "",
                form.new.data or "",
                token=auth.session_token(),
                now=now(),
                salt=secrets.token_bytes(SALT_BYTES),
            )
        except BadInput as error:
            form.refuse(error, _PASSWORD_PLACES)
        else:
            flash(_("Your password was changed. Other devices were signed out."))
            return redirect(url_for("account.own"))
    return render_template("account/own.html", form=form, role_names=ROLE_NAMES)
