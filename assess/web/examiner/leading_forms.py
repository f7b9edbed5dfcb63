"""Forms of calibration: the example, what was agreed on, and plain confirmations."""

from __future__ import annotations

from wtforms import TextAreaField

from assess.i18n import N_
from assess.operations.calibrating.setting import LONGEST
from assess.web.forms import Form, at_most, required


class ConfirmForm(Form):
    """Nothing but the confirmation itself."""


class ExampleForm(Form):
    """What the examiners of a part mark together."""

    text = TextAreaField(
        N_("Common example"), [required(N_("Write what everybody marks.")), at_most(LONGEST)],
        description=N_("Which work piece, recording or paper everybody marks, and where it lies."),
        render_kw={"rows": 3},
    )


class FindingForm(Form):
    """What the examiners agreed on when they had seen the differences."""

    finding = TextAreaField(N_("What was agreed on"), [at_most(LONGEST)], render_kw={"rows": 4})
