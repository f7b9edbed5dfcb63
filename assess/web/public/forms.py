"""The forms for strangers. No account stands behind them, so they carry no CSRF token and start no session."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import FileField, SelectChoice, SelectField, StringField, TextAreaField

from assess.exams.result_file.reading import LARGEST
from assess.i18n import N_
from assess.operations.notices import NoticeLine
from assess.operations.remedies import LONGEST_CONTACT, LONGEST_NAME, LONGEST_TEXT
from assess.operations.verifying.pasted import LARGEST as LARGEST_CREDENTIAL
from assess.web.forms import Form, at_most, required
from assess.web.locale import _


class _Stranger(Form):
    class Meta(Form.Meta):
        """A token would need a session cookie, and a foreign page could make a stranger do nothing it cannot do."""

        csrf = False


class CodeForm(_Stranger):
    """The address or the code that stands beside the QR code."""

    code = StringField(
        N_("Address or code"), [required(N_("Enter the address or the code beside the QR code.")), at_most(2000)]
    )


class NumberForm(_Stranger):
    """Certificate number and name; a number alone proves nothing and can be guessed."""

    number = StringField(N_("Certificate number"), [required(N_("Enter the certificate number.")), at_most(60)])
    name = StringField(N_("Name"), [required(N_("Enter the name on the certificate.")), at_most(200)])


class FileForm(_Stranger):
    """The PDF as it was downloaded, or a picture of the paper."""

    file = FileField(N_("PDF file, photo or scan"), [required(N_("Choose the PDF file, a photo or a scan."))])


class CredentialForm(_Stranger):
    """The text of a credential."""

    credential = TextAreaField(N_("Credential (JSON)"), [
        required(N_("Paste the credential.")), at_most(LARGEST_CREDENTIAL),
    ])


class ObjectionForm(_Stranger):
    """An objection to a notice; who makes it need not say so."""

    seat = SelectField(N_("What it is about"))
    text = TextAreaField(N_("What you object to, and why"), [
        required(N_("Write what you object to.")), at_most(LONGEST_TEXT),
    ])
    name = StringField(N_("Your name (optional)"), [at_most(LONGEST_NAME)])
    contact = StringField(N_("How you can be reached (optional)"), [at_most(LONGEST_CONTACT)])

    def offer(self, lines: Iterable[NoticeLine]) -> None:
        """Offers the lines of the notice, and the notice as a whole."""
        self.seat.choices = [SelectChoice("", _("The notice as a whole"))] + [
            SelectChoice(line.number, f"{line.number} · {line.name}") for line in lines
        ]

    @property
    def about(self) -> int | None:
        """The seat of the line that was chosen; None for the whole."""
        return int(self.seat.data) if self.seat.data else None


class ResultFileForm(_Stranger):
    """The file of a result, or its text."""

    file = FileField(N_("File result.json"))
    text = TextAreaField(N_("Or its text"), [at_most(400_000)])

    def data_of(self) -> bytes:
        """What was handed in: the file if there is one, else the text."""
        chosen = self.file.data.read(LARGEST + 1) if self.file.data else b""
        return chosen or (self.text.data or "").strip().encode("utf-8", "replace")
