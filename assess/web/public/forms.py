"""The three look-up forms. They change nothing, so they carry no CSRF token, and a stranger gets no session."""

from __future__ import annotations

from wtforms import FileField, StringField

from assess.i18n import N_
from assess.web.forms import Form, at_most, required


class _LookUp(Form):
    class Meta(Form.Meta):
        """A token would need a session cookie, and there is nothing that a foreign page could make a stranger do."""

        csrf = False


class CodeForm(_LookUp):
    """The address or the code that stands beside the QR code."""

    code = StringField(
        N_("Address or code"), [required(N_("Enter the address or the code beside the QR code.")), at_most(2000)]
    )


class NumberForm(_LookUp):
    """Certificate number and name; a number alone proves nothing and can be guessed."""

    number = StringField(N_("Certificate number"), [required(N_("Enter the certificate number.")), at_most(60)])
    name = StringField(N_("Name"), [required(N_("Enter the name on the certificate.")), at_most(200)])


class FileForm(_LookUp):
    """The PDF as it was downloaded."""

    file = FileField(N_("PDF file"), [required(N_("Choose the PDF file."))])
