"""Forms of the officer's area."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import IntegerField, RadioField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from assess.i18n import N_
from assess.operations.endorsing import Waiting
from assess.web.authority.words import FINDINGS
from assess.web.forms import Form, at_most, required


class EndorseForm(Form):
    """The papers that were chosen, by id."""

    id = SelectMultipleField(N_("Certificates"), coerce=int, validate_choice=False)

    def chosen(self, papers: Sequence[Waiting]) -> list[Waiting]:
        """Those of the waiting ``papers`` that were chosen; fewer than chosen when some do not wait any more."""
        return [paper for paper in papers if paper.certificate.id in (self.id.data or ())]


class SampleForm(Form):
    """How many papers are drawn."""

    amount = IntegerField(N_("How many"), [InputRequired(N_("Enter a number.")), NumberRange(1, 10_000)], default=10)
    unit = RadioField(N_("Of what"), default="percent", choices=[
        SelectChoice("percent", N_("percent of the papers that wait")), SelectChoice("papers", N_("papers")),
    ])


class FindingForm(Form):
    """What was found at one paper of a sample."""

    finding = RadioField(choices=[SelectChoice(value, name) for value, name in FINDINGS.items()],
                         validate_choice=False)
    note = StringField(validators=[at_most(500)])


class RefuseForm(Form):
    """Why the authority will not issue a paper."""

    reason = TextAreaField(
        N_("Reason"),
        [required(N_("Give the reason.")), at_most(500)],
        description=N_("The assessment office and the candidate read it."),
    )


class RefuseChosenForm(RefuseForm):
    """Why several papers are refused, and which."""

    id = SelectMultipleField(N_("Certificates"), coerce=int, validate_choice=False)
