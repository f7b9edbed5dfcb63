"""Returns the QR Code matrix of a text (ISO/IEC 18004, error correction level M), and draws it as SVG.

The ``qrcode`` library is the reference, but it weighs the eight masks module by module: 8 to 10 ms a small code, 20 to
30 ms a large one. For what our papers carry – an address in capitals, alone or followed by ``#`` and digits –
the same choice is made here on symbols packed in integers; function patterns, format and version bits and block sizes
are still the library's. Everything else goes to the library itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import qrcode
from qrcode import base, constants, util

Matrix = tuple[tuple[bool, ...], ...]

QUIET = 4  # modules of white that ISO/IEC 18004 asks around the symbol
_FAST_UP_TO = 20  # an offline code with the longest names stays below
_LEVEL = constants.ERROR_CORRECT_M
_ALPHANUMERIC = {chr(byte): index for index, byte in enumerate(util.ALPHA_NUM)}
_ADDRESS = re.compile(r"([0-9A-Z $%*+\-./:]+)(?:(#)([0-9]+))?")

Mode = Literal[1, 2, 4]
"""The library's numbers of modes: digits, alphanumeric, bytes."""
Segment = tuple[Mode, str]


def matrix(text: str) -> Matrix:
    """Rows of modules, dark is True, without the quiet zone; the smallest version that holds ``text``."""
    return _fast(text) or _reference(text)


