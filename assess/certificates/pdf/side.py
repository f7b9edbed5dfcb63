"""One side of a paper: its art is drawn once, its fixed texts are written once, a paper adds what is its own.

What is read is put on the page in the order in which it should be read aloud (``design.model.Page`` names the order);
the art is marked as such and passed over.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from assess.certificates.design.model import Design, Label, Page
from assess.certificates.pdf import art
from assess.certificates.pdf.figures import draw_code, draw_frame, draw_photo
from assess.certificates.pdf.layout import Layout, Placed
from assess.certificates.pdf.photo import Picture
from assess.errors import BadInput
from assess.standards.document import Path
from assess.typesetting.archival import Tag
from assess.typesetting.embed import font_name
from assess.typesetting.sheet import Sheet

_PARAGRAPH = Tag("P")


@dataclass(frozen=True)
class _Written:
    """Fixed text as operators, and what it is."""

    tag: Tag
    code: str


Set = Sequence[_Written | list[Placed]]
"""What is read before the code, and the address below it; then what is read after the pictures."""


class Side:
    """The face or the back of one design. ``blank`` gives an empty sheet with the fonts of the design."""

    def __init__(self, name: str, page: Page, design: Design, layout: Layout, blank: Callable[[], Sheet]) -> None:
        self._name, self._page, self._design, self._layout, self._blank = name, page, design, layout, blank
        self._high = design.paper.height
        self._art = {specimen: self._draw_art(specimen) for specimen in (False, True)}
        self._marks = self._write([layout.label(line) for line in page.specimen.lines], _PARAGRAPH)
        seal = design.seal if page is design else None
        self._seal = self._draw_seal() if seal else b""
        self._first, self._last = self._unnamed_labels()
        self._labels = {label.text: label for label in page.labels}
        self._names = [self._written_names(cell.named) for cell in page.cells]
        self._address_names = self._written_names(page.qr.address.named)

    def set(self, fields: Mapping[str, str], address: str, *, specimen: bool) -> Set:
        """Every text of the page down to the address of its code, each at its place; raises what the layout raises."""
        found: list[_Written | list[Placed]] = [self._marks] if specimen else []
        found += self._first
        for cell, names in zip(self._page.cells, self._names, strict=True):
            rows = self._layout.cell(cell, fields)
            found += [*(names if rows else ()), *rows]
        return [*found, *self._address_names, *self._layout.address(self._page.qr.address, address)]

    def faults(self, fields: Mapping[str, str], address: str) -> Iterator[tuple[Path, BadInput]]:
        """Every cell whose texts cannot be drawn or do not fit, by its way through the page."""
        for index, cell in enumerate(self._page.cells):
            try:
                self._layout.cell(cell, fields)
            except BadInput as error:
                yield ("cells", index), error
        try:
            self._layout.address(self._page.qr.address, address)
        except BadInput as error:
            yield ("qr", "address"), error

    def draw(self, sheet: Sheet, texts: Set, code: str, address: str, photo: Picture | None, *, specimen: bool) -> None:
        """Puts the page on the sheet; ``code`` is the text in the code, ``address`` what is said of it."""
        with sheet.artifact():
            sheet.stamp(self._name, self._art[specimen])
        self._put(sheet, texts)
        said = self._design.texts
        with sheet.piece(Tag("Figure", f"{said[self._page.qr.alt]} {address}")):
            draw_code(sheet, self._page.qr, self._high, code)
        if self._page is self._design:
            if photo is not None and self._design.photo is not None:
                with sheet.piece(Tag("Figure", said[self._design.photo.alt])):
                    draw_photo(sheet, self._design.photo, self._high, photo)
            if self._design.seal is not None:
                with sheet.piece(Tag("Figure", said[self._design.seal.alt])):
                    sheet.stamp("seal", self._seal)
        self._put(sheet, self._last)

    def _put(self, sheet: Sheet, texts: Set) -> None:
        for item in texts:
            if isinstance(item, _Written):
                with sheet.piece(item.tag):
                    sheet.write(item.code)
            else:
                with sheet.piece(_PARAGRAPH):
                    _texts(sheet, item)

    def _unnamed_labels(self) -> tuple[list[_Written], list[_Written]]:
        """Heading and passages, which are read first, and the labels below, which are read last."""
        named = set(self._page.named())
        labels = self._page.labels
        turn = next((place for place, label in enumerate(labels) if label.text in named), len(labels))
        first = [self._label(label, Tag("P" if place else "H1")) for place, label in enumerate(labels[:turn])]
        passages = [self._write(rows, _PARAGRAPH) for passage in self._page.passages
                    for rows in self._layout.passage(passage)]
        last = [self._label(label, _PARAGRAPH) for label in labels[turn:] if label.text not in named]
        return first + passages, last

    def _written_names(self, named: Sequence[str]) -> list[_Written]:
        """The labels of a cell as one piece."""
        placed = [self._layout.label(self._labels[name]) for name in named]
        return [self._write(placed, _PARAGRAPH)] if placed else []

    def _label(self, label: Label, tag: Tag) -> _Written:
        return self._write([self._layout.label(label)], tag)

    def _write(self, placed: Sequence[Placed], tag: Tag) -> _Written:
        sheet = self._blank()
        _texts(sheet, placed)
        return _Written(tag, sheet.written())

    def _draw_art(self, specimen: bool) -> bytes:
        sheet, page = self._blank(), self._page
        art.paint(sheet, self._design, self._design.ground)
        if specimen:
            _texts(sheet, [self._layout.specimen(page.specimen)])
        art.paint(sheet, self._design, [*self._design.border, *page.art])
        if page is self._design and self._design.photo is not None:
            draw_frame(sheet, self._design.photo, self._high, ground=True)
        return sheet.drawn()

    def _draw_seal(self) -> bytes:
        sheet, seal = self._blank(), self._design.seal
        assert seal is not None
        art.paint(sheet, self._design, seal.art)
        _texts(sheet, [self._layout.label(label) for label in seal.labels])
        _texts(sheet, [placed for arc in seal.arcs for placed in self._layout.arc(arc)])
        return sheet.drawn()


def _texts(sheet: Sheet, placed: Iterable[Placed]) -> None:
    """Draws texts in one text object."""
    out, colour = sheet.beginText(), ""
    for item in placed:
        if item.colour != colour:
            colour = item.colour
            out.setFillColor(HexColor(colour))
        cos, sin = math.cos(item.angle), math.sin(item.angle)
        out.setTextTransform(cos, sin, -sin, cos, item.x, item.y)
        out.setCharSpace(item.tracking)
        out.setFont(font_name(item.font), item.size)
        out.textLine(item.text)
    sheet.drawText(out)
