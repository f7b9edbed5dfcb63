"""Somebody without an account scans the code on an issued paper with a phone."""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zxingcpp
from exam_in_browser import Site
from one_exam import EXAM, actor, paper_of
from PIL import Image
from playwright.sync_api import Browser

from assess.operations import issuing

pytestmark = pytest.mark.browser


def scanned(pdf: bytes, folder: Path) -> str:
    """What an independent reader finds on the paper as it is printed at 150 dots per inch."""
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", "paper.pdf", "paper"], cwd=folder, check=True)
    with Image.open(folder / "paper.png") as image:
        codes = zxingcpp.read_barcodes(image.convert("L"))
    assert len(codes) == 1
    return str(codes[0].text)


@pytest.mark.parametrize("authority", ["jiangmen-demo", "dsal-demo"])
def test_the_code_leads_to_a_page_that_names_the_holder(
    site: Site, browser: Browser, tmp_path: Path, authority: str
) -> None:
    paper = paper_of(site.store, EXAM, "chan", authority)
    address = scanned(issuing.paper(site.store, actor(site.store, "chan"), paper.id), tmp_path)
    assert address.lower().startswith(site.store.config.base_url.lower() + "/")
    phone = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}, locale="en", base_url=site.address
    )
    page = phone.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(urlsplit(address).path)
    assert page.locator("h1").inner_text().endswith("Specimen – not a certificate")
    assert page.locator(".who").inner_text() == "陈䶮"
    assert page.locator("main").inner_text().count(paper.number) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert len(requests) == 2 and {urlsplit(url).netloc for url in requests} == {urlsplit(site.address).netloc}
    assert phone.cookies() == []
    phone.close()
