"""The officer's batches: figures, drawing a sample, noting what was found, refusing several papers at once."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from one_exam import EXAM, Paper, paper_of

from assess.store.session import Store
from tests.web.authority.test_officer_pages import officer, page, paper, state

__all__ = ["officer", "paper"]
BATCH = f"/authority/batches/{EXAM.sitting_id}"


def draw(client: FlaskClient, amount: str, unit: str = "papers") -> str:
    answer = client.post(f"{BATCH}/sample?lang=en", data={"amount": amount, "unit": unit}, follow_redirects=True)
    return answer.get_data(as_text=True)


def find(client: FlaskClient, number: str, finding: str, note: str = "") -> str:
    sent = {"finding": finding, "note": note}
    answer = client.post(f"{BATCH}/sample/{number}?lang=en", data=sent, follow_redirects=True)
    return answer.get_data(as_text=True)


def test_the_batch_is_listed_with_its_figures(officer: FlaskClient) -> None:
    shown = page(officer, "/authority/batches/")
    assert "2026-BY-01" in shown and BATCH in shown
    assert 'max="1" value="0"' in page(officer, BATCH)


def test_a_sample_is_drawn_looked_through_and_only_then_its_paper_endorsed(
    officer: FlaskClient, store: Store, paper: Paper
) -> None:
    shown = draw(officer, "10", "percent")
    assert "The sample was drawn." in shown and paper.number in shown and re.search(r"\b[0-9a-f]{64}\b", shown)
    sent = officer.post("/authority/endorse?lang=en", data={"id": paper.id}).get_data(as_text=True)
    assert "not looked through yet: 1 papers are left" in sent and state(store) == "prepared"
    assert "Say in words what is unclear." in find(officer, paper.number, "query")
    assert "A question" in find(officer, paper.number, "query", "照片？")
    assert "open question" in officer.post("/authority/endorse?lang=en", data={"id": paper.id}).get_data(as_text=True)
    assert "looked through" in find(officer, paper.number, "ok")
    assert officer.post("/authority/endorse", data={"id": paper.id}).status_code == 302
    assert state(store) == "approved"


@pytest.mark.parametrize(("amount", "words"), [("2", "it can have 1 to 1"), ("", "Enter a number."), ("x", "Error:")])
def test_a_number_that_cannot_be_drawn_is_refused_beside_its_field(
    officer: FlaskClient, amount: str, words: str
) -> None:
    assert words in draw(officer, amount)


def test_several_papers_are_refused_with_one_reason(officer: FlaskClient, store: Store, paper: Paper) -> None:
    address = f"/authority/batches/refuse?id={paper.id}"
    assert "Refuse these certificates?" in page(officer, address)
    sent = officer.post("/authority/batches/refuse?lang=en", data={"id": paper.id, "reason": ""})
    assert "Give the reason." in sent.get_data(as_text=True) and state(store) == "prepared"
    assert officer.post("/authority/batches/refuse", data={"id": paper.id, "reason": "證件過期"}).status_code == 302
    assert state(store) == "refused" and paper_of(store, EXAM, "chan", "jiangmen-demo").state != "refused"


def test_the_list_is_searched_and_says_when_nothing_fits(officer: FlaskClient, paper: Paper) -> None:
    assert paper.number in page(officer, "/authority/?search=2026-by-01&order=number")
    assert "No certificate fits this search." in page(officer, "/authority/?search=nobody")


def test_a_finding_that_cannot_be_noted_keeps_what_was_typed(officer: FlaskClient, paper: Paper) -> None:
    draw(officer, "1")
    refused = find(officer, paper.number, "", "照片？")
    assert 'role="alert"' in refused and 'value="照片？"' in refused
    assert "not looked at" in page(officer, BATCH), "nothing was noted"
