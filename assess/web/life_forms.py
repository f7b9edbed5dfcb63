"""Forms of the steps in the life of a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from assess.i18n import N_
from assess.operations.enrolling import name_from
from assess.operations.issuing.editions import HolderFacts
from assess.people.identity import DocumentType, document_from, document_name
from assess.web.forms import Form, at_most, required
from assess.web.life_words import EDITIONS, ERASURE_REASONS, REASON_CLASSES
from assess.web.locale import current_locale


class ConfirmForm(Form):
    """Nothing but the confirmation itself."""


def _reason() -> TextAreaField:
    return TextAreaField(
        N_("Reason in words"), [required(N_("Give the reason.")), at_most(500)],
        description=N_("Kept inside; the public does not see it."),
    )


class StepForm(Form):
    """Why a step is taken or proposed, in words."""

    reason = _reason()


class ClassForm(StepForm):
    """A class of the reason for the public, words for the file."""

    reason_class = RadioField(
        N_("Kind of reason"), [required(N_("Choose the kind of reason."))],
        description=N_("Everybody who checks the certificate sees it."),
    )
    reason = _reason()  # faults are listed in the order of the page
    classes: ClassVar[Mapping[str, str]]

    def __init__(self) -> None:
        super().__init__()
        self.reason_class.choices = [SelectChoice(value, text) for value, text in self.classes.items()]


class RevokeForm(ClassForm):
    """Why a certificate is revoked."""

    classes = REASON_CLASSES


class EraseForm(ClassForm):
    """Why the record of a certificate is erased."""

    classes = ERASURE_REASONS


class CorrectionForm(StepForm):
    """What the corrected edition states of its holder; the photo is the one on record."""

    name_zh = StringField(N_("Chinese name"), [at_most(80)])
    surname = StringField(N_("Surname in Latin letters"), [at_most(80)])
    given = StringField(N_("Given names in Latin letters"), [at_most(120)])
    born = DateField(N_("Born on"), [Optional()])
    document_type = SelectField(N_("Identity document"))
    document_number = StringField(
        N_("Number of the document"), [at_most(40)], description=N_("Empty: the number stays as it is.")
    )
    reason = _reason()

    def offer(self, facts: HolderFacts) -> None:
        """Fills the choices, and the fields with what the paper states now; the document's number stays hidden."""
        self.document_type.choices = [
            SelectChoice(kind.value, document_name(kind, current_locale())) for kind in DocumentType
        ]
        if not self.is_submitted():
            self.name_zh.data, self.surname.data, self.given.data = facts.name.zh, facts.name.surname, facts.name.given
            self.born.data, self.document_type.data = facts.born, facts.document.kind.value

    def stated(self, before: HolderFacts) -> HolderFacts:
        """The facts that the fields give."""
        name = name_from(self.name_zh.data or "", self.surname.data or "", self.given.data or "")
        document = document_from(DocumentType(self.document_type.data), self.document_number.data or "")
        if not document.number and document.kind is before.document.kind:
            document = before.document
        return replace(before, name=name, born=self.born.data, document=document)


CORRECTION_PLACES = {"zh": "name_zh", "number": "document_number", "kind": "document_type"}
"""Where on the form the faults of corrected facts belong."""


class RequestForm(Form):
    """What a holder asks for, and why."""

    kind = RadioField(
        N_("What do you need?"), [required(N_("Choose what you need."))],
        choices=[SelectChoice(value, text) for value, text in EDITIONS.items()],
    )
    reason = TextAreaField(
        N_("Reason"), [required(N_("Give the reason.")), at_most(500)],
        description=N_("For example: the paper was lost, or which character of the name is wrong."),
    )
