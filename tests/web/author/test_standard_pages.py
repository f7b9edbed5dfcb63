"""Standards to read: the list, drafts with their faults, one edition, the exam form of a level."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.config import Config
from assess.operations.standards import library
from assess.people.roles import Role
from tests.conftest import MakeAccount

NATIONAL = "/standards/national/4-10-01-03/editions/2021"
ENTERPRISE = "/standards/jiangmen-qiaodu-motor/6-23-04-01/editions/2026.1"


@pytest.fixture
def author(app: Flask, make_account: MakeAccount, sign_in: object) -> FlaskClient:
    make_account("author", Role.AUTHOR, enterprise="jiangmen-qiaodu-motor")
    client = app.test_client()
    sign_in(client, "author")  # type: ignore[operator]
    client.get("/home?lang=en")
    return client


def see(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def test_all_published_editions_are_listed_with_their_sample_note(author: FlaskClient, config: Config) -> None:
    page = see(author, "/standards/")
    for edition in library(config).editions.values():
        assert edition.reading.standard.name.in_locale("en") in page
        assert edition.reading.sha256[:12] in page
    samples = [one for one in library(config).editions.values() if one.reading.standard.sample]
    assert page.count("Sample standard") == len(samples) > 0


def test_one_edition_shows_facts_parts_and_weights_with_dashes_for_what_a_level_lacks(author: FlaskClient) -> None:
    page = see(author, NATIONAL)
    assert "4-10-01-03" in page and "Sample standard" in page
    assert "Weights are percentages" in page and "—" in page


def test_an_enterprise_edition_shows_its_base_filing_and_changes(author: FlaskClient) -> None:
    page = see(author, ENTERPRISE)
    assert "Builds on national/6-23-04-01 · 2024" in page
    assert "Filing number" in page and "Changes against the base" in page


def test_every_level_of_every_edition_has_its_exam_form(author: FlaskClient, config: Config) -> None:
    for (standard, edition), one in library(config).editions.items():
        for level, assessment in one.reading.standard.assessment.items():
            form = f"/standards/{standard}/editions/{edition}/forms/{level}"
            pages = {part.id: see(author, f"{form}/{part.id}") for part in assessment.parts}
            assert pages[assessment.parts[0].id] == see(author, form)
            for task in assessment.tasks:
                for item in task.items:
                    assert re.sub(r"\s+", " ", item.text.in_locale("en")).strip() in pages[task.part]


def test_a_level_or_edition_that_is_not_there_is_not_found(author: FlaskClient) -> None:
    for path in (f"{NATIONAL}/forms/L9", "/standards/national/0-00-00-00/editions/1"):
        assert author.get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICE, Role.EXAMINER, Role.SUPERVISOR])
def test_whoever_works_with_standards_may_read_them(
    app: Flask, make_account: MakeAccount, sign_in: object, role: Role
) -> None:
    make_account("reader", role)
    client = app.test_client()
    sign_in(client, "reader")  # type: ignore[operator]
    assert client.get(NATIONAL).status_code == 200


def test_a_candidate_may_not(app: Flask, make_account: MakeAccount, sign_in: object) -> None:
    make_account("somebody", Role.CANDIDATE)
    client = app.test_client()
    sign_in(client, "somebody")  # type: ignore[operator]
    assert client.get("/standards/").status_code == 403


class TestDrafts:
    """A folder of standards with a faulty draft in it."""

    @pytest.fixture
    def config(self, config: Config, tmp_path: Path) -> Config:
        shutil.copytree(config.standards, tmp_path / "standards")
        (tmp_path / "standards" / "draft.yaml").write_text("format: 1\nid: Not An Id\n", encoding="utf-8")
        return replace(config, standards=tmp_path / "standards")

    def test_a_draft_is_shown_with_every_fault_at_its_line(self, author: FlaskClient) -> None:
        page = see(author, "/standards/")
        assert "draft.yaml" in page and "cannot be used yet" in page
        assert re.search(r"draft\.yaml:2:\d+", page)
