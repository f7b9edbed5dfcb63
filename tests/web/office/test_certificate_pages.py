"""Preparing, looking, approving by a second person and downloading on the pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.config import Config, load_config
from assess.operations import issuing
from assess.operations.accounts import actor_named
from assess.store.session import Store
from tests.conftest import NOW
from tests.operations.conftest import PASSED, noticed_instance
from tests.web.office.conftest import SignIn, text_of

__all__ = ["noticed_instance"]
PAGE = "/office/sittings/1/certificates"


@pytest.fixture
def config(noticed_instance: Path, tmp_path: Path) -> Config:
    """An installation whose only sitting stands in public notice, which is over."""
    shutil.copytree(noticed_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})


def signed_in(app: Flask, sign_in: SignIn, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    client.get("/office/?lang=en")
    return client


@pytest.fixture
def office(app: Flask, sign_in: SignIn) -> FlaskClient:
    return signed_in(app, sign_in, "office")


@pytest.fixture
def second(app: Flask, sign_in: SignIn) -> FlaskClient:
    return signed_in(app, sign_in, "office2")


def issue_all(store: Store) -> None:
    """What the worker does."""
    for line in issuing.of_sitting(store, actor_named(store, "office"), 1):
        if line.state == "approved":
            issuing.issue(store, line.id, NOW)


def test_preparing_reports_who_got_a_certificate_and_why_somebody_did_not(office: FlaskClient) -> None:
    answer = office.post(f"{PAGE}/prepare")
    page = text_of(answer)
    assert "7 certificates were prepared." in page
    _, told, whose = page.partition("has not agreed")
    assert told and "has not agreed" not in whose, "one reason is said once"
    assert whose.count("seat ") == 3, "those who did not agree to the partner's paper are named behind it"
    assert all(name in page for name in PASSED)
    again = text_of(office.post(f"{PAGE}/prepare"))
    assert "0 certificates were prepared." in again


def test_a_certificate_shows_the_exact_facts_and_no_identity_number(office: FlaskClient) -> None:
    office.post(f"{PAGE}/prepare")
    page = text_of(office.get("/office/certificates/1"))
    assert "欧阳䶮" in page and "三级/高级工" in page and "SPECIMEN" in page
    assert "440**************" in page and "19910412" not in page


def test_whoever_prepared_does_not_approve_and_a_colleague_does(
    office: FlaskClient, second: FlaskClient, store: Store
) -> None:
    office.post(f"{PAGE}/prepare")
    refused = text_of(office.post(f"{PAGE}/approve"))
    assert "Whoever prepared the certificates may not approve them." in refused
    assert "Approve 5 certificates of T-001?" in text_of(second.get(f"{PAGE}/approve"))
    page = second.post(f"{PAGE}/approve", follow_redirects=True)
    assert "5 certificates were approved and are being made." in text_of(page)
    assert b'http-equiv="refresh"' in page.data
    issue_all(store)
    done = second.get(PAGE)
    assert b'http-equiv="refresh"' not in done.data
    assert text_of(done).count("issued") >= 5


def test_approving_twice_approves_once(office: FlaskClient, second: FlaskClient) -> None:
    office.post(f"{PAGE}/prepare")
    second.post(f"{PAGE}/approve")
    assert "The sitting has moved on meanwhile" in text_of(second.post(f"{PAGE}/approve"))


def test_approving_before_preparing_names_what_is_missing(second: FlaskClient) -> None:
    assert "This step has to wait" in text_of(second.post(f"{PAGE}/approve"))


def test_an_issued_paper_is_downloaded(office: FlaskClient, second: FlaskClient, store: Store) -> None:
    office.post(f"{PAGE}/prepare")
    second.post(f"{PAGE}/approve")
    assert office.get("/office/certificates/1/paper").status_code == 404
    issue_all(store)
    paper = office.get("/office/certificates/1/paper")
    assert paper.data.startswith(b"%PDF-") and "attachment" in paper.headers["Content-Disposition"]


def test_a_candidate_without_consent_gets_no_partner_paper(office: FlaskClient, store: Store) -> None:
    office.post(f"{PAGE}/prepare")
    lines = issuing.of_sitting(store, actor_named(store, "office"), 1)
    partner = {line.name for line in lines if line.authority == "dsal-demo"}
    assert partner == {"陳嘉敏", "Maria Fernanda de Assunção Xavier do Espírito Santo Gonçalves"}
    assert len(lines) == 7
