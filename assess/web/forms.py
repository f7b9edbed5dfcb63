"""The base of all forms: CSRF, the reader's language, and refusals of an operation shown beside the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import InputRequired, Length, ValidationError

from assess.errors import AssessError
from assess.i18n import N_, gettext_in, translations
from assess.web.locale import _, current_locale, say

REQUIRED = N_("Fill in this field.")


class _Texts:
    """The two functions that WTForms asks for its own messages."""

    def gettext(self, text: str) -> str:
        return gettext_in(current_locale(), text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return translations(current_locale()).ngettext(one, many, number)  # WTForms fills in the parameters itself


class Form(FlaskForm):
    """A form whose labels are msgids; the macros of ``_forms.html`` translate them."""

    class Meta(FlaskForm.Meta):
        """Keeps WTForms' messages in our catalogues."""

        def get_translations(self, form: Any) -> _Texts:
            """The texts of the running request's language."""
            return _Texts()

    def refuse(self, error: AssessError, places: Mapping[str, str] | None = None) -> None:
        """Shows what an operation refused: beside the field that ``places`` names for the code, else on top."""
        name = (places or {}).get(error.code)
        field: Field | None = self._fields.get(name) if name else None
        if field is None:
            self.form_errors.append(say(error))
        else:
            field.errors = [*field.errors, say(error)]


def required(message: str = REQUIRED) -> InputRequired:
    """Validator: the field must be filled in."""
    return InputRequired(message)


class _AtMost(Length):
    """WTForms' own check, said in our words: its plural forms are no msgids of ours."""

    def __call__(self, form: Any, field: Field) -> None:
        count = len(field.data or "")
        if count > self.max:
            raise ValidationError(_("At most %(most)s characters; these are %(count)s.", most=self.max, count=count))


def at_most(length: int) -> Length:
    """Validator: at most ``length`` characters."""
    return _AtMost(max=length)


# WTForms' own messages that can appear; named here so that they reach the catalogues.
_MESSAGES = (
    N_("Not a valid choice."),
    N_("Invalid Choice: could not coerce."),
    N_("Not a valid date value."),
    N_("Not a valid integer value."),
    N_("Not a valid decimal value."),
    N_("Number must be between %(min)s and %(max)s."),
    N_("Number must be at least %(min)s."),
    N_("This field is required."),
)
