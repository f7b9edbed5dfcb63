"""Makes the small TrueType programs that are embedded in a PDF.

Every character of a subset gets its own glyph, two characters that share an outline included. Widths and outlines come
from the same tables. Outlines are deflated once for each character and then only joined: a deflate stream may be cut
at any flush, and later pieces never look back.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assess.typesetting import TrueType
from assess.typesetting.sfnt import components

_TABLES = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
_END = b"\x03\x00"  # an empty last block
_CACHE = 4096  # glyphs kept deflated for each face; a glyph takes about 400 bytes


@dataclass(frozen=True)
class Glyph:
    """One outline ready to be put into a subset."""

    data: bytes
    deflated: bytes
    checksum: int
    advance: int
    bearing: int


class Foundry:
    """Deflated glyphs of one face, and subsets made of them."""

    def __init__(self, face: TrueType) -> None:
        self.face = face
        self._glyphs: dict[int, Glyph] = {}

    def glyph(self, number: int) -> Glyph:
        """The glyph of that number in the face; composites still name the components of the full face."""
        found = self._glyphs.get(number)
        if found is None:
            if len(self._glyphs) >= _CACHE:
                self._glyphs.clear()
            found = self._glyphs[number] = _glyph(self.face.outline(number), *self.face.metrics(number))
        return found

    def width(self, character: str) -> float:
        """Advance of a character in thousandths of the type size."""
        return self.glyph(self.face.cmap[ord(character)]).advance * 1000 / self.face.units

    def program(self, characters: Sequence[str]) -> tuple[bytes, int]:
        """A deflated TrueType program and its plain length; character ``i`` is glyph ``i + 1``, glyph 0 ``.notdef``."""
        numbers = [0, *(self.face.cmap[ord(c)] for c in characters)]
        glyphs = [self.glyph(number) for number in numbers]
        glyphs = self._with_components(glyphs)
        return _program(self.face, glyphs)

    def _with_components(self, glyphs: list[Glyph]) -> list[Glyph]:
        """Composites rewritten to name their components' new numbers; the components stand at the end."""
        moved: dict[int, int] = {}
        done = list(glyphs)
        index = 0
        while index < len(done):
            parts = components(done[index].data)
            if parts:
                data = bytearray(done[index].data)
                for offset, number in parts:
                    if number not in moved:
                        moved[number] = len(done)
                        done.append(self.glyph(number))
                    struct.pack_into(">H", data, offset, moved[number])
                done[index] = _glyph(bytes(data), done[index].advance, done[index].bearing)
            index += 1
        return done


def _glyph(outline: bytes, advance: int, bearing: int) -> Glyph:
    data = outline + bytes(-len(outline) % 4)
    return Glyph(data, _piece(data), _checksum(data), advance, bearing)


def _piece(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH) if data else b""


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF


def _program(face: TrueType, glyphs: Sequence[Glyph]) -> tuple[bytes, int]:
    count = len(glyphs)
    offsets, total = [0], 0
    for glyph in glyphs:
        total += len(glyph.data)
        offsets.append(total)
    head = bytearray(face.head[:54])
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)  # long offsets
    tables = {
        b"head": bytes(head),
        b"hhea": face.hhea[:34] + struct.pack(">H", count),
        b"maxp": face.maxp[:4] + struct.pack(">H", count) + face.maxp[6:],
        b"hmtx": b"".join(struct.pack(">Hh", g.advance, g.bearing) for g in glyphs),
        b"loca": struct.pack(f">{count + 1}L", *offsets),
    }
    front = _front(tables, sum(g.checksum for g in glyphs) & 0xFFFFFFFF, total)
    plain = front + b"".join(g.data for g in glyphs)
    packed = b"".join((b"\x78\xda", _piece(front), *(g.deflated for g in glyphs), _END))
    return packed + struct.pack(">L", zlib.adler32(plain)), len(plain)


def _front(tables: Mapping[bytes, bytes], glyf_checksum: int, glyf_length: int) -> bytes:
    """Directory and all tables but ``glyf``, which follows; the checksums are right, head's adjustment included."""
    at = 12 + 16 * len(_TABLES)
    places, body, whole = {}, b"", glyf_checksum
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        places[tag] = (_checksum(padded), at, len(data))
        whole += places[tag][0]
        body, at = body + padded, at + len(padded)
    places[b"glyf"] = (glyf_checksum, at, glyf_length)
    directory = struct.pack(">LHHHH", 0x00010000, len(_TABLES), 64, 2, 32)
    directory += b"".join(tag + struct.pack(">LLL", *places[tag]) for tag in _TABLES)
    adjust = (0xB1B0AFBA - whole - _checksum(directory)) & 0xFFFFFFFF
    head_at = places[b"head"][1] - len(directory) + 8
    return directory + body[:head_at] + struct.pack(">L", adjust) + body[head_at + 4 :]
