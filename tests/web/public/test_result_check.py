"""Anybody hands in the file of a result and reads what held, what failed, and whether it was settled here."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from one_exam import EXAM, ISSUE_DAY, actor
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from assess.operations import results
from assess.store.audit import AuditRow
from assess.store.results import ResultRow
from assess.store.session import Store
from tests.exams.result_files import GOLDEN

ENGLISH = {"Accept-Language": "en"}


def settled(store: Store, candidate: str = "chan") -> bytes:
    return results.result_file(store, actor(store, "office"), EXAM.enrolments[candidate], ISSUE_DAY).data


def handed_in(client: FlaskClient, data: bytes, pasted: bool = False) -> TestResponse:
    sent = {"text": data.decode()} if pasted else {"file": (BytesIO(data), "result.json")}
    return client.post("/results/check", data=sent, headers=ENGLISH)


@pytest.mark.parametrize("pasted", [False, True], ids=["uploaded", "pasted"])
def test_a_settled_result_holds_and_is_known(client: FlaskClient, store: Store, pasted: bool) -> None:
    answer = handed_in(client, settled(store), pasted)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "it is the one that was settled" in page
    assert page.count("Passed:") == 8 and "Failed:" not in page and "Level 3 / senior worker" in page
    assert "90/1 = 90.0 · passed" in page


def test_a_result_that_was_replaced_is_called_so(client: FlaskClient, store: Store) -> None:
    data = settled(store)
    with store.unit_of_work() as session:
        session.execute(update(ResultRow).values(in_force=False))
    assert "another one has replaced it" in handed_in(client, data).get_data(as_text=True)


def test_a_result_of_another_register_is_not_called_settled(client: FlaskClient) -> None:
    page = handed_in(client, (GOLDEN / "1" / "thirds.json").read_bytes()).get_data(as_text=True)
    assert "this register has no such result" in page and "500/9 = 55.6 · below the pass mark" in page


def test_a_forged_total_is_named_with_both_sides(client: FlaskClient) -> None:
    data = json.loads((GOLDEN / "1" / "thirds.json").read_bytes())
    data["result"]["parts"][0]["total"] = "60/1"
    page = handed_in(client, json.dumps(data).encode()).get_data(as_text=True)
    assert "do not rely on it" in page and "practical · total: the file says 60/1, computed is 500/9" in page


def test_an_earlier_result_that_a_part_rests_on_is_named(client: FlaskClient) -> None:
    page = handed_in(client, (GOLDEN / "1" / "carried.json").read_bytes()).get_data(as_text=True)
    assert "carried over from the result " + "5" * 64 in page


def test_what_is_no_result_is_told_in_words_and_stays_text(client: FlaskClient) -> None:
    for data in (b"\x89PNG", b'{"format":"<script>alert(1)</script>"}', b"[" * 5000):
        answer = handed_in(client, data)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200 and "do not rely on it" in page and "<script" not in page


def test_an_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    answer = client.post("/results/check", headers=ENGLISH)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "Choose the file result.json" in page and "<title>Error:" in page


def test_checking_needs_no_token_starts_no_session_and_keeps_nothing(app, store: Store) -> None:  # type: ignore[no-untyped-def]
    app.config["WTF_CSRF_ENABLED"] = True
    data = settled(store)
    with store.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditRow))
    client = app.test_client()
    answer = handed_in(client, data)
    assert answer.status_code == 200 and answer.headers.getlist("Set-Cookie") == []
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditRow)) == before


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant-MO", "pt-MO", "en"])
def test_the_page_is_there_in_four_languages(client: FlaskClient, locale: str) -> None:
    answer = client.get("/results/check", headers={"Accept-Language": locale})
    assert answer.status_code == 200 and f'<html lang="{locale}"' in answer.get_data(as_text=True)
