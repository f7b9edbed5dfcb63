"""Forms of the account pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from assess.certificates.authority import Authority
from assess.i18n import N_
from assess.operations.accounts import Account, AccountDetails
from assess.people.roles import Role
from assess.web.forms import Form, at_most, required
from assess.web.locale import current_locale
from assess.web.role_names import ROLE_NAMES

PLACES = {
    "account.username_form": "username",
    "account.username_taken": "username",
    "account.name_missing": "name",
    "account.role_missing": "roles",
    "account.own": "roles",
    "account.authority_missing": "authority",
    "account.enterprise_missing": "enterprise",
    "account.enterprise_form": "enterprise",
    "account.person_unknown": "person_id",
    "password.too_short": "password",
    "password.too_long": "password",
    "password.too_common": "password",
    "password.has_username": "password",
}


class DetailsForm(Form):
    """What can be changed about an account."""

    name = StringField(N_("Name of the person"), [required(N_("Enter the name of the person.")), at_most(80)])
    roles = SelectMultipleField(
        N_("Roles"),
        choices=[SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    senior = BooleanField(
        N_("Senior examiner"), description=N_("For examiners: some parts of an exam ask for senior examiners.")
    )
    workshop = StringField(
        N_("Workplace"),
        [at_most(120)],
        description=N_("For examiners: nobody examines a colleague of the own workplace."),
    )
    enterprise = StringField(
        N_("Folder of the enterprise’s standards"),
        [at_most(60)],
        description=N_("For authors of standards: the enterprise they write for, as jiangmen-qiaodu-motor."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    authority = SelectField(
        N_("Authority"), default="", description=N_("For authority officers: whose certificates they endorse.")
    )
    person_id = IntegerField(
        N_("Person number"), [Optional()], description=N_("For candidates: the number of their record.")
    )

    def offer(self, bodies: Iterable[Authority]) -> None:
        """Fills the choice of authorities; one that the account names although it is gone stays to be seen."""
        stored = self.authority.object_data or ""
        names = {"": "–", stored: stored or "–"} | {body.id: body.name.in_locale(current_locale()) for body in bodies}
        self.authority.choices = [SelectChoice(value, name) for value, name in names.items()]

    def details(self, username: str = "") -> AccountDetails:
        """The form as the operation wants it."""
        return AccountDetails(
            username=username,
            name=self.name.data or "",
            roles=frozenset(Role(value) for value in self.roles.data or ()),
            authority=self.authority.data or None,
            person_id=self.person_id.data,
            workshop=self.workshop.data or None,
            enterprise=(self.enterprise.data or "").strip() or None,
            senior=bool(self.senior.data),
        )

    @classmethod
    def of(cls, account: Account) -> DetailsForm:
        """The form filled with what is stored."""
        values: dict[str, Any] = {
            "name": account.name,
            "roles": sorted(role.value for role in account.roles),
            "workshop": account.workshop,
            "enterprise": account.enterprise,
            "senior": account.senior,
            "authority": account.authority or "",
            "person_id": account.person_id,
        }
        return cls(data=values)


def _password() -> PasswordField:
    return PasswordField(
        N_("Password"),
        [required(N_("Enter a password."))],
        description=N_("At least 10 characters. The person can change it after signing in."),
        render_kw={"autocomplete": "new-password"},
    )


class CreateForm(DetailsForm):
    """A new account."""

    username = StringField(
        N_("User name"),
        [required(N_("Enter a user name."))],
        description=N_("Small Latin letters, digits, full stop, hyphen; it cannot be changed later."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = _password()


class ResetForm(Form):
    """A new password for somebody else."""

    password = _password()


class ConfirmForm(Form):
    """Nothing but the confirmation itself."""
