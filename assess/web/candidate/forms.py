"""Forms of the candidate's area."""

from __future__ import annotations

from wtforms import HiddenField

from assess.web.forms import Form


class ConsentForm(Form):
    """The answer to one consent text: its version, and whether it is given now or taken back."""

    version = HiddenField()
    given = HiddenField()

    @property
    def gives(self) -> bool:
        """Whether the person agrees; anything else takes an earlier consent back."""
        return bool(self.given.data == "yes")
