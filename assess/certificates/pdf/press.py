"""Prints papers of one design: what all of them share is written once, a paper adds its own texts, photo and code.

A press belongs to one thread. Its memory does not grow with the number of papers. The bytes depend on the design, the
fonts and the face alone, not on what was printed before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assess.certificates import qr
from assess.certificates.design import Design
from assess.certificates.fonts import FontBook
from assess.certificates.pdf import art
from assess.certificates.pdf.art import MM, colour_operator, number
from assess.certificates.pdf.embed import Foundry, subset_name, to_unicode
from assess.certificates.pdf.layout import Layout, Placed
from assess.certificates.pdf.photo import Picture, picture
from assess.certificates.pdf.writer import Objects, dictionary, text_string
from assess.errors import BadInput

# Printed on nearly every paper in one field or another: they stand in the shared subset.
_WARM = "".join(map(chr, range(0x20, 0x7F))) + "年月日一二三四五级級"
_LEVEL = 6  # deflate level of what is packed for each paper


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


@dataclass
class _Subset:
    """The codes that characters of one face have in one embedded subset."""

    resource: bytes
    foundry: Foundry
    codes: dict[str, bytes] = field(default_factory=dict)

    def code(self, character: str) -> bytes:
        known = self.codes.get(character)
        if known is None:
            known = self.codes[character] = b"%04X" % (len(self.codes) + 1)
        return known


@dataclass(frozen=True)
class _Template:
    """The shared part of all papers: objects already written, and what a page refers to."""

    objects: Objects
    contents: bytes
    fonts: Mapping[str, int]


class Press:
    """Prints papers of one design; ``BadInput`` when a fixed text of the design cannot be drawn."""

    def __init__(self, design: Design, fonts: FontBook) -> None:
        self._design = design
        self._layout = Layout(design, fonts)
        self._shared = {
            name: _Subset(b"S%d" % index, foundry)
            for index, (name, foundry) in enumerate(self._layout.foundries.items())
        }
        self._fields = {line.field for line in design.lines()}
        self._required = [line.field for line in design.lines() if not line.optional]
        self._warm()
        self._templates = {specimen: self._template(specimen) for specimen in (False, True)}

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
        template = self._templates[face.specimen]
        objects = template.objects.copy()
        own: dict[str, _Subset] = {}
        content = [self._text(placed, own), self._code(face.qr)]
        images: dict[str, int] = {}
        if face.photo is not None:
            image = picture(face.photo)
            images["Photo"] = objects.stream(image.data, image.entries, packed=True)
            content.append(self._photo(image))
        page_content = objects.stream(b"\n".join(content), level=_LEVEL)
        fonts = {**template.fonts, **{s.resource.decode(): _embed(objects, s, _LEVEL) for s in own.values()}}
        return self._finish(objects, face, b"%b %d 0 R" % (template.contents, page_content), fonts, images)

    def _set(self, face: Face) -> list[Placed]:
        missing = [name for name in self._required if not face.fields.get(name)] + ([] if face.qr else ["qr"])
        if missing:
            raise BadInput("face.field_missing", fields=", ".join(missing))
        unknown = sorted(set(face.fields) - self._fields)
        if unknown:
            raise BadInput("face.field_unknown", fields=", ".join(unknown))
        placed = [item for cell in self._design.cells for item in self._layout.cell(cell, face.fields)]
        return placed + self._layout.address(self._design.qr.address, face.qr)

    def _warm(self) -> None:
        """Gives shared codes to every fixed text and to the characters that most papers need."""
        chains = self._design.fonts
        for chain, text in self._design.fixed():
            for character, (name, _width) in zip(text, self._layout.drawn(text, chain, "texts"), strict=True):
                self._shared[name].code(character)
        for chain in dict.fromkeys(line.font for line in (*self._design.lines(), self._design.qr.address.line)):
            foundry = self._layout.foundries[chains[chain][0]]
            usable = "".join(c for c in _WARM if ord(c) in foundry.face.cmap)
            for character, (name, _width) in zip(usable, self._layout.drawn(usable, chain, "texts"), strict=True):
                self._shared[name].code(character)

    def _template(self, specimen: bool) -> _Template:
        objects, design, layout = Objects(), self._design, self._layout
        for _ in range(3):
            objects.reserve()  # catalogue, page tree, page: known when a paper is finished
        parts = [objects.stream(art.content(design, design.ground))]
        if specimen:
            mark = self._text([layout.specimen(design.specimen)], {})
            parts.append(objects.stream(mark))
        parts.append(objects.stream(art.content(design, design.art)))
        fixed = [layout.label(label) for label in design.labels]
        fixed += [placed for arc in design.arcs for placed in layout.arc(arc)]
        fixed += [layout.label(line) for line in design.specimen.lines] if specimen else []
        parts.append(objects.stream(self._text(fixed, {}) + b"\n" + self._frame(b"B")))
        fonts = {s.resource.decode(): _embed(objects, s, 9) for s in self._shared.values() if s.codes}
        return _Template(objects, b" ".join(b"%d 0 R" % part for part in parts), fonts)

    def _text(self, placed: Iterable[Placed], own: dict[str, _Subset]) -> bytes:
        """Text operators; characters outside the shared subsets get codes in ``own``."""
        out, colour = [], ""
        for item in placed:
            if item.colour != colour:
                colour = item.colour
                out.append(colour_operator(colour))
            cos, sin = number(math.cos(item.angle)), number(math.sin(item.angle))
            back = number(-math.sin(item.angle))
            where = f"{cos} {sin} {back} {cos} {number(item.x)} {number(item.y)} Tm {number(item.tracking)} Tc"
            size = number(item.size).encode()
            shows = [b"/%b %b Tf <%b> Tj" % (s.resource, size, b"".join(codes)) for s, codes in self._codes(item, own)]
            out.append(b"BT %b %b ET" % (where.encode(), b" ".join(shows)))
        return b"\n".join(out)

    def _codes(self, item: Placed, own: dict[str, _Subset]) -> list[tuple[_Subset, list[bytes]]]:
        pieces: list[tuple[_Subset, list[bytes]]] = []
        for character, (name, _width) in zip(item.text, self._layout.drawn(item.text, item.font, ""), strict=True):
            subset = self._shared[name]
            if character not in subset.codes:
                subset = own.get(name) or own.setdefault(name, _Subset(b"D%d" % len(own), subset.foundry))
            if not pieces or pieces[-1][0] is not subset:
                pieces.append((subset, []))
            pieces[-1][1].append(subset.code(character))
        return pieces

    def _code(self, text: str) -> bytes:
        """The QR code as one filled path, a unit a module, on the white of its quiet zone."""
        spot, rows = self._design.qr, qr.matrix(text)
        unit = spot.size * MM / len(rows)
        top = (self._design.paper.height - spot.y) * MM
        path = b" ".join(b"%d %d %d 1 re" % (x, -y - 1, width) for x, y, width in qr.runs(rows))
        move = f"{unit:.5f} 0 0 {unit:.5f} {number(spot.x * MM)} {number(top)} cm".encode()
        side = len(rows) + 2 * qr.QUIET
        zone = b"1 1 1 rg %d %d %d %d re f" % (-qr.QUIET, qr.QUIET - side, side, side)
        return b"q %b %b %b %b f Q" % (move, zone, colour_operator(spot.colour), path)

    def _photo(self, image: Picture) -> bytes:
        """The photo, filling its rectangle, cut evenly where the proportions differ; the frame is drawn over it."""
        spot = self._design.photo
        wide, high = spot.width * MM, spot.height * MM
        x, y = spot.x * MM, (self._design.paper.height - spot.y) * MM - high
        scale = max(wide / image.width, high / image.height)
        full_wide, full_high = image.width * scale, image.height * scale
        place = (full_wide, 0, 0, full_high, x + (wide - full_wide) / 2, y + (high - full_high) / 2)
        clip = " ".join(map(number, (x, y, wide, high)))
        return f"q {clip} re W n {' '.join(map(number, place))} cm /Photo Do Q".encode() + b"\n" + self._frame()

    def _frame(self, paint: bytes = b"S") -> bytes:
        """The ruled frame of the photo; ``paint`` is ``B`` where its ground has to be white."""
        spot = self._design.photo
        y = self._design.paper.height - spot.y - spot.height
        box = " ".join(number(value * MM) for value in (spot.x, y, spot.width, spot.height))
        stroke = colour_operator(spot.colour).replace(b"rg", b"RG")
        return b"q 1 1 1 rg %b %b w %b re %b Q" % (stroke, number(spot.stroke).encode(), box.encode(), paint)

    def _finish(
        self, objects: Objects, face: Face, contents: bytes, fonts: Mapping[str, int], images: Mapping[str, int]
    ) -> bytes:
        paper = self._design.paper
        objects.put(
            1,
            b"<</Type/Catalog/Pages 2 0 R/Lang%b/ViewerPreferences<</DisplayDocTitle true>>>>"
            % text_string(face.language),
        )
        objects.put(2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
        objects.put(
            3,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %b %b]/Resources<</Font%b/XObject%b>>/Contents[%b]>>"
            % (
                number(paper.width * MM).encode(),
                number(paper.height * MM).encode(),
                dictionary(fonts),
                dictionary(images),
                contents,
            ),
        )
        entries = b"/Title%b/Subject%b/Producer(assess)" % (text_string(face.title), text_string(face.subject))
        if face.issued_at is not None:
            entries += b"/CreationDate(%b)" % _date(face.issued_at)
        return objects.finish(1, objects.add(b"<<%b>>" % entries))


def _embed(objects: Objects, subset: _Subset, level: int) -> int:
    """Writes a subset as a composite font with its descriptor, program and ToUnicode; returns the font's number."""
    face, characters = subset.foundry.face, list(subset.codes)
    name = subset_name(face, characters)
    program, length = subset.foundry.program(characters)
    file = objects.stream(program, b"/Length1 %d/Filter/FlateDecode" % length, packed=True)
    box = " ".join(map(str, face.bbox))
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {face.ascent}"
        f"/Descent {face.descent}/CapHeight {face.ascent}/StemV 80/FontFile2 {file} 0 R>>".encode()
    )
    widths = " ".join(number(subset.foundry.width(character)) for character in characters)
    descendant = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000/W[1[{widths}]]/CIDToGIDMap/Identity>>".encode()
    )
    mapping = objects.stream(to_unicode(name, characters), level=level)
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {mapping} 0 R>>".encode()
    )


def _date(instant: str) -> bytes:
    """PDF's form of an ISO 8601 instant in UTC; ``BadInput("face.issued_at")`` for anything else."""
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)", instant)
    if parts is None:
        raise BadInput("face.issued_at", got=instant)
    return f"D:{''.join(parts.groups())}Z".encode()
