"""Standards go out as files and come in as workbooks, looked at before a draft takes them."""

from __future__ import annotations

import html
import io
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.operations import drafts
from tests.desk_of_authors import ENTERPRISE, STANDARD, Desk
from tests.operations.test_exchange import TABLES, cells, edited, workbook
from tests.standards.test_marking_scheme import SHORT, changed
from tests.web.author.conftest import Visit, words

SCHEME = "/standards/drafts/new/marking-scheme"


@pytest.fixture
def draft_id(desk: Desk) -> int:
    """A draft of a standard of its own."""
    text = TABLES.replace("id: test-body", f"id: {ENTERPRISE}").replace("id: national/9", f"id: {ENTERPRISE}/9")
    return desk.open(text)


def hidden_text(page: str) -> str:
    found = re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def sent(data: bytes, **more: str) -> dict[str, object]:
    return {"workbook": (io.BytesIO(data), "items.xlsx"), **more}


def test_an_edition_is_offered_as_workbook_and_case_package(tan: FlaskClient) -> None:
    at = f"/standards/{STANDARD}/editions/2026.1"
    assert "CASE package" in words(tan.get(at))
    tables, case = tan.get(f"{at}/tables.xlsx"), tan.get(f"{at}/case.json")
    assert cells(tables.data)["A2"] == "level" and "attachment" in tables.headers["Content-Disposition"]
    assert json.loads(case.data)["CFDocument"]["adoptionStatus"] == "Adopted"
    assert cells(tan.get("/standards/tables.xlsx").data)["A2"] == "level"


def test_a_draft_goes_out_and_comes_in_with_a_change(tan: FlaskClient, desk: Desk, draft_id: int) -> None:
    data = tan.get(f"/standards/drafts/{draft_id}/tables.xlsx").data
    place = next(place for place, word in cells(data).items() if word == "选线")
    answer = tan.post(f"/standards/drafts/{draft_id}/exchange", data=sent(edited(data, {"Items": {place: "剪线"}})))
    assert "1 value differs" in words(answer) and "剪线" in words(answer) and f"Items!{place}" in words(answer)
    assert "剪线" not in desk.view(draft_id).text  # nothing is saved yet
    text = hidden_text(answer.get_data(as_text=True))
    tan.post(f"/standards/drafts/{draft_id}", data={"text": text, "version": "1"})
    assert "text: 剪线" in desk.view(draft_id).text and desk.view(draft_id).version == 2
    package = json.loads(tan.get(f"/standards/drafts/{draft_id}/case.json").data)
    assert package["CFDocument"]["adoptionStatus"] == "Draft"


def test_faults_of_cells_are_listed_and_nothing_is_offered(tan: FlaskClient, draft_id: int) -> None:
    data = tan.get(f"/standards/drafts/{draft_id}/tables.xlsx").data
    answer = tan.post(f"/standards/drafts/{draft_id}/exchange",
                      data=sent(edited(data, {"Items": {"A3": "L9"}, "Weights": {"C3": "x"}})))
    assert answer.status_code == 400
    assert {"Items!A3", "Weights!C3"} <= set(words(answer).split()) and "Save into the draft" not in words(answer)


def test_what_is_no_workbook_is_refused_beside_its_field(tan: FlaskClient, draft_id: int) -> None:
    answer = tan.post(f"/standards/drafts/{draft_id}/exchange", data=sent(b"no zip"))
    assert answer.status_code == 400 and "not an .xlsx workbook" in words(answer)


def test_a_draft_with_errors_has_no_tables(tan: FlaskClient, desk: Desk) -> None:
    tan.post("/standards/drafts/new/upload", data={"file": (io.BytesIO(b"format: 1\n"), "x.yaml")})
    (line,) = drafts.drafts_of(desk.store, desk.writer)
    assert "Empty workbook" in words(tan.get(f"/standards/drafts/{line.id}/exchange"))
    assert "Put them right first" in words(tan.get(f"/standards/drafts/{line.id}/tables.xlsx"))


def test_a_marking_scheme_is_looked_at_and_becomes_a_draft(tan: FlaskClient, desk: Desk) -> None:
    assert "marking scheme" in words(tan.get("/standards/drafts/new"))
    data = sent(workbook(Scheme=changed(SHORT, (5, 6, 8))), code="4-04-05-01", level="L4", category="city-1")
    answer = tan.post(SCHEME, data=data)
    assert "Scheme!G5" in words(answer) and "stated as 8" in words(answer)
    assert drafts.drafts_of(desk.store, desk.writer) == []
    page = answer.get_data(as_text=True)
    found = re.search(r'name="text"[^>]*value="([^"]*)"', page)
    assert found
    tan.post("/standards/drafts/new/taken", data={"text": html.unescape(found[1])})
    (line,) = drafts.drafts_of(desk.store, desk.writer)
    view = desk.view(line.id)
    assert view.checked.errors == () and view.checked.blocking == ()
    assert (line.standard_id, line.name) == (f"{ENTERPRISE}/4-04-05-01-competition", "07 Tiling")


def test_a_workbook_without_a_scheme_is_refused(tan: FlaskClient) -> None:
    answer = tan.post(SCHEME, data=sent(workbook(Sheet=[["a"]]), code="4-04-05-01", level="L4", category="city-1"))
    assert answer.status_code == 400 and "no marking scheme" in words(answer)


def test_another_enterprise_sees_nothing_of_it(visit: Visit, draft_id: int, workshop: Flask) -> None:
    stranger = visit("wumou")
    for page in ("exchange", "tables.xlsx", "case.json"):
        assert stranger.get(f"/standards/drafts/{draft_id}/{page}").status_code in (403, 404)
