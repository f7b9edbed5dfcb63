"""Prints papers of one design: what all of them share is written once, a paper adds its own texts, photo and code.

A press belongs to one thread. Its memory does not grow with the number of papers. The bytes depend on the design, the
fonts and the face alone, not on what was printed before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from assess.certificates import qr
from assess.certificates.design import Design
from assess.certificates.design.model import Photo
from assess.certificates.payload import NO_TRADE
from assess.certificates.pdf import art
from assess.certificates.pdf.art import MM
from assess.certificates.pdf.layout import Layout, Placed
from assess.certificates.pdf.photo import Picture, picture
from assess.errors import BadInput
from assess.typesetting import FontBook
from assess.typesetting.archival import Attachment, Tag
from assess.typesetting.embed import DocumentFonts, Subset, font_name, register
from assess.typesetting.sheet import END, Info, Sheet

# Printed on nearly every paper in one field or another: they stand in the shared subset.
_WARM = "".join(map(chr, range(0x20, 0x7F))) + "年月日一二三四五级級"
_PARAGRAPH = Tag("P")
_LANGUAGE = re.compile(r"[._](?:zh|pt|en|latin)(?:-[A-Za-z-]+)?$")
_WHITE = HexColor("#ffffff")


@dataclass(frozen=True)
class Face:
    """Everything variable on one paper.

    ``fields`` are localised texts by the names that the design uses; ``qr`` is the address in the code, which is also
    printed in plain text; ``photo`` JPEG or PNG bytes, None leaves the ruled frame empty; ``specimen`` marks the paper
    as no certificate; ``issued_at`` an ISO 8601 instant in UTC that becomes the document's creation date.
    """

    fields: Mapping[str, str]
    qr: str
    photo: bytes | None
    specimen: bool
    title: str
    language: str
    subject: str
    issued_at: str | None = None
    photo_alt: str = ""
    """Words for who cannot see the photo."""
    offline: str = ""
    """The text of the code that proves the paper without network (QR B), for the second page; empty: none yet."""
    attached: tuple[Attachment, ...] = ()


def _fact(name: str) -> str:
    """What a field says, whatever the language: a design may choose the languages, but leave out no fact."""
    return _LANGUAGE.sub("", name)


class Press:
    """Prints papers of one design; ``BadInput`` when a fixed text of the design cannot be drawn."""

    def __init__(self, design: Design, fonts: FontBook) -> None:
        self._design = design
        self._layout = Layout(design, fonts)
        self._size = (design.paper.width * MM, design.paper.height * MM)
        foundries = self._layout.chains.foundries.items()
        self._shared = {name: Subset(f"S{index}", foundry) for index, (name, foundry) in enumerate(foundries)}
        self._facts = {_fact(line.field) for line in design.lines()}
        self._required = [line.field for line in design.lines() if not line.optional]
        register(design.fonts)
        self._warm()
        self._fixed = {specimen: self._draw_fixed(specimen) for specimen in (False, True)}

    def check(self, face: Face) -> None:
        """Returns when the paper can be printed; to be asked before a number is spent.

        Raises ``BadInput``: ``face.field_missing``, ``face.field_unknown``, ``font.glyph_missing`` (field and code
        points), ``face.too_long`` and ``face.too_high`` (field, room and need in millimetres), ``face.issued_at``,
        ``photo.unusable``.
        """
        self._set(face)
        if face.issued_at is not None:
            _date(face.issued_at)
        if face.photo is not None:
            picture(face.photo, decode=True)

    def render(self, face: Face) -> bytes:
        """The finished PDF 1.7; equal faces give equal bytes. Raises what ``check`` raises."""
        placed = self._set(face)
        created = None if face.issued_at is None else _date(face.issued_at)
        sheet = self._sheet(Info(face.title, face.subject, created), face.language)
        with sheet.piece(Tag("Div")):
            sheet.stamp("fixed", self._fixed[face.specimen])
        _texts(sheet, placed, tagged=True)
        with sheet.piece(Tag("Figure", face.qr)):
            self._code(sheet, face.qr)
        if face.photo is not None and self._design.photo is not None:
            with sheet.piece(Tag("Figure", face.photo_alt)):
                self._photo(sheet, self._design.photo, picture(face.photo))
        return sheet.archived(face.issued_at, face.attached)

    def _sheet(self, info: Info, language: str) -> Sheet:
        return Sheet(self._size, DocumentFonts(self._shared, self._layout.chains.drawn), info, language)

    def _set(self, face: Face) -> list[Placed]:
        missing = [name for name in self._required if not face.fields.get(name)] + ([] if face.qr else ["qr"])
        if missing:
            raise BadInput("face.field_missing", fields=", ".join(missing))
        unstated = {_fact(name) for name, text in face.fields.items() if text not in ("", NO_TRADE)} - self._facts
        if unknown := sorted(unstated):
            raise BadInput("face.field_unknown", fields=", ".join(unknown))
        placed = [item for cell in self._design.cells for item in self._layout.cell(cell, face.fields)]
        return placed + self._layout.address(self._design.qr.address, face.qr)

    def _warm(self) -> None:
        """Gives shared codes to every fixed text and to the characters that most papers need."""
        chains, held = self._design.fonts, self._layout.chains
        for chain, text in self._design.fixed():
            for character, (name, _width) in zip(text, held.drawn(text, chain, "texts"), strict=True):
                self._shared[name].code(character)
        for chain in dict.fromkeys(line.font for line in (*self._design.lines(), self._design.qr.address.line)):
            foundry = held.foundries[chains[chain][0]]
            usable = "".join(c for c in _WARM if ord(c) in foundry.face.cmap)
            for character, (name, _width) in zip(usable, held.drawn(usable, chain, "texts"), strict=True):
                self._shared[name].code(character)

    def _draw_fixed(self, specimen: bool) -> bytes:
        """What all papers have in common, drawn once."""
        design, layout = self._design, self._layout
        sheet = self._sheet(Info("", "", None), "")
        art.paint(sheet, design, design.ground)
        if specimen:
            _texts(sheet, [layout.specimen(design.specimen)])
        art.paint(sheet, design, design.art)
        _texts(sheet, [layout.label(label) for label in design.labels])
        _texts(sheet, [placed for arc in design.arcs for placed in layout.arc(arc)])
        if specimen:
            _texts(sheet, [layout.label(line) for line in design.specimen.lines])
        if design.photo is not None:
            self._frame(sheet, design.photo, ground=True)
        return sheet.drawn()

    def _code(self, sheet: Sheet, text: str) -> None:
        """The QR code as one filled path, a unit a module, on the white of its quiet zone."""
        spot, rows = self._design.qr, qr.matrix(text)
        unit = spot.size * MM / len(rows)
        sheet.saveState()
        sheet.transform(unit, 0, 0, unit, spot.x * MM, (self._design.paper.height - spot.y) * MM)
        side = len(rows) + 2 * qr.QUIET
        sheet.setFillColor(_WHITE)
        sheet.rect(-qr.QUIET, qr.QUIET - side, side, side, stroke=0, fill=1)
        sheet.setFillColor(HexColor(spot.colour))
        path = sheet.beginPath()
        for x, y, width in qr.runs(rows):
            path.rect(x, -y - 1, width, 1)
        sheet.drawPath(path, stroke=0, fill=1)
        sheet.restoreState()

    def _photo(self, sheet: Sheet, spot: Photo, image: Picture) -> None:
        """The photo, filling its rectangle, cut evenly where the proportions differ, and the frame over it."""
        x, y, wide, high = self._photo_box(spot)
        scale = max(wide / image.width, high / image.height)
        full_wide, full_high = image.width * scale, image.height * scale
        sheet.saveState()
        clip = sheet.beginPath()
        clip.rect(x, y, wide, high)
        sheet.clipPath(clip, stroke=0)
        sheet.transform(full_wide, 0, 0, full_high, x + (wide - full_wide) / 2, y + (high - full_high) / 2)
        sheet.picture("photo", image.stream())
        sheet.restoreState()
        self._frame(sheet, spot)

    def _frame(self, sheet: Sheet, spot: Photo, *, ground: bool = False) -> None:
        """The ruled frame of the photo; with ``ground`` on white."""
        sheet.saveState()
        sheet.setFillColor(_WHITE)
        sheet.setStrokeColor(HexColor(spot.colour))
        sheet.setLineWidth(spot.stroke)
        sheet.rect(*self._photo_box(spot), fill=int(ground))
        sheet.restoreState()

    def _photo_box(self, spot: Photo) -> tuple[float, float, float, float]:
        """Left, bottom, width and height in points."""
        bottom = self._design.paper.height - spot.y - spot.height
        return spot.x * MM, bottom * MM, spot.width * MM, spot.height * MM


def _texts(sheet: Sheet, placed: Iterable[Placed], *, tagged: bool = False) -> None:
    """Draws texts in one text object, each ``tagged`` as a paragraph of its own where that is asked."""
    out, colour = sheet.beginText(), ""
    for item in placed:
        if item.colour != colour:
            colour = item.colour
            out.setFillColor(HexColor(colour))
        cos, sin = math.cos(item.angle), math.sin(item.angle)
        out.setTextTransform(cos, sin, -sin, cos, item.x, item.y)
        out.setCharSpace(item.tracking)
        out.setFont(font_name(item.font), item.size)
        if tagged:
            out._code.append(sheet.tagged(_PARAGRAPH))  # type: ignore[attr-defined]
        out.textLine(item.text)
        if tagged:
            out._code.append(END)  # type: ignore[attr-defined]
    sheet.drawText(out)


def _date(instant: str) -> str:
    """PDF's form of an ISO 8601 instant in UTC; ``BadInput("face.issued_at")`` for anything else."""
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)", instant)
    if parts is None:
        raise BadInput("face.issued_at", got=instant)
    return f"D:{''.join(parts.groups())}Z"
