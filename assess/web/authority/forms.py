"""Forms of the officer's area."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import SelectField, SelectMultipleField, TextAreaField

from assess.i18n import N_
from assess.operations.endorsing import Waiting
from assess.web.authority.words import REASON_CLASSES
from assess.web.forms import Form, at_most, required


class EndorseForm(Form):
    """The papers that were chosen; only those that still wait are choices."""

    id = SelectMultipleField(
        N_("Certificates"), [required(N_("Choose at least one certificate."))], coerce=int
    )

    def offer(self, papers: Sequence[Waiting]) -> EndorseForm:
        """The form with these papers as its choices."""
        self.id.choices = [(paper.certificate.id, paper.certificate.number) for paper in papers]
        return self

    def chosen(self, papers: Sequence[Waiting]) -> list[Waiting]:
        """The papers among ``papers`` that were chosen."""
        return [paper for paper in papers if paper.certificate.id in (self.id.data or ())]


class RefuseForm(Form):
    """Why the authority will not issue a paper."""

    reason = TextAreaField(
        N_("Reason"),
        [required(N_("Give the reason.")), at_most(500)],
        description=N_("The assessment office and the candidate read it."),
    )


class RevokeForm(Form):
    """Why an issued paper no longer holds: a class for the public, words for the file."""

    reason_class = SelectField(N_("Reason shown to the public"), choices=list(REASON_CLASSES.items()))
    reason = TextAreaField(
        N_("Reason in words"),
        [required(N_("Give the reason.")), at_most(500)],
        description=N_("It stays in the file and is not published."),
    )
