"""Prints papers of one design: what all of them share is written once, a paper adds its own texts, photo and codes.

A press belongs to one thread. Its memory does not grow with the number of papers. The bytes depend on the design, the
fonts and the face alone, not on what was printed before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assess.certificates.design import Design
from assess.certificates.payload import NO_TRADE
from assess.certificates.pdf.art import MM
from assess.certificates.pdf.layout import Layout
from assess.certificates.pdf.photo import picture
from assess.certificates.pdf.side import Set, Side
from assess.errors import BadInput
from assess.standards.document import Path
from assess.typesetting import FontBook
from assess.typesetting.archival import Attachment
from assess.typesetting.embed import DocumentFonts, Subset, register
from assess.typesetting.sheet import Info, Sheet

# Printed on nearly every paper in one field or another: they stand in the shared subset.
_WARM = "".join(map(chr, range(0x20, 0x7F))) + "年月日一二三四五级級"
_LANGUAGE = re.compile(r"[._](?:zh|pt|en|latin)(?:-[A-Za-z-]+)?$")


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
    offline: str = ""
    """The text of the code that proves the paper without network (QR B), for the back; known only once it is signed."""
    attached: tuple[Attachment, ...] = ()


def fact(name: str) -> str:
    """What a field says, whatever the language: a design may choose the languages, but leave out no fact."""
    return _LANGUAGE.sub("", name)


class Press:
    """Prints papers of one design; ``BadInput`` when a fixed text of the design cannot be drawn or does not fit."""

    def __init__(self, design: Design, fonts: FontBook) -> None:
        self._layout = Layout(design, fonts)
        self._size = (design.paper.width * MM, design.paper.height * MM)
        foundries = self._layout.chains.foundries.items()
        self._shared = {name: Subset(f"S{index}", foundry) for index, (name, foundry) in enumerate(foundries)}
        self._lines = [line for page in design.pages() for line in page.lines()]
        self._facts = {fact(line.field) for line in design.lines()}
        self._required = {line.field for line in self._lines if not line.optional}
        register(design.fonts)
        self._warm(design)
        self._sides = [
            Side(name, page, design, self._layout, self._blank)
            for name, page in zip(("face", "back"), design.pages(), strict=True)
        ]

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

    def faults(self, face: Face) -> Iterator[tuple[Path, BadInput]]:
        """Every place of the design in which the face's texts cannot be drawn or do not fit."""
        for start, side in zip(((), ("back",)), self._sides, strict=True):
            for path, error in side.faults(face.fields, face.qr):
                yield (*start, *path), error

    def render(self, face: Face) -> bytes:
        """The finished PDF 1.7 of two pages; equal faces give equal bytes.

        Raises what ``check`` raises, and ``face.field_missing`` for a face without its offline code.
        """
        if not face.offline:
            raise BadInput("face.field_missing", fields="offline")
        texts = self._set(face)
        created = None if face.issued_at is None else _date(face.issued_at)
        photo = None if face.photo is None else picture(face.photo)
        sheet = self._sheet(Info(face.title, face.subject, created), face.language)
        for side, placed, code in zip(self._sides, texts, (face.qr, face.offline), strict=True):
            side.draw(sheet, placed, code, face.qr, photo, specimen=face.specimen)
            sheet.showPage()
        return sheet.archived(face.issued_at, face.attached)

    def _sheet(self, info: Info, language: str) -> Sheet:
        return Sheet(self._size, DocumentFonts(self._shared, self._layout.chains.drawn), info, language)

    def _blank(self) -> Sheet:
        return self._sheet(Info("", "", None), "")

    def _set(self, face: Face) -> list[Set]:
        missing = sorted(name for name in self._required if not face.fields.get(name)) + ([] if face.qr else ["qr"])
        if missing:
            raise BadInput("face.field_missing", fields=", ".join(missing))
        unstated = {fact(name) for name, text in face.fields.items() if text not in ("", NO_TRADE)} - self._facts
        if unknown := sorted(unstated):
            raise BadInput("face.field_unknown", fields=", ".join(unknown))
        return [side.set(face.fields, face.qr, specimen=face.specimen) for side in self._sides]

    def _warm(self, design: Design) -> None:
        """Gives shared codes to every fixed text and to the characters that most papers need."""
        held = self._layout.chains
        for chain, text in design.fixed():
            for character, (name, _width) in zip(text, held.drawn(text, chain, "texts"), strict=True):
                self._shared[name].code(character)
        for chain in dict.fromkeys(line.font for line in (*self._lines, design.qr.address.line)):
            foundry = held.foundries[design.fonts[chain][0]]
            usable = "".join(c for c in _WARM if ord(c) in foundry.face.cmap)
            for character, (name, _width) in zip(usable, held.drawn(usable, chain, "texts"), strict=True):
                self._shared[name].code(character)


def _date(instant: str) -> str:
    """PDF's form of an ISO 8601 instant in UTC; ``BadInput("face.issued_at")`` for anything else."""
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)", instant)
    if parts is None:
        raise BadInput("face.issued_at", got=instant)
    return f"D:{''.join(parts.groups())}Z"
