"""The authors of ``desk_of_authors`` in browsers of their own, reading English."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assess.web.app import create_app
from tests.conftest import NOW, SignIn
from tests.desk_of_authors import Desk, authors_instance, desk

__all__ = ["authors_instance", "desk"]
Visit = Callable[[str], FlaskClient]


@pytest.fixture
def workshop(desk: Desk) -> Flask:
    """The application over the authors' installation."""
    built = create_app(desk.store.config, desk.store)
    built.config.update(TESTING=True, WTF_CSRF_ENABLED=False, CLOCK=lambda: NOW)
    return built


@pytest.fixture
def visit(workshop: Flask, sign_in: SignIn) -> Visit:
    """``visit(username)``: the browser of one of the authors."""

    def open_browser(username: str) -> FlaskClient:
        browser = workshop.test_client()
        sign_in(browser, username)
        browser.get("/home?lang=en")
        return browser

    return open_browser


@pytest.fixture
def tan(visit: Visit) -> FlaskClient:
    """The browser of the author who writes."""
    return visit("tan")


@pytest.fixture
def guan(visit: Visit) -> FlaskClient:
    """The browser of the second expert."""
    return visit("guan")


def words(answer: TestResponse) -> str:
    """What somebody reads on a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))
