"""Decides size, line breaks and place of every text of a paper; refuses what cannot be drawn or does not fit.

Works in points from the bottom left, as PDF does; designs speak millimetres from the top left.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assess.certificates.design.model import (
    AddressCell,
    Arc,
    Cell,
    Design,
    Label,
    Line,
    Passage,
    PassageLine,
    Place,
    Specimen,
)
from assess.certificates.pdf.art import MM
from assess.errors import BadInput
from assess.typesetting import FontBook
from assess.typesetting.breaks import pieces
from assess.typesetting.chains import Chains

_ASCENT = 0.88  # of an em: where the baseline stands in the em box of Han characters
_STEP = 0.25  # points by which a text shrinks
_SHARES = tuple(1 - step / 20 for step in range(13))  # of their sizes, tried while texts are too high for their place


@dataclass(frozen=True)
class Placed:
    """A text at its place: baseline origin, turned by ``angle`` radians about it."""

    text: str
    font: str
    size: float
    x: float
    y: float
    colour: str
    tracking: float = 0
    angle: float = 0


@dataclass(frozen=True)
class _Block:
    """One text, broken into rows at the size at which it fits."""

    line: Line
    size: float
    rows: Sequence[str]
    field: str

    @property
    def height(self) -> float:
        """Its rows and the gap below them, in points."""
        return self.size * (1 + self.line.leading * (len(self.rows) - 1)) + self.line.gap * MM


class Layout:
    """Sets the texts of one design with one font book."""

    def __init__(self, design: Design, fonts: FontBook) -> None:
        self._design = design
        self._height = design.paper.height * MM
        self.chains = Chains(fonts, design.fonts)

    def label(self, label: Label) -> Placed:
        """A fixed line of the design."""
        text = self._design.texts[label.text]
        width = self.chains.width(text, label.font, label.tracking, label.size, label.text)
        x = label.x * MM - width * {"left": 0, "centre": 0.5, "right": 1}[label.align]
        return Placed(text, label.font, label.size, x, self._height - label.y * MM, label.colour, label.tracking)

    def specimen(self, mark: Specimen) -> Placed:
        """The large word, centred on its point."""
        text, turn = self._design.texts[mark.text], math.radians(mark.angle)
        half = self.chains.width(text, mark.font, mark.tracking, mark.size, mark.text) / 2
        rise = mark.size * 0.35
        x = mark.x * MM - half * math.cos(turn) + rise * math.sin(turn)
        y = self._height - mark.y * MM - half * math.sin(turn) - rise * math.cos(turn)
        return Placed(text, mark.font, mark.size, x, y, mark.colour, mark.tracking, turn)

    def arc(self, arc: Arc) -> Iterator[Placed]:
        """A fixed text, character by character on its circle."""
        text = self._design.texts[arc.text]
        widths = [width * arc.size / 1000 for _face, width in self.chains.drawn(text, arc.font, arc.text)]
        total = sum(widths) + arc.tracking * (len(text) - 1)
        turn = 1 if arc.inside else -1
        angle = math.radians(arc.angle) - turn * total / 2 / (arc.radius * MM)
        for character, width in zip(text, widths, strict=True):
            middle = angle + turn * width / 2 / (arc.radius * MM)
            lean = middle + turn * math.pi / 2
            x = arc.x * MM + arc.radius * MM * math.cos(middle) - width / 2 * math.cos(lean)
            y = self._height - arc.y * MM + arc.radius * MM * math.sin(middle) - width / 2 * math.sin(lean)
            yield Placed(character, arc.font, arc.size, x, y, arc.colour, 0, lean)
            angle += turn * (width + arc.tracking) / (arc.radius * MM)

    def passage(self, passage: Passage) -> list[list[Placed]]:
        """Paragraphs of fixed text, one under another."""
        return self._stack(passage, [(line, self._design.texts[line.text], line.text) for line in passage.lines])

    def cell(self, cell: Cell, fields: Mapping[str, str]) -> list[list[Placed]]:
        """The non-empty fields of a cell, one under another."""
        shown = [(line, fields[line.field], line.field) for line in cell.lines if fields.get(line.field)]
        return self._stack(cell, shown)

    def address(self, cell: AddressCell, text: str) -> list[list[Placed]]:
        """The plain text of the code's address."""
        return self._stack(cell, [(cell.line, text, "qr")])

    def _stack(self, place: Place, shown: Sequence[tuple[Line, str, str]]) -> list[list[Placed]]:
        """The rows of each text."""
        blocks, total = self._blocks(place, shown)
        room = place.height * MM
        y = self._height - place.y * MM - (room - total) * {"top": 0, "middle": 0.5, "bottom": 1}[place.stand]
        placed = []
        for block in blocks:
            line, rows = block.line, []
            for index, row in enumerate(block.rows):
                spare = place.width * MM - self.chains.width(row, line.font, line.tracking, block.size, block.field)
                x = place.x * MM + spare * {"left": 0, "centre": 0.5, "right": 1}[place.align]
                base = y - block.size * (_ASCENT + line.leading * index)
                rows.append(Placed(row, line.font, block.size, x, base, line.colour, line.tracking))
            placed.append(rows)
            y -= block.height
        return placed

    def _blocks(self, place: Place, shown: Sequence[tuple[Line, str, str]]) -> tuple[list[_Block], float]:
        """The texts at the largest sizes at which they fit the place together, and their height."""
        total = 0.0
        for share in _SHARES:
            blocks = [self._fit(line, text, place.width * MM, field, share) for line, text, field in shown]
            total = sum(block.height for block in blocks) - (blocks[-1].line.gap * MM if blocks else 0)
            if total <= place.height * MM + 0.01:
                return blocks, total
        raise BadInput(
            "face.too_high",
            fields=", ".join(field for _line, _text, field in shown),
            room_mm=round(place.height, 1),
            needed_mm=round(total / MM, 1),
        )

    def _fit(self, line: Line, text: str, room: float, field: str, share: float) -> _Block:
        """The largest size up to a share of the line's own; on one line if the smallest allows it, else the fewest."""
        least = line.min_size or line.size
        most = max(least, line.size * share)
        tracked = line.tracking * max(0, len(text) - 1)
        natural = self.chains.width(text, line.font, 0, 1, field)
        fitting = (room - tracked) / natural if natural else most
        if fitting >= least:
            return _Block(line, min(most, max(least, math.floor(fitting / _STEP) * _STEP)), [text], field)
        for count in range(2, line.max_lines + 1):
            size = most
            while size >= least:
                rows = self._wrap(line, text, room, size, field)
                if rows is not None and len(rows) <= count:
                    return _Block(line, size, self._balanced(line, text, room, size, field, rows), field)
                size -= _STEP
        raise BadInput(
            "face.too_long",
            field=field,
            text=text,
            room_mm=round(room / MM, 1),
            lines=line.max_lines,
            needed_mm=round((natural * least + tracked) / MM, 1),
        )

    def _balanced(self, line: Line, text: str, room: float, size: float, field: str, rows: list[str]) -> list[str]:
        """The same number of rows, as even as they can be; a paragraph and an address keep full rows."""
        least = room if line.anywhere or isinstance(line, PassageLine) else 0.0
        while room - least > size / 4:
            middle = (least + room) / 2
            tried = self._wrap(line, text, middle, size, field)
            if tried is not None and len(tried) <= len(rows):
                rows, room = tried, middle
            else:
                least = middle
        return rows

    def _wrap(self, line: Line, text: str, room: float, size: float, field: str) -> list[str] | None:
        """The text broken greedily; None when one unbreakable piece is wider than the room."""
        rows = [""]
        for piece in self._breakable(line, text, room, size, field):
            if self.chains.width((rows[-1] + piece).rstrip(), line.font, line.tracking, size, field) <= room:
                rows[-1] += piece
            else:
                rows.append(piece)
                if self.chains.width(piece.rstrip(), line.font, line.tracking, size, field) > room:
                    return None
        return [row.strip(" ") for row in rows if row.strip(" ")]

    def _breakable(self, line: Line, text: str, room: float, size: float, field: str) -> list[str]:
        """Pieces between which the text may break; an address first after its slashes, then anywhere."""
        if not line.anywhere:
            return pieces(text)
        parts = [part + "/" for part in text.split("/")]
        parts[-1] = parts[-1][:-1]
        whole = [p for p in parts if p]
        return [
            piece
            for part in whole
            for piece in ([part] if self.chains.width(part, line.font, line.tracking, size, field) <= room else part)
        ]
