"""The fonts of the house, opened once for all tests that set text in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from assess.store.fonts import load_font_files
from assess.typesetting import FontBook

CERTS = Path(__file__).parents[1] / "certs"
HANS = ("serif-sc", "serif-latin", "serif-tc", "hana-min-b")


@cache
def book() -> FontBook:
    """All faces, opened."""
    with TemporaryDirectory() as folder:
        return FontBook.from_files(load_font_files(CERTS, Path(folder)))
