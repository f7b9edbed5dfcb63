"""The file of a result is where office, supervisor and candidate look for it, and nowhere else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from one_exam import EXAM

from assess.config import Config, load_config
from assess.exams.result_file import check_result_file
from assess.people.roles import Role
from tests.conftest import MakeAccount

SignIn = Callable[[FlaskClient, str], None]
CHAN, LEI = EXAM.enrolments["chan"], EXAM.enrolments["lei"]
STAFF = f"/office/candidates/{CHAN}/result.json"
OWN = f"/my/results/{CHAN}/result.json"


@pytest.fixture
def config(issued_instance: Path, tmp_path: Path) -> Config:
    """Settings of the test's own copy of an installation after the exam."""
    shutil.copytree(issued_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})


def signed_in(app: Flask, sign_in: SignIn, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


@pytest.mark.parametrize(("username", "page", "address"), [
    ("office", f"/office/candidates/{CHAN}", STAFF),
    ("office", f"/office/sittings/{EXAM.sitting_id}/results", STAFF),
    ("chan", f"/my/results/{CHAN}", OWN),
])
def test_the_page_leads_to_a_file_that_holds(
    app: Flask, sign_in: SignIn, username: str, page: str, address: str
) -> None:
    client = signed_in(app, sign_in, username)
    assert f'href="{address}"' in client.get(page).get_data(as_text=True)
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert "2026-BY-01-1-result.json" in answer.headers["Content-Disposition"]
    assert check_result_file(answer.data).holds


def test_a_supervisor_gets_it_and_another_candidate_does_not(
    app: Flask, sign_in: SignIn, make_account: MakeAccount
) -> None:
    make_account("supervisor", Role.SUPERVISOR)
    assert signed_in(app, sign_in, "supervisor").get(STAFF).status_code == 200
    lei = signed_in(app, sign_in, "lei")
    assert lei.get(f"/my/results/{LEI}/result.json").status_code == 200
    assert lei.get(OWN).status_code in (403, 404)
    assert lei.get(STAFF).status_code == 403


def test_the_front_page_leads_to_where_a_result_is_computed_again(client: FlaskClient) -> None:
    assert 'href="/results/check"' in client.get("/").get_data(as_text=True)
