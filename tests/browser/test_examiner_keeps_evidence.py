"""Photos and clocks on a phone: kept on the device first, through a lost network and a reload, then on the server."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from test_examiner_enters_scores import address, page, saved, sign_in

from tests.choosing import config, marking
from tests.marking import Marking

__all__ = ["address", "config", "marking", "page", "saved", "sign_in"]
pytestmark = pytest.mark.browser


def photo() -> dict[str, object]:
    """A picture as a telephone gives it, larger than what is kept."""
    target = BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(target, "JPEG", quality=80)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


@pytest.fixture
def phone(page: Page) -> Page:
    """The sheet of seat 1 on a phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="1 陈䶮").first.click()
    return page


def place(phone: Page, item: str = "cut.depth") -> Locator:
    return phone.locator(f'[data-pictures="{item}"]')


def take(phone: Page) -> None:
    place(phone).locator("input[type=file]").set_input_files(photo())  # type: ignore[arg-type]


def kept(marking: Marking) -> int:
    return len(marking.sheet().pictures.get("cut.depth", ()))


def test_a_photo_is_saved_shown_and_removed(phone: Page, marking: Marking) -> None:
    take(phone)
    expect(place(phone).locator(".picture-words")).to_have_text("The photo is saved on the server.")
    assert kept(marking) == 1 and phone.evaluate("document.documentElement.scrollWidth") == 360
    place(phone).get_by_role("button", name="Remove").click()
    expect(place(phone).locator(".picture-words")).to_have_text("The photo was removed.")
    assert kept(marking) == 0


def test_a_photo_survives_a_lost_network_and_a_reload_and_keeps_a_sheet_from_being_signed(
    phone: Page, marking: Marking
) -> None:
    phone.route("**/pictures", lambda route: route.abort())
    take(phone)
    expect(place(phone).locator("li.waiting img")).to_be_visible()
    expect(phone.locator("[data-pictures-waiting]")).to_have_text("1 photos wait on this device.")
    for field, value in {"cut.depth": "2.35", "cut.used": "11:30", "sun.colour": "35"}.items():
        marking.enter(field, value)
    phone.reload()
    expect(place(phone).locator("li.waiting img")).to_be_visible()
    phone.goto(phone.url.split("/sheets/")[0] + f"/sittings/{marking.sitting_id}/practical/sign")
    phone.get_by_role("button", name="Sign the chosen sheets").click()
    expect(phone.locator("[data-pictures-waiting]")).to_contain_text("Sign when they are sent.")
    assert kept(marking) == 0
    phone.unroute("**/pictures")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator("[data-pictures-waiting]")).to_have_text("")
    assert kept(marking) == 1


def test_a_photo_that_is_delivered_twice_stands_once(phone: Page, marking: Marking) -> None:
    answers = []

    def lose_the_answer(route):  # type: ignore[no-untyped-def]
        if answers:
            route.continue_()
        else:
            answers.append(route.fetch())
            route.abort()

    phone.route("**/pictures", lose_the_answer)
    take(phone)
    expect(place(phone).locator(".picture-words")).to_have_text("The photo is saved on the server.", timeout=15000)
    assert answers and kept(marking) == 1


def test_a_photo_that_is_refused_asks_what_to_do(phone: Page, marking: Marking) -> None:
    bad = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    place(phone).locator("input[type=file]").set_input_files(bad)  # type: ignore[arg-type]
    expect(place(phone).locator(".cell-message")).to_have_text("Not saved: This file is no JPEG or PNG photo.")
    phone.reload()
    expect(place(phone).locator(".cell-message")).to_have_text("Not saved: This file is no JPEG or PNG photo.")
    place(phone).get_by_role("button", name="Delete from this device").click()
    expect(place(phone).locator("li")).to_have_count(0)


def test_a_clock_runs_on_through_a_reload_and_its_time_is_entered_by_a_button(phone: Page, marking: Marking) -> None:
    clock, field = phone.locator(".timer").first, f"s{marking.sheet().id}-f_cut__used"
    clock.get_by_role("button", name="Start").click()
    phone.evaluate("""() => { const name = Object.keys(localStorage).find((key) => key.startsWith("assess.timer."));
        const state = JSON.parse(localStorage.getItem(name));
        localStorage.setItem(name, JSON.stringify({ ...state, since: state.since - 690000 })); }""")
    phone.reload()
    expect(clock.get_by_role("timer")).to_contain_text("11:3")
    expect(clock.get_by_role("timer")).to_contain_text("over the limit of 10:00")
    assert phone.title().startswith("+1:3")
    clock.get_by_role("button", name="Stop").click()
    expect(phone.locator(f'[name="{field}"]')).to_have_value("")
    clock.get_by_role("button", name="Enter 11:3").click()
    expect(phone.locator(f'[name="{field}"]')).not_to_have_value("")
    expect(phone.locator(".cell-time").first).to_have_class(re.compile(r"\bsaved\b"))
    assert int(marking.sheet().entries["cut.used"].value) >= 690
    assert phone.get_by_role("timer").first.get_attribute("aria-live") is None, "a timer is not read every second"


def test_the_list_of_what_is_open_follows_what_is_typed(phone: Page, marking: Marking) -> None:
    lines = phone.locator("#still-open li:visible")
    phone.locator("#still-open summary").click()
    before = lines.count()
    cell = phone.locator(f'[name="s{marking.sheet().id}-f_cut__depth"]')
    cell.fill("2.35")
    cell.press("Tab")
    expect(lines).to_have_count(before - 1)
    expect(phone.locator("#still-open summary")).to_have_text(f"Still open: {before - 1}")


REACHED = """() => [...document.querySelectorAll("#scores input, #scores button, .still-open summary")]
    .filter((one) => one.checkVisibility() && !["hidden", "radio"].includes(one.type))"""


def test_everything_of_a_sheet_is_reached_by_keyboard(page: Page, marking: Marking) -> None:
    page.get_by_role("link", name="1 陈䶮").first.click()
    expect(page.locator(".timer").first).to_be_visible()
    count, seen = page.evaluate(f"({REACHED})().length"), set()
    for _ in range(count * 5):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(f"({REACHED})().indexOf(document.activeElement)"))
        if len(seen - {-1}) == count:
            break
    assert count > 10 and len(seen - {-1}) == count
