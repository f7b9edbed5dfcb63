"""What an examiner sends about a signed sheet."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from assess.i18n import N_
from assess.web.forms import Form, at_most, required


class AmendmentForm(Form):
    """The changes that were looked at, and why they are needed."""

    changes = HiddenField()
    reason = TextAreaField(
        N_("Reason"), [required(N_("Write why the sheet has to be changed.")), at_most(500)],
        description=N_("What was wrong, and how you know. The second person reads it, and it stays in the history."),
    )


class StandingForm(Form):
    """Why a returned sheet is right."""

    words = TextAreaField(
        N_("Why it is right"), [required(N_("Write why the sheet is right as it stands.")), at_most(500)],
        description=N_("Whoever gave the sheet back reads it."),
    )


class WithdrawalForm(Form):
    """Takes an amendment back."""
