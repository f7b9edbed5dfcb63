"""A sitting keeps its edition, and says when a newer one was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.config import Config
from tests.editions import NATIONAL, publish_next, with_own_folder
from tests.web.office.conftest import Desk


@pytest.fixture
def config(config: Config, tmp_path: Path) -> Config:
    return with_own_folder(config, tmp_path)


def test_a_sitting_says_when_a_newer_edition_was_published_and_leads_to_the_comparison(
    desk: Desk, config: Config
) -> None:
    page = f"/office/sittings/{desk.sitting_id}"
    assert "Edition 2021" in desk.see(page) and "published meanwhile" not in desk.see(page)
    publish_next(config, NATIONAL, "2021", "2026")
    assert "Edition 2021 Edition 2026 was published meanwhile What changed" in desk.see(page)
    link = f"/standards/compare?a={NATIONAL}@2021&b={NATIONAL}@2026"
    assert link.replace("&", "&amp;") in desk.client.get(page).get_data(as_text=True)
    assert "Edition 2021 → 2026" in desk.see(link)
