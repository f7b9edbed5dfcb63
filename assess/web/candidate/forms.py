"""Forms of the candidate's area."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from assess.i18n import N_
from assess.web.forms import Form


class ConsentForm(Form):
    """The answer to one consent text: its version, and whether it is given now or taken back."""

    version = HiddenField()
    given = HiddenField()

    @property
    def gives(self) -> bool:
        """Whether the person agrees; anything else takes an earlier consent back."""
        return bool(self.given.data == "yes")


class ApplyForm(Form):
    """What is applied for, as one button says it."""

    standard = HiddenField()
    grade = HiddenField()
    body = HiddenField()


class EvidenceForm(Form):
    """One file for one piece of evidence."""

    evidence = HiddenField()
    file = FileField(
        N_("File"), [FileRequired(N_("Choose a file."))], render_kw={"accept": "application/pdf,image/jpeg,image/png"},
    )


class TakeBackForm(Form):
    """The button that takes a file back."""
