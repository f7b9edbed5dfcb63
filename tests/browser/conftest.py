"""One Chromium for all browser tests, and a running site after the exam of ``one_exam``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exam_in_browser import Site, served
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="session")
def browser(issued_instance: Path) -> Iterator[Browser]:
    """Debian's Chromium, headless. Papers are sealed before: beside its event loop no other can run."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def site(issued_instance: Path, tmp_path: Path) -> Iterator[Site]:
    """The site with Chan's two papers issued."""
    with served(issued_instance, tmp_path) as running:
        yield running
