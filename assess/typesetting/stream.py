"""A stream as PDF/A wants it, and all streams of our papers are of this class."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream


class Stream(PDFStream):
    """reportlab's stream with an end-of-line before ``endstream`` (ISO 19005-1, 6.1.7), not counted in its length."""

    def format(self, document: PDFDocument) -> bytes:
        """The stream's bytes; its content goes into the document's identifier, which reportlab makes last."""
        document.updateSignature(self.content)
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\nendstream\n"
