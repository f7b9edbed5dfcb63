"""Puts a document's fonts into a reportlab document, through the interface that reportlab has for fonts it subsets.

A text is set in a chain of faces; reportlab asks for its pieces (``splitString``), for the name of each piece's font
resource (``getSubsetInternalName``) and, when the file is written, for the fonts (``addObjects``). What differs from
reportlab's own ``TTFont``: codes have two bytes, so one subset has room for every character; each character has a code
of its own, so the text that a reader extracts is the text that was set, characters beyond U+FFFF and pairs that share
a glyph included; and what a document uses is kept by the document and not by the font. Widths reportlab does not ask
for: our layout measures and places every text.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Protocol

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFObjectReference, PDFString

from assess.typesetting import TrueType
from assess.typesetting.foundry import Foundry
from assess.typesetting.stream import Stream

Drawn = Callable[[str, str], Sequence[tuple[str, float]]]
"""Text and chain → (face, width) of each character."""


class ChainFont:
    """A chain of faces as reportlab's registry knows it.

    The registry is one for the whole process, so this is no more than a name: the document says what stands behind it.
    """

    _dynamicFont = 1  # it is asked for subsets
    _multiByte = 0  # it makes the codes itself
    shapable = False

    def __init__(self, chain: str) -> None:
        self.fontName = font_name(chain)
        self.face = SimpleNamespace(name=self.fontName)
        self._chain = chain

    def splitString(self, text: str, doc: HasFonts) -> list[tuple[str, bytes]]:
        """The text as (subset, codes); a subset goes by the name of its resource."""
        return doc.fonts.split(self._chain, text)

    def getSubsetInternalName(self, subset: str, _doc: HasFonts) -> str:
        """The font resource of a subset."""
        return f"/{subset}"


class HasFonts(Protocol):
    """A document that knows its fonts."""

    fonts: DocumentFonts


def font_name(chain: str) -> str:
    """The name by which a canvas sets text in a chain."""
    return f"chain-{chain}"


NO_FONT = font_name("")
"""With what a canvas begins: reportlab's own beginning, Helvetica, would stand in every file and not be embedded."""


def register(chains: Iterable[str]) -> None:
    """Makes the chains known to reportlab; to be repeated at will."""
    for chain in ("", *chains):
        pdfmetrics.registerFont(ChainFont(chain))


@dataclass
class Subset:
    """The codes that characters of one face have in one embedded font."""

    resource: str
    foundry: Foundry
    codes: dict[str, bytes] = field(default_factory=dict)

    def code(self, character: str) -> bytes:
        """The character's code, the next one if it has none yet."""
        known = self.codes.get(character)
        if known is None:
            known = self.codes[character] = (len(self.codes) + 1).to_bytes(2, "big")
        return known

    @cached_property
    def cast(self) -> Cast:
        """The subset ready for a document; asked for when its last character is known."""
        characters = list(self.codes)
        face = self.foundry.face
        name = _subset_name(face, characters)
        widths = " ".join(fp_str(self.foundry.width(character)) for character in characters)
        mapping = zlib.compress(_to_unicode(name, characters))
        return Cast(face, name, *self.foundry.program(characters), widths, mapping)


@dataclass(frozen=True)
class Cast:
    """A finished subset; program and ToUnicode are deflated already, so papers that share it add them as they are."""

    face: TrueType
    name: str
    program: bytes
    length: int
    widths: str
    mapping: bytes

    def font(self, doc: PDFDocument) -> PDFObjectReference:
        """The composite font as objects of ``doc``."""
        face, name = self.face, PDFName(self.name)
        program = {"Filter": PDFName("FlateDecode"), "Length1": self.length}
        descriptor = {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": 4,
            "FontBBox": PDFArray(face.bbox),
            "ItalicAngle": 0,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.ascent,
            "StemV": 80,
            "FontFile2": doc.Reference(Stream(PDFDictionary(program), self.program)),
        }
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        descendant = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": PDFDictionary(system),
            "FontDescriptor": doc.Reference(PDFDictionary(descriptor)),
            "DW": 1000,
            "W": f"[1[{self.widths}]]",
            "CIDToGIDMap": PDFName("Identity"),
        }
        mapping = Stream(PDFDictionary({"Filter": PDFName("FlateDecode")}), self.mapping)
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": name,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([doc.Reference(PDFDictionary(descendant))]),
            "ToUnicode": doc.Reference(mapping),
        }
        reference: PDFObjectReference = doc.Reference(PDFDictionary(font))
        return reference


class DocumentFonts:
    """The fonts of one document: the subsets it shares with others, and subsets of its own for what those lack."""

    def __init__(self, shared: Mapping[str, Subset], drawn: Drawn) -> None:
        self._shared = shared
        self._drawn = drawn
        self._own: dict[str, Subset] = {}

    def split(self, chain: str, text: str) -> list[tuple[str, bytes]]:
        """The text as (font resource, two-byte codes), cut where the resource changes."""
        pieces: list[tuple[str, bytearray]] = []
        for character, (face, _width) in zip(text, self._drawn(text, chain), strict=True):
            subset = self._shared[face]
            if character not in subset.codes:
                subset = self._own.get(face) or self._add(face)
            if not pieces or pieces[-1][0] != subset.resource:
                pieces.append((subset.resource, bytearray()))
            pieces[-1][1].extend(subset.code(character))
        return [(resource, bytes(codes)) for resource, codes in pieces]

    def _add(self, face: str) -> Subset:
        subset = self._own[face] = Subset(f"D{len(self._own)}", self._shared[face].foundry)
        return subset

    def addObjects(self, doc: PDFDocument) -> None:
        """Writes the fonts, and names them in the resources that reportlab gives to pages and forms."""
        resources: PDFDictionary = doc.idToObject["BasicFonts"]  # type: ignore[assignment]
        for subset in (*self._shared.values(), *self._own.values()):
            if subset.codes:
                resources[subset.resource] = subset.cast.font(doc)


def _subset_name(face: TrueType, characters: Sequence[str]) -> str:
    """PDF's name for a subset: six letters from the characters themselves, ``+``, the PostScript name."""
    hashed = hashlib.sha256("".join(characters).encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in hashed[:6]) + "+" + face.post_script_name


def _to_unicode(name: str, characters: Sequence[str]) -> bytes:
    """The CMap from code ``i + 1`` to character ``i`` as UTF-16, surrogate pairs included."""
    rows = [f"<{code:04X}> <{c.encode('utf-16-be').hex().upper()}>" for code, c in enumerate(characters, 1)]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    mapped = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{mapped}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
