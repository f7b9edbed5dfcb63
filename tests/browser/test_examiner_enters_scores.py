"""An examiner at the keyboard, in headless Chromium over a real server: nothing typed is ever lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import waitress
from playwright.sync_api import Browser, Page, expect

from assess.config import Config
from assess.exams.scores import SheetState
from assess.store.session import Store
from assess.web.app import create_app
from tests.marking import PASSWORD, Marking, config, marking

__all__ = ["config", "marking"]
pytestmark = pytest.mark.browser
Open = Callable[[], Page]


@pytest.fixture
def address(config: Config, store: Store) -> Iterator[str]:
    """The address of a server over the test's own installation."""
    server = waitress.create_server(create_app(replace(config, trusted_hosts=("127.0.0.1",)), store),
                                    host="127.0.0.1", port=0, threads=4)
    running = threading.Thread(target=server.run)
    running.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.task_dispatcher.shutdown(cancel_pending=False)  # what a page says while it goes is still answered
    server.close()
    running.join(5)


@pytest.fixture
def page(browser: Browser, address: str, marking: Marking) -> Iterator[Page]:
    """The grid, open in the browser of the first examiner."""
    context = browser.new_context(locale="en", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(f"{address}/sign-in?lang=en&next=/examiner/sittings/{marking.sitting_id}/practical")
    sign_in(opened)
    yield opened
    context.close()


def sign_in(page: Page) -> None:
    page.fill("#username", "first")
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_selector("table.grid")


def cell(page: Page, marking: Marking, seat: int, name: str = "f_t1__cut_hdepth"):  # type: ignore[no-untyped-def]
    return page.locator(f'[name="s{marking.sheet(seat).id}-{name}"]')


def saved(page: Page, count: int) -> None:
    expect(page.locator("td.saved")).to_have_count(count)


def test_the_keyboard_alone_fills_a_column_and_a_reload_shows_it(page: Page, marking: Marking) -> None:
    cell(page, marking, 1).focus()
    for mark in ("18,5", "17", "12.5"):
        page.keyboard.type(mark)
        page.keyboard.press("Enter")
    page.keyboard.type("1")  # at the foot of the column Enter goes on at the top of the next one
    page.keyboard.press("ArrowDown")
    page.keyboard.type("0")
    page.keyboard.press("Shift+Enter")
    saved(page, 5)
    expect(cell(page, marking, 1)).to_have_value("18.5")
    expect(page.locator("#score-status")).to_contain_text("Saved")
    page.reload()
    assert [cell(page, marking, seat).input_value() for seat in (1, 2, 3)] == ["18.5", "17", "12.5"]
    assert [cell(page, marking, seat, "f_t1__tools").input_value() for seat in (1, 2, 3)] == ["1", "0", ""]
    assert page.locator(f'tr[data-sheet="{marking.sheet(1).id}"] .total').inner_text() == "28.5"


def test_a_mark_that_does_not_fit_is_refused_at_the_cell(page: Page, marking: Marking) -> None:
    cell(page, marking, 1).fill("20.3")
    cell(page, marking, 1).press("Enter")
    cell(page, marking, 1).focus()
    expect(page.locator("td .cell-message")).to_have_text("20.3 is too much. Type a number from 0 to 20.")
    expect(cell(page, marking, 1)).to_have_attribute("aria-invalid", "true")
    cell(page, marking, 1).fill("20")
    cell(page, marking, 1).press("Enter")
    saved(page, 1)
    expect(page.locator("td .cell-message")).to_have_count(0)


@pytest.mark.parametrize(("button", "value"), [("Keep mine: 12", "12"), ("Keep the other: 18", "18")])
def test_two_tabs_show_both_values_to_choose_from(page: Page, marking: Marking, button: str, value: str) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    cell(other, marking, 1).fill("18")
    cell(other, marking, 1).press("Enter")
    saved(other, 1)
    cell(page, marking, 1).fill("12")
    cell(page, marking, 1).press("Enter")
    message = page.locator("td .cell-message")
    expect(message).to_contain_text("Meanwhile 18 was entered elsewhere; you typed 12.")
    assert marking.sheet(1).cells["t1.cut-depth"].value == "18"
    message.get_by_text(button).click()
    saved(page, 1)
    page.reload()
    expect(cell(page, marking, 1)).to_have_value(value)


def test_what_is_typed_without_network_survives_a_reload_and_is_sent_later(page: Page, marking: Marking) -> None:
    page.route("**/examiner/journal", lambda route: route.abort())
    cell(page, marking, 1).fill("18")
    cell(page, marking, 1).press("Enter")
    expect(page.locator("#score-status")).to_contain_text("Not saved yet: 1.")
    assert marking.sheet(1).cells == {}
    page.unroute("**/examiner/journal")
    page.reload()
    saved(page, 1)
    expect(page.locator("#score-status")).to_contain_text("They were sent now")
    assert marking.sheet(1).cells["t1.cut-depth"].value == "18"


def test_an_answer_that_got_lost_makes_no_second_mark(page: Page, marking: Marking) -> None:
    lost = []

    def lose_the_first(route):  # type: ignore[no-untyped-def]
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/examiner/journal", lose_the_first)
    cell(page, marking, 1).fill("18")
    cell(page, marking, 1).press("Enter")
    saved(page, 1)
    assert lost == [200]
    assert marking.sheet(1).cells["t1.cut-depth"].version == 1


def test_values_typed_after_the_session_ended_are_sent_after_signing_in_again(page: Page, marking: Marking) -> None:
    page.context.clear_cookies()
    cell(page, marking, 1).fill("18")
    cell(page, marking, 1).press("Enter")
    link = page.get_by_role("link", name="Sign in again")
    expect(link).to_be_visible()
    expect(cell(page, marking, 1)).to_have_value("18")
    link.click()
    sign_in(page)
    saved(page, 1)
    expect(cell(page, marking, 1)).to_have_value("18")
    assert marking.sheet(1).cells["t1.cut-depth"].value == "18"


def test_a_sheet_signed_in_another_tab_refuses_and_says_so(page: Page, marking: Marking) -> None:
    marking.signed(1)
    cell(page, marking, 1).fill("1")
    cell(page, marking, 1).press("Enter")
    expect(page.locator("#score-status")).to_contain_text("it was signed meanwhile")
    assert marking.sheet(1).cells["t1.cut-depth"].value == "18.5"


def test_one_candidate_on_a_phone_with_counters_cards_and_a_veto(page: Page, marking: Marking) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="1 陈䶮").click()
    page.get_by_role("textbox", name="Points").fill("18.5")
    page.get_by_text("Fulfilled", exact=True).click()
    plus = page.get_by_label("One fault more")
    plus.nth(0).click()
    plus.nth(0).click()
    page.get_by_label("One fault less").nth(1).click()
    page.get_by_text("2 色匀").click()
    expect(page.locator(".dock .left")).to_have_text("complete")
    page.get_by_text("It occurred", exact=True).click()
    page.get_by_label("Reason").fill("内侧霉斑")
    page.get_by_label("Reason").press("Enter")
    expect(page.locator(".dock .total")).to_have_text("0.0")
    cells = {key: entry.value for key, entry in marking.sheet(1).cells.items()}
    assert cells == {"t1.cut-depth": "18.5", "t1.tools": "1", "t1.shape.torn": "2", "t1.shape.uneven": "0",
                     "t2.colour": "2", "t2.mould": "1"}
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_veto_without_its_reason_is_not_left_behind_unnoticed(page: Page, marking: Marking) -> None:
    page.get_by_role("link", name="1 陈䶮").click()
    page.get_by_text("It occurred", exact=True).click()
    expect(page.locator("#score-status")).to_contain_text("only then the veto counts")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.locator(".neighbours a").last.click(no_wait_after=True)
    assert asked == ["beforeunload"] and page.get_by_label("Reason").is_visible()
    page.get_by_label("Reason").fill("内侧霉斑")
    page.get_by_label("Reason").press("Enter")
    # The total was 0.0 before, too: only the status tells that the veto is saved.
    expect(page.locator("#score-status")).to_contain_text("Saved")
    assert marking.sheet(1).cells["t2.mould"].value == "1"
    page.locator(".neighbours a").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2")
    assert asked == ["beforeunload"], "nothing is asked once the reason is saved"


