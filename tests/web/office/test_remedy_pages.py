"""Objections and score reviews on the office's and the candidate's pages; parts kept and breaches on a candidate's."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.operations.accounts import AccountDetails, create_account
from assess.people.roles import OPERATOR, Role
from assess.store.sittings import enrolment
from tests.conftest import PASSWORD, SignIn
from tests.marking import THEN, Marking, config, marking
from tests.operations.remedied import published, seat
from tests.operations.test_settling import take
from tests.web.office.conftest import text_of

__all__ = ["config", "marking"]
HERE = "/office/sittings/1/remedies"


def opened(app: Flask, username: str, sign_in: SignIn) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    client.get("/sign-in?lang=en")
    return client


@pytest.fixture
def office(app: Flask, marking: Marking, sign_in: SignIn) -> FlaskClient:
    """The clerk, signed in; the sitting stands on notice."""
    published(marking)
    return opened(app, "office", sign_in)


@pytest.fixture
def candidate(app: Flask, marking: Marking, office: FlaskClient, sign_in: SignIn) -> FlaskClient:
    """Seat 2, signed in: failed the theory by half a point."""
    with marking.store.reading() as session:
        person_id = enrolment(session, seat(marking, 2)).person_id
    details = AccountDetails("li-fu", "李𫖯", frozenset({Role.CANDIDATE}), person_id=person_id)
    create_account(marking.store, OPERATOR, details, PASSWORD, now=THEN, salt=b"li-fu".ljust(16, b"."))
    return opened(app, "li-fu", sign_in)


def see(client: FlaskClient, path: str) -> str:
    answer = client.get(f"{path}?lang=en")
    assert answer.status_code == 200, text_of(answer)
    return text_of(answer)


def send(client: FlaskClient, path: str, **fields: object) -> str:
    return text_of(client.post(path, data=fields, follow_redirects=True))


def test_the_office_records_a_letter_and_decides_on_it(office: FlaskClient) -> None:
    assert "No objection was made" in see(office, HERE)
    page = send(office, f"{HERE}/letter", received_on="2026-11-23", seat="1", text="来信", name="黎", contact="")
    assert "The objection was recorded" in page and "by letter or telephone" in page
    assert "Write what was found" in send(office, f"{HERE}/objections/1", outcome="upheld", finding="")
    page = send(office, f"{HERE}/objections/1", outcome="upheld", finding="属实")
    assert "An objection was upheld. Reopen the marking" in page
    assert "reopen the marking and settle again" in see(office, "/office/sittings/1")


def test_a_letter_about_nobody_is_refused_beside_its_field(office: FlaskClient) -> None:
    page = send(office, f"{HERE}/letter", received_on="2026-11-23", seat="77", text="来信")
    assert "Seat 77 is not on this notice" in page


def test_a_candidate_asks_for_a_score_review_and_reads_the_answer(candidate: FlaskClient, office: FlaskClient,
                                                                 marking: Marking) -> None:
    own = f"/my/results/{seat(marking, 2)}"
    assert "Ask for a score review" in see(candidate, own)
    assert "Choose the part" in send(candidate, f"{own}/review", reason="x")
    assert "Being looked into" in send(candidate, f"{own}/review", part="theory", reason="请核对合计")
    assert "请核对合计" in see(office, HERE)
    page = send(office, f"{HERE}/score-reviews/1", outcome="corrected", finding="漏加")
    assert "Reopen the marking, have the sheet amended" in page
    send(office, f"{HERE}/score-reviews/1", outcome="confirmed", finding="合计无误")
    page = see(candidate, own)
    assert "Confirmed: the score stands" in page and "合计无误" in page


def test_a_candidate_takes_a_request_back(candidate: FlaskClient, marking: Marking) -> None:
    own = f"/my/results/{seat(marking, 2)}"
    send(candidate, f"{own}/review", part="theory", reason="x")
    assert "You took it back" in send(candidate, f"{own}/review/1/withdraw")


def test_a_candidate_cannot_ask_about_somebody_elses_result(candidate: FlaskClient, marking: Marking) -> None:
    assert candidate.get(f"/my/results/{seat(marking, 1)}/review").status_code == 403


def test_both_see_that_a_result_was_settled_again_and_why(candidate: FlaskClient, office: FlaskClient,
                                                          marking: Marking) -> None:
    take(marking, "reopen", "第3号异议成立")
    assert "is looked at again" in see(candidate, f"/my/results/{seat(marking, 2)}")
    for step in ("settle", "publish_notice"):
        take(marking, step)
    for client, path in ((office, "/office/sittings/1/results"), (candidate, f"/my/results/{seat(marking, 2)}")):
        page = see(client, path)
        assert "第3号异议成立" in page and "not in force any more" in page


def test_the_office_records_a_tier_of_breach_and_both_read_its_name(candidate: FlaskClient, office: FlaskClient,
                                                                    marking: Marking) -> None:
    take(marking, "reopen", "监控复查")
    place = f"/office/candidates/{seat(marking, 2)}"
    page = send(office, f"{place}/part-state", part="theory", state="absent", breach="exam-void", note="x")
    assert "A tier of breach belongs to a void part only" in page
    page = send(office, f"{place}/part-state", part="theory", state="void", breach="exam-void", note="携带手机")
    assert "All results void, no exam for a year" in page
    for step in ("settle", "publish_notice"):
        take(marking, step)
    assert "All results void, no exam for a year" in see(office, "/office/sittings/1/results")
    page = see(candidate, f"/my/results/{seat(marking, 2)}")
    assert "All results void, no exam for a year" in page and "in another part voids this one" in page


def test_the_printed_notice_has_no_line_for_who_failed(office: FlaskClient) -> None:
    page = see(office, "/office/sittings/1/notice")
    assert "1 陈*" in page and "李" not in page
