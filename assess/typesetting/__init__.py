"""How texts come onto paper: which face draws which character, where lines break, what a PDF embeds.

Certificates and score sheets are set with it. Pure: font files come in as bytes; reading and checking them is the
storage's business.
"""

from assess.typesetting.book import FontBook, Run, named
from assess.typesetting.sfnt import TrueType

__all__ = ["FontBook", "Run", "TrueType", "named"]
