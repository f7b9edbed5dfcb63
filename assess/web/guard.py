"""The guard that every view wears: it names the action and lets in only those whose role may take it.

Whether this person may do it to this very thing is asked again, with all facts, by the operation.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import abort, make_response, redirect, request, url_for

from assess.errors import Forbidden
from assess.people.policy import Action, role_may
from assess.people.roles import Actor
from assess.web.auth import signed_in_actor
from assess.web.errors import json_error, wants_json
from assess.web.resend import can_resend, resend_page

View = Callable[..., Any]


def guard(action: Action) -> Callable[[View], View]:
    """Decorator for a view: ``@blueprint.get(…)`` outside, ``@guard(Action.X)`` inside.

    Strangers are sent to sign in and come back afterwards; a signed-in person without the role gets ``Forbidden``. A
    public view is left as it is, so that it costs nothing.
    """

    def decorate(view: View) -> View:
        if action is Action.PUBLIC:
            view.action = action  # type: ignore[attr-defined]
            return view

        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            somebody = signed_in_actor()
            if somebody is None:
                _ask_to_sign_in()
            if not role_may(somebody, action):
                raise Forbidden("policy.forbidden", action=action.value, reason="role")
            return view(*args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return decorate


def actor() -> Actor:
    """The signed-in person; only for views with a guard other than PUBLIC."""
    somebody = signed_in_actor()
    if somebody is None:
        raise RuntimeError("actor() in a view that strangers reach")
    return somebody


def _ask_to_sign_in() -> None:
    if wants_json():
        abort(make_response(json_error("request.sign_in", {}, 401)))
    if request.method != "GET" and can_resend():
        abort(make_response(resend_page("request.sign_in", 401)))
    # A form cannot be sent again by a redirect: after signing in its page is shown, with what was saved.
    came_from = request.full_path.rstrip("?") if request.method == "GET" else _path_of(request.referrer)
    abort(redirect(url_for("account.sign_in", next=came_from)))


def _path_of(referrer: str | None) -> str:
    parts = urlsplit(referrer or "")
    if parts.netloc != request.host:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def safe_target(target: str | None) -> str | None:
    """``target`` if it is a path on this site, else ``None``: nobody is sent elsewhere after signing in."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    if any(ord(character) < 33 for character in target):
        return None
    return target
