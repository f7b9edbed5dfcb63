"""A form that arrives without a valid session is kept and can be sent again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.people.roles import Actor, Role
from tests.conftest import PASSWORD

Make = Callable[..., Actor]
OURS = {"Origin": "http://localhost"}
TYPED = {"name": "欧阳䶮 <b>", "roles": ["examiner", "checker"], "workshop": '"涂装"'}


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token"(?: type="hidden")? value="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.fixture
def other(app: Flask, make_account: Make) -> Actor:
    app.config["WTF_CSRF_ENABLED"] = True
    make_account("zhou", Role.ADMINISTRATOR)
    return make_account("ouyang", Role.EXAMINER)


def test_a_form_sent_after_the_session_ended_is_kept_and_arrives(client: FlaskClient, other: Actor) -> None:
    address = f"/admin/accounts/{other.account_id}"
    token = token_in(client.get("/sign-in").get_data(as_text=True))
    kept = client.post(address, data={**TYPED, "csrf_token": token}, headers=OURS)
    page = kept.get_data(as_text=True)
    assert kept.status_code == 401
    assert "内容没有丢失" in page
    assert 'name="name" value="欧阳䶮 &lt;b&gt;"' in page
    assert page.count('name="roles"') == 2

    client.post("/sign-in", data={"username": "zhou", "password": PASSWORD, "csrf_token": token}, headers=OURS)
    stale = client.post(address, data={**TYPED, "csrf_token": token_in(page)}, headers=OURS)
    assert stale.status_code == 400
    good = {**TYPED, "name": "欧阳䶮", "csrf_token": token_in(stale.get_data(as_text=True))}
    assert client.post(address, data=good, headers=OURS).status_code == 302
    assert "考评员 · 核分人" in client.get("/admin/accounts?search=ouyang").get_data(as_text=True)


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_a_foreign_form_is_not_offered_again(client: FlaskClient, other: Actor, headers: dict[str, str]) -> None:
    answer = client.post(f"/admin/accounts/{other.account_id}", data=TYPED, headers=headers)
    assert answer.status_code == 400
    assert "欧阳" not in answer.get_data(as_text=True)


def test_passwords_are_never_kept(client: FlaskClient, other: Actor) -> None:
    answer = client.post("/account", data={"present": PASSWORD, "new": "sampan under bridges"}, headers=OURS)
    assert answer.status_code == 400
    assert "sampan" not in answer.get_data(as_text=True)
