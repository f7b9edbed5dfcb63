"""Everything that a standard says can be read on its page, and which editions were replaced in the list."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.config import Config
from assess.operations.standards import library
from assess.people.roles import Role
from assess.standards.model import Standard
from tests.conftest import MakeAccount, SignIn
from tests.desk_of_authors import STANDARD, TEXT, Desk
from tests.web.author.conftest import words

APPOINTMENTS = "/standards/jiangmen-qiaodu-motor/6-23-04-01-appointments/editions/2026.1"
COMPETITION = "/standards/jiangmen-skills-competition/6-30-99-00/editions/2026"
PAPER = "/standards/xinhui-kuixiang-paper/6-07-01-03/editions/2026.1"
CHILDCARE = "/standards/national/4-10-01-03/editions/2021"
COOK = "/standards/national/4-03-02-01/editions/2018"


@pytest.fixture
def reader(app: Flask, make_account: MakeAccount, sign_in: SignIn) -> FlaskClient:
    make_account("reader", Role.SUPERVISOR)
    client = app.test_client()
    sign_in(client, "reader")
    client.get("/home?lang=en")
    return client


def texts(standard: Standard) -> list[str]:
    """Every content, skill, piece of knowledge and evidence of a standard."""
    contents = [content for function in standard.functions for content in function.contents]
    found = [content.name for content in contents]
    found += [skill.text for content in contents for skill in content.skills]
    found += [known for content in contents for known in content.knowledge]
    routes = [route for listed in standard.eligibility.values() for route in listed]
    found += [clause.evidence for route in routes for clause in route.all if clause.evidence]
    return [re.sub(r"\s+", " ", text.in_locale("en")).strip() for text in found]


def test_every_skill_knowledge_and_evidence_of_every_edition_stands_on_its_page(
    reader: FlaskClient, config: Config
) -> None:
    for (standard, edition), one in library(config).editions.items():
        page = words(reader.get(f"/standards/{standard}/editions/{edition}"))
        assert [text for text in texts(one.reading.standard) if text not in page] == [], standard
        keys = sum(s.key for f in one.reading.standard.functions for c in f.contents for s in c.skills)
        assert page.count("★ key skill") == keys


def test_routes_are_alternatives_of_conditions_with_their_evidence(reader: FlaskClient) -> None:
    page = words(reader.get(PAPER))
    assert "One route is enough" in page and "Route 4" in page
    assert "at least 18 years old Evidence: 居民身份证" in page
    assert "and apprenticeship finished (years: 1) Evidence: 企业新型学徒制备案名册和结业证明" in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (APPOINTMENTS, ["Special-grade technician", "7 members, odd, at least 3 from outside",
                        "at least 5/7 of the panel", "at least 2/3 of those present", "secret vote",
                        "5 working days", "3 years, renewable",
                        "Review of the record → Defence → Comprehensive review", "How well founded this is:",
                        "for skill, of a province", "3 months", "(if there is any)"]),
        (COMPETITION, ["city, class 1", "2 years", "rank 1 to 3", "gold / silver / bronze / merit", "students",
                       "from 0 to below 80: no grade", "from 80: Level 3"]),
        (PAPER, ["Signed by", "陈志航（示例）", "上机考核前须先通过安全和工艺理论考试"]),
        (CHILDCARE, ["one test, two certificates", "one result for both"]),
        (COOK, ["Hot dish (one of three) – 1 of 3, chosen by: lot"]),
    ],
    ids=["appointments", "competition", "enterprise", "two papers", "a choice"],
)  # fmt: skip
def test_what_only_some_standards_have_is_told(reader: FlaskClient, address: str, said: list[str]) -> None:
    page = words(reader.get(address))
    assert [one for one in said if one not in page] == []


def test_a_standard_without_levels_has_no_empty_blocks(reader: FlaskClient) -> None:
    page = reader.get(APPOINTMENTS).get_data(as_text=True)
    headings = [html.unescape(one) for one in re.findall(r"<h2[^>]*>([^<]+)</h2>", page)]
    assert headings == ["Review and appointment", "Apprentice"]


def test_a_draft_is_read_as_its_edition_will_be(tan: FlaskClient, desk: Desk) -> None:
    page = words(tan.get(f"/standards/drafts/{desk.open()}/standard"))
    assert "Conditions of admission" in page and "★ key skill" in page and "Changes against the base" in page
    broken = desk.open(TEXT.replace("value: 25", "value: 35", 1))
    assert "once the errors of the text are put right" in words(tan.get(f"/standards/drafts/{broken}/standard"))


def test_an_edition_that_was_replaced_says_by_which(tan: FlaskClient, desk: Desk) -> None:
    before = words(tan.get("/standards/"))
    assert "superseded" not in before
    desk.publish(desk.filed())
    page = words(tan.get("/standards/"))
    assert page.count("superseded replaced by 2026.2") == 1
    own = page[page.index("Published editions"):]
    assert own.index(" 2026.2 published") < own.index(" 2026.1 superseded")  # the newest first
    old, new = (words(tan.get(f"/standards/{STANDARD}/editions/{number}")) for number in ("2026.1", "2026.2"))
    assert "A newer edition replaces this one: Edition 2026.2" in old
    assert "A newer edition" not in new


def test_the_list_shows_one_kind_on_demand_and_keeps_the_search(tan: FlaskClient) -> None:
    answer = tan.get("/standards/", query_string={"kind": "national", "search": "motorcycle"})
    page = answer.get_data(as_text=True)
    assert "/standards/national/6-23-04-01/editions/2024" in page and f"{STANDARD}/editions" not in page
    assert "/standards/?search=motorcycle&amp;kind=enterprise#published" in page
    assert "No published edition matches" in words(tan.get("/standards/?kind=competition"))
