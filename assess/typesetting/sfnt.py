"""Reads what a PDF needs of a TrueType file: character map, advance widths and glyph outlines.

Table layouts are those of the OpenType specification 1.9. Outlines are handed out as the raw bytes of ``glyf``; nothing
is unpacked, so a face of 30 MB opens in some milliseconds and its memory is the file plus its character map.
"""

from __future__ import annotations

import struct
import sys
from array import array

from assess.errors import BadInput

# Composite glyph flags (OpenType, table glyf).
_ARGS_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_XY_SCALE, _HAS_MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


class TrueType:
    """One face: ``cmap`` from code point to glyph number, advances in 1/1000 em, and raw outlines.

    Raises ``BadInput("font.unreadable")`` for bytes that are no TrueType font with outlines in ``glyf``.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self._open(data)
        except (struct.error, KeyError, IndexError, ValueError) as error:
            raise BadInput("font.unreadable", face=name, reason=str(error)) from error

    def _open(self, data: bytes) -> None:
        count = struct.unpack_from(">H", data, 4)[0]
        tables: dict[str, bytes] = {}
        outlines = (0, 0)
        for index in range(count):
            tag, _checksum, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
            if tag == b"glyf":
                outlines = (offset, offset + length)  # by far the largest table is looked at in place
            else:
                tables[tag.decode("latin-1")] = data[offset : offset + length]
        self.head: bytes = tables["head"]
        self.hhea: bytes = tables["hhea"]
        self.maxp: bytes = tables["maxp"]
        self.units: int = struct.unpack_from(">H", self.head, 18)[0]
        self.bbox = tuple(self._em(v) for v in struct.unpack_from(">4h", self.head, 36))
        self.ascent, self.descent = (self._em(v) for v in struct.unpack_from(">2h", self.hhea, 4))
        self.glyphs: int = struct.unpack_from(">H", self.maxp, 4)[0]
        self._metrics: int = struct.unpack_from(">H", self.hhea, 34)[0]
        self._hmtx: bytes = tables["hmtx"]
        self._loca = _locations(tables["loca"], long=struct.unpack_from(">h", self.head, 50)[0] == 1)
        self._glyf = memoryview(data)[slice(*outlines)]
        self.cmap = _character_map(tables["cmap"])
        self.post_script_name = _post_script_name(tables["name"], self.name)
        if len(self._loca) <= self.glyphs:
            raise ValueError("loca is short")

    def _em(self, value: int) -> int:
        return round(value * 1000 / self.units)

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Advance width and left side bearing of a glyph, in font units."""
        if glyph < self._metrics:
            advance, bearing = struct.unpack_from(">Hh", self._hmtx, 4 * glyph)
            return advance, bearing
        advance = struct.unpack_from(">H", self._hmtx, 4 * (self._metrics - 1))[0]
        bearing = struct.unpack_from(">h", self._hmtx, 4 * self._metrics + 2 * (glyph - self._metrics))[0]
        return advance, bearing

    def outline(self, glyph: int) -> bytes:
        """The raw ``glyf`` entry of a glyph; empty when it draws nothing."""
        return bytes(self._glyf[self._loca[glyph] : self._loca[glyph + 1]])

    def draws(self, glyph: int) -> bool:
        """Whether the glyph puts ink on paper: it has contours, or a component that has."""
        data = self.outline(glyph)
        if len(data) < 10:
            return False
        contours = struct.unpack_from(">h", data)[0]
        if contours >= 0:
            return bool(contours > 0)
        return any(self.draws(part) for _offset, part in components(data))


def components(data: bytes) -> list[tuple[int, int]]:
    """Of a composite outline: (offset of the glyph number in ``data``, glyph number) of every component."""
    if len(data) < 10 or struct.unpack_from(">h", data)[0] >= 0:
        return []
    found, offset, flags = [], 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", data, offset)
        found.append((offset + 2, glyph))
        offset += 8 if flags & _ARGS_ARE_WORDS else 6
        offset += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_XY_SCALE else 8 if flags & _HAS_MATRIX else 0
    return found


def _locations(data: bytes, *, long: bool) -> array[int]:
    values = array("I" if long else "H", data)
    if sys.byteorder == "little":
        values.byteswap()
    return values if long else array("I", (2 * value for value in values))


def _character_map(table: bytes) -> dict[int, int]:
    """Code point to glyph number from the Unicode subtable with the widest reach (format 12, else 4)."""
    best: tuple[int, int] | None = None
    for index in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * index)
        form = struct.unpack_from(">H", table, offset)[0]
        if (platform == 0 or (platform, encoding) in ((3, 1), (3, 10))) and form in (4, 12):
            best = max(best or (0, 0), (form, offset))
    if best is None:
        raise ValueError("no Unicode character map")
    return (_format_12 if best[0] == 12 else _format_4)(table, best[1])


def _format_12(table: bytes, start: int) -> dict[int, int]:
    mapping: dict[int, int] = {}
    for group in range(struct.unpack_from(">L", table, start + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", table, start + 16 + 12 * group)
        mapping.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return mapping


def _format_4(table: bytes, start: int) -> dict[int, int]:
    half = struct.unpack_from(">H", table, start + 6)[0] // 2
    row = f">{half}H"
    ends = struct.unpack_from(row, table, start + 14)
    starts = struct.unpack_from(row, table, start + 16 + 2 * half)
    deltas = struct.unpack_from(row, table, start + 16 + 4 * half)
    ranges_at = start + 16 + 6 * half
    ranges = struct.unpack_from(row, table, ranges_at)
    mapping: dict[int, int] = {}
    for index in range(half):
        for code in range(starts[index], min(ends[index], 0xFFFE) + 1):
            glyph = code
            if ranges[index]:
                at = ranges_at + 2 * index + ranges[index] + 2 * (code - starts[index])
                glyph = struct.unpack_from(">H", table, at)[0]
                if glyph == 0:
                    continue
            if (glyph + deltas[index]) & 0xFFFF:
                mapping[code] = (glyph + deltas[index]) & 0xFFFF
    return mapping


def _post_script_name(table: bytes, fallback: str) -> str:
    """The font's PostScript name (name ID 6), which a PDF gives as BaseFont."""
    count, strings = struct.unpack_from(">HH", table, 2)
    for index in range(count):
        platform, _encoding, _language, name_id, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
        if name_id == 6:
            raw = table[strings + offset : strings + offset + length]
            text = raw.decode("utf-16-be" if platform in (0, 3) else "latin-1")
            return "".join(c for c in text if c.isascii() and (c.isalnum() or c == "-")) or fallback
    return fallback
