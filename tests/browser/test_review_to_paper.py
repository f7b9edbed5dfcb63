"""特级技师 in the browser: the office opens, the applicant hands in, the panel votes, a stranger checks the paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from exam_in_browser import Site, served
from playwright.sync_api import Browser, Page

from assess.i18n.formats import local_date
from assess.jobs import worker
from assess.operations import appointing, issuing
from assess.operations.accounts import actor_named
from assess.operations.keys import create_authority_keys
from tests.certificates.sample_papers import photo
from tests.conftest import PASSWORD
from tests.panel import EVIDENCE, PDF, STAFF, Review, applicant, staffed_instance

__all__ = ["staffed_instance"]

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def site(staffed_instance: Path, tmp_path: Path) -> Iterator[Site]:
    """The site of an enterprise with an office and a panel, before any review."""
    with served(staffed_instance, tmp_path) as running:
        create_authority_keys(running.store, datetime.now(UTC))
        yield running


def signed_in(site: Site, browser: Browser, username: str, password: str = PASSWORD, **options: object) -> Page:
    page = browser.new_context(locale="en", base_url=site.address, **options).new_page()  # type: ignore[arg-type]
    page.goto("/sign-in")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    return page


def open_review(page: Page) -> int:
    """The office opens the review of 余杰辉 and returns to it; the id of the review."""
    page.goto("/office/appointments/standards")
    page.get_by_role("link", name="Special-grade technician").click()
    who = applicant()
    page.get_by_label("Evaluation body").select_option("qiaodu-demo")
    page.get_by_label("Chinese name").fill(who.name.zh)
    page.get_by_label("Document number").fill(who.document.number)
    page.get_by_label("Highest level held").select_option("L1")
    page.get_by_label("Certificate issued on").first.fill("2022-06-01")
    page.get_by_role("main").get_by_role("button", name="Open the review").click()
    assert "The review was opened." in page.locator("body").inner_text()
    return int(page.url.split("/appointments/")[1].split("/")[0])


def hand_in(page: Page, review: int) -> None:
    """The applicant hands in everything that is asked, on a phone."""
    page.goto(f"/my/applications/{review}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for each in EVIDENCE:
        page.locator(f"#file-{each}").set_input_files(
            {"name": f"{each}.pdf", "mimeType": "application/pdf", "buffer": PDF + each.encode()}
        )
        page.locator("form", has=page.locator(f"#file-{each}")).get_by_role("button", name="Add").click()
        assert page.get_by_role("link", name=f"{each}.pdf").is_visible()


def vote(page: Page, review: int) -> None:
    """A member reads the papers on a phone and votes."""
    page.goto(f"/review/{review}")
    page.get_by_label("in favour", exact=True).check()
    page.get_by_label("Reason").fill("业绩真实")
    page.get_by_label("This is my vote; it cannot be changed").check()
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url("**/review/")


def test_a_review_leads_from_the_application_to_a_paper_that_a_stranger_checks(site: Site, browser: Browser) -> None:
    now = datetime.now(UTC)
    office = signed_in(site, browser, "office")
    review_id = open_review(office)
    office.get_by_role("button", name="Make a sign-in").click()
    username, password = (office.locator("dd.number").nth(place).inner_text() for place in (0, 1))

    me = signed_in(site, browser, username, password, viewport=PHONE)
    hand_in(me, review_id)

    people = [actor_named(site.store, name) for name, *_rest in STAFF]
    review = Review(site.store, people[0], people[1], people[2:], review_id, now)
    office.goto(f"/office/appointments/{review_id}/application")
    office.get_by_label("Admit", exact=True).check()
    office.get_by_role("button", name="Record the decision").click()
    review.seat()
    review.step("begin")
    for stage in ("record", "defence", "overall"):
        appointing.hold_stage(site.store, review.office, review_id, stage, local_date(now), "答辩记录",
                              review.present(6), now)
    appointing.open_voting(site.store, review.office, review_id, review.present(6), now)
    for member in review.panel[1:6]:
        appointing.cast_vote(site.store, member, review_id, True, "同意的理由", now)
    me.reload()
    assert "The panel votes." in me.locator("main").inner_text()
    vote(signed_in(site, browser, "panel0", viewport=PHONE), review_id)

    office.goto(f"/office/appointments/{review_id}/steps/publish")
    office.get_by_role("main").get_by_role("button", name="Publish the name").click()
    me.reload()
    seen = me.locator("main").inner_text()
    assert "Your masked name stands on public notice." in seen and "同意的理由" not in seen and "答辩记录" not in seen

    over = now + timedelta(days=12)
    appointing.appoint(site.store, review.office2, review_id, local_date(over), over)
    appointing.keep_photo(site.store, review.office, review_id, photo(), over)
    office.goto(f"/office/appointments/{review_id}/paper")
    office.get_by_role("button", name="Prepare the paper").click()
    second = signed_in(site, browser, "office2")
    second.goto(f"/office/appointments/{review_id}/paper/approve")
    second.get_by_role("button", name="Yes, approve it").click()
    worker.run_until_idle(site.store, over)

    line = issuing.of_review(site.store, review.office, review_id).line
    assert line is not None and line.state == "issued"
    stranger = browser.new_context(locale="en", base_url=site.address, viewport=PHONE).new_page()
    stranger.goto(f"/v/{line.token}")
    shown = stranger.locator("main").inner_text()
    assert all(text in shown for text in ("余杰辉", "特级技师", "Term of the appointment", "侨都摩托车", line.number))
    assert stranger.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    me.goto("/my/")
    me.get_by_role("link", name=line.number).click()
    with me.expect_download() as waited:
        me.get_by_role("link", name="Download the PDF").click()
    assert Path(waited.value.path()).read_bytes() == issuing.paper(site.store, review.office, line.id)
    for page in (office, second, me, stranger):
        page.context.close()
