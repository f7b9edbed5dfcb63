"""Breaks texts into lines, and knows the marks in them: boxes to tick, rules to write on, circled figures.

A mark is a character of the private use area, which no printed text of a standard or a person can hold: ``printable``
has replaced those before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from assess.typesetting import FontBook
from assess.typesetting.breaks import pieces
from assess.typesetting.chains import Chains

TICK = "\ue000"
"""An empty square."""
BLANK = "\ue001"
"""A short rule for a figure."""
FILL = "\ue002"
"""A rule up to the end of the line; several share what is left."""
CIRCLED = ("\ue010", "\ue011", "\ue012", "\ue013")
"""The figures 0 to 3 in a circle, to be marked."""

LEADING, WIDE_LEADING = 1.32, 1.7
"""Lines under one another in type sizes; the wide one for lines with something to mark."""
SMALLEST = 8.0
_WIDTHS = {TICK: 3.4 * mm, BLANK: 13 * mm, FILL: 20 * mm, **dict.fromkeys(CIRCLED, 4.4 * mm)}
_MARKS = re.compile(f"([{TICK}{BLANK}{FILL}{''.join(CIRCLED)}])")
_CHAINS = {
    "zh-Hans": ("serif-sc", "serif-latin", "serif-tc", "hana-min-b"),
    "zh-Hant-MO": ("serif-tc", "serif-sc", "serif-latin", "hana-min-b"),
    "pt-MO": ("serif-latin", "serif-sc", "serif-tc", "hana-min-b"),
    "en": ("serif-latin", "serif-sc", "serif-tc", "hana-min-b"),
}


@dataclass(frozen=True)
class Paragraph:
    """A text and how it is set; ``font`` is ``text`` or ``title`` (bold)."""

    text: str
    font: str = "text"
    size: float = 9.0
    leading: float = LEADING


@dataclass(frozen=True)
class Line:
    """One line of a paragraph."""

    text: str
    font: str
    size: float
    leading: float = LEADING

    @property
    def height(self) -> float:
        """In points."""
        return self.size * self.leading


class Setting:
    """The measures of one document: its fonts, and texts broken to a width."""

    def __init__(self, fonts: FontBook, locale: str) -> None:
        regular = _CHAINS[locale]
        self.chains = Chains(fonts, {"text": regular, "title": ("serif-sc-bold", *regular)})

    def printable(self, text: str) -> str:
        """``text`` as it can be printed: one space for any white space, 〔U+1F600〕 for what no face draws."""
        return self.chains.printable(" ".join(text.split()), "text")

    def width(self, text: str, font: str, size: float) -> float:
        """Width of a text on one line, its marks included, in points."""
        return sum(self.part_width(part, font, size) for part in parts(text))

    def part_width(self, part: str, font: str, size: float) -> float:
        """Width of one of the ``parts``."""
        return _WIDTHS[part] if part in _WIDTHS else self.chains.width(part, font, size=size)

    def lines(self, paragraphs: Sequence[Paragraph], room: float) -> tuple[Line, ...]:
        """The paragraphs one under another, broken to ``room`` points."""
        return tuple(
            Line(text, paragraph.font, paragraph.size, paragraph.leading)
            for paragraph in paragraphs for text in self._broken(paragraph, room)
        )

    def clipped(self, text: str, font: str, size: float, room: float) -> str:
        """As much of ``text`` as fits on one line, with an ellipsis where something is left out."""
        if self.width(text, font, size) <= room:
            return text
        while text and self.width(text + "…", font, size) > room:
            text = text[:-1]
        return text + "…"

    def _broken(self, paragraph: Paragraph, room: float) -> list[str]:
        font, size = paragraph.font, paragraph.size
        rows = [""]
        for piece in pieces(paragraph.text):
            if self.width((rows[-1] + piece).rstrip(" "), font, size) <= room:
                rows[-1] += piece
                continue
            rows.append("")
            # A piece that is wider than a line (an address, a very long word) breaks anywhere.
            for part in [piece] if self.width(piece.rstrip(" "), font, size) <= room else piece:
                if rows[-1] and self.width(rows[-1] + part, font, size) > room:
                    rows.append("")
                rows[-1] += part
        return [row.strip(" ") for row in rows if row.strip(" ")]


def parts(text: str) -> Iterator[str]:
    """The stretches of text and the single marks that a line consists of."""
    return (part for part in _MARKS.split(text) if part)
