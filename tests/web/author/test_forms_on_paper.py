"""Score sheets on paper, from the pages of an author."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.desk_of_authors import STANDARD, TEXT, Desk
from tests.exams.paper.read_back import pages_of
from tests.web.author.conftest import Visit, words

FORM = f"/standards/{STANDARD}/editions/2026.1/forms/L4"


def linked(browser: FlaskClient, page: str) -> list[str]:
    """The addresses of PDF files on a page."""
    return re.findall(r'href="([^"]*paper\.pdf[^"]*)"', browser.get(page).get_data(as_text=True))


def test_the_page_of_a_form_leads_to_its_sheets(tan: FlaskClient) -> None:
    one, every = linked(tan, FORM)
    answer = tan.get(one)
    assert answer.mimetype == "application/pdf" and "no-store" in answer.headers["Cache-Control"]
    assert len(pages_of(answer.data)) < len(pages_of(tan.get(every).data))
    assert "2026.1-L4-theory.pdf" in answer.headers["Content-Disposition"]


def test_a_sheet_is_in_the_language_of_its_reader(tan: FlaskClient) -> None:
    address = f"{FORM}/paper.pdf?part=theory"
    assert "score sheet" in pages_of(tan.get(address).data)[0]
    assert "理论知识考试" in pages_of(tan.get(f"{address}&lang=zh-Hans").data)[0]


def test_a_draft_has_sheets_as_its_text_stands(tan: FlaskClient, desk: Desk) -> None:
    draft = desk.open(TEXT.replace('edition: "2026.2"', 'edition: "2026.9"'))
    one, _every = linked(tan, f"/standards/drafts/{draft}/preview/L4")
    assert "Edition 2026.9" in pages_of(tan.get(one).data)[0]


def test_a_draft_with_errors_has_none_yet(tan: FlaskClient, desk: Desk) -> None:
    answer = tan.get(f"/standards/drafts/{desk.open('format: 1')}/preview/L4/paper.pdf")
    assert answer.status_code == 409 and "only a sound text has a score sheet" in words(answer)


def test_another_enterprise_has_no_sheet_of_a_draft(visit: Visit, desk: Desk) -> None:
    assert visit("wumou").get(f"/standards/drafts/{desk.open()}/preview/L4/paper.pdf").status_code in (403, 404)


def test_an_unknown_level_or_part_is_not_found(tan: FlaskClient) -> None:
    assert tan.get(f"{FORM}/paper.pdf?part=thesis").status_code == 404
    assert tan.get(FORM.replace("L4", "L9") + "/paper.pdf").status_code == 404
