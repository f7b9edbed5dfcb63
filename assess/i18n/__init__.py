"""Turns English msgids into the reader's language, inside and outside of requests.

Catalogues are the ``.po`` files in ``catalogues/``, read when first needed and kept; there is no compile step and no
catalogue for English, whose sentences are the msgids. Babel is loaded only when a text is asked for, because pure
packages import ``assess.i18n.text`` from here.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from assess.i18n.text import DEFAULT, LOCALES

CATALOGUES = Path(__file__).parent / "catalogues"

OWN_NAMES = {"zh-Hans": "简体中文", "zh-Hant-MO": "繁體中文", "pt-MO": "Português", "en": "English"}
"""Each language as its readers call it; shown to everybody untranslated."""

__all__ = ["CATALOGUES", "DEFAULT", "LOCALES", "N_", "OWN_NAMES", "gettext_in", "ngettext_in", "translations"]


def N_(msgid: str) -> str:  # the name gettext users know
    """``msgid`` itself: marks a text for the catalogues where no reader is known yet; translate it when shown."""
    return msgid


@cache
def translations(locale: str) -> NullTranslations:
    """The texts of one of ``LOCALES``; a msgid without translation comes back in English."""
    if locale not in LOCALES:
        raise ValueError(f"no such locale: {locale}")
    file = CATALOGUES / f"{locale}.po"
    if not file.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext_in(locale: str, msgid: str, **params: object) -> str:
    """``msgid`` in ``locale``, ``%(name)s`` filled with ``params``; without params a ``%`` is only a percent sign."""
    text = translations(locale).gettext(msgid) if msgid else ""
    return text % params if params else text


def ngettext_in(locale: str, one: str, many: str, number: int, **params: object) -> str:
    """The form for ``number`` in ``locale``; ``%(num)s`` stands for the number."""
    return translations(locale).ngettext(one, many, number) % {"num": number, **params}
