"""Finds QR codes in pictures: in the drawn pages of a paper, and in what a camera or a scanner made of it."""

from __future__ import annotations

import zxingcpp
from PIL import Image

from assess.operations.photos import decoded

LARGEST_FILE = 16 * 1024 * 1024
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_LONG_SIDES = (4000, 2400, 1400, 900)
"""Pixels: a code that a camera drew large and unsharp is found in a smaller copy."""


def codes_in(data: bytes) -> list[str]:
    """The texts of all QR codes in a JPEG or PNG; see ``photos.decoded`` for what is refused.

    Any rotation is tried by the reader itself; smaller copies are looked at too, because one scale may show what
    another hides.
    """
    picture = decoded(data, LARGEST_FILE).convert("L")
    found: list[str] = []
    for side in _LONG_SIDES:
        if side == _LONG_SIDES[0] or side < max(picture.size):
            smaller = picture.copy()
            smaller.thumbnail((side, side))
            found += [text for text in codes_of(smaller) if text not in found]
    return found


def codes_of(picture: Image.Image) -> list[str]:
    """The texts of the QR codes in one picture, in the order of the reader."""
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=_QR)]
