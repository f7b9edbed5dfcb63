"""Draws the two pictures that differ from paper to paper, code and photo, at their places on a sheet."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from assess.certificates import qr
from assess.certificates.design.model import Code, Photo
from assess.certificates.pdf.art import MM
from assess.certificates.pdf.photo import Picture
from assess.typesetting.sheet import Sheet

_WHITE = HexColor("#ffffff")


def draw_code(sheet: Sheet, spot: Code, high: float, text: str) -> None:
    """The QR code as one filled path, a unit a module, on the white of its quiet zone; the paper is ``high`` mm."""
    rows = qr.matrix(text)
    unit = spot.size * MM / len(rows)
    sheet.saveState()
    sheet.transform(unit, 0, 0, unit, spot.x * MM, (high - spot.y) * MM)
    side = len(rows) + 2 * qr.QUIET
    sheet.setFillColor(_WHITE)
    sheet.rect(-qr.QUIET, qr.QUIET - side, side, side, stroke=0, fill=1)
    sheet.setFillColor(HexColor(spot.colour))
    sheet.write(*(f"{x} {-y - 1} {width} 1 re" for x, y, width in qr.runs(rows)), "f")
    sheet.restoreState()


def draw_photo(sheet: Sheet, spot: Photo, high: float, image: Picture) -> None:
    """The photo, filling its rectangle, cut evenly where the proportions differ, and the frame over it."""
    x, y, wide, tall = _box(spot, high)
    scale = max(wide / image.width, tall / image.height)
    full_wide, full_tall = image.width * scale, image.height * scale
    sheet.saveState()
    clip = sheet.beginPath()
    clip.rect(x, y, wide, tall)
    sheet.clipPath(clip, stroke=0)
    sheet.transform(full_wide, 0, 0, full_tall, x + (wide - full_wide) / 2, y + (tall - full_tall) / 2)
    sheet.picture("photo", image.stream())
    sheet.restoreState()
    draw_frame(sheet, spot, high)


def draw_frame(sheet: Sheet, spot: Photo, high: float, *, ground: bool = False) -> None:
    """The ruled frame of the photo; with ``ground`` on white."""
    sheet.saveState()
    sheet.setFillColor(_WHITE)
    sheet.setStrokeColor(HexColor(spot.colour))
    sheet.setLineWidth(spot.stroke)
    sheet.rect(*_box(spot, high), fill=int(ground))
    sheet.restoreState()


def _box(spot: Photo, high: float) -> tuple[float, float, float, float]:
    """Left, bottom, width and height in points."""
    return spot.x * MM, (high - spot.y - spot.height) * MM, spot.width * MM, spot.height * MM
