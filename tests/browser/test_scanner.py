"""The scanner finds the codes of a paper by camera or in a picture, and follows none that leads elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import qrcode
from offline_codes import Watched, watched
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SPECIMEN = "Specimen, not a certificate: the offline code was signed on 7 November 2026"


@pytest.fixture(scope="module")
def site(issued_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(issued_instance, tmp_path_factory.mktemp("watched")) as running:
        yield running


@pytest.fixture
def page(browser: Browser, site: Watched) -> Iterator[Page]:
    """The scanner on a phone whose camera nobody may use."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en", base_url=site.address)
    opened = context.new_page()
    opened.goto("/scan")
    yield opened
    context.close()


def film(picture: Path, target: Path) -> Path:
    """A film of one still, as a camera would see the picture (Y4M, 640 × 480)."""
    with Image.open(picture) as image:
        still = Image.new("YCbCr", (640, 480), (255, 128, 128))
        code = image.convert("YCbCr").resize((440, 440))
        still.paste(code, (100, 20))
    light, blue, red = still.split()
    frame = light.tobytes() + blue.resize((320, 240)).tobytes() + red.resize((320, 240)).tobytes()
    target.write_bytes(b"YUV4MPEG2 W640 H480 F5:1 Ip A1:1 C420\n" + (b"FRAME\n" + frame) * 3)
    return target


def picture(text: str, folder: Path) -> Path:
    qrcode.make(text).save(folder / "code.png")
    return folder / "code.png"


@contextmanager
def camera(browser: Browser, site: Watched, *flags: str) -> Iterator[Page]:
    """The scanner in a browser of its own, which has a camera; every host is this machine."""
    started = browser.browser_type.launch(executable_path="/usr/bin/chromium", args=[
        "--no-sandbox", "--use-fake-device-for-media-stream", "--host-resolver-rules=MAP * 127.0.0.1", *flags,
    ])
    opened = started.new_context(viewport={"width": 360, "height": 740}, locale="en", base_url=site.address).new_page()
    yield opened
    started.close()


def seeing(film: Path) -> tuple[str, str]:
    return "--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={film}"


def choose(page: Page, file: Path) -> None:
    page.set_input_files("#scan-picture", file)


def said(page: Page, name: str, words: str) -> None:
    expect(page.locator(f"#scan-status[data-said={name}]")).to_contain_text(words)


def test_the_camera_reads_the_offline_code_and_asks_the_register(
    browser: Browser, site: Watched, tmp_path: Path
) -> None:
    paper = site.papers["jiangmen-demo"]
    with camera(browser, site, *seeing(film(picture(paper.code, tmp_path), tmp_path / "film.y4m"))) as page:
        page.goto("/scan")
        page.click("#scan-start")
        expect(page.locator("#code h2")).to_contain_text(SPECIMEN)
        expect(page.locator("#scan-found")).to_contain_text("The register says now: Specimen – not a certificate")
        assert paper.number in page.inner_text("#code") and page.is_hidden("#scan-video")
        page.click("#scan-found a")
        page.wait_for_selector("#code[data-outcome=specimen]")
    assert not any(paper.digits[5:25] in asked for asked in site.asked)


def test_the_camera_opens_the_page_of_the_first_code(browser: Browser, site: Watched, tmp_path: Path) -> None:
    paper = site.papers["dsal-demo"]
    text = paper.code.partition("#")[0]
    with camera(browser, site, *seeing(film(picture(text, tmp_path), tmp_path / "film.y4m"))) as page:
        page.goto("/scan")
        page.click("#scan-start")
        page.wait_for_url(f"**/v/{paper.token}")


def test_a_photo_of_each_page_of_the_paper_is_read(site: Watched, page: Page) -> None:
    paper = site.papers["jiangmen-demo"]
    choose(page, paper.pictures[1])
    expect(page.locator("#code h2")).to_contain_text(SPECIMEN)
    choose(page, paper.pictures[0])
    page.wait_for_url(f"**/v/{paper.token}")


def test_without_network_the_scanner_still_reads_the_offline_code(site: Watched, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en", base_url=site.address)
    page, paper = context.new_page(), site.papers["jiangmen-demo"]
    page.goto("/scan")
    page.evaluate("""async () => {
      const kept = async (path) => Boolean(await caches.match(path, { ignoreVary: true }));
      while (!(await kept("/scan"))) await new Promise((resolve) => setTimeout(resolve, 50));
      while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
    }""")
    context.set_offline(True)
    page.goto("/scan")
    choose(page, paper.pictures[1])
    expect(page.locator("#code h2")).to_contain_text(SPECIMEN)
    expect(page.locator("#scan-found")).to_have_text("The register could not be asked: no network.")
    choose(page, paper.pictures[0])
    said(page, "offline", "This code can only be checked with the network.")
    context.close()


@pytest.mark.parametrize(("text", "name", "words"), [
    ("https://evil.example/v/ABCDEFGHIJKL", "foreign", "leads to another site, evil.example. It was not opened."),
    ("https://evil.example/v/ABCDEFGHIJKL#123", "foreign", "evil.example"),
    ("javascript:alert(1)", "other", "not one of a certificate"),
    ("just a text", "other", "not one of a certificate"),
])
def test_what_leads_elsewhere_is_named_and_not_opened(
    page: Page, tmp_path: Path, text: str, name: str, words: str
) -> None:
    choose(page, picture(text, tmp_path))
    said(page, name, words)
    assert page.url.endswith("/scan") and page.is_hidden("#code")


def test_a_picture_without_a_code_and_a_file_that_is_none(page: Page, tmp_path: Path) -> None:
    Image.new("L", (300, 200), 255).save(tmp_path / "white.png")
    choose(page, tmp_path / "white.png")
    said(page, "no_code", "No QR code was found in the picture.")
    (tmp_path / "text.png").write_text("no picture")
    choose(page, tmp_path / "text.png")
    said(page, "no_picture", "This file is not a picture")


def test_without_a_camera_the_page_says_so(page: Page) -> None:
    page.click("#scan-start")
    said(page, "no_camera", "No camera was found.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_refusal_and_an_unprotected_address_are_explained(browser: Browser, site: Watched) -> None:
    with camera(browser, site) as page:
        page.goto("/scan")
        page.click("#scan-start")
        said(page, "denied", "Allow it in the browser's settings")
        page.goto(f"{site.address.replace('127.0.0.1', 'shop.test')}/scan")
        page.click("#scan-start")
        said(page, "insecure", "Browsers give the camera only to pages whose address begins with https://")
        choose(page, site.papers["jiangmen-demo"].pictures[1])
        expect(page.locator("#code h2")).to_have_text("The offline code could not be checked in this browser")
