"""Headers, cookies and static files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

import assess
from assess.config import Config
from assess.people.roles import Actor, Role
from assess.store.session import Store
from assess.web.app import create_app
from assess.web.headers import style_nonce
from assess.web.static import static_url

INLINE = re.compile(
    r"\son(?:blur|change|click|error|focus|input|key\w+|load|submit)=|\sstyle=|<style|<script(?![^>]*\ssrc=)"
    r"|javascript:|/static/"
)
TEMPLATES = Path(assess.__file__).parent / "templates"
Make = Callable[..., Actor]
SignIn = Callable[[FlaskClient, str], None]


def test_pages_allow_no_inline_code_and_no_frame(client: FlaskClient) -> None:
    headers = client.get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_nonce_for_styles_is_new_for_every_answer_and_only_where_it_was_asked_for(
    app_of_its_own: Flask,
) -> None:
    @app_of_its_own.get("/styled")
    def styled() -> str:
        return style_nonce()

    client = app_of_its_own.test_client()
    first, second = client.get("/styled"), client.get("/styled")
    assert f"style-src 'self' 'nonce-{first.text}';" in first.headers["Content-Security-Policy"]
    assert first.text != second.text and len(first.headers.getlist("Content-Security-Policy")) == 1
    assert "script-src 'self';" in first.headers["Content-Security-Policy"]
    assert "nonce" not in client.get("/sign-in").headers["Content-Security-Policy"]


def test_only_the_scanner_may_compile_webassembly(client: FlaskClient) -> None:
    policy = client.get("/scan").headers.getlist("Content-Security-Policy")
    assert len(policy) == 1 and policy[0].count("unsafe") == 1
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy[0]
    for address in ("/", "/offline", "/v/AAAAAAAAAAAA", "/sign-in"):
        assert "unsafe" not in client.get(address).headers["Content-Security-Policy"]


def test_templates_hold_no_inline_code_or_style_and_name_static_files_one_way() -> None:
    for file in TEMPLATES.rglob("*.html"):
        source = file.read_text(encoding="utf-8")
        assert not INLINE.search(source), file


def test_pages_of_signed_in_people_are_kept_by_no_cache(
    client: FlaskClient, make_account: Make, sign_in: SignIn
) -> None:
    make_account("liming", Role.OFFICE)
    sign_in(client, "liming")
    assert client.get("/home").headers["Cache-Control"] == "private, no-store"


def test_the_session_cookie_is_out_of_reach_for_scripts_and_plain_http(
    config: Config, store: Store, make_account: Make
) -> None:
    make_account("liming", Role.OFFICE)
    app = create_app(replace(config, base_url="https://assess.example"), store)
    app.config.update(WTF_CSRF_ENABLED=False)
    answer = app.test_client().post(
        "/sign-in",
        data={"username": "liming", "password": "chenpi ripens slowly"},
        base_url="https://assess.example",
    )
    (cookie,) = [line for line in answer.headers.getlist("Set-Cookie") if "session" in line]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_static_files_are_kept_for_a_year_under_an_address_of_their_content(client: FlaskClient) -> None:
    answer = client.get(static_url("app.css"), buffered=True)
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_error_pages_ask_nobody_who_is_signed_in(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
