"""Builds the web application: one blueprint for each audience, and what all of them share."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response

from assess.config import Config
from assess.people.policy import Action
from assess.store.session import Store
from assess.web import auth, errors, headers, locale, nav, static, tables
from assess.web.current import utc_clock
from assess.web.guard import guard

AUDIENCES = (
    "public", "account", "candidate", "examiner", "checker", "office", "review", "author", "authority", "admin",
)
MAX_UPLOAD = 16 * 1024 * 1024


def create_app(config: Config, store: Store) -> Flask:
    """The application for one open installation."""
    app = Flask("assess", root_path=str(Path(__file__).resolve().parent.parent), static_folder=None)
    app.config.update(_settings(config, store))
    app.extensions["assess_store"] = store
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    csrf = CSRFProtect(app)
    for part in (locale, auth, headers, errors, static, tables):
        part.install(app)
    for audience in AUDIENCES:
        if (Path(__file__).parent / audience / "views.py").exists():
            app.register_blueprint(import_module(f"assess.web.{audience}.views").blueprint)
    if "public" in app.blueprints:
        # The public has no session that a foreign page could misuse, and its forms must not start one.
        csrf.exempt(app.blueprints["public"])
    if not any(rule.rule == "/" for rule in app.url_map.iter_rules()):
        app.add_url_rule("/", "root", _to_home)
    nav.install(app)
    app.context_processor(_shell)
    return app


def _settings(config: Config, store: Store) -> dict[str, Any]:
    address = urlsplit(config.base_url)
    return {
        "SECRET_KEY": store.keys.read("session"),
        "SESSION_COOKIE_SECURE": address.scheme == "https",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "__Host-session" if address.scheme == "https" else "session",
        "MAX_CONTENT_LENGTH": MAX_UPLOAD,
        # A whole page of scores without script is one form: 500 candidates with 60 items stay below this.
        "MAX_FORM_MEMORY_SIZE": MAX_UPLOAD,
        "TRUSTED_HOSTS": list(config.trusted_hosts) or [address.hostname or "", "localhost", "127.0.0.1"],
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "DEFAULT_LOCALE": config.default_locale,
        "CLOCK": utc_clock,
    }


@guard(Action.PUBLIC)
def _to_home() -> Response:
    return redirect(url_for("account.home"))


def _shell() -> dict[str, Any]:
    """What ``base.html`` needs: public pages and error pages get a shell that asks nobody who is signed in."""
    personal = request.blueprint not in (None, "public")
    return {
        "personal": personal,
        "signed_in": auth.signed_in_actor if personal else _nobody,
        "places": nav.places,
        "place_at": nav.place_at,
        "lang_url": _lang_url,
    }


def _nobody() -> None:
    return None


def _lang_url(code: str) -> str:
    """The page that is open, in another language; the first page where a form was refused at an address without one."""
    if request.method != "GET" and "GET" not in ((request.url_rule and request.url_rule.methods) or ()):
        return f"/?lang={code}"
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return "?" + urlencode([*kept, ("lang", code)])
