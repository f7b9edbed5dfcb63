"""The page that holds two editions against each other, and the ways to it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.config import Config
from assess.people.roles import Role
from tests.conftest import MakeAccount
from tests.editions import BASE, NATIONAL, OWN, SIGNATURE, lower_pass_mark, publish_next, with_own_folder

PAGE = "/standards/compare"


@pytest.fixture
def config(config: Config, tmp_path: Path) -> Config:
    own = with_own_folder(config, tmp_path)
    publish_next(own, OWN, "2026.1", "2026.2", *lower_pass_mark(SIGNATURE))
    return own


@pytest.fixture
def reader(app: Flask, make_account: MakeAccount, sign_in: object) -> FlaskClient:
    make_account("reader", Role.OFFICE)
    client = app.test_client()
    sign_in(client, "reader")  # type: ignore[operator]
    client.get("/home?lang=en")
    return client


def see(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def test_changes_are_grouped_and_weights_stand_as_a_table_with_signs(reader: FlaskClient) -> None:
    page = see(reader, f"{PAGE}?a={BASE}@2024&b={OWN}@2026.1")
    headings = ["Head of the standard", "Functions, contents", "Weights", "Parts of the exam", "Tasks and items"]
    assert sorted(headings, key=page.index) == headings
    assert "35 → 25 (−10)" in page and "(+10)" in page
    assert "Level 4 / intermediate worker · Practical test Pass mark 60 → 70" in page
    assert "May lie below" not in page


def test_floors_come_on_top_with_who_signed_and_why(reader: FlaskClient) -> None:
    page = see(reader, f"{PAGE}?a={BASE}@2024&b={OWN}@2026.2")
    assert page.index("May lie below the national standard") < page.index("Head of the standard")
    assert "lower pass mark: 60/100 → 50/100 signed 陈欣怡 · 1 March 2026 · 设备换代期间的过渡" in page


def test_a_floor_that_nobody_signed_says_so(reader: FlaskClient, config: Config) -> None:
    publish_next(config, BASE, "2024", "2027", ("years: 16", "years: 18"))
    page = see(reader, f"{PAGE}?a={BASE}@2027&b={OWN}@2026.1")
    assert "at least 18 years old + works" in page and "not signed" in page


def test_equal_editions_do_not_differ(reader: FlaskClient) -> None:
    assert "The two editions do not differ." in see(reader, f"{PAGE}?a={BASE}@2024&b={BASE}@2024")


def test_without_editions_the_page_asks_for_them(reader: FlaskClient) -> None:
    assert "Choose two editions." in see(reader, PAGE)


def test_one_edition_alone_is_held_against_the_nearest(reader: FlaskClient) -> None:
    page = see(reader, f"{PAGE}?b={OWN}@2026.2")
    assert "Pass mark 70 → 50" in page and "Edition 2026.1 → 2026.2" in page


def test_an_edition_that_is_not_there_is_not_found(reader: FlaskClient) -> None:
    assert reader.get(f"{PAGE}?a={BASE}@1999&b={OWN}@2026.1").status_code == 404
    assert reader.get(f"{PAGE}?a=nonsense&b={OWN}@2026.1").status_code == 404


def test_the_page_of_an_edition_leads_to_its_comparisons(reader: FlaskClient) -> None:
    page = reader.get(f"/standards/{OWN}/editions/2026.2").get_data(as_text=True)
    for other in (f"{OWN}@2026.1", f"{BASE}@2024"):
        assert f"a={other.replace('/', '/')}" in page.replace("%2F", "/").replace("%40", "@")
    assert "Compare with" not in see(reader, f"/standards/{NATIONAL}/editions/2021")


def test_a_candidate_may_not_compare(app: Flask, make_account: MakeAccount, sign_in: object) -> None:
    make_account("somebody", Role.CANDIDATE)
    client = app.test_client()
    sign_in(client, "somebody")  # type: ignore[operator]
    assert client.get(PAGE).status_code == 403
