"""Dates, moments and scores in each language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assess.i18n import LOCALES, gettext_in, ngettext_in, translations
from assess.i18n.formats import format_date, format_moment, format_score, local_date

EVENING = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh-Hans", "2026年3月1日"),
        ("zh-Hant-MO", "2026年3月1日"),
        ("pt-MO", "1 de Março de 2026"),
        ("en", "1 March 2026"),
    ],
)
def test_a_date_is_written_as_its_readers_do(locale: str, expected: str) -> None:
    assert format_date(date(2026, 3, 1), locale) == expected


def test_a_moment_is_told_by_the_clock_of_jiangmen_and_macau() -> None:
    assert format_moment(EVENING, "zh-Hans") == "2026年11月23日 00:05"
    assert format_moment(EVENING, "pt-MO") == "23 de Novembro de 2026, 00:05"
    assert local_date(EVENING) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("exact", "locale", "expected"),
    [("59.996", "zh-Hans", "59.996"), ("59.996", "pt-MO", "59,996"), ("179/3", "pt-MO", "179/3"), ("60", "en", "60")],
)
def test_a_score_stays_exact(exact: str, locale: str, expected: str) -> None:
    assert format_score(exact, locale) == expected


def test_texts_are_found_outside_of_a_request() -> None:
    assert gettext_in("zh-Hans", "Sign in") == "登录"
    assert gettext_in("zh-Hant-MO", "Account %(username)s", username="li") == "帳戶 li"
    assert gettext_in("pt-MO", "no such text, 100 %") == "no such text, 100 %"
    assert gettext_in("zh-Hans", "") == ""
    assert ngettext_in("en", "%(num)s sheet", "%(num)s sheets", 1) == "1 sheet"


def test_an_unknown_locale_is_a_fault() -> None:
    with pytest.raises(ValueError, match="fr"):
        translations("fr")
    assert len({gettext_in(locale, "Sign out") for locale in LOCALES}) == len(LOCALES)
