"""The office prints score sheets for the day on which nothing but paper works."""

from __future__ import annotations

import re

from tests.desk import admit, applicant
from tests.exams.paper.read_back import pages_of
from tests.web.office.conftest import Desk


def test_the_list_of_candidates_leads_to_their_sheets(desk: Desk) -> None:
    page = f"/office/sittings/{desk.sitting_id}/candidates"
    assert "score-sheets.pdf" not in desk.client.get(page).get_data(as_text=True), "nobody is admitted yet"
    admit(desk.store, desk.office, desk.sitting_id, applicant(1, "陈䶮"), applicant(2, "李𫖯"))
    links = re.findall(r'href="([^"]*score-sheets\.pdf[^"]*)"', desk.client.get(page).get_data(as_text=True))
    assert [link.rpartition("?")[2] for link in links[:-1]] == ["part=theory", "part=practical"]
    answer = desk.client.get(links[0])
    assert answer.mimetype == "application/pdf" and "JM-T-1-theory.pdf" in answer.headers["Content-Disposition"]
    first, second = pages_of(answer.data)
    assert "陈䶮" in first and "李𫖯" in second


def test_without_an_admitted_candidate_the_page_says_so(desk: Desk) -> None:
    answer = desk.client.get(f"/office/sittings/{desk.sitting_id}/score-sheets.pdf")
    assert answer.status_code == 409 and "Decide on the admissions first" in answer.get_data(as_text=True)
