"""What a device keeps, for whom, and how long: pages without network, other people at the same device, signatures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page, expect
from sqlalchemy import delete

from assess.exams.scores import SheetState
from assess.operations import scoring
from assess.store.sheets import MarkRow, SheetRow
from tests.browser.journal.device import CACHED, READY
from tests.browser.journal.workshop import Workshop
from tests.marking import THEN

pytestmark = pytest.mark.browser


@pytest.fixture
def page(workshop: Workshop) -> Iterator[Page]:
    """The grid of the first examiner, empty."""
    workshop.clear()
    context = workshop.browser.new_context(locale="en", base_url=workshop.server.address)
    context.add_cookies(workshop.sessions[0])
    opened = context.new_page()
    opened.goto(workshop.grid)
    opened.wait_for_function(READY)
    yield opened
    context.close()


def cell(page: Page, workshop: Workshop, seat: int = 1):  # type: ignore[no-untyped-def]
    return page.locator(f'[name="s{workshop.marking.sheet(seat).id}-f_t1__cut_hdepth"]')


def type_in(page: Page, workshop: Workshop, value: str, state: str) -> None:
    cell(page, workshop).fill(value)
    cell(page, workshop).press("Enter")
    expect(page.locator(f"td.{state}")).to_have_count(1)


def reload(page: Page) -> None:
    """Loads the page again as a person does: once more when the busy browser gave up the first time."""
    try:
        page.reload()
    except Error:
        page.reload()


def test_without_network_a_reload_shows_what_was_saved_and_what_waits(page: Page, workshop: Workshop) -> None:
    page.wait_for_function(CACHED)
    type_in(page, workshop, "18", "saved")
    page.context.set_offline(True)
    reload(page)
    expect(cell(page, workshop)).to_have_value("18")
    type_in(page, workshop, "12", "waiting")
    reload(page)
    expect(cell(page, workshop)).to_have_value("12")
    page.context.set_offline(False)
    expect(page.locator("td.saved")).to_have_count(1)
    assert workshop.marking.sheet(1).cells["t1.cut-depth"].value == "12"


def test_after_signing_out_no_page_is_left_but_what_was_typed_is(page: Page, workshop: Workshop) -> None:
    page.wait_for_function(CACHED)
    page.route("**/examiner/journal", lambda route: route.abort())
    type_in(page, workshop, "18", "waiting")
    page.context.clear_cookies()
    page.goto("/sign-in?lang=en")
    page.wait_for_function("async () => !(await caches.keys()).some((name) => name.startsWith('assess-pages-'))")
    page.unroute("**/examiner/journal")
    page.context.add_cookies(workshop.sign_in("second"))
    page.goto(workshop.grid)
    page.wait_for_function(READY)
    expect(page.locator("td.waiting, td.saved")).to_have_count(0)
    assert workshop.history() == [], "what one examiner typed is sent by no other"
    page.context.add_cookies(workshop.sessions[0])
    page.goto(workshop.grid)
    expect(page.locator("#score-status")).to_contain_text("They were sent now")
    assert workshop.marking.sheet(1).cells["t1.cut-depth"].value == "18"


def test_somebody_else_who_signs_in_in_another_tab_sends_nothing_of_the_first(page: Page, workshop: Workshop) -> None:
    page.context.add_cookies(workshop.sign_in("second"))
    type_in(page, workshop, "18", "waiting")
    expect(page.get_by_role("link", name="Sign in again")).to_be_visible()
    assert workshop.history() == []


def test_a_person_whose_role_was_taken_is_told_and_the_page_does_not_ask_again(page: Page, workshop: Workshop) -> None:
    asked: list[str] = []

    def refuse(route):  # type: ignore[no-untyped-def]
        asked.append(route.request.url)
        route.fulfill(status=403, json={"code": "policy.forbidden", "message": "You may not do this."})

    page.route("**/examiner/journal", refuse)
    type_in(page, workshop, "18", "waiting")
    expect(page.locator("#score-status")).to_contain_text("You may not do this.")
    page.wait_for_timeout(1500)
    assert len(asked) == 1


def test_a_sheet_is_signed_when_both_sides_know_the_same(page: Page, workshop: Workshop) -> None:
    type_in(page, workshop, "3", "saved")
    workshop.marking.enter("t1.cut-depth", "18")
    sheet = workshop.marking.fill(1)
    page.goto(f"{workshop.grid}/sign")
    expect(page.locator("[data-standing]")).to_contain_text("5 entries, the same on this device")
    page.get_by_role("button", name="Sign the chosen sheets").click()
    page.get_by_role("button", name="Yes, sign").click()
    expect(page.get_by_role("status").first).to_have_text("1 sheet is signed.")
    assert workshop.marking.sheet(1).state is SheetState.SIGNED
    reopen(workshop, sheet)


def test_a_server_that_lost_an_entry_gets_no_signature(page: Page, workshop: Workshop) -> None:
    workshop.marking.fill(1)
    page.reload()
    page.wait_for_function(READY)
    type_in(page, workshop, "3", "saved")
    with workshop.marking.store.unit_of_work() as session:  # as after a restored backup
        session.execute(delete(MarkRow).where(MarkRow.value == "3"))
    page.goto(f"{workshop.grid}/sign")
    expect(page.locator("[data-standing]")).to_contain_text("This device holds something else than the server")
    page.get_by_role("button", name="Sign the chosen sheets").click()
    page.get_by_role("button", name="Yes, sign").click()
    expect(page.locator("main")).to_contain_text("something else stands on the sheet than what you saw")
    assert workshop.marking.sheet(1).state is SheetState.OPEN


def test_what_comes_too_late_stays_on_the_device_until_its_examiner_has_seen_it(page: Page, workshop: Workshop) -> None:
    sheet = workshop.marking.fill(1)
    page.route("**/examiner/journal", lambda route: route.abort())
    type_in(page, workshop, "3", "waiting")
    scoring.sign(workshop.marking.store, workshop.marking.actors["first"], [sheet], THEN)
    page.unroute("**/examiner/journal")
    for _ in range(2):
        page.reload()
        notice = page.locator(".notice", has_text="it was signed meanwhile")
        expect(notice).to_be_visible()
    notice.get_by_role("button", name="Understood").click()
    expect(notice).to_have_count(0)
    page.reload()
    page.wait_for_function(READY)
    expect(notice).to_have_count(0)
    reopen(workshop, sheet)


def reopen(workshop: Workshop, sheet_id: int) -> None:
    """For the other tests: nobody can do this."""
    with workshop.marking.store.unit_of_work() as session:
        session.get_one(SheetRow, sheet_id).state = "open"
