"""Server-side sessions; Flask-Login is used here and nowhere else.

The cookie holds a random 256-bit token, the database its hash. A new token is made at every sign-in and forgotten at
sign-out, so that a stolen cookie dies with the session.
"""

from __future__ import annotations

import secrets

from flask import Flask, Request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from assess.operations.accounts import actor_of_token, sign_in, sign_out
from assess.people.roles import Actor
from assess.web.current import now, store


class SignedIn(UserMixin):
    """What Flask-Login carries through a request: the person and the token of the session."""

    def __init__(self, actor: Actor, token: str) -> None:
        self.actor = actor
        self.token = token

    def get_id(self) -> str:
        """The token, which is all that the cookie remembers."""
        return self.token


class _Sessions(SecureCookieSessionInterface):
    """Flask's cookie sessions; a request without any cookie gets an empty one without a serializer being built."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the request's cookie."""
        if "HTTP_COOKIE" not in request.environ:
            return SecureCookieSession()
        return super().open_session(app, request)


def _load(token: str) -> SignedIn | None:
    actor = actor_of_token(store(), token, now=now())
    return None if actor is None else SignedIn(actor, token)


def install(app: Flask) -> None:
    """Makes sessions known to ``app``; nothing is loaded before somebody asks who is signed in."""
    manager = LoginManager()
    manager.session_protection = None  # it binds a session to an IP address, and phones change theirs
    manager.user_loader(_load)
    app.session_interface = _Sessions()
    # Not init_app: its hook for remember-me cookies would read the session of every stranger.
    app.login_manager = manager  # type: ignore[attr-defined]


def signed_in_actor() -> Actor | None:
    """Who is signed in, or ``None``."""
    return current_user.actor if current_user.is_authenticated else None


def session_token() -> str:
    """The token of the running session."""
    token: str = current_user.token
    return token


def start_session(username: str, password: str) -> Actor:
    """Signs in and starts a fresh session; raises ``Refused`` as ``operations.accounts.sign_in`` does."""
    token = secrets.token_urlsafe(32)
    actor = sign_in(store(), username, password, now=now(), token=token)
    session.clear()
    login_user(SignedIn(actor, token))
    return actor


def end_session() -> None:
    """Signs out: the server forgets the token, the browser its cookie."""
    actor = signed_in_actor()
    if actor is not None:
        sign_out(store(), actor, session_token(), now=now())
    logout_user()
    session.clear()
