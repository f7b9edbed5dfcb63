"""Which face draws which character of a certificate, and which characters nothing can draw.

Pure: font files come in as bytes; reading and checking them is the storage's business.
"""

from assess.certificates.fonts.book import FontBook, Run, named
from assess.certificates.fonts.sfnt import TrueType

__all__ = ["FontBook", "Run", "TrueType", "named"]
