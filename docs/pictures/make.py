"""Makes the README's pictures from a demonstration of its own: ``python docs/pictures/make.py``.

Needs what the browser tests need: chromium, poppler-utils and the test dependencies.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from assess.cli import main
from assess.cli.demo import PAPERS, SIGN_INS, issued
from assess.config import load_config
from assess.store.session import open_store
from assess.web.app import create_app

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"


def sign_in(browser: Browser, address: str, username: str, password: str, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 860}, locale="zh-CN").new_page()
    page.goto(f"{address}/sign-in")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/home")
    return page


def score_form(browser: Browser, address: str, password: str) -> None:
    """The grid of the sitting that is being marked, a few values entered with the keyboard."""
    page = sign_in(browser, address, "examiner1", password, 1280)
    page.goto(f"{address}/examiner/sittings/2/practical")
    page.locator("td input").first.focus()
    for value in ("7.5", "7", "6.5", "7"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    page.screenshot(path=HERE / "score-form.png")


def verification(browser: Browser, address: str, token: str) -> None:
    """What a stranger sees on a phone."""
    page = browser.new_context(viewport={"width": 390, "height": 860}, locale="zh-CN").new_page()
    page.goto(f"{address}/v/{token}")
    page.screenshot(path=HERE / "verification.png")


def paper(file: Path, name: str) -> None:
    """The first page of a paper at screen size."""
    subprocess.run(["pdftoppm", "-png", "-r", "75", "-singlefile", str(file), str(HERE / name)], check=True)


def make() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ASSESS_INSTANCE"] = folder
        assert main(["demo"]) == 0
        config = load_config()
        store = open_store(config)
        server = make_server("127.0.0.1", 0, create_app(config, store), threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.port}"
        password = (config.instance / SIGN_INS).read_text(encoding="utf-8").split()[1]
        lines = {(line.authority, line.seat): line for line in issued(store)}
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            score_form(browser, address, password)
            verification(browser, address, lines["jiangmen-demo", 1].token)
            browser.close()
        server.shutdown()
        paper(config.instance / PAPERS / f"{lines['jiangmen-demo', 4].number}.pdf", "certificate-mainland")
        paper(config.instance / PAPERS / f"{lines['dsal-demo', 4].number}.pdf", "certificate-macau")


if __name__ == "__main__":
    make()