def test_signing_from_the_grid_makes_the_sheet_read_only(page: Page, marking: Marking) -> None:
    marking.fill(1)
    page.get_by_role("link", name="Go on to signing").click()
    page.get_by_role("button", name="Sign the chosen sheets").click()
    page.get_by_role("button", name="Yes, sign").click()
    expect(page.get_by_role("status").first).to_have_text("1 sheet is signed.")
    page.get_by_role("link", name="All candidates").click()
    expect(cell(page, marking, 1)).to_have_count(0)
    expect(page.locator("tr.locked")).to_contain_text("signed")
    assert marking.sheet(1).state is SheetState.SIGNED


def test_nothing_is_signed_while_typed_values_wait(page: Page, marking: Marking) -> None:
    marking.fill(1)
    page.reload()
    page.route("**/examiner/journal", lambda route: route.abort())
    cell(page, marking, 1).fill("3")
    cell(page, marking, 1).press("Enter")
    expect(page.locator("#score-status")).to_contain_text("Not saved yet")
    page.get_by_role("link", name="Go on to signing").click()
    page.get_by_role("button", name="Sign the chosen sheets").click()
    expect(page.locator("#waiting")).to_contain_text("not saved yet")
    assert page.url.endswith("/sign")
    assert marking.sheet(1).state is SheetState.OPEN


def test_without_script_one_button_saves_the_page(browser: Browser, address: str, marking: Marking) -> None:
    context = browser.new_context(locale="en", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sign-in?lang=en&next=/examiner/sittings/{marking.sitting_id}/practical")
    sign_in(page)
    cell(page, marking, 1).fill("18.5")
    cell(page, marking, 2).fill("99")
    page.get_by_role("button", name="Save all").first.click()
    assert "99 is too much" in page.inner_text(".summary")
    assert cell(page, marking, 2).input_value() == "99"
    assert marking.sheet(1).cells["t1.cut-depth"].value == "18.5"
    context.close()
