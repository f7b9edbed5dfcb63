"""The pieces that a page is stacked of, measured: strips of cells, and rows of items, which may be cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from assess.exams.paper.pen import Pen
from assess.exams.paper.rows import Row, Section
from assess.exams.paper.setting import SMALLEST, Line, Paragraph, Setting

LEFT, WIDTH = 15 * mm, 182 * mm
_NUMBER, _CONTENT, _WORTH, _CRITERION, _DEDUCTED, _SCORE = (w * mm for w in (11, 55, 15, 67, 17, 17))
COLUMNS = (_NUMBER, _CONTENT, _WORTH, _CRITERION, _DEDUCTED, _SCORE)
"""序号 | 考核内容 | 配分 | 评分标准 | 扣分 | 得分."""
PAD_X, PAD_Y = 1.6 * mm, 1.3 * mm
_TIGHT = 0.6 * mm
HAND = 8.5 * mm
"""The least height of a cell that people write into."""


@dataclass(frozen=True)
class Cell:
    """Lines in a frame; ``x`` from the left edge of the table."""

    x: float
    width: float
    lines: tuple[Line, ...] = ()
    align: str = "left"
    grey: bool = False
    framed: bool = True
    top: bool = False
    """Whether its lines stand at its upper edge; otherwise they stand in the middle."""

    @property
    def height(self) -> float:
        """What its lines need."""
        return lines_height(self.lines)


@dataclass(frozen=True)
class Strip:
    """Cells beside each other. ``keep``: it stands on the same page as the piece after it."""

    cells: tuple[Cell, ...]
    height: float
    keep: bool = False
    name: str = ""
    """For those that something is drawn into later."""

    @property
    def again(self) -> tuple[Strip, ...]:
        """What is repeated above it at the top of a page."""
        return ()

    def draw(self, pen: Pen, top: float) -> None:
        """Draws it with its upper edge at ``top``."""
        for cell in self.cells:
            x = LEFT + cell.x
            if cell.framed:
                pen.frame(x, top, cell.width, self.height, grey=cell.grey)
            spare = PAD_Y if cell.top else (self.height - cell.height) / 2 + PAD_Y
            pen.lines(cell.lines, x + PAD_X, top - spare, cell.width - 2 * PAD_X, cell.align)


@dataclass(frozen=True)
class Measured:
    """A section of the column 评分标准 as lines."""

    lines: tuple[Line, ...]
    wide: bool
    height: float


@dataclass(frozen=True)
class ItemRow:
    """One item, or a piece of one: ``number`` and ``worth`` stand in its first piece, the cell 得分 is in its last."""

    number: tuple[Line, ...]
    content: tuple[Line, ...]
    worth: tuple[Line, ...]
    sections: tuple[Measured, ...]
    score: tuple[Line, ...]
    again: tuple[Strip, ...]
    keep: bool = False

    @property
    def height(self) -> float:
        """The taller one of 考核内容 and 评分标准."""
        return max(lines_height(self.content), sum(section.height for section in self.sections))

    def cut(self, room: float) -> tuple[ItemRow, ItemRow]:
        """The part of the row that fits into ``room`` points, and the rest."""
        upper, lower = _cut_sections(self.sections, room)
        held = _fitting(self.content, room)
        first = replace(self, content=self.content[:held], sections=upper, keep=False)
        rest = replace(self, number=(), worth=(), content=self.content[held:], sections=lower)
        return first, rest

    def draw(self, pen: Pen, top: float) -> None:
        """Draws it with its upper edge at ``top``; the last section takes what is left of the height."""
        height, x = self.height, LEFT
        for width, lines, align in ((_NUMBER, self.number, "centre"), (_CONTENT, self.content, "left"),
                                    (_WORTH, self.worth, "centre")):
            pen.frame(x, top, width, height)
            pen.lines(lines, x + PAD_X, top - PAD_Y, width - 2 * PAD_X, align)
            x += width
        bottom = top - height
        for place, section in enumerate(self.sections):
            tall = top - bottom if place == len(self.sections) - 1 else section.height
            width = _CRITERION + _DEDUCTED if section.wide else _CRITERION
            pen.frame(x, top, width, tall)
            if not section.wide:
                pen.frame(x + width, top, _DEDUCTED, tall)
            pen.lines(section.lines, x + PAD_X, top - PAD_Y, width - 2 * PAD_X)
            top -= tall
        pen.frame(LEFT + WIDTH - _SCORE, bottom + height, _SCORE, height)
        pen.lines(self.score, LEFT + WIDTH - _SCORE, bottom + height - PAD_Y, _SCORE, "centre")


Piece = Strip | ItemRow


class Measure:
    """Makes pieces of paragraphs."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def cell(self, x: float, width: float, *paragraphs: Paragraph, align: str = "left", grey: bool = False,
             framed: bool = True) -> Cell:
        """A cell of the given width."""
        return Cell(x, width, self._setting.lines(paragraphs, width - 2 * PAD_X), align, grey, framed)

    def heads(self, *texts: str) -> Strip:
        """The heads of the six columns, kept with the row below them."""
        cells, x = [], 0.0
        for width, text in zip(COLUMNS, texts, strict=True):
            lines = self._setting.lines((Paragraph(text, "title", SMALLEST),), width - _TIGHT)
            cells.append(Cell(x, width, lines, "centre", grey=True))
            x += width
        return strip(cells, keep=True)

    def row(self, row: Row, again: tuple[Strip, ...]) -> ItemRow:
        """A row of the table."""
        lines = self._setting.lines
        worth = lines((Paragraph(row.worth),), _WORTH - 2 * PAD_X)
        return ItemRow(
            number=lines((Paragraph(row.number),), _NUMBER), worth=worth, again=again,
            content=lines(row.content, _CONTENT - 2 * PAD_X), score=lines((Paragraph(row.score),), _SCORE),
            sections=tuple(self._section(section) for section in row.sections),
        )

    def _section(self, section: Section) -> Measured:
        room = _CRITERION + _DEDUCTED if section.wide else _CRITERION
        lines = self._setting.lines(section.paragraphs, room - 2 * PAD_X)
        return Measured(lines, section.wide, max(lines_height(lines), HAND))


def strip(cells: Sequence[Cell], *, least: float = 0.0, keep: bool = False, name: str = "") -> Strip:
    """A strip as high as the highest of its cells."""
    return Strip(tuple(cells), max(least, *(cell.height for cell in cells)), keep, name)


def gap(height: float) -> Strip:
    """Nothing."""
    return Strip((), height, keep=True)


def lines_height(lines: Sequence[Line]) -> float:
    """The height of a cell with these lines."""
    return sum(line.height for line in lines) + 2 * PAD_Y


def _fitting(lines: Sequence[Line], room: float) -> int:
    """How many of the lines fit."""
    held = 0
    while held < len(lines) and lines_height(lines[: held + 1]) <= room:
        held += 1
    return held


def _cut_sections(sections: tuple[Measured, ...], room: float) -> tuple[tuple[Measured, ...], tuple[Measured, ...]]:
    upper: list[Measured] = []
    for place, section in enumerate(sections):
        if section.height <= room:
            upper.append(section)
            room -= section.height
            continue
        held = _fitting(section.lines, room)
        if not held:
            return tuple(upper), sections[place:]
        lines, rest = section.lines[:held], section.lines[held:]
        cut = replace(section, lines=lines, height=lines_height(lines))
        left = replace(section, lines=rest, height=max(lines_height(rest), HAND))
        return (*upper, cut), (left, *sections[place + 1 :])
    return tuple(upper), ()
