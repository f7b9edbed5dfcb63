"""The list of sittings, planning, the page of one sitting and its steps."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.operations import sittings
from assess.people.roles import Role
from tests.conftest import NOW, MakeAccount
from tests.desk import EDITION, STANDARD, admit, applicant, assign_all, plan_of
from tests.web.office.conftest import Desk, SignIn, text_of

NEW = f"/office/sittings/new?standard={STANDARD}&edition={EDITION}"
PLAN = {
    "code": "JM-7", "level": "L3", "held_on": "2026-12-24", "place": "新会", "authority": "jiangmen-demo",
}


def test_an_empty_list_says_what_a_sitting_is_and_leads_on(
    client: FlaskClient, make_account: MakeAccount, sign_in: SignIn
) -> None:
    make_account("office", Role.OFFICE)
    sign_in(client, "office")
    page = client.get("/office/?lang=en")
    assert "There is no sitting yet." in text_of(page)
    assert b'href="/office/standards"' in page.data


def test_the_list_finds_by_search_and_state(desk: Desk) -> None:
    assert "JM-T-1" in desk.see("/office/")
    assert "JM-T-1" in desk.see("/office/?search=保育&state=enrolling")
    assert "No sitting fits this search." in desk.see("/office/?state=issued")


def test_a_sitting_is_planned_from_a_published_standard(desk: Desk) -> None:
    assert "Childcare" in desk.see("/office/standards")
    assert 'value="JM-2026-001"' in desk.client.get(NEW).get_data(as_text=True)
    page = desk.send(NEW, **PLAN)
    assert "The sitting JM-7 was planned." in page
    assert "Sample standard" in page
    assert "Announce the sitting" in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"code": ""}, "code", "Enter a code."),
        ({"code": "JM-T-1"}, "code", "The code JM-T-1 is in use."),
        ({"level": ""}, "level", "Choose a level."),
        ({"held_on": "24.12.2026"}, "held_on", "Not a valid date value."),
        ({"place": ""}, "place", "Enter the place."),
        ({"schemes": "invented"}, "schemes", "invented"),
    ],
)
def test_what_is_wrong_with_a_plan_stands_beside_its_field(
    desk: Desk, changes: dict[str, str], field: str, words: str
) -> None:
    answer = desk.client.post(NEW, data=PLAN | changes)
    page = answer.get_data(as_text=True)
    assert words in text_of(answer)
    assert f'id="{field}-error"' in page
    assert 'value="新会"' in page or field == "place"
    assert len(sittings.list_sittings(desk.store, desk.office)) == 1


def test_a_plan_sent_twice_is_made_once(desk: Desk) -> None:
    desk.send(NEW, **PLAN)
    assert "The code JM-7 is in use." in desk.send(NEW, **PLAN)
    assert len(sittings.list_sittings(desk.store, desk.office)) == 2


def test_the_page_says_what_hinders_the_next_step_and_where_to_solve_it(desk: Desk) -> None:
    page = desk.client.get(f"/office/sittings/{desk.sitting_id}").get_data(as_text=True)
    for words, place in (("Nobody is admitted yet.", "candidates"), ("No score checker is assigned.", "examiners")):
        assert f'<a href="/office/sittings/{desk.sitting_id}/{place}">{words}</a>' in page
    assert "has to wait" in desk.see(f"/office/sittings/{desk.sitting_id}/steps/start_marking")


def test_the_marking_starts_after_a_confirmation(desk: Desk) -> None:
    admit(desk.store, desk.office, desk.sitting_id, applicant(1), applicant(2))
    assign_all(desk.store, desk.people, desk.sitting_id)
    path = f"/office/sittings/{desk.sitting_id}/steps/start_marking"
    assert "2 candidates are examined" in desk.see(path)
    assert "The sitting is now: Marking" in desk.send(path)


def test_a_step_in_a_second_window_says_that_the_sitting_moved_on(desk: Desk) -> None:
    path = f"/office/sittings/{desk.sitting_id}/steps/cancel"
    sittings.take_step(desk.store, desk.people["office2"], desk.sitting_id, "cancel", NOW, "台风")
    page = desk.send(path, reason="I did not see it")
    assert "The sitting has moved on meanwhile" in page
    assert "“Cancelled”" in page
    acts = [act.action for act in sittings.history(desk.store, desk.office, desk.sitting_id)]
    assert acts.count("sitting.cancel") == 1


def test_cancelling_asks_for_the_reason_and_keeps_it(desk: Desk) -> None:
    path = f"/office/sittings/{desk.sitting_id}/steps/cancel"
    assert "Give the reason." in desk.send(path, reason="")
    assert "This sitting was cancelled" in desk.send(path, reason="台风停考")
    assert "台风停考" in desk.see(f"/office/sittings/{desk.sitting_id}/history")


@pytest.mark.parametrize("step", ["approve", "finish", "invented"])
def test_there_is_no_page_for_other_steps(desk: Desk, step: str) -> None:
    assert desk.client.get(f"/office/sittings/{desk.sitting_id}/steps/{step}").status_code in (404, 409)


def test_a_supervisor_reads_everything_and_changes_nothing(desk: Desk, app: Flask, sign_in: SignIn) -> None:
    enrolment_id, = admit(desk.store, desk.office, desk.sitting_id, applicant())
    other = app.test_client()
    sign_in(other, "supervisor")
    for path in ("", "/candidates", "/examiners", "/marking", "/results", "/certificates", "/history"):
        answer = other.get(f"/office/sittings/{desk.sitting_id}{path}")
        assert answer.status_code == 200, path
        assert b'method="post"' not in answer.data.split(b"<main")[1], path
    assert other.get(f"/office/candidates/{enrolment_id}").status_code == 200
    for path in (f"sittings/{desk.sitting_id}/steps/cancel", f"candidates/{enrolment_id}/decision"):
        assert other.post(f"/office/{path}", data={"reason": "x", "admission": "refused"}).status_code == 403


@pytest.mark.parametrize("name", ["exam1", "checker"])
def test_others_do_not_come_in(desk: Desk, app: Flask, sign_in: SignIn, name: str) -> None:
    other = app.test_client()
    sign_in(other, name)
    assert other.get("/office/").status_code == 403


def test_an_unknown_sitting_is_not_found(desk: Desk) -> None:
    answer = desk.client.get("/office/sittings/999")
    assert answer.status_code == 404
    assert "There is no such sitting." in text_of(answer)


def test_a_draft_is_changed_on_its_page_and_an_announced_sitting_is_not(desk: Desk) -> None:
    drafted = sittings.plan(desk.store, desk.office, plan_of("JM-D-1"), NOW)
    page = f"/office/sittings/{drafted}"
    assert "Change the draft" in desk.see(page)
    kept = desk.see(f"{page}/change")
    assert "Change the draft JM-D-1" in kept
    sent = {"code": "JM-D-2", "level": "L4", "held_on": "2026-12-21", "place": "江门技校5号楼",
            "authority": "jiangmen-demo"}
    assert "The changes were saved." in desk.send(f"{page}/change", **sent)
    assert "江门技校5号楼" in desk.see(page) and "21 December 2026" in desk.see(page)
    assert "The code JM-T-1 is in use." in desk.send(f"{page}/change", **sent | {"code": "JM-T-1"})
    assert "This scheme has no papers for the level you chose." in desk.send(
        f"{page}/change", **sent | {"schemes": "baoyu-macau"})
    sittings.take_step(desk.store, desk.office, drafted, "announce", NOW)
    assert "was announced already" in desk.send(f"{page}/change", **sent)
    assert "Change the draft" not in desk.see(page)
