"""The listings of broken files, word for word, as authors read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.standards.golden import LOCALES, files, golden_of, listing


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_the_check_says_what_its_golden_listing_says(file: Path, locale: str) -> None:
    # When a sentence or a rule changed on purpose: python -m tests.standards.golden
    assert listing(file, locale) == golden_of(file, locale).read_text(encoding="utf-8")
