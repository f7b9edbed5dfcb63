"""Measured values, times, a choice of tasks and a veto of one item, typed on a phone and in the grid."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from test_examiner_enters_scores import address, page, saved, sign_in

from tests.choosing import config, marking
from tests.marking import Marking

__all__ = ["address", "config", "marking", "page"]
pytestmark = pytest.mark.browser
DEPTH, USED, TORN, COLOUR, HEAT = "f_cut__depth", "f_cut__used", "r_cut__torn", "f_sun__colour", "f_oven__heat"


def cell(page: Page, marking: Marking, name: str):  # type: ignore[no-untyped-def]
    return page.locator(f'[name="s{marking.sheet().id}-{name}"]')


def told(page: Page, marking: Marking, key: str):  # type: ignore[no-untyped-def]
    return page.locator(f'[data-told="s{marking.sheet().id}-{key}"]')


def values(marking: Marking) -> dict[str, str]:
    return {key: entry.value for key, entry in marking.sheet().entries.items()}


def test_a_phone_shows_at_once_what_every_value_is_worth(page: Page, marking: Marking) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="1 陈䶮").click()
    cell(page, marking, DEPTH).fill("２，３５")
    cell(page, marking, DEPTH).press("Enter")
    expect(told(page, marking, "cut.depth")).to_have_text("deviation −0.15, within ±0.3: 15 points")
    expect(cell(page, marking, DEPTH)).to_have_value("2.35")
    cell(page, marking, USED).fill("11：30")
    cell(page, marking, USED).press("Enter")
    expect(told(page, marking, "cut.used")).to_have_text("1:30 over the limit (minutes that count: 2), −4: 26 points")
    expect(cell(page, marking, USED)).to_have_value("11:30")
    expect(page.locator(".dock .total")).to_have_text("41.0")
    expect(page.locator(".dock .left")).to_have_text("1 open")
    cell(page, marking, COLOUR).fill("35")
    cell(page, marking, COLOUR).press("Enter")
    expect(told(page, marking, "drying")).to_have_text("Marked: 晒制")
    expect(page.locator(".dock .left")).to_have_text("complete")
    cell(page, marking, HEAT).fill("60")
    cell(page, marking, HEAT).press("Enter")
    expect(told(page, marking, "drying")).to_contain_text("晒制 + 烘制 are marked, only 1 may be.")
    cell(page, marking, HEAT).fill("")
    cell(page, marking, HEAT).press("Enter")
    expect(page.locator(".dock .left")).to_have_text("complete")
    page.get_by_text("It occurred", exact=True).click()
    page.get_by_label("Reason").fill("第二刀断裂")
    page.get_by_label("Reason").press("Enter")
    expect(told(page, marking, "cut.depth")).to_have_text("A veto takes it: 0 points.")
    expect(page.locator(".dock .total")).to_have_text("61.0")
    assert values(marking) == {"cut.depth": "2.35", "cut.used": "690", "cut.torn": "1", "sun.colour": "35"}
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_keyboard_fills_a_row_of_the_grid_and_a_reload_shows_it_as_typed(page: Page, marking: Marking) -> None:
    cell(page, marking, DEPTH).focus()
    for typed in ("2.6", "9:59", "", "", "61"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")  # one candidate: from the foot of a column to the top of the next one
    saved(page, 3)
    expect(page.locator("#score-status")).to_contain_text("Saved: 61 · deviation +1, within ±2: 40 points")
    assert values(marking) == {"cut.depth": "2.6", "cut.used": "599", "oven.heat": "61"}
    cell(page, marking, TORN).fill("第二刀断裂")
    cell(page, marking, TORN).press("Enter")
    saved(page, 4)
    page.reload()
    shown = [cell(page, marking, name).input_value() for name in (DEPTH, USED, TORN, COLOUR, HEAT)]
    assert shown == ["2.6", "9:59", "第二刀断裂", "", "61"]
    row = page.locator("tr[data-sheet]")
    expect(row.locator(".total")).to_have_text("70.0")
    expect(row.locator(".left")).to_have_text("complete")


def test_a_value_between_two_steps_is_refused_with_the_step_and_the_conflict_shows_times(
    page: Page, marking: Marking
) -> None:
    cell(page, marking, DEPTH).fill("2.53")
    cell(page, marking, DEPTH).press("Enter")
    cell(page, marking, DEPTH).focus()
    expect(page.locator("td .cell-message")).to_contain_text("measured in steps of 0.05 mm")
    marking.enter("cut.used", "11:30")
    cell(page, marking, USED).fill("12:30")
    cell(page, marking, USED).press("Enter")
    message = page.locator("td .cell-message").filter(has_text="Meanwhile")
    expect(message).to_contain_text("Meanwhile 11:30 was entered elsewhere; you typed 12:30.")
    message.get_by_text("Keep the other: 11:30").click()
    expect(cell(page, marking, USED)).to_have_value("11:30")


def test_without_script_the_page_saves_and_shows_what_it_is_worth(
    browser: Browser, address: str, marking: Marking
) -> None:
    context = browser.new_context(locale="en", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sign-in?lang=en&next=/examiner/sittings/{marking.sitting_id}/practical")
    sign_in(page)
    page.get_by_role("link", name="1 陈䶮").click()
    cell(page, marking, DEPTH).fill("2,6")
    cell(page, marking, USED).fill("31:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(told(page, marking, "cut.depth")).to_have_text("deviation +0.1, within ±0.1: 30 points")
    expect(told(page, marking, "cut.used")).to_contain_text("−20 (the most that can be lost): 10 points")
    expect(told(page, marking, "drying")).to_have_text("No task is marked yet, 1 must be.")
    context.close()
