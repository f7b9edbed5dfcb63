"""What people and scripts are told when something cannot be done."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.errors import BadInput, Conflict, NotFound, Problem, Problems, Refused
from assess.people.policy import Action
from assess.people.roles import Actor, Role
from assess.web.guard import guard

Make = Callable[..., Actor]
SignIn = Callable[[FlaskClient, str], None]
JSON = {"Accept": "application/json"}

RAISED = [
    (BadInput("password.too_short", least=10, got=3), 400, "密码至少 10 个字符"),
    (NotFound("account.not_found"), 404, "没有这个账号"),
    (Refused("sign_in.wait", seconds=8), 409, "请等待 8 秒"),
    (Conflict("account.username_taken", username="li"), 409, "用户名 li 已被使用"),
]


@pytest.fixture
def app(app_of_its_own: Flask) -> Flask:
    return app_of_its_own


def add_failing_page(app: Flask, error: Exception) -> None:
    @guard(Action.PUBLIC)
    def fail() -> str:
        raise error

    app.add_url_rule("/fail", "fail", fail)


@pytest.mark.parametrize(("error", "status", "words"), RAISED, ids=[type(case[0]).__name__ for case in RAISED])
def test_an_error_becomes_its_sentence(app: Flask, error: Exception, status: int, words: str) -> None:
    add_failing_page(app, error)
    answer = app.test_client().get("/fail")
    assert answer.status_code == status
    assert words in answer.get_data(as_text=True)


def test_a_script_gets_code_and_message(app: Flask) -> None:
    add_failing_page(app, RAISED[0][0])
    answer = app.test_client().get("/fail", headers=JSON)
    assert answer.status_code == 400
    assert answer.get_json() == {"code": "password.too_short", "message": "密码至少 10 个字符，当前为 3 个。"}


def test_all_faults_of_a_file_are_listed_with_their_places(app: Flask) -> None:
    faults = [Problem("name.empty", "Sheet1!B2"), Problem("document.empty", "Sheet1!C7")]
    add_failing_page(app, Problems("request.bad", faults))
    shown = app.test_client().get("/fail").get_data(as_text=True)
    assert "<code>Sheet1!B2</code> 请填写中文姓名或外文姓名。" in shown
    assert "<code>Sheet1!C7</code> 请填写证件号码。" in shown


def test_what_was_typed_is_shown_as_text(app: Flask) -> None:
    add_failing_page(app, Conflict("account.username_taken", username="<script>alert(1)</script>"))
    assert "<script>alert" not in app.test_client().get("/fail").get_data(as_text=True)


def test_the_unexpected_shows_a_reference_and_logs_the_trace(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    add_failing_page(app, ZeroDivisionError("440702199001011233"))
    with caplog.at_level(logging.ERROR, "assess.web"):
        answer = app.test_client().get("/fail")
    shown = answer.get_data(as_text=True)
    (line,) = caplog.records
    reference = line.args[0] if isinstance(line.args, tuple) else ""
    assert answer.status_code == 500
    assert reference and str(reference) in shown
    assert "ZeroDivisionError" not in shown and "440702" not in shown
    assert line.exc_info is not None and "440702" not in line.getMessage()


def test_a_lost_csrf_token_says_that_nothing_is_lost(
    app: Flask, client: FlaskClient, make_account: Make, sign_in: SignIn
) -> None:
    make_account("zhou", Role.ADMINISTRATOR)
    sign_in(client, "zhou")
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/admin/accounts/new", data={"username": "wang"})
    assert answer.status_code == 400
    assert "内容没有丢失" in answer.get_data(as_text=True)
    assert client.post("/admin/accounts/new", json={}, headers=JSON).get_json()["code"] == "request.csrf"


def test_an_unknown_address_is_not_found_in_the_readers_language(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"Accept-Language": "pt"})
    assert answer.status_code == 404
    assert "Não há nenhuma página neste endereço." in answer.get_data(as_text=True)


def test_a_wrong_method_is_told(client: FlaskClient) -> None:
    assert client.get("/sign-out").status_code == 405


def test_a_foreign_host_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400
