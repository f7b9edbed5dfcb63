"""Forms of signing in and of the own account."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField

from assess.i18n import N_
from assess.web.forms import Form, required


class SignInForm(Form):
    """User name and password; ``next`` is the page to come back to."""

    username = StringField(
        N_("User name"),
        [required(N_("Enter your user name."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        N_("Password"), [required(N_("Enter your password."))], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


class PasswordForm(Form):
    """A new password for the own account."""

    present = PasswordField(
        N_("Present password"),
        [required(N_("Enter your present password."))],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        N_("New password"),
        [required(N_("Enter a new password."))],
        description=N_("At least 10 characters. Several unrelated words are easy to remember and hard to guess."),
        render_kw={"autocomplete": "new-password"},
    )
