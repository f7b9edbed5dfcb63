"""A candidate signs in on a phone, reads the result and downloads the certificate."""

from __future__ import annotations

from pathlib import Path

import pytest
from exam_in_browser import Site
from one_exam import EXAM, PASSWORD, actor, paper_of
from playwright.sync_api import Browser, expect

from assess.operations import issuing

pytestmark = pytest.mark.browser


def test_a_candidate_gets_the_very_file_that_was_issued(site: Site, browser: Browser) -> None:
    paper = paper_of(site.store, EXAM, "chan", "jiangmen-demo")
    phone = browser.new_context(viewport={"width": 360, "height": 740}, locale="en", base_url=site.address)
    page = phone.new_page()
    page.goto("/my/")
    page.get_by_label("User name").fill("chan")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    assert page.url.endswith("/my/")
    page.get_by_role("link", name="2026-BY-01").click()
    assert page.locator("main").inner_text().count("Passed") >= 3
    page.get_by_role("link", name="My results and certificates").click()
    page.get_by_role("link", name=paper.number).click()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Download the PDF").click()
    assert paper.number in waited.value.suggested_filename and "陈䶮" in waited.value.suggested_filename
    stored = issuing.paper(site.store, actor(site.store, "chan"), paper.id)
    assert Path(waited.value.path()).read_bytes() == stored
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    phone.close()


def test_the_copy_button_appears_only_where_it_works(site: Site, browser: Browser) -> None:
    paper = paper_of(site.store, EXAM, "chan", "jiangmen-demo")
    for script, visible in ((True, True), (False, False)):
        context = browser.new_context(java_script_enabled=script, locale="en", base_url=site.address)
        page = context.new_page()
        page.goto(f"/my/certificates/{paper.id}")
        page.get_by_label("User name").fill("chan")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Copy the link")).to_be_visible(visible=visible)
        assert page.locator("#link").inner_text().endswith(f"/v/{paper.token}")
        context.close()
