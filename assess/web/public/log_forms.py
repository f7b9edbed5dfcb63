"""The form that takes what lies inside a paper, to be checked against the log."""

from __future__ import annotations

from wtforms import FileField

from assess.i18n import N_
from assess.web.public.forms import FileForm

_LARGEST = 256 * 1024
"""Bytes of a record or a proof; a real one has a few thousand."""


class EnclosedForm(FileForm):
    """The PDF, or the two files that lie in it."""

    file = FileField(N_("PDF of the certificate"))
    record = FileField(N_("Or the signed record"))
    proof = FileField(N_("and the proof of the log"))

    def files(self) -> tuple[bytes, bytes, bytes]:
        """What was handed in: the PDF, the record, the proof; empty where nothing was chosen."""
        pdf = self.file.data.read() if self.file.data else b""
        enclosed = [one.data.read(_LARGEST) if one.data else b"" for one in (self.record, self.proof)]
        return pdf, enclosed[0], enclosed[1]
