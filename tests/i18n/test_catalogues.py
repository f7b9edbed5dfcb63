"""The catalogues are complete and hold nothing that nobody uses."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from assess.i18n import CATALOGUES, LOCALES
from assess.i18n.extract import template, untranslated

TRANSLATED = [locale for locale in LOCALES if locale != "en"]


def catalogue(locale: str) -> Catalog:
    with (CATALOGUES / f"{locale}.po").open("rb") as source:
        return read_po(source, locale=locale.replace("-", "_"))


def ids(of: Catalog) -> set[object]:
    return {message.id for message in of if message.id}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_text_is_translated(locale: str) -> None:
    stored = catalogue(locale)
    assert ids(stored) == ids(template()), "run python -m assess.i18n.extract"
    assert untranslated(stored) == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_translation_loses_a_parameter(locale: str) -> None:
    assert [message.id for message in catalogue(locale) if message.id and not _keeps_parameters(message)] == []


def _keeps_parameters(message: Message) -> bool:
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    targets = message.string if isinstance(message.string, tuple) else (message.string,)
    wanted = set(re.findall(r"%\(\w+\)s|\{\w+\}", sources[-1]))
    found = [set(re.findall(r"%\(\w+\)s|\{\w+\}", text)) for text in targets]
    # The form for one thing may say it without the number ("this person").
    return found[-1] == wanted and all(wanted - {"%(num)s"} <= some <= wanted for some in found)
