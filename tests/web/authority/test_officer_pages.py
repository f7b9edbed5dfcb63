"""An officer of the partner authority decides on its papers, and on no others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from one_exam import EXAM, ISSUE_DAY, Paper, actor, paper_of

from assess.operations import consent, issuing, life
from assess.store.session import Store

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def officer(client: FlaskClient, sign_in) -> FlaskClient:  # type: ignore[no-untyped-def]
    """A browser in which the partner authority's officer is signed in."""
    sign_in(client, "officer")
    return client


@pytest.fixture
def paper(store: Store) -> Paper:
    """Chan's Macau paper, which waits."""
    return paper_of(store, EXAM, "chan", "dsal-demo")


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def state(store: Store) -> str:
    return paper_of(store, EXAM, "chan", "dsal-demo").state


def endorse(client: FlaskClient, paper: Paper, status: int = 302) -> None:
    assert client.post("/authority/endorse?lang=en", data={"id": paper.id}).status_code == status


def test_the_list_shows_what_each_paper_states(officer: FlaskClient, paper: Paper) -> None:
    shown = page(officer, "/authority/")
    both = '保育師</span> / <span lang="pt-MO">Educador de creche'
    facts = ("陈䶮", "12345679", both, paper.number, "2026-BY-01", "Version 2026-11")
    assert [fact for fact in facts if fact not in shown] == []


def test_the_dossier_shows_result_and_consent(officer: FlaskClient, paper: Paper) -> None:
    shown = page(officer, f"/authority/certificates/{paper.id}")
    facts = ("Theory test", "Practical test", "60 of 100", "Passed", "Version 2026-11", "本人同意", "Endorse …")
    assert [fact for fact in facts if fact not in shown] == []


def test_endorsing_asks_once_more_and_then_releases_the_paper(officer: FlaskClient, store: Store, paper: Paper) -> None:
    assert "Yes, endorse" in page(officer, f"/authority/endorse?id={paper.id}")
    assert state(store) == "prepared"
    endorse(officer, paper)
    assert state(store) == "approved"
    assert paper.number in page(officer, "/authority/decided") and paper.number not in page(officer, "/authority/")


def test_sending_the_endorsement_twice_changes_nothing(officer: FlaskClient, store: Store, paper: Paper) -> None:
    endorse(officer, paper)
    endorse(officer, paper)
    assert state(store) == "approved"
    assert "were decided meanwhile" in page(officer, "/authority/")


def test_endorsing_nothing_leads_back_to_the_list(officer: FlaskClient) -> None:
    assert officer.get("/authority/endorse").location == "/authority/"


def test_a_consent_taken_back_takes_the_paper_off_the_list(officer: FlaskClient, store: Store, paper: Paper) -> None:
    consent.withdraw(store, actor(store, "chan"), EXAM.enrolments["chan"], "dsal-demo", ISSUE_DAY)
    assert paper.number not in page(officer, "/authority/")
    assert "took the consent back" in page(officer, f"/authority/certificates/{paper.id}")
    endorse(officer, paper)
    assert state(store) == "prepared"


def test_refusing_needs_a_reason(officer: FlaskClient, store: Store, paper: Paper) -> None:
    address = f"/authority/certificates/{paper.id}/refuse"
    assert "Give the reason." in officer.post(address, data={"reason": ""}, headers=ENGLISH).get_data(as_text=True)
    assert state(store) == "prepared"
    assert officer.post(address, data={"reason": "資料不符"}).status_code == 302
    assert state(store) == "refused" and "資料不符" in page(officer, "/authority/decided")


def test_an_issued_paper_is_downloaded_and_revoked(officer: FlaskClient, store: Store, paper: Paper) -> None:
    endorse(officer, paper)
    issuing.issue(store, paper.id, ISSUE_DAY)
    stored = issuing.paper(store, actor(store, "officer"), paper.id)
    assert officer.get(f"/authority/certificates/{paper.id}/paper.pdf").data == stored
    said = {"reason_class": "issued_in_error", "reason": "級別有誤"}
    assert officer.post(f"/authority/certificates/{paper.id}/step/revoke", data=said).status_code == 302
    officer.post("/authority/steps/1/decide")  # who proposed it does not decide
    assert "Revoked on" not in page(officer, f"/v/{paper.token}")
    second = replace(actor(store, "officer"), account_id=actor(store, "approver").account_id)
    life.decide(store, second, 1, ISSUE_DAY)
    public = page(officer, f"/v/{paper.token}")
    assert "Revoked on 20 November 2026" in public and "級別有誤" not in public


def test_a_prepared_paper_is_unknown_to_the_public_and_has_no_file(officer: FlaskClient, paper: Paper) -> None:
    assert page(officer, f"/v/{paper.token}", 404)
    assert page(officer, f"/authority/certificates/{paper.id}/paper.pdf", 404)


@pytest.mark.parametrize(
    ("search", "found"), [("SPECIMEN-MO", True), ("䶮", True), ("chan", True), ("%", False), ("x", False)]
)
def test_decided_papers_are_found_by_number_or_name(
    officer: FlaskClient, paper: Paper, search: str, found: bool
) -> None:
    endorse(officer, paper)
    assert (paper.number in page(officer, f"/authority/decided?search={search.replace('%', '%25')}")) is found


@pytest.mark.parametrize("address", ["", "/refuse", "/step/revoke", "/life", "/paper.pdf"])
def test_another_authoritys_officer_reaches_nothing(
    client: FlaskClient, store: Store, paper: Paper, sign_in, address: str  # type: ignore[no-untyped-def]
) -> None:
    sign_in(client, "stranger-officer")
    assert paper.number not in page(client, "/authority/")
    assert page(client, f"/authority/certificates/{paper.id}{address}", 403)
    endorse(client, paper)
    assert state(store) == "prepared"
