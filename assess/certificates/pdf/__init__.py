"""The printed certificate: a face (what varies) and a design (what does not) make one PDF page."""

from assess.certificates.pdf.press import Face, Press, fact

__all__ = ["Face", "Press", "fact"]
