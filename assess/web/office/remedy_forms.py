"""Forms about objections and score reviews."""

from __future__ import annotations

from wtforms import DateField, IntegerField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import Optional

from assess.i18n import N_
from assess.operations.remedies import LONGEST_CONTACT, LONGEST_FINDING, LONGEST_NAME, LONGEST_TEXT
from assess.web.forms import Form, at_most, required


class LetterForm(Form):
    """An objection that came by letter or telephone."""

    received_on = DateField(N_("Received on"), [required(N_("Enter the day."))])
    seat = IntegerField(N_("Seat"), [Optional()], description=N_("Empty if it is about the notice as a whole."))
    name = StringField(
        N_("From"), [at_most(LONGEST_NAME)], description=N_("Empty if it is not signed. The public does not see it."),
    )
    contact = StringField(N_("How the person can be reached"), [at_most(LONGEST_CONTACT)])
    text = TextAreaField(N_("What it says"), [required(N_("Write what the objection says.")), at_most(LONGEST_TEXT)])


class FindingForm(Form):
    """What became of an objection."""

    outcome = RadioField(
        N_("Outcome"), [required(N_("Choose one of the two."))],
        choices=[SelectChoice("dismissed", N_("dismissed")), SelectChoice("upheld", N_("upheld"))],
    )
    finding = TextAreaField(
        N_("What was found"), [required(N_("Write what was found out about the objection.")), at_most(LONGEST_FINDING)],
        description=N_("Whoever objected reads it. Write nothing about other people."),
    )


class ReviewForm(Form):
    """What came of a request to look at a score again."""

    outcome = RadioField(
        N_("Outcome"), [required(N_("Choose one of the two."))],
        choices=[
            SelectChoice("confirmed", N_("confirmed: the part stands as it was")),
            SelectChoice("corrected", N_("corrected: the part was settled again and is another one")),
        ],
    )
    finding = TextAreaField(
        N_("What was found"), [required(N_("Write what was found; the candidate reads it.")), at_most(LONGEST_FINDING)],
    )
