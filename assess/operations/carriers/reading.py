"""What a process of its own read from an uploaded paper or picture, as values."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops

from assess.certificates.carriers import Line, Paper
from assess.errors import BadInput
from assess.operations.child import Guard, ask

_MODULE = "assess.operations.carriers.child"
_PAPER = Guard(memory=768 * 1024 * 1024, processor=15, wait=20, answer=48 * 1024 * 1024)
_PICTURE = Guard(memory=1024 * 1024 * 1024, processor=20, wait=30)
_STROKE, _SHADE, _BLOCK = 64, 12, 16
"""Of 255 levels of grey: no pixel may differ by a stroke of print, no block of pixels on average by a shade.

A picture that was only stored anew differs by less, an exchanged one by more.
"""


@dataclass(frozen=True)
class Read:
    """A paper with the pictures of its pages, in grey."""

    paper: Paper
    pictures: tuple[Image.Image, ...]


def read_paper(data: bytes, seals: list[bytes]) -> Read | None:
    """What the PDF carries; None when it cannot be read, or only at a cost that no paper of ours has.

    ``seals`` are the certificates (DER) of the seals that are ours.
    """
    answer = ask(_MODULE, {"kind": "pdf", "seals": [seal.hex() for seal in seals]}, data, _PAPER)
    return None if answer is None or "refused" in answer else read_from(answer)


def read_codes(data: bytes) -> list[str]:
    """The texts of the QR codes in a JPEG or PNG.

    Raises ``BadInput``: see ``photos.decoded``, and ``verify.too_costly``.
    """
    answer = ask(_MODULE, {"kind": "picture"}, data, _PICTURE)
    if answer is None:
        raise BadInput("verify.too_costly")
    if "refused" in answer:
        code, params = answer["refused"]
        raise BadInput(code, **params)
    return list(answer["codes"])


def read_from(answer: dict[str, Any]) -> Read:
    """The paper in the child's answer."""
    pages = answer["pages"]
    paper = Paper(
        sizes=tuple((width, height) for width, height in (page["size"] for page in pages)),
        lines=tuple(Line(text, number, tuple(box)) for number, page in enumerate(pages) for text, box in page["lines"]),
        codes=tuple(code for page in pages for code in page["codes"]),
        attached=tuple((name, b64decode(held)) for name, held in answer["attached"]),
        seal=answer["seal"],
        sealed_by=answer["sealed_by"],
        shapes=None if answer["shapes"] is None else tuple(answer["shapes"]),
        active=tuple(answer["active"]),
    )
    pictures = (Image.frombytes("L", tuple(page["size"]), b64decode(page["picture"])) for page in pages)
    return Read(paper, tuple(pictures))


def first_difference(read: Read, original: Read) -> tuple[int, tuple[int, ...]] | None:
    """Page and box (pixels) where the drawn pages differ first; None when they look the same."""
    for number, (seen, issued) in enumerate(zip(read.pictures, original.pictures, strict=False)):
        if seen.size != issued.size:
            return number, (0, 0, *issued.size)
        difference = ImageChops.difference(seen, issued)
        box = difference.point(lambda level: 255 if level > _STROKE else 0).getbbox()
        if box is not None:
            return number, box
        shade = difference.reduce(_BLOCK).point(lambda level: 255 if level > _SHADE else 0).getbbox()
        if shade is not None:
            return number, tuple(side * _BLOCK for side in shade)
    return None
