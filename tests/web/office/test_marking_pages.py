"""Progress, the seal, disagreement, results and the notice on the pages."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.operations import scoring
from tests.marking import THEN, Marking, config, marking
from tests.operations.test_further import third
from tests.operations.test_settling import mark, record, seal, take, theory
from tests.web.office.conftest import SignIn, text_of

__all__ = ["config", "marking"]


@pytest.fixture
def office(app: Flask, marking: Marking, sign_in: SignIn) -> FlaskClient:
    """The office's browser, in English."""
    client = app.test_client()
    sign_in(client, "office")
    client.get("/office/?lang=en")
    return client


def see(client: FlaskClient, path: str) -> str:
    answer = client.get(f"/office/sittings/1{path}")
    assert answer.status_code == 200, text_of(answer)
    return text_of(answer)


def test_the_progress_counts_sheets_for_every_examiner_and_part(office: FlaskClient, marking: Marking) -> None:
    theory(marking, 1, "80")
    record(marking, 3, "theory", "absent")
    assert "Reader 1 0 1 0 0 1" in see(office, "/marking")
    assert "First 3 0 0 0 0 0" in see(office, "/marking")


def test_checked_sheets_are_sealed_together(office: FlaskClient, marking: Marking) -> None:
    sheets = [theory(marking, seat, "80") for seat in (1, 2)]
    scoring.check(marking.store, marking.actors["checker"], sheets, THEN)
    page = office.get("/office/sittings/1/marking").get_data(as_text=True)
    assert page.count('name="sheets"') == 2
    answer = office.post("/office/sittings/1/seal", data={"sheets": sheets}, follow_redirects=True)
    assert "2 sheets were sealed." in text_of(answer)


def test_sealing_twice_says_so_and_changes_nothing(office: FlaskClient, marking: Marking) -> None:
    sheet_id = theory(marking, 1, "80")
    scoring.check(marking.store, marking.actors["checker"], [sheet_id], THEN)
    for _twice in range(2):
        answer = office.post("/office/sittings/1/seal", data={"sheets": [sheet_id]}, follow_redirects=True)
    assert "Please correct this" in text_of(answer)
    assert marking.sheet(1, "reader", "theory").state.value == "sealed"


def test_sealing_nothing_asks_for_a_choice(office: FlaskClient, marking: Marking) -> None:
    assert "Please correct this" in text_of(office.post("/office/sittings/1/seal", data={}))


def test_a_disagreement_shows_both_values_without_names_and_the_way_to_settle_it(
    office: FlaskClient, marking: Marking
) -> None:
    mark(marking, colours=("0", "3"))
    page = see(office, "/marking")
    assert "色泽" in page and "Examiner 1: 0 Examiner 2: 3" in page
    assert "The judgements lie further apart than the standard allows." in page
    sheet_id = marking.sheet(1, "first").id
    path = f"/office/sittings/1/sheets/{sheet_id}/give-back"
    assert "Give the reason." in text_of(office.post(path, data={"reason": ""}))
    answer = office.post(path, data={"reason": "请复核色泽"}, follow_redirects=True)
    assert "The sheet was given back." in text_of(answer)
    assert marking.sheet(1, "first").state.value == "returned"


def test_absent_is_recorded_on_the_candidates_page(office: FlaskClient, marking: Marking) -> None:
    enrolment_id = marking.sheet(2).enrolment_id
    path = f"/office/candidates/{enrolment_id}/part-state"
    refused = office.post(path, data={"part": "theory", "state": "void", "note": ""})
    assert "Give the reason: a void part must be explained." in text_of(refused)
    answer = office.post(path, data={"part": "theory", "state": "absent", "note": ""}, follow_redirects=True)
    assert "理论知识考试: absent" in text_of(answer)


def test_results_show_marks_reasons_and_grade_and_a_fail_is_never_shown_as_a_pass(
    office: FlaskClient, marking: Marking
) -> None:
    mark(marking, theories=("60", "59.5", "100"))
    page = see(office, "/results")
    assert "60.0 passed" in page
    assert "59.5 below the pass mark" in page
    assert "This is how the sealed sheets stand." in page


def test_results_are_settled_published_and_printed_with_masked_names(office: FlaskClient, marking: Marking) -> None:
    mark(marking)
    for step, state in (("settle", "Results settled"), ("publish_notice", "Public notice")):
        assert f"The sitting is now: {state}" in text_of(office.post(
            f"/office/sittings/1/steps/{step}", data={}, follow_redirects=True))
    page = see(office, "/notice")
    assert "陈*" in page and "陈䶮" not in page
    assert "欧阳**" in page
    assert "28 November 2026" in page


def test_reopening_asks_why(office: FlaskClient, marking: Marking) -> None:
    mark(marking)
    take(marking, "settle")
    path = "/office/sittings/1/steps/reopen"
    assert "Give the reason." in text_of(office.post(path, data={"reason": ""}))
    assert "now: Marking" in text_of(office.post(path, data={"reason": "成绩复查"}, follow_redirects=True))


def test_a_further_examiner_is_called_and_released(office: FlaskClient, marking: Marking) -> None:
    mark(marking, colours=("0", "3"))
    third(marking)
    enrolment_id = marking.sheet().enrolment_id
    address = f"/office/candidates/{enrolment_id}/practical/further-examiner"
    page = text_of(office.get(address))
    assert "Third" in page and "First has a sheet of this candidate's part already." in page
    assert "Choose the examiner." in text_of(office.post(address, data={}))
    called = office.post(address, data={"account_id": marking.actors["third"].account_id}, follow_redirects=True)
    assert "Further examiners at work" in text_of(called) and "Examiners disagree" not in text_of(called)
    made = marking.sheet(1, "third").id
    released = office.post(f"/office/sittings/1/sheets/{made}/release", follow_redirects=True)
    assert "Released." in text_of(released) and "Examiners disagree" in text_of(released)


def test_the_history_of_a_candidate_tells_everything_in_order(office: FlaskClient, marking: Marking) -> None:
    mark(marking)
    marking.amend("t1.cut-depth", "17")
    seal(marking, marking.sheet().id)
    take(marking, "settle")
    take(marking, "reopen", "成绩复查")
    record(marking, 1, "theory", "void", "夹带资料")
    enrolment_id = marking.sheet().enrolment_id
    assert "History of the sheets and the result" in text_of(office.get(f"/office/candidates/{enrolment_id}"))
    page = text_of(office.get(f"/office/candidates/{enrolment_id}/history"))
    for words in ("started the marking", "5 entries", "看错读数", "18.5", "agreed to the amendment", "settled the results",
                  "reopened the marking", "成绩复查", "recorded the state of the part", "夹带资料"):
        assert words in page, words


def test_a_waiting_amendment_stands_on_the_page_and_hinders_settling(office: FlaskClient, marking: Marking) -> None:
    mark(marking)
    marking.asked("t1.cut-depth", "17", reason="读数看错一格")
    assert "读数看错一格" in see(office, "/marking")
    assert "1 amendment of a signed sheet is not decided yet." in see(office, "")
