"""Turns photo bytes into a PDF image; a JPEG goes in as it is, a PNG as deflated pixels."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

from assess.errors import BadInput
from assess.typesetting.stream import Stream

_PIXELS = 16_000_000  # far more than a portrait needs; a larger one is no photo for a certificate
_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}


@dataclass(frozen=True)
class Picture:
    """Image data as they stand in the file, and the name of their filter."""

    width: int
    height: int
    data: bytes
    space: str
    filter: str

    def stream(self) -> Stream:
        """The image object of a document; reportlab's own would decode a JPEG to name it."""
        entries = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": self.width,
            "Height": self.height,
            "BitsPerComponent": 8,
            "ColorSpace": PDFName(self.space),
            "Filter": PDFName(self.filter),
        }
        return Stream(PDFDictionary(entries), self.data)


def picture(data: bytes, *, decode: bool = False) -> Picture:
    """The picture in ``data``; ``BadInput("photo.unusable")`` unless it is a JPEG or PNG in grey or RGB.

    ``decode`` reads a JPEG to its end, which finds a truncated one; printing does not need it.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > _PIXELS:
                raise ValueError("too many pixels")
            if image.format == "JPEG" and image.mode in _SPACES:
                if decode:
                    image.load()
                return _picture(image, data, "DCTDecode")
            if image.format == "PNG":
                plain = image.convert("L" if image.mode == "L" else "RGB")
                return _picture(plain, zlib.compress(plain.tobytes(), 6), "FlateDecode")
            reason = f"{image.format} {image.mode}"
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        reason = str(error) or type(error).__name__
    raise BadInput("photo.unusable", reason=reason)


def _picture(image: Image.Image, data: bytes, how: str) -> Picture:
    return Picture(image.width, image.height, data, _SPACES[image.mode], how)
