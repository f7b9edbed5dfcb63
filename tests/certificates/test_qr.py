"""The code is the one that the reference library draws, and readers that are not ours can read it."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image

from assess.certificates import qr

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def test_the_fast_matrix_equals_the_reference_for_every_length_it_handles() -> None:
    source = random.Random(20261123)
    handled = 0
    for length in range(1, 200):
        text = "".join(source.choices(ALPHANUMERIC, k=length))
        fast = qr._fast(text)
        handled += fast is not None
        assert fast is None or fast == qr._reference(text), text
    assert handled > 120, "the control: the fast way is really taken"


def test_the_fast_matrix_equals_the_reference_for_addresses() -> None:
    source = random.Random(12)
    for _ in range(150):
        address = "HTTPS://VERIFY.EXAMPLE.ORG/" + "".join(source.choices(ALPHANUMERIC[:36], k=12))
        assert qr._fast(address) == qr._reference(address)


@pytest.mark.parametrize("count", [1, 2, 3, 90, 200, 350, 351, 352, 470, 600, 900, 1200])
def test_the_fast_matrix_equals_the_reference_for_an_address_with_digits(count: int) -> None:
    source = random.Random(count)
    text = "HTTPS://VERIFY.EXAMPLE.ORG/V/K7QW3MZB5XTA#" + "".join(source.choices("0123456789", k=count))
    assert qr._fast(text) == qr._reference(text)
    assert qr._fast(text) is not None


def test_digits_behind_the_address_are_a_segment_of_their_own() -> None:
    text = "HTTPS://VERIFY.EXAMPLE.ORG/V/K7QW3MZB5XTA#" + "1234567890" * 35
    assert len(qr.matrix(text)) == 53, "version 9; as bytes it would take version 16"
    assert _read(qr.matrix(text)) == text


@pytest.mark.parametrize("text", ["12345678", "lower case", "名", "A" * 1000, "HTTPS://A.EXAMPLE#1#2", "HTTPS://A#"])
def test_what_the_fast_way_does_not_handle_goes_to_the_library(text: str) -> None:
    assert qr._fast(text) is None
    assert _read(qr.matrix(text)) == text


def test_an_address_of_ordinary_length_fits_version_three() -> None:
    address = "HTTPS://VERIFY.EXAMPLE.ORG/K7QW3MZB5XTA"
    assert len(qr.matrix(address)) == 29
    assert _read(qr.matrix(address)) == address


def test_the_svg_draws_the_same_modules_with_a_quiet_zone_of_four() -> None:
    rows = qr.matrix("HTTPS://A.EXAMPLE/K7QW3MZB5XTA")
    root = ElementTree.fromstring(qr.svg("HTTPS://A.EXAMPLE/K7QW3MZB5XTA"))
    side = len(rows) + 8
    assert root.get("viewBox") == f"0 0 {side} {side}"
    path = root.findall("{http://www.w3.org/2000/svg}path")[1].get("d") or ""
    drawn = set()
    for piece in path.split("M")[1:]:
        start, width = piece.split("v")[0].split("h")
        x, y = map(int, start.split())
        drawn |= {(x - 4 + step, y - 4) for step in range(int(width))}
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def _read(rows: qr.Matrix) -> str:
    side = len(rows) + 8
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.putpixel((x + 4, y + 4), 0 if dark else 255)
    found = zxingcpp.read_barcodes(image.resize((side * 6, side * 6), Image.Resampling.NEAREST))
    return str(found[0].text)
