"""Which language a request is answered in, and the gettext functions that follow it.

``?lang=`` wins and is remembered in a cookie, then the cookie, then ``Accept-Language``. Traditional Chinese is
recognised by script or region, which Werkzeug's own matching does not do.
"""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, Response, current_app, g, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from assess.errors import AssessError, Problem
from assess.i18n import LOCALES, OWN_NAMES, gettext_in, ngettext_in, translations
from assess.i18n.formats import format_date, format_moment, format_score
from assess.i18n.sentences import sentence

COOKIE = "lang"
_YEAR = 365 * 24 * 3600
_LONGEST_HEADER = 200


def match(tag: str) -> str | None:
    """The locale that serves a reader of a language tag (``zh-HK``, ``pt-BR``); ``None`` if none does."""
    parts = tag.replace("_", "-").lower().split("-")
    if parts[0] == "zh":
        traditional = "hant" in parts or ("hans" not in parts and not {"tw", "hk", "mo"}.isdisjoint(parts))
        return "zh-Hant-MO" if traditional else "zh-Hans"
    return {"yue": "zh-Hant-MO", "pt": "pt-MO", "en": "en"}.get(parts[0])


def choose(asked: str | None, remembered: str | None, accepted: list[str], default: str) -> str:
    """The first of ``?lang=``, cookie and accepted tags (best first) that is one of our locales."""
    for exact in (asked, remembered):
        if exact in LOCALES:
            return exact
    return next((found for tag in accepted if (found := match(tag))), default)


def current_locale() -> str:
    """The locale of the running request."""
    if "locale" not in g:
        default, brought = current_app.config["DEFAULT_LOCALE"], request.environ
        accepted = brought.get("HTTP_ACCEPT_LANGUAGE", "")
        # Most strangers bring neither: nothing is parsed for them.
        asked = request.args.get("lang") if brought.get("QUERY_STRING") else None
        remembered = request.cookies.get(COOKIE) if "HTTP_COOKIE" in brought else None
        g.locale = choose(asked, remembered, _accepted(accepted), default)
    locale: str = g.locale
    return locale


@lru_cache(maxsize=256)
def _accepted(header: str) -> list[str]:
    """The tags of an ``Accept-Language`` header, best first; few headers make up most requests."""
    return list(parse_accept_header(header[:_LONGEST_HEADER], LanguageAccept).values())


def _(msgid: str, **params: object) -> str:
    """``msgid`` in the reader's language, with ``%(name)s`` filled in."""
    return gettext_in(current_locale(), msgid, **params)


def ngettext(one: str, many: str, number: int, **params: object) -> str:
    """The form for ``number`` in the reader's language; ``%(num)s`` stands for the number."""
    return ngettext_in(current_locale(), one, many, number, **params)


def say(fault: AssessError | Problem) -> str:
    """The sentence for an error or problem in the reader's language."""
    return sentence(fault, current_locale())


def _gettext(msgid: str) -> str:
    return gettext_in(current_locale(), msgid)


def _ngettext(one: str, many: str, number: int) -> str:
    # Jinja fills in the parameters itself.
    return translations(current_locale()).ngettext(one, many, number)


def _remember(response: Response) -> Response:
    asked = request.args.get("lang") if request.environ.get("QUERY_STRING") else None
    if asked in LOCALES:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(COOKIE, asked, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def install(app: Flask) -> None:
    """Gives templates ``_``, ``ngettext``, the filters ``t`` (text from Python), ``day``, ``moment`` and ``score``."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters["t"] = _gettext
    app.jinja_env.filters["say"] = say
    app.jinja_env.filters["day"] = lambda day: format_date(day, current_locale())
    app.jinja_env.filters["moment"] = lambda moment: format_moment(moment, current_locale())
    app.jinja_env.filters["score"] = lambda exact: format_score(exact, current_locale())
    app.jinja_env.globals["locale"] = current_locale
    app.jinja_env.globals["own_names"] = OWN_NAMES
    app.after_request(_remember)
