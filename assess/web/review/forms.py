"""What a member of a panel sends."""

from __future__ import annotations

from wtforms import BooleanField, RadioField, SelectChoice, TextAreaField

from assess.i18n import N_
from assess.web.forms import Form, at_most, required


class VoteForm(Form):
    """One vote with its reason; the tick stands for the page that asks again."""

    vote = RadioField(
        N_("Your vote"), [required(N_("Choose one of the two."))],
        choices=[SelectChoice("favour", N_("in favour")), SelectChoice("against", N_("against"))],
    )
    reason = TextAreaField(N_("Reason"), [required(N_("Give the reason for your vote.")), at_most(1000)])
    sure = BooleanField(
        N_("This is my vote; it cannot be changed"), [required(N_("Confirm that this is your vote."))]
    )