def svg(text: str) -> str:
    """A self-contained ``<svg>`` element with its quiet zone, one unit a module; carries no text of its own."""
    rows = matrix(text)
    side = len(rows) + 2 * QUIET
    path = "".join(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z" for x, y, width in runs(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    )


def runs(rows: Matrix) -> list[tuple[int, int, int]]:
    """Dark stretches as (column, row, width), row by row: what a vector drawing needs."""
    found = []
    for y, row in enumerate(rows):
        start = -1
        for x, dark in enumerate((*row, False)):
            if dark and start < 0:
                start = x
            elif not dark and start >= 0:
                found.append((start, y, x - start))
                start = -1
    return found


def _segments(text: str) -> list[Segment]:
    """The text in the densest modes: of an address with digits behind ``#`` three segments; empty for other texts."""
    found = None if text.isdigit() else _ADDRESS.fullmatch(text)
    if found is None:
        return []
    modes: tuple[Mode, ...] = (2, 4, 1)
    return [(mode, part) for mode, part in zip(modes, found.groups(), strict=True) if part]


def _reference(text: str) -> Matrix:
    """The library's own answer, with the same segments."""
    code = qrcode.QRCode(error_correction=_LEVEL, border=0)
    for mode, part in _segments(text):
        code.add_data(util.QRData(part.encode(), mode=mode))
    if not code.data_list:
        code.add_data(text, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def _fast(text: str) -> Matrix | None:
    """The same matrix for an address with or without digits in versions 1 to 20; None for anything else."""
    segments = _segments(text)
    if not segments:
        return None
    for version in range(1, _FAST_UP_TO + 1):
        bits = "".join(_bits(mode, part, version) for mode, part in segments)
        if len(bits) <= util.BIT_LIMIT_TABLE[_LEVEL][version]:
            return _symbol(version).draw(_codewords(bits, version))
    return None


def _bits(mode: Mode, text: str, version: int) -> str:
    """One segment: mode, number of characters, characters."""
    head = f"{mode:04b}{len(text):0{util.length_in_bits(mode, version)}b}"
    if mode == util.MODE_NUMBER:
        groups = [text[at : at + 3] for at in range(0, len(text), 3)]
        return head + "".join(f"{int(group):0{3 * len(group) + 1}b}" for group in groups)
    if mode == util.MODE_8BIT_BYTE:
        return head + "".join(f"{byte:08b}" for byte in text.encode())
    values = [_ALPHANUMERIC[character] for character in text]
    pairs = [f"{45 * left + right:011b}" for left, right in zip(values[::2], values[1::2], strict=False)]
    return head + "".join(pairs) + (f"{values[-1]:06b}" if len(values) % 2 else "")


def _codewords(bits: str, version: int) -> bytes:
    """Data and error correction bytes in the order in which they are placed."""
    room = util.BIT_LIMIT_TABLE[_LEVEL][version]
    ended = min(room, len(bits) + 4)
    ended += -ended % 8
    data = int(bits.ljust(ended, "0"), 2).to_bytes(ended // 8, "big")
    data += (b"\xec\x11" * (room // 16 + 1))[: (room - ended) // 8]
    blocks, start = [], 0
    for block in base.rs_blocks(version, _LEVEL):
        part = data[start : start + block.data_count]
        blocks.append((part, _correction(part, block.total_count - block.data_count)))
        start += block.data_count
    return _interleaved([data for data, _check in blocks]) + _interleaved([check for _data, check in blocks])


def _interleaved(blocks: Sequence[bytes]) -> bytes:
    """The first byte of each block, then the second of each, and so on; short blocks end earlier."""
    longest = max(map(len, blocks))
    return bytes(block[index] for index in range(longest) for block in blocks if index < len(block))


def _correction(data: bytes, count: int) -> bytes:
    """Reed–Solomon remainder of ``data``: ``count`` bytes over GF(256), one table look-up a byte."""
    table, mask, top = _remainders(count), (1 << 8 * count) - 1, 8 * (count - 1)
    rest = 0
    for byte in data:
        rest = ((rest << 8) & mask) ^ table[(rest >> top) ^ byte]
    return rest.to_bytes(count, "big")


@lru_cache(maxsize=16)
def _remainders(count: int) -> tuple[int, ...]:
    """For each leading byte: the generator polynomial of degree ``count`` times it, as one integer."""
    generator = [1]
    for power in range(count):
        root = base.gexp(power)
        shifted = [*generator, 0]
        for index, factor in enumerate(generator):
            shifted[index + 1] ^= _times(factor, root)
        generator = shifted
    return tuple(int.from_bytes(bytes(_times(f, lead) for f in generator[1:]), "big") for lead in range(256))


def _times(left: int, right: int) -> int:
    if left == 0 or right == 0:
        return 0
    return base.gexp((base.glog(left) + base.glog(right)) % 255)


@dataclass(frozen=True)
class _Symbol:
    """What all symbols of one version share. A symbol is an integer of rows, ``pitch`` bits each, first row lowest.

    Bit ``pitch * row + column`` is the module there; the spare bits of a row stay 0.
    """

    side: int
    pitch: int
    blank: int
    order: tuple[int, ...]
    masks: tuple[int, ...]
    formats: tuple[int, ...]

    def draw(self, codewords: bytes) -> Matrix:
        """The symbol with the mask that loses least; the first one of equals, as in the standard."""
        bits = f"{int.from_bytes(codewords, 'big'):0{8 * len(codewords)}b}"
        field = ["0"] * (self.pitch * self.side)
        top = len(field) - 1
        for place, bit in zip(self.order, bits, strict=False):
            field[top - place] = bit
        plain = int("".join(field), 2) | self.blank
        best = min(range(8), key=lambda index: self._lost(plain ^ self.masks[index]))
        chosen = f"{plain ^ self.masks[best] | self.formats[best]:0{self.pitch * self.side}b}"[::-1]
        return tuple(
            tuple(bit == "1" for bit in chosen[start : start + self.side])
            for start in range(0, self.pitch * self.side, self.pitch)
        )

    def _lost(self, modules: int) -> int:
        """Penalty of ISO/IEC 18004, 7.8.3, counted as the library counts: format and version bits still white."""
        dark = modules.bit_count()
        share = int(abs(float(dark) / self.side**2 * 100 - 50) / 5)
        return self._lines(modules, 1) + self._lines(modules, self.pitch) + 3 * self._blocks(modules) + 10 * share

    def _within(self, step: int, length: int) -> int:
        return _windows(self.side, self.pitch, step, length)

    def _lines(self, modules: int, step: int) -> int:
        """Runs of five and more, and finder-like patterns, along rows (step 1) or columns (step pitch)."""
        same = ~(modules ^ (modules >> step)) & self._within(step, 2)
        fours = same & (same >> step)
        fours &= fours >> (2 * step)
        starts = fours & ~(fours << step)
        light = ~modules
        m = [modules >> (step * k) for k in range(11)]
        w = [light >> (step * k) for k in range(11)]
        common = w[1] & m[4] & w[5] & m[6] & w[9] & self._within(step, 11)
        finder = common & m[0] & m[2] & m[3] & w[7] & w[8] & w[10]
        mirrored = common & w[0] & w[2] & w[3] & m[7] & m[8] & m[10]
        return fours.bit_count() + 2 * starts.bit_count() + 40 * (finder.bit_count() + mirrored.bit_count())

    def _blocks(self, modules: int) -> int:
        """Two by two squares of one colour."""
        rows = ~(modules ^ (modules >> 1))
        return (rows & (rows >> self.pitch) & ~(modules ^ (modules >> self.pitch)) & self._square()).bit_count()

    def _square(self) -> int:
        return _windows(self.side, self.pitch, 1, 2) & _windows(self.side, self.pitch, self.pitch, 2)


@lru_cache(maxsize=128)
def _windows(side: int, pitch: int, step: int, length: int) -> int:
    """Places from which a window of ``length`` modules along ``step`` stays inside the symbol."""
    wide = side - length + 1 if step == 1 else side
    high = side if step == 1 else side - length + 1
    return sum(((1 << wide) - 1) << (pitch * row) for row in range(high))


@lru_cache(maxsize=_FAST_UP_TO)
def _symbol(version: int) -> _Symbol:
    """Built once a version from the library's own drawing of an empty symbol."""
    side = 4 * version + 17
    pitch = side + 1
    blank = _function_patterns(version)
    free = [[module is None for module in row] for row in blank]
    order = tuple(_placement(free, side, pitch))
    masks = tuple(_packed(side, pitch, _mask_bits(free, index)) for index in range(8))
    formats = tuple(_packed(side, pitch, _format_bits(version, index)) for index in range(8))
    dark = _packed(side, pitch, lambda r, c: blank[r][c] is True)
    return _Symbol(side, pitch, dark, order, masks, formats)


def _function_patterns(version: int, mask: int | None = None) -> list[list[bool | None]]:
    """The library's finder, timing and alignment patterns; None is free.

    Format and version bits are white, or with ``mask`` those of the finished symbol.
    """
    code = qrcode.QRCode(version=version, error_correction=_LEVEL, border=0)
    code.modules_count = side = 4 * version + 17
    code.modules = [[None] * side for _ in range(side)]
    code.setup_position_probe_pattern(0, 0)
    code.setup_position_probe_pattern(side - 7, 0)
    code.setup_position_probe_pattern(0, side - 7)
    code.setup_position_adjust_pattern()
    code.setup_timing_pattern()
    code.setup_type_info(mask is None, mask or 0)
    if version >= 7:
        code.setup_type_number(mask is None)
    return code.modules


def _format_bits(version: int, mask: int) -> Callable[[int, int], bool]:
    drawn, white = _function_patterns(version, mask), _function_patterns(version)
    return lambda row, column: drawn[row][column] is True and white[row][column] is not True


def _mask_bits(free: list[list[bool]], mask: int) -> Callable[[int, int], bool]:
    flips = util.mask_func(mask)
    return lambda row, column: free[row][column] and flips(row, column)


def _packed(side: int, pitch: int, dark: Callable[[int, int], bool]) -> int:
    return sum(1 << (pitch * row + column) for row in range(side) for column in range(side) if dark(row, column))


def _placement(free: list[list[bool]], side: int, pitch: int) -> list[int]:
    """Where the codeword bits go: pairs of columns from the right, upwards and downwards in turn, column 6 left out."""
    places, upwards = [], True
    for right in range(side - 1, 0, -2):
        right -= 1 if right <= 6 else 0
        for row in range(side - 1, -1, -1) if upwards else range(side):
            places += [pitch * row + column for column in (right, right - 1) if free[row][column]]
        upwards = not upwards
    return places
