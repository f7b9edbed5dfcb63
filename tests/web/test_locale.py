"""Which language a page comes in."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from assess.web.locale import choose, match


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-TW", "zh-Hant-MO"),
        ("zh-HK", "zh-Hant-MO"),
        ("zh-MO", "zh-Hant-MO"),
        ("zh-Hant", "zh-Hant-MO"),
        ("zh_hant_mo", "zh-Hant-MO"),
        ("yue-HK", "zh-Hant-MO"),
        ("pt-BR", "pt-MO"),
        ("pt", "pt-MO"),
        ("en-GB", "en"),
        ("fr", None),
        ("*", None),
    ],
)
def test_a_language_tag_finds_its_locale(tag: str, locale: str | None) -> None:
    assert match(tag) == locale


@pytest.mark.parametrize(
    ("asked", "remembered", "accepted", "locale"),
    [
        ("pt-MO", "en", ["zh-CN"], "pt-MO"),
        (None, "en", ["zh-CN"], "en"),
        (None, None, ["fr", "zh-MO", "en"], "zh-Hant-MO"),
        (None, None, ["fr"], "zh-Hans"),
        ("xx", "yy", [], "zh-Hans"),
    ],
)
def test_the_wish_goes_before_the_browser(
    asked: str | None, remembered: str | None, accepted: list[str], locale: str
) -> None:
    assert choose(asked, remembered, accepted, "zh-Hans") == locale


def test_a_chosen_language_is_remembered(client: FlaskClient) -> None:
    client.get("/sign-in?lang=zh-Hant-MO")
    assert '<html lang="zh-Hant-MO">' in client.get("/sign-in").get_data(as_text=True)


def test_the_language_links_keep_the_rest_of_the_address(client: FlaskClient) -> None:
    shown = client.get('/sign-in?next=/home&_scheme=javascript&x="><b>').get_data(as_text=True)
    assert 'href="?next=%2Fhome&amp;_scheme=javascript&amp;x=%22%3E%3Cb%3E&amp;lang=en"' in shown
