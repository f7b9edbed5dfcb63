"""The notice as strangers see it: nothing of a person but what it must, nothing at all when it is over."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import NOW
from tests.marking import Marking, bir, config, marking
from tests.operations.remedied import published
from tests.operations.test_settling import take
from tests.web.office.conftest import text_of

__all__ = ["config", "marking"]
HERE = "/notices/2026-CP-01"


@pytest.fixture
def stranger(app: Flask, marking: Marking) -> FlaskClient:
    """Somebody without an account; the sitting stands on notice."""
    published(marking)
    return app.test_client()


def see(stranger: FlaskClient, path: str = HERE, status: int = 200) -> str:
    answer = stranger.get(f"{path}?lang=en")
    assert answer.status_code == status, text_of(answer)
    return text_of(answer)


def test_the_notice_names_no_more_than_it_must(stranger: FlaskClient) -> None:
    page = see(stranger)
    assert re.search(r"1 陈\* .*3 欧阳\*\* ", page)
    for secret in ("陈䶮", "李", "欧阳娜娜", "60.0", "59.5", *(bir(number) for number in range(3))):
        assert secret not in page, secret


def test_the_notice_is_not_indexed_and_starts_no_session(stranger: FlaskClient) -> None:
    for path in ("/notices", HERE, f"{HERE}/objection"):
        answer = stranger.get(path)
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in answer.headers


def test_the_list_leads_to_the_notice_and_says_when_there_is_none(stranger: FlaskClient, marking: Marking) -> None:
    assert f'href="{HERE}"' in stranger.get("/notices").get_data(as_text=True)
    take(marking, "reopen", "复查")
    assert "No notice stands at present" in see(stranger, "/notices")


def test_a_notice_that_is_over_looks_like_one_that_never_was(app: Flask, stranger: FlaskClient) -> None:
    app.config["CLOCK"] = lambda: NOW + timedelta(days=6)
    over, never = (stranger.get(f"/notices/{code}").get_data(as_text=True) for code in ("2026-CP-01", "2026-CP-99"))
    assert over.replace("2026-CP-01", "2026-CP-99") == never
    see(stranger, f"{HERE}/objection", 404)


def test_a_stranger_objects_and_is_told_the_reference(stranger: FlaskClient) -> None:
    sent = {"seat": "3", "text": "请核查申报年限", "name": "", "contact": ""}
    answer = stranger.post(f"{HERE}/objection", data=sent)
    assert answer.status_code == 303
    page = see(stranger, answer.headers["Location"])
    assert "Your objection was received" in page
    assert "请核查申报年限" not in page


def test_an_empty_objection_is_refused_with_what_was_typed(stranger: FlaskClient) -> None:
    answer = stranger.post(f"{HERE}/objection?lang=en", data={"seat": "1", "text": " ", "name": "<b>黎</b>"})
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert "&lt;b&gt;黎&lt;/b&gt;" in page and "<b>黎" not in page
    assert "Error:" in page


def test_a_line_that_is_not_on_the_notice_cannot_be_chosen(stranger: FlaskClient) -> None:
    answer = stranger.post(f"{HERE}/objection", data={"seat": "2", "text": "x"})
    assert answer.status_code == 400


def test_an_unknown_reference_is_not_found(stranger: FlaskClient) -> None:
    see(stranger, "/notices/objections/1-0123456789AB", 404)
