"""Makes the photo of a certificate from what somebody uploaded: decoded, cropped, encoded again, nothing else kept."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps

from assess.errors import BadInput

LARGEST_FILE = 8 * 1024 * 1024
ONE_INCH = (295, 413)
"""Width and height in pixels of a one-inch photo (25 mm × 35 mm) at 300 dots per inch."""
SMALLEST = (220, 308)
"""Anything below prints blurred."""
MOST_PIXELS = 50_000_000
"""More than any camera of a telephone takes; a small file can unfold to more."""

# All that Pillow's two decoders raise for damaged files.
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error)


def read_photo(data: bytes) -> bytes:
    """JPEG of ``ONE_INCH`` pixels without any metadata, cropped around the upper middle, where faces are.

    Only JPEG and PNG are decoded, because Pillow's other formats run more code than an upload should reach. Raises
    ``BadInput``: ``photo.empty``, ``photo.file_too_large``, ``photo.not_a_photo``, ``photo.too_many_pixels``,
    ``photo.too_small`` or ``photo.damaged``.
    """
    if not data:
        raise BadInput("photo.empty")
    if len(data) > LARGEST_FILE:
        raise BadInput("photo.file_too_large", got=_megabytes(len(data)), most=_megabytes(LARGEST_FILE))
    image = _opened(data)
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise BadInput("photo.too_many_pixels", got=f"{width} × {height}")
    try:
        upright = ImageOps.exif_transpose(image)
        opaque = _on_white(upright)
    except DAMAGED as error:
        raise BadInput("photo.damaged") from error
    if opaque.width < SMALLEST[0] or opaque.height < SMALLEST[1]:
        least = f"{SMALLEST[0]} × {SMALLEST[1]}"
        raise BadInput("photo.too_small", got=f"{opaque.width} × {opaque.height}", least=least)
    return _encoded(ImageOps.fit(opaque, ONE_INCH, Image.Resampling.LANCZOS, centering=(0.5, 0.35)))


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=("JPEG", "PNG"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadInput("photo.too_many_pixels", got="?") from error
    except DAMAGED as error:
        raise BadInput("photo.not_a_photo") from error


def _on_white(image: Image.Image) -> Image.Image:
    """The picture in RGB; what was transparent becomes white, as the paper asks for a white background."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return image.convert("RGB")


def _encoded(image: Image.Image) -> bytes:
    clean = Image.new("RGB", image.size)  # a new picture carries no comment, place or device of the old one
    clean.paste(image)
    target = BytesIO()
    clean.save(target, format="JPEG", quality=92, optimize=True, dpi=(300, 300))
    return target.getvalue()


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"
