"""Every route wears a guard, and every role meets every route: found from the application, not from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from assess.people.policy import Action, role_may
from assess.people.roles import Actor, Role
from assess.web.guard import guard, safe_target

Make = Callable[..., Actor]
SignIn = Callable[[FlaskClient, str], None]

# Stands for every argument of every address: no such thing exists in an empty installation.
NOTHING = {"int": "999", "string": "nothing", "path": "nothing", "uuid": "00000000-0000-0000-0000-000000000000"}


def calls(app: Flask) -> Iterator[tuple[Rule, str, str, Action]]:
    """Every rule, its method, an address that fits it, and the action that guards it."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            address = rule.rule
            for name in rule.arguments:
                kind = "int" if f"<int:{name}>" in address else "string"
                for written in (f"<int:{name}>", f"<string:{name}>", f"<path:{name}>", f"<{name}>"):
                    address = address.replace(written, NOTHING[kind])
            yield rule, method, address, app.view_functions[rule.endpoint].action  # type: ignore[attr-defined]


def unguarded(app: Flask) -> list[str]:
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not isinstance(getattr(app.view_functions[rule.endpoint], "action", None), Action)
    ]


def test_every_route_has_a_guard(app: Flask) -> None:
    assert unguarded(app) == []


def test_a_route_without_a_guard_would_be_found(app_of_its_own: Flask) -> None:
    app_of_its_own.add_url_rule("/forgotten", "forgotten", lambda: "open to all")
    assert unguarded(app_of_its_own) == ["/forgotten"]


def test_strangers_reach_only_public_pages(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for rule, method, address, action in calls(app):
        assert probe(app, app.test_client(), rule.endpoint, method, address) is (action is Action.PUBLIC), address


def test_strangers_who_open_a_page_are_asked_to_sign_in(app: Flask) -> None:
    for _rule, method, address, action in calls(app):
        if method == "GET" and action is not Action.PUBLIC:
            answer = app.test_client().get(address)
            assert (answer.status_code, answer.headers.get("Location", "")[:8]) == (302, "/sign-in"), address


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_route_lets_in_the_roles_of_its_action_and_nobody_else(
    app: Flask, make_account: Make, sign_in: SignIn, role: Role
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    somebody = make_account("somebody", role, authority="macau" if role is Role.OFFICER else None,
                            enterprise="works" if role is Role.AUTHOR else None)
    client = app.test_client()
    sign_in(client, "somebody")
    for rule, method, address, action in calls(app):
        reached = probe(app, client, rule.endpoint, method, address)
        assert reached is role_may(somebody, action), f"{role.value}: {method} {address}"


def probe(app: Flask, client: FlaskClient, endpoint: str, method: str, address: str) -> bool:
    """Whether the view behind the guard is reached; the view itself is replaced, so that only the guard speaks."""
    guarded = app.view_functions[endpoint]
    reached = []
    action: Action = guarded.action  # type: ignore[attr-defined]
    app.view_functions[endpoint] = guard(action)(lambda **_: reached.append(True) or "reached")  # type: ignore[func-returns-value]
    try:
        status = client.open(address, method=method).status_code
    finally:
        app.view_functions[endpoint] = guarded
    assert reached == ([True] if status == 200 else []), f"{status} {method} {address}"
    return bool(reached)


def test_a_script_is_told_to_sign_in_without_a_redirect(client: FlaskClient) -> None:
    answer = client.get("/home", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json()["code"] == "request.sign_in"


def test_signing_in_leads_back_to_where_one_wanted_to_go(
    client: FlaskClient, make_account: Make, sign_in: SignIn
) -> None:
    make_account("zhou", Role.ADMINISTRATOR)
    sent = client.get("/admin/accounts?search=li").headers["Location"]
    assert sent == "/sign-in?next=/admin/accounts?search%3Dli"
    answer = client.get(sent)
    assert 'value="/admin/accounts?search=li"' in answer.get_data(as_text=True)


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: FlaskClient) -> None:
    sent = client.post("/admin/accounts/3/open", headers={"Referer": "http://localhost/admin/accounts/3"})
    assert sent.headers["Location"] == "/sign-in?next=/admin/accounts/3"
    foreign = client.post("/admin/accounts/3/open", headers={"Referer": "http://evil.example/x"})
    assert foreign.headers["Location"] == "/sign-in?next="


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/office/", True),
        ("/admin/accounts?search=李", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
        ("/\t/evil.example", False),
        ("", False),
        (None, False),
    ],
)
def test_nobody_is_sent_to_another_site(target: str | None, safe: bool) -> None:
    assert (safe_target(target) == target) is (safe or target is None)
