"""The menu and the cards of the home page lead to pages that open."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.people.roles import Actor, Role
from assess.web.nav import places

Make = Callable[..., Actor]
SignIn = Callable[[FlaskClient, str], None]


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_card_of_a_role_opens(client: FlaskClient, make_account: Make, sign_in: SignIn, role: Role) -> None:
    make_account("somebody", role, authority="macau" if role is Role.OFFICER else None, person_id=None,
                 enterprise="works" if role is Role.AUTHOR else None)
    sign_in(client, "somebody")
    home = client.get("/home").get_data(as_text=True)
    for address in re.findall(r'class="card" href="([^"]+)"', home):
        answer = client.get(address)
        # A candidate's account without a record says so instead; that is the only page that may.
        assert answer.status_code == 200 or role is Role.CANDIDATE, address
        assert f'<a href="{address}" aria-current="page">' in answer.get_data(as_text=True) or role is Role.CANDIDATE


def test_a_stranger_has_no_menu(app: Flask) -> None:
    with app.test_request_context("/"):
        assert places(None) == []
