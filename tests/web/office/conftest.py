"""The office at its desk: signed in, with one sitting whose enrolment is open."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assess.people.roles import Actor
from assess.store.session import Store
from tests.conftest import MakeAccount
from tests.desk import open_sitting, staff

SignIn = Callable[[FlaskClient, str], None]


def text_of(answer: TestResponse) -> str:
    """What stands on a page, without markup; every run of blanks is one."""
    page = re.sub(r"<(script|style).*?</\1>", " ", answer.get_data(as_text=True), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


@dataclass(frozen=True)
class Desk:
    """A signed-in clerk, the people, the open sitting."""

    client: FlaskClient
    store: Store
    people: dict[str, Actor]
    sitting_id: int

    @property
    def office(self) -> Actor:
        """The clerk."""
        return self.people["office"]

    def see(self, path: str) -> str:
        """The text of a page in English."""
        answer = self.client.get(path + ("&" if "?" in path else "?") + "lang=en")
        assert answer.status_code == 200, text_of(answer)
        return text_of(answer)

    def send(self, path: str, **fields: object) -> str:
        """Sends a form and follows to the page that comes next."""
        answer = self.client.post(path, data=fields, follow_redirects=True)
        assert answer.status_code == 200, text_of(answer)
        return text_of(answer)


@pytest.fixture
def desk(app: Flask, store: Store, make_account: MakeAccount, sign_in: SignIn) -> Desk:
    """The clerk with an open sitting; pages are in English."""
    people = staff(make_account)
    client = app.test_client()
    sign_in(client, "office")
    client.get("/office/?lang=en")
    return Desk(client, store, people, open_sitting(store, people["office"]))
