"""An author goes from a broken file to a published edition, in headless Chromium; nothing typed is ever lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, Page, Route, expect

from assess.operations.standards import library
from assess.web.app import create_app
from tests.conftest import PASSWORD
from tests.desk_of_authors import STANDARD, TEXT, Desk, authors_instance, desk

__all__ = ["authors_instance", "desk"]
pytestmark = pytest.mark.browser

WRONG = "    at: weights.skill.preparation.L4\n    value: 25\n"
BROKEN = TEXT.replace(WRONG, WRONG.replace("25", "35")) + """
  - op: set
    at: assessment.L4.parts.theory.minutes
    value: 60
    raeson: 机考用时较短
"""
LINE = BROKEN[: BROKEN.index("raeson")].count("\n") + 1
TELL = """document.addEventListener("securitypolicyviolation", (event) => {
  const directive = event.effectiveDirective;
  if (directive !== "style-src-attr") console.log("stopped:", directive, event.blockedURI);
})"""
"""What the policy stops; but Chromium itself gives what is typed over a selection a style attribute."""
Visit = Callable[..., Page]


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """The address of a server over the authors' installation."""
    config = replace(desk.store.config, trusted_hosts=("127.0.0.1",))
    server = waitress.create_server(create_app(config, desk.store), host="127.0.0.1", port=0, threads=4)
    running = threading.Thread(target=server.run)
    running.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    running.join(5)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """``visit(username, path)``: a page in a browser of that author's own; what the policy stops there fails."""
    contexts, complaints = [], []

    def open_page(username: str, path: str = "/standards/", width: int = 1280) -> Page:
        context = browser.new_context(locale="en", viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(TELL)
        page.on("console", lambda said: complaints.append(said.text) if said.text.startswith("stopped:") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/sign-in?lang=en&next={path}")
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(f"**{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def mend(page: Page, line: int, text: str) -> None:
    """Follows a fault to its place on a line, and types ``text`` over what stands from there."""
    page.click(f'#problems [data-line="{line}"] a >> nth=0')
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    expect(page.locator(".at-cursor.error")).not_to_be_empty()
    page.keyboard.press("Shift+End")
    page.keyboard.type(text)


def faults(page: Page, kind: str = "error"):  # type: ignore[no-untyped-def]
    return page.locator(f"#problems .fault-{kind}")


def saved(page: Page, version: int) -> None:
    expect(page.locator("#save-state")).to_have_text(f"Saved as version {version}.")


def take(page: Page, step: str, label: str) -> None:
    page.click(f'.next-steps a[href$="/{step}"]')
    page.click(f"main button:has-text('{label}')")
    expect(page.locator(".flash")).to_contain_text("Done")


def test_an_author_mends_a_broken_file_and_it_is_published(visit: Visit, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    tan = visit("tan", "/standards/drafts/new")
    tan.set_input_files("#file", tmp_path / "broken.yaml")
    tan.click("section[aria-labelledby=way-upload] button")
    expect(tan.locator(f'.fault-error[data-line="{LINE}"]')).to_contain_text("raeson")

    mend(tan, LINE, "reason: 机考用时较短")
    expect(faults(tan).first).to_contain_text("110")  # what the first fault had hidden
    wrong = int(faults(tan).first.get_attribute("data-line") or 0)
    mend(tan, wrong, "25")
    expect(tan.locator("#problem-count")).to_contain_text("No errors")
    tan.keyboard.press("Control+s")
    saved(tan, 2)
    tan.reload()
    take(tan, "submit", "Hand in for review")

    guan = visit("guan")
    guan.click("text=摩托车装调工 >> nth=0")
    guan.click("text=Changes")
    guan.click("main .table-box a:has-text('Sign')")
    guan.fill("#reason", "机考用时较短")
    guan.click("main button:has-text('sign')")
    expect(guan.locator("main .table-box").first).to_contain_text("关穗芳")
    guan.click(".tabs >> text=Text")
    take(guan, "review", "Approve")

    tan.reload()
    tan.click('.next-steps a[href$="/file"]')
    for field, text in (("#number", "江人社备-2026-009"), ("#date", "2026-11-20"), ("#document", "复函")):
        tan.fill(field, text)
    tan.click("main button:has-text('Enter the filing')")
    take(tan, "publish", "Publish")

    assert library(desk.store.config).get(STANDARD, "2026.2").standard.below[0].signed == "关穗芳"
    tan.goto(tan.url.split("/standards/")[0] + "/standards/")
    tan.click(f"a[href='/standards/{STANDARD}/editions/2026.2']")
    tan.click("a[href$='/forms/L4']")
    tan.click(".choose-part li:nth-child(2) a")
    expect(tan.locator(".item").first).to_be_visible()


@pytest.fixture
def page(visit: Visit, desk: Desk) -> Page:
    """The editor over a draft without faults."""
    return visit("tan", f"/standards/drafts/{desk.open()}")


def type_at_end(page: Page, text: str) -> None:
    page.click(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_what_the_network_did_not_take_is_sent_once_it_is_back(page: Page) -> None:
    page.route("**/drafts/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    type_at_end(page, "# 断网时写的\n")
    page.keyboard.press("Control+s")
    expect(page.locator("#save-state")).to_contain_text("cannot be reached")
    page.unroute("**/drafts/*")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page, 2)


def test_a_closed_window_loses_nothing(page: Page, desk: Desk) -> None:
    type_at_end(page, "# 没来得及保存\n")
    expect(page.locator("#save-state")).to_contain_text("copy is kept")
    page.wait_for_timeout(400)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#unsaved")).to_be_visible()
    page.click("#unsaved [data-take]")
    page.keyboard.press("Control+s")
    saved(page, 2)
    assert desk.view(1).text.endswith("# 没来得及保存\n")
    page.reload()
    expect(page.locator("#unsaved")).to_be_hidden()


def test_an_expired_session_loses_nothing(page: Page) -> None:
    type_at_end(page, "# 登录过期\n")
    page.context.clear_cookies(name="session")
    page.keyboard.press("Control+s")
    expect(page.locator("#save-state")).to_contain_text("You are signed out. Nothing is lost")
    with page.context.expect_page() as opened:
        page.click("#save-state a")
    tab = opened.value
    tab.fill("#username", "tan")
    tab.fill("#password", PASSWORD)
    tab.click("main button[type=submit]")
    tab.wait_for_url("**/drafts/*")
    page.click("main button[type=submit]")
    saved(page, 2)


def test_two_who_write_at_once_both_see_both_texts(page: Page, desk: Desk) -> None:
    desk.save(1, TEXT + "# 她的\n", desk.reviewer)
    type_at_end(page, "# 我的\n")
    page.keyboard.press("Control+s")
    page.wait_for_selector("#conflict")
    expect(page.locator(".difference")).to_contain_text("# 她的")
    expect(page.locator("#text")).to_have_value(TEXT + "# 我的\n")
    page.click("#conflict [data-drop]")
    expect(page.locator(".cm-content")).to_be_visible()
    expect(page.locator("#unsaved")).to_be_hidden()


def test_tab_indents_and_escape_lets_it_leave(page: Page) -> None:
    type_at_end(page, "x")
    page.keyboard.press("Tab")
    assert page.locator("#text").input_value().endswith("x  ") or page.locator("#text").input_value().endswith("  x")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.cm-content')")


def test_the_schema_proposes_keys_and_values(page: Page) -> None:
    type_at_end(page, "  - op: ")
    page.keyboard.press("Control+Space")
    proposals = page.locator(".cm-tooltip-autocomplete")
    for word in ("set", "add", "remove", "reorder"):
        expect(proposals).to_contain_text(word)
    page.wait_for_timeout(200)  # a list that has just come up does not take Enter for itself
    page.keyboard.press("Enter")
    expect(page.locator(".cm-activeLine")).to_contain_text("- op: add")


def test_a_check_that_is_late_does_not_mark_a_newer_text(page: Page) -> None:
    held: list[Route] = []
    page.route("**/check", lambda route: held.append(route))
    type_at_end(page, "wrong: 1")
    page.wait_for_timeout(700)
    page.keyboard.press("Shift+Home")
    page.keyboard.type("# fine")
    expect(page.locator("#save-state")).to_contain_text("Not saved yet")
    page.wait_for_timeout(700)
    for route in reversed(held):
        route.continue_()
    page.wait_for_timeout(500)
    expect(faults(page)).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_screen(visit: Visit, desk: Desk, width: int) -> None:
    draft_id = desk.open()
    page = visit("tan", width=width)
    for path in ("", "/faults", "/preview/L4/practical", "/weights", "/changes", "/history", "/submit"):
        page.goto(page.url.split("/standards/")[0] + f"/standards/drafts/{draft_id}{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
