"""Signing in and out, the home page and the own account, as a person uses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from assess.people.roles import Actor, Role
from tests.conftest import NOW, PASSWORD

Make = Callable[..., Actor]
SignIn = Callable[[FlaskClient, str], None]


def page(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_the_sign_in_page_is_chinese_first(client: FlaskClient) -> None:
    shown = page(client, "/sign-in")
    assert '<html lang="zh-Hans">' in shown
    assert "<title>登录 – 技能评价</title>" in shown


def test_wrong_password_says_so_once_and_marks_the_title(client: FlaskClient, make_account: Make) -> None:
    make_account("liming", Role.OFFICE)
    answer = client.post("/sign-in", data={"username": "liming", "password": "wrong"})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "<title>错误： 登录" in shown
    assert shown.count("用户名或密码不正确。") == 1
    assert "wrong" not in shown


def test_too_many_attempts_are_told_how_long_to_wait(client: FlaskClient) -> None:
    for _ in range(4):
        client.post("/sign-in", data={"username": "nobody", "password": "wrong"})
    answer = client.post("/sign-in", data={"username": "nobody", "password": "wrong"})
    assert answer.status_code == 429
    assert "请等待 2 秒后重试" in answer.get_data(as_text=True)


def test_an_empty_form_leads_to_its_fields(client: FlaskClient) -> None:
    shown = client.post("/sign-in", data={}).get_data(as_text=True)
    assert '<a href="#username">请填写用户名。</a>' in shown
    assert 'aria-describedby="username-error"' in shown


def test_signing_out_ends_the_session_of_a_copied_cookie_too(
    app: Flask, client: FlaskClient, make_account: Make, sign_in: SignIn
) -> None:
    make_account("liming", Role.OFFICE)
    sign_in(client, "liming")
    cookie = client.get_cookie("session")
    assert cookie is not None
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)
    assert thief.get("/home").status_code == 302


def test_a_session_from_before_signing_in_is_not_taken_over(
    client: FlaskClient, make_account: Make, sign_in: SignIn
) -> None:
    make_account("liming", Role.OFFICE)
    with client.session_transaction() as before:
        before["planted"] = "by somebody else"
    sign_in(client, "liming")
    with client.session_transaction() as after:
        assert "planted" not in after
        first = after["_user_id"]
    sign_in(client, "liming")
    with client.session_transaction() as again:
        assert again["_user_id"] != first


def test_the_home_page_shows_a_card_for_each_duty(client: FlaskClient, make_account: Make, sign_in: SignIn) -> None:
    make_account("zhou", Role.ADMINISTRATOR, Role.BUREAU, name="周敏")
    sign_in(client, "zhou")
    shown = page(client, "/home")
    assert "周敏，您好" in shown
    assert 'class="card" href="/admin/accounts"' in shown


def test_a_role_without_pages_is_told_so(client: FlaskClient, make_account: Make, sign_in: SignIn) -> None:
    make_account("wang", Role.BUREAU)
    sign_in(client, "wang")
    assert "暂无可办理的事项" in page(client, "/home")


def test_the_own_password_is_changed(client: FlaskClient, make_account: Make, sign_in: SignIn) -> None:
    make_account("liming", Role.OFFICE)
    sign_in(client, "liming")
    refused = client.post("/account", data={"present": "wrong", "new": "sampan under bridges"})
    assert '<a href="#present">当前密码不正确。</a>' in refused.get_data(as_text=True)
    client.post("/account", data={"present": PASSWORD, "new": "sampan under bridges"})
    assert "密码已修改" in page(client, "/account")
    assert client.post("/sign-in", data={"username": "liming", "password": "sampan under bridges"}).status_code == 302


def test_a_session_ends_after_twelve_idle_hours(
    app: Flask, client: FlaskClient, make_account: Make, sign_in: SignIn
) -> None:
    make_account("liming", Role.OFFICE)
    sign_in(client, "liming")
    app.config["CLOCK"] = lambda: NOW + timedelta(hours=12)
    assert client.get("/home").status_code == 302
