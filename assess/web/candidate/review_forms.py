"""The form with which a candidate asks for a score review (复核)."""

from __future__ import annotations

from wtforms import RadioField, SelectChoice, TextAreaField

from assess.i18n import N_
from assess.operations.remedies import LONGEST_REASON, OwnReviews
from assess.web.forms import Form, at_most, required
from assess.web.locale import current_locale


class WithdrawForm(Form):
    """Nothing but the button that takes a request back."""


class ScoreReviewForm(Form):
    """A request to look at one part's score again."""

    part = RadioField(N_("Which part"), [required(N_("Choose the part."))])
    reason = TextAreaField(
        N_("What should be looked at again"),
        [required(N_("Write what should be looked at again.")), at_most(LONGEST_REASON)],
        description=N_("For example: the sum of the points, an item that was marked and does not count."),
    )

    def offer(self, known: OwnReviews) -> None:
        """Offers the parts about which may be asked."""
        self.part.choices = [SelectChoice(part, name.in_locale(current_locale())) for part, name in known.parts]
