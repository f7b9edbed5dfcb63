"""What tests stand on: a fixed moment, an installation in a temporary folder, its application, and people."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache

from assess.config import Config, load_config
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.people import password
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store
from assess.web.app import _settings, create_app

# How long an example takes says something about the machine, not about the program.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

pytest_plugins = ("one_exam",)

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""Every test happens on 23 November 2026 at half past nine in Jiangmen."""

PASSWORD = "chenpi ripens slowly"

MakeAccount = Callable[..., Actor]
SignIn = Callable[[FlaskClient, str], None]


REAL_HASHER = password._HASHER


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hashes that cost little: thousands of accounts sign in here, and what makes a password slow to guess is slow."""
    password._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    password._HASHER = REAL_HASHER


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Templates are compiled once for all applications of the tests, not once for each."""
    folder = tmp_path_factory.mktemp("templates")
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}
    yield
    Flask.jinja_options = {}


@pytest.fixture(scope="session")
def empty_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation without data, made once and copied for each test."""
    config = load_config({"ASSESS_INSTANCE": str(tmp_path_factory.mktemp("empty") / "instance")})
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    store.engine.dispose()
    return config.instance


@pytest.fixture
def config(empty_instance: Path, tmp_path: Path) -> Config:
    """Settings of a fresh installation of the test's own."""
    shutil.copytree(empty_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """The fresh installation, opened."""
    opened = open_store(config)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def app(config: Config, store: Store) -> Flask:
    """The application over the fresh installation, its clock standing at ``NOW``; forms need no CSRF token."""
    if not _built:
        made = create_app(config, store)
        _built.append((made, dict(made.config)))
    shared, fresh = _built[0]
    shared.config.clear()
    shared.config.update(fresh)
    return over(shared, config, store)


@pytest.fixture
def app_of_its_own(config: Config, store: Store) -> Flask:
    """The same, for a test that adds an address to it."""
    return over(create_app(config, store), config, store)


_built: list[tuple[Flask, dict[str, object]]] = []
"""The one application of this process and its first settings: hundreds of addresses are compiled once."""


def over(app: Flask, config: Config, store: Store) -> Flask:
    """The application over that installation."""
    app.config.update(_settings(config, store), TESTING=True, WTF_CSRF_ENABLED=False, CLOCK=lambda: NOW)
    app.extensions["assess_store"] = store
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def make_account(store: Store) -> MakeAccount:
    """``make_account(username, *roles, **fields)``: a person who can sign in with ``PASSWORD``."""

    def make(username: str, *roles: Role, name: str = "", **fields: object) -> Actor:
        details = AccountDetails(username, name or username, frozenset(roles), **fields)  # type: ignore[arg-type]
        create_account(store, OPERATOR, details, PASSWORD, now=NOW, salt=username.encode().ljust(16, b"."))
        return actor_named(store, username)

    return make


@pytest.fixture
def sign_in() -> SignIn:
    """``sign_in(client, username)`` through the page, as a person does."""

    def do(client: FlaskClient, username: str) -> None:
        answer = client.post("/sign-in", data={"username": username, "password": PASSWORD})
        assert answer.status_code == 302, answer.get_data(as_text=True)

    return do
