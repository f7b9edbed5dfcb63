"""Draws the pages of a PDF and takes its text, QR codes and attachments; runs in the child process only."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

from assess.errors import BadInput
from assess.operations.carriers.pictures import codes_of

MOST_PAGES = 8
"""A paper has one or two."""
_SCALE = 1.25
"""Pixels a point: 90 dots an inch, where a changed stroke of the smallest print shows."""
_LONGEST_SIDE = 2000
_MOST_TEXT = 100_000
_MOST_ATTACHED, _LARGEST_ATTACHED = 20, 1024 * 1024


@dataclass(frozen=True)
class Page:
    """One page: its picture in grey, its lines of text with their boxes, the texts of its codes.

    A box is left, top, right, bottom in pixels of the picture.
    """

    picture: Image.Image
    lines: list[tuple[str, list[int]]]
    codes: list[str]


def pages_of(data: bytes) -> list[Page]:
    """Every page of the paper; raises ``BadInput("verify.unreadable")``."""
    try:
        with pdfium.PdfDocument(data) as document:
            if not 0 < len(document) <= MOST_PAGES:
                raise BadInput("verify.unreadable", reason="pages")
            document.init_forms()
            return [_page(document[number]) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise BadInput("verify.unreadable", reason="pdf") from error


def attachments_of(data: bytes) -> list[tuple[str, bytes]]:
    """The attached files by name, in their order; raises ``BadInput("verify.unreadable")``."""
    try:
        with pdfium.PdfDocument(data) as document:
            if document.count_attachments() > _MOST_ATTACHED:
                raise BadInput("verify.unreadable", reason="attachments")
            held = [document.get_attachment(number) for number in range(document.count_attachments())]
            return [(one.get_name(), bytes(one.get_data())[:_LARGEST_ATTACHED]) for one in held]
    except pdfium.PdfiumError as error:
        raise BadInput("verify.unreadable", reason="attachments") from error


def _page(page: pdfium.PdfPage) -> Page:
    width, height = page.get_size()
    scale = min(_SCALE, _LONGEST_SIDE / max(width, height, 1))
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return Page(picture, _lines(page, scale, height), codes_of(picture))


def _lines(page: pdfium.PdfPage, scale: float, height: float) -> list[tuple[str, list[int]]]:
    """All text of the page in lines, also what stands outside of it or is not seen."""
    text = page.get_textpage()
    if text.count_chars() > _MOST_TEXT:
        raise BadInput("verify.unreadable", reason="text")
    found, start, whole = [], 0, text.get_text_range()
    for line in whole.split("\r\n"):
        if line.strip():
            found.append((line.strip(), _box(text, whole.find(line, start), len(line), scale, height)))
        start += len(line) + 2
    return found


def _box(text: pdfium.PdfTextPage, first: int, count: int, scale: float, height: float) -> list[int]:
    """Where the first and the last character of a line stand; text that is drawn nowhere has no box."""
    corners = []
    for index in (first, first + count - 1):
        if 0 <= index < text.count_chars():
            corners.append(text.get_charbox(index, loose=True))
    if not corners:
        return []
    left, bottom = min(c[0] for c in corners), min(c[1] for c in corners)
    right, top = max(c[2] for c in corners), max(c[3] for c in corners)
    return [int(left * scale), int((height - top) * scale), int(right * scale) + 1, int((height - bottom) * scale) + 1]
