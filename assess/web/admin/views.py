"""The accounts: list, create, change, new password, close and open again."""

from __future__ import annotations

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.errors import BadInput, Refused
from assess.operations.accounts import (
    change_account,
    create_account,
    get_account,
    list_accounts,
    set_active,
    set_password,
)
from assess.operations.authorities import authorities
from assess.people.password import SALT_BYTES
from assess.people.policy import Action
from assess.web.admin.forms import PLACES, ConfirmForm, CreateForm, DetailsForm, ResetForm
from assess.web.current import now, store
from assess.web.guard import actor, guard
from assess.web.locale import _
from assess.web.role_names import ROLE_NAMES

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.get("/accounts")
@guard(Action.MANAGE_ACCOUNTS)
def accounts() -> str:
    """All accounts, or those that a search finds."""
    search = request.args.get("search", "")
    found = list_accounts(store(), actor(), search)
    return render_template("admin/accounts.html", accounts=found, search=search, role_names=ROLE_NAMES)


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@guard(Action.MANAGE_ACCOUNTS)
def create() -> Response | str:
    """A new account."""
    form = CreateForm()
    form.offer(authorities(store()).values())
    if form.validate_on_submit():
        try:
            create_account(
                store(),
                actor(),
                form.details(form.username.data or ""),
                form.password.data or "",
                now=now(),
                salt=secrets.token_bytes(SALT_BYTES),
            )
        except BadInput as error:
            form.refuse(error, PLACES)
        else:
            flash(_("The account %(username)s was created.", username=form.username.data))
            return redirect(url_for("admin.accounts"))
    return render_template("admin/create.html", form=form)


@blueprint.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@guard(Action.MANAGE_ACCOUNTS)
def edit(account_id: int) -> Response | str:
    """Name, roles and affiliation of an account."""
    account = get_account(store(), actor(), account_id)
    form = DetailsForm.of(account)
    form.offer(authorities(store()).values())
    if form.validate_on_submit():
        try:
            change_account(store(), actor(), account_id, form.details(), now=now())
        except (BadInput, Refused) as error:
            form.refuse(error, PLACES)
        else:
            flash(_("The account %(username)s was changed.", username=account.username))
            return redirect(url_for("admin.accounts"))
    return render_template("admin/edit.html", form=form, account=account)


@blueprint.route("/accounts/<int:account_id>/password", methods=["GET", "POST"])
@guard(Action.MANAGE_ACCOUNTS)
def reset(account_id: int) -> Response | str:
    """A new password for somebody who forgot it."""
    account = get_account(store(), actor(), account_id)
    form = ResetForm()
    if form.validate_on_submit():
        try:
            salt = secrets.token_bytes(SALT_BYTES)
            set_password(store(), actor(), account_id, form.password.data or "", now=now(), salt=salt)
        except BadInput as error:
            form.refuse(error, PLACES)
        else:
            flash(_("%(username)s has a new password.", username=account.username))
            return redirect(url_for("admin.edit", account_id=account_id))
    return render_template("admin/reset.html", form=form, account=account)


@blueprint.route("/accounts/<int:account_id>/close", methods=["GET", "POST"])
@guard(Action.MANAGE_ACCOUNTS)
def close(account_id: int) -> Response | str:
    """Closes an account after a confirmation."""
    account = get_account(store(), actor(), account_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        set_active(store(), actor(), account_id, False, now=now())
        flash(_("The account %(username)s was closed.", username=account.username))
        return redirect(url_for("admin.accounts"))
    return render_template("admin/close.html", form=form, account=account)


@blueprint.post("/accounts/<int:account_id>/open")
@guard(Action.MANAGE_ACCOUNTS)
def reopen(account_id: int) -> Response:
    """Opens a closed account again."""
    set_active(store(), actor(), account_id, True, now=now())
    flash(_("The account was opened again."))
    return redirect(url_for("admin.edit", account_id=account_id))
