"""Photos: what is taken, what comes out, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from assess.errors import BadInput
from assess.operations.photos import LARGEST_FILE, ONE_INCH, read_photo


def picture(kind: str = "JPEG", size: tuple[int, int] = (600, 800), mode: str = "RGB", **options: object) -> bytes:
    target = BytesIO()
    Image.new(mode, size, "#4477aa" if mode in ("RGB", "RGBA") else 128).save(target, kind, **options)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        picture(), picture("PNG"), picture("PNG", mode="L"), picture("PNG", mode="RGBA"), picture("JPEG", mode="CMYK"),
        picture(size=(2000, 900)), picture(size=(295, 413)), picture("PNG", mode="P"),
    ],
)
def test_whatever_comes_in_a_one_inch_jpeg_goes_out(data: bytes) -> None:
    made = opened(read_photo(data))
    assert (made.format, made.size, made.mode) == ("JPEG", ONE_INCH, "RGB")


def test_place_device_and_comments_of_the_upload_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SecretComment")
    for data in (picture(exif=exif, comment=b"SecretComment"), picture("PNG", pnginfo=text)):
        assert b"Secret" in data
        assert b"Secret" not in read_photo(data)
        assert not opened(read_photo(data)).getexif()


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by 90°
    sideways = Image.new("RGB", (800, 600), "white")
    sideways.paste("black", (0, 0, 400, 600))
    target = BytesIO()
    sideways.save(target, "JPEG", exif=exif)
    made = opened(read_photo(target.getvalue())).convert("L")
    assert made.getpixel((147, 40)) < 60 < 200 < made.getpixel((147, 390))  # type: ignore[operator]


def test_what_was_transparent_becomes_white() -> None:
    target = BytesIO()
    Image.new("RGBA", (600, 800), (0, 0, 0, 0)).save(target, "PNG")
    assert min(opened(read_photo(target.getvalue())).getpixel((10, 10))) > 250  # type: ignore[type-var,arg-type]


def gif() -> bytes:
    return picture("GIF", mode="P")


def bomb() -> bytes:
    return picture("PNG", size=(9000, 9000), mode="1")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "photo.empty"),
        (lambda: b"x" * (LARGEST_FILE + 1), "photo.file_too_large"),
        (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "photo.not_a_photo"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.not_a_photo"),
        (gif, "photo.not_a_photo"),
        (bomb, "photo.too_many_pixels"),
        (lambda: picture(size=(200, 900)), "photo.too_small"),
        (lambda: picture()[:700], "photo.damaged"),
        (lambda: picture("PNG")[:300], "photo.damaged"),
    ],
)
def test_what_is_no_usable_photo_is_refused_by_name(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_photo(make())
    assert refused.value.code == code
