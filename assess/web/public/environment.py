"""Jinja for the public pages: one environment for each language, its texts already in the compiled templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from assess.certificates.payload import Printed, in_locale
from assess.certificates.verify import STEPS, Check
from assess.i18n import LOCALES, OWN_NAMES, gettext_in
from assess.i18n.formats import format_date, format_moment
from assess.web.public import carrier_words, words
from assess.web.public.code_words import CODE, SCAN, told
from assess.web.public.compiling import PageEnvironment
from assess.web.static import static_url

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
Translate = Callable[..., Markup]


@lru_cache(maxsize=len(LOCALES))
def environment(locale: str) -> Environment:
    """The environment for readers of ``locale``: texts, ``static_url`` and the filters below.

    ``each`` and ``joined`` show a text in the languages of the paper, ``own`` in the reader's.
    """
    made = PageEnvironment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )
    translate = _translator(locale)
    made.globals.update(
        _=translate,
        code_texts=told(CODE, locale),
        scan_texts=told(SCAN, locale),
        locale=locale,
        languages=_languages(locale),
        reasons={name: translate(msgid) for name, msgid in words.REASONS.items()},
        states=words.STATES,
        editions=words.EDITIONS,
        linked_states=words.LINKED,
        static_url=static_url,
    )
    made.globals.update(
        carrier_names={name: translate(msgid) for name, msgid in carrier_words.NAMES.items()},
        stands={name: translate(msgid) for name, msgid in carrier_words.STANDS.items()},
    )
    made.filters.update(
        facts=carrier_words.facts, sentence=carrier_words.sentence_in(translate),
        day=_day_in(locale), moment=_moment_in(locale), own=lambda texts: in_locale(texts, locale), each=each,
        joined=joined, listed=_listed_in(translate),
    )
    return made


def _languages(here: str) -> Markup:
    """The list of languages, each a link but the one that is read."""
    link = Markup('<li><a href="?lang={}" lang="{}" hreflang="{}">{}</a></li>')
    mark = Markup('<li><b lang="{}">{}</b></li>')
    return Markup("\n").join(
        mark.format(code, name) if code == here else link.format(code, code, code, name)
        for code, name in OWN_NAMES.items()
    )


def each(texts: Printed) -> Markup:
    """A text as the paper prints it, one element for each language."""
    return _marked(tuple(texts.items()), "")


def joined(texts: Printed) -> Markup:
    """A text as the paper prints it, in one line: ``保育員 · Educador de creche``."""
    return _marked(tuple(texts.items()), " · ")


@lru_cache(maxsize=4096)
def _marked(texts: tuple[tuple[str, str], ...], between: str) -> Markup:
    by_locale, element = dict(texts), Markup('<span lang="{}">{}</span>')
    return Markup(between).join(element.format(each, by_locale[each]) for each in LOCALES if each in by_locale)


def _translator(locale: str) -> Translate:
    @lru_cache(maxsize=4096)
    def translate(msgid: str, **params: object) -> Markup:
        text = escape(gettext_in(locale, msgid))
        return text % params if params else text  # Markup escapes what it is given

    return translate


def _listed_in(translate: Translate) -> Callable[[Sequence[Check]], Markup]:
    """The filter that lists checks by number, each with its outcome in words."""
    held, failed = translate(words.HELD), translate(words.FAILED)
    items = {}
    for number, name in enumerate(STEPS, 1):
        text = translate(words.CHECKS[name])
        items[name, True] = Markup('<li value="{}">{} {}</li>').format(number, held, text)
        items[name, False] = Markup('<li value="{}" class="failed">{} {}</li>').format(number, failed, text)

    def listed(checks: Sequence[Check]) -> Markup:
        return Markup("\n".join([items[check.name, check.held] for check in checks]))

    return listed


def _day_in(locale: str) -> Callable[[date], str]:
    @lru_cache(maxsize=1024)
    def shown(day: date) -> str:
        return format_date(day, locale)

    return shown


def _moment_in(locale: str) -> Callable[[datetime], str]:
    @lru_cache(maxsize=16)
    def shown(moment: datetime) -> str:
        return format_moment(moment, locale)

    return shown
