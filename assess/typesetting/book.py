"""Decides which face of a chain draws each character, and names the characters that none can draw.

A character counts as drawable only when its glyph has an outline: some fonts map characters to empty glyphs, and a
name with a hole in it must never be printed. Nothing is normalised: U+FA19 stays U+FA19.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assess.errors import BadInput
from assess.typesetting.sfnt import TrueType

# The only characters that may leave no ink: space, no-break space, ideographic space.
BLANKS = frozenset(" \u00a0\u3000")


@dataclass(frozen=True)
class Run:
    """A stretch of text that one face draws."""

    face: str
    text: str


class FontBook:
    """All faces of the house, opened once per process and never changed afterwards."""

    def __init__(self, faces: Mapping[str, TrueType]) -> None:
        self._faces = dict(faces)
        self._drawers: dict[tuple[str, ...], dict[str, str | None]] = {}

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> FontBook:
        """A book of the given TrueType files by face name; ``BadInput("font.unreadable")`` names a bad one."""
        return cls({name: TrueType(name, data) for name, data in files.items()})

    def face(self, name: str) -> TrueType:
        """The face of that name; ``BadInput("font.unknown_face")`` when the book has none."""
        try:
            return self._faces[name]
        except KeyError:
            raise BadInput("font.unknown_face", face=name, known=", ".join(sorted(self._faces))) from None

    def drawer(self, character: str, chain: Sequence[str]) -> str | None:
        """The first face of the chain that can draw the character, None when there is none."""
        known = self._drawers.setdefault(tuple(chain), {})
        if character not in known:
            known[character] = self._find(character, chain)
        return known[character]

    def _find(self, character: str, chain: Sequence[str]) -> str | None:
        if character not in BLANKS and _invisible(character):
            return None
        for name in chain:
            face = self.face(name)
            glyph = face.cmap.get(ord(character), 0)
            if glyph and (character in BLANKS or face.draws(glyph)):
                return name
        return None

    def missing(self, text: str, chain: Sequence[str]) -> list[str]:
        """Characters of ``text`` that no face of the chain can draw, each once, in order of appearance.

        Control, zero-width and bidirectional characters and variation selectors count as missing whatever a font says.
        """
        return [c for c in dict.fromkeys(text) if self.drawer(c, chain) is None]

    def runs(self, text: str, chain: Sequence[str]) -> list[Run]:
        """``text`` cut where the drawing face changes; a blank stays with the face before it.

        Raises ``BadInput("font.glyph_missing")`` with the code points and names of what cannot be drawn.
        """
        missing = self.missing(text, chain)
        if missing:
            raise BadInput("font.glyph_missing", text=text, characters=", ".join(named(c) for c in missing))
        faces: list[str] = []
        pieces: list[str] = []
        for character in text:
            face = self.drawer(character, chain)
            assert face is not None
            if faces and (faces[-1] == face or self._blank_in(character, faces[-1])):
                pieces[-1] += character
            else:
                faces.append(face)
                pieces.append(character)
        return [Run(face, piece) for face, piece in zip(faces, pieces, strict=True)]

    def _blank_in(self, character: str, face: str) -> bool:
        return character in BLANKS and bool(self.face(face).cmap.get(ord(character)))


def named(character: str) -> str:
    """How a character is reported to people: ``U+2EDD ⻝ CJK RADICAL EAT ONE``; invisible ones without themselves."""
    point = f"U+{ord(character):04X}"
    shown = "" if _invisible(character) else f" {character}"
    return f"{point}{shown} {unicodedata.name(character, 'unnamed')}"


def _invisible(character: str) -> bool:
    """Control, format (zero-width, bidi), unassigned, surrogate, private use, separators, variation selectors."""
    if (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or character in "\u034f\u115f\u1160\u3164\uffa0"
    ):
        return True
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs")
