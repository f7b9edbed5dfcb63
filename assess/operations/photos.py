"""Makes the photo of a certificate from what somebody uploaded: decoded, cropped, encoded again, nothing else kept.

Every other photo that is taken in passes through ``decoded`` and ``encoded`` as well.
"""

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
    opaque = decoded(data, LARGEST_FILE)
    if opaque.width < SMALLEST[0] or opaque.height < SMALLEST[1]:
        least = f"{SMALLEST[0]} × {SMALLEST[1]}"
        raise BadInput("photo.too_small", got=f"{opaque.width} × {opaque.height}", least=least)
    return encoded(ImageOps.fit(opaque, ONE_INCH, Image.Resampling.LANCZOS, centering=(0.5, 0.35)), quality=92)


def decoded(data: bytes, largest: int) -> Image.Image:
    """The picture upright and in RGB, what was transparent on white; ``largest`` is how many bytes a file may have.

    Raises ``BadInput``: ``photo.empty``, ``photo.file_too_large``, ``photo.not_a_photo``, ``photo.too_many_pixels`` or
    ``photo.damaged``.
    """
    if not data:
        raise BadInput("photo.empty")
    if len(data) > largest:
        raise BadInput("photo.file_too_large", got=_megabytes(len(data)), most=_megabytes(largest))
    image = _opened(data)
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise BadInput("photo.too_many_pixels", got=f"{width} × {height}")
    try:
        return _on_white(ImageOps.exif_transpose(image))
    except DAMAGED as error:
        raise BadInput("photo.damaged") from error


def encoded(image: Image.Image, *, quality: int) -> bytes:
    """The picture as JPEG at 300 dots per inch; no comment, place or device of the old file comes along."""
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    target = BytesIO()
    clean.save(target, format="JPEG", quality=quality, optimize=True, dpi=(300, 300))
    return target.getvalue()


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


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"
