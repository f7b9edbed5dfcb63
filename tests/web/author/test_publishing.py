"""From a draft to a published edition by forms alone, as without script; and what cannot be done on the way."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from assess.operations.standards import library
from tests.desk_of_authors import STANDARD, TEXT, Desk
from tests.web.author.conftest import words

LOWER = TEXT + """
  - op: set
    at: assessment.L4.parts.theory.minutes
    value: 60
    reason: 机考
"""
FILING = {"number": "江人社备-2026-009", "date": "2026-11-20", "document": "江人社函〔2026〕9号"}


def take(browser: FlaskClient, draft_id: int, step: str, **sent: str) -> str:
    """Opens the page of a step and sends its form; what is read afterwards."""
    address = f"/standards/drafts/{draft_id}/{step}"
    form = browser.get(address).get_data(as_text=True)
    version = re.search(r'name="version"[^>]*value="(\d+)"', form)
    assert version, form
    return words(browser.post(address, data={"version": version[1], **sent}, follow_redirects=True))


def test_two_experts_bring_a_draft_to_a_published_edition(tan: FlaskClient, guan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open(LOWER)
    assert "Done: Hand in for review" in take(tan, draft_id, "submit")
    changes = guan.get(f"/standards/drafts/{draft_id}/changes").get_data(as_text=True)
    assert "not signed" in changes
    assert "answers for them" in take(guan, draft_id, "review")
    (sign,) = re.findall(r'href="/standards/drafts/\d+/(below\?at=[^"]+)"', changes)
    assert "Signed." in take(guan, draft_id, sign, at="assessment.L4.parts.theory.minutes", reason="机考用时较短")
    assert "关穗芳" in words(guan.get(f"/standards/drafts/{draft_id}/changes"))
    assert "Done: Approve" in take(guan, draft_id, "review")
    assert "Done: Enter the filing" in take(tan, draft_id, "file", **FILING)
    assert "This cannot be undone" in words(tan.get(f"/standards/drafts/{draft_id}/publish"))
    assert "Done: Publish" in take(tan, draft_id, "publish")
    reading = library(desk.store.config).get(STANDARD, "2026.2")
    assert reading.standard.filing is not None and reading.standard.below[0].signed == "关穗芳"
    assert reading.sha256[:12] in tan.get("/standards/").get_data(as_text=True)
    history = words(tan.get(f"/standards/drafts/{draft_id}/history"))
    told = ["published it", "entered the filing", "reviewed and approved it", "signed for a place", "handed it in"]
    assert sorted(told, key=history.index) == told


def test_whoever_wrote_it_is_told_who_may_review_it(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.submitted()
    page = words(tan.get(f"/standards/drafts/{draft_id}"))
    assert "Changed it: 谭国雄" in page and "Approve" not in page
    assert tan.post(f"/standards/drafts/{draft_id}/review", data={"version": "1"}).status_code == 200
    assert desk.view(draft_id).state.value == "in_review"


def test_a_faulty_draft_is_not_handed_in_and_the_faults_are_named(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open(TEXT.replace("value: 25", "value: 35", 1))
    assert "110" in take(tan, draft_id, "submit")
    assert desk.view(draft_id).state.value == "draft"


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_given_back_without_a_reason(guan: FlaskClient, desk: Desk, reason: str) -> None:
    draft_id = desk.submitted()
    assert "Give the reason" in take(guan, draft_id, "give_back", reason=reason)
    assert desk.view(draft_id).state.value == "in_review"


def test_a_draft_given_back_shows_its_author_why(tan: FlaskClient, guan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.submitted()
    take(guan, draft_id, "give_back", reason="第三项的配分不清楚")
    for path in ("", "/history"):
        assert "第三项的配分不清楚" in words(tan.get(f"/standards/drafts/{draft_id}{path}"))


def test_a_step_on_a_text_that_changed_meanwhile_is_not_taken(tan: FlaskClient, guan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.submitted()
    desk.save(draft_id, TEXT + "# new\n", confirmed=True)
    answer = guan.post(f"/standards/drafts/{draft_id}/review", data={"version": "1"})
    assert "cannot be" in words(answer) and desk.view(draft_id).state.value == "draft"


def test_an_earlier_text_is_compared_and_restored(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open()
    desk.save(draft_id, TEXT + "# 多余的一行\n")
    address = f"/standards/drafts/{draft_id}/versions/1"
    assert "− " in words(tan.get(address)) and "# 多余的一行" in words(tan.get(address))
    assert tan.post(address, data={"version": "2"}).status_code == 302
    assert (desk.view(draft_id).text, desk.version(draft_id)) == (TEXT, 3)


def test_a_discarded_draft_leaves_the_list_of_what_is_written(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open()
    assert "Nothing is being written" not in words(tan.get("/standards/"))
    take(tan, draft_id, "discard")
    assert "Nothing is being written" in words(tan.get("/standards/"))
