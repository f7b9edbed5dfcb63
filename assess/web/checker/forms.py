"""What a checker sends."""

from __future__ import annotations

from wtforms import TextAreaField

from assess.i18n import N_
from assess.web.forms import Form, at_most, required


class GiveBackForm(Form):
    """The reason for which a sheet goes back to its examiner."""

    reason = TextAreaField(
        N_("What is wrong"), [required(N_("Write what the examiner has to look at.")), at_most(500)],
        description=N_("The examiner reads this on the sheet."),
    )
