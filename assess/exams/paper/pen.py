"""Draws lines of text with their marks, frames and rules on a page; black on white."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from assess.exams.paper.setting import BLANK, CIRCLED, FILL, TICK, Line, Setting, parts
from assess.typesetting.embed import font_name
from assess.typesetting.sheet import Sheet

_GREY = 0.92
_RULE = 0.5
_MIDDLE = 0.35
"""How far below the middle of a line its baseline is, as a share of the type size."""
_DROP = 0.15
"""How far below the baseline boxes and circles reach, as a share of the type size."""


class Pen:
    """One page under way."""

    def __init__(self, sheet: Sheet, setting: Setting) -> None:
        self._sheet = sheet
        self._setting = setting
        sheet.setLineWidth(_RULE)

    def frame(self, x: float, top: float, width: float, height: float, *, grey: bool = False) -> None:
        """A frame with its upper left corner at ``x``, ``top``."""
        self._sheet.setFillGray(_GREY)
        self._sheet.rect(x, top - height, width, height, stroke=1, fill=int(grey))
        self._sheet.setFillGray(0)

    def rule(self, x: float, y: float, width: float) -> None:
        """A horizontal line."""
        self._sheet.line(x, y, x + width, y)

    def lines(self, lines: Sequence[Line], x: float, top: float, room: float, align: str = "left") -> None:
        """Lines one under another, the first with its upper edge at ``top``."""
        for line in lines:
            self.line(line, x, top - line.height / 2 - line.size * _MIDDLE, room, align)
            top -= line.height

    def line(self, line: Line, x: float, y: float, room: float, align: str = "left") -> None:
        """One line with its baseline at ``y``; rules to write on share what is left of the room."""
        width = self._setting.width(line.text, line.font, line.size)
        more = 0.0
        if rules := line.text.count(FILL):
            more = max(0.0, room - width) / rules
        else:
            x += {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * (room - width)
        for part in parts(line.text):
            wide = self._setting.part_width(part, line.font, line.size) + (more if part == FILL else 0.0)
            self._part(part, line, x, y, wide)
            x += wide

    def _part(self, part: str, line: Line, x: float, y: float, width: float) -> None:
        size, below = line.size, y - line.size * _DROP
        if part == TICK:
            self._sheet.rect(x, below, size, size, stroke=1, fill=0)
        elif part in (BLANK, FILL):
            self.rule(x + 0.5 * mm, y - 1, width - mm)
        elif part in CIRCLED:
            figure = str(CIRCLED.index(part))
            wide = self._setting.width(figure, line.font, size)
            self._sheet.circle(x + size / 2, y + size * 0.35, size * 0.6, stroke=1, fill=0)
            self._text(figure, line.font, size, x + (size - wide) / 2, y)
        else:
            self._text(part, line.font, size, x, y)

    def _text(self, text: str, font: str, size: float, x: float, y: float) -> None:
        out = self._sheet.beginText(x, y)
        out.setFont(font_name(font), size)
        out.textLine(text)
        self._sheet.drawText(out)
