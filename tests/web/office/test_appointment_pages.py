"""The office's way through a review, page by page, and what the pages keep to themselves."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.operations import appointing
from assess.store.session import Store
from tests.conftest import NOW, SignIn
from tests.panel import EDITION, EVIDENCE, PDF, STANDARD, Review, applicant, config, open_review, staffed_instance
from tests.web.office.conftest import text_of

__all__ = ["config", "staffed_instance"]

NOTHING = {"grade": "", "grade_2": "", "title": "", "diploma": "", "honour": "", "competition": "",
           "competition_group": "worker", "competition_prize": "", "recognised": "", "grade_field": "this",
           "title_field": "this", "diploma_field": "this"}
"""Every choice of an application as a browser sends it when nothing was chosen."""


@dataclass
class Pages:
    """A clerk's browser and the review it is about."""

    client: FlaskClient
    review: Review

    def see(self, page: str = "") -> str:
        """The text of a page of the review, in English."""
        answer = self.client.get(f"/office/appointments/{self.review.id}{page}?lang=en")
        assert answer.status_code == 200, text_of(answer)
        return text_of(answer)

    def send(self, page: str, **fields: object) -> str:
        """Sends a form of the review and follows."""
        answer = self.client.post(f"/office/appointments/{self.review.id}{page}", data=fields, follow_redirects=True)
        assert answer.status_code == 200, text_of(answer)
        return text_of(answer)


@pytest.fixture
def pages(app: Flask, store: Store, sign_in: SignIn) -> Pages:
    client = app.test_client()
    sign_in(client, "office")
    client.get("/office/?lang=en")
    return Pages(client, open_review(store))


def test_an_empty_list_says_what_a_review_is(app: Flask, sign_in: SignIn) -> None:
    client = app.test_client()
    sign_in(client, "office")
    page = text_of(client.get("/office/appointments?lang=en"))
    assert "There is no review yet." in page and "Open the first review" in page


def test_a_review_is_opened_from_the_choice_of_a_grade(pages: Pages) -> None:
    choice = pages.client.get("/office/appointments/standards").get_data(as_text=True)
    addresses = [html.unescape(found) for found in re.findall(r'class="card" href="([^"]+)"', choice)]
    assert len(addresses) == 3 and all(STANDARD in address and EDITION in address for address in addresses)
    chief = next(address for address in addresses if address.endswith("grade=chief"))
    number = applicant(64).document.number
    sent = pages.client.post(chief, follow_redirects=True, data={
        "code": "PP-9", "authority": "jiangmen-demo", "name_zh": "冯冠中", "document_type": "resident_id",
        "document_number": number, "residence": "mainland", "workshop": "",
        **NOTHING, "grade": "L1", "grade_since": "2020-01-01",
    })
    page = text_of(sent)
    assert "The review was opened." in page and "冯冠中" in page and number not in page
    assert "PP-9" in text_of(pages.client.get("/office/appointments?search=冯"))
    assert "No review fits this search." in text_of(pages.client.get("/office/appointments?search=zzz"))


def test_faults_of_an_application_stand_beside_their_fields(pages: Pages) -> None:
    address = f"/office/appointments/new?standard={STANDARD}&edition={EDITION}&grade=special"
    answer = pages.client.post(address, data={
        "code": "PP-T-1", "authority": "jiangmen-demo", "name_zh": "甲", "document_type": "resident_id",
        "document_number": applicant(64).document.number, "residence": "mainland", **NOTHING,
    })
    page = answer.get_data(as_text=True)
    assert "The code PP-T-1 is in use." in page and 'href="#code"' in page


def test_evidence_is_added_read_and_taken_back(pages: Pages) -> None:
    page = pages.send("/evidence", evidence="report", file=(io.BytesIO(PDF), "报告 一.pdf"))
    assert "The file was added." in page and "报告 一.pdf" in page
    file = pages.review.view().files[0].id
    answer = pages.client.get(f"/office/appointments/files/{file}")
    assert answer.data == PDF and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "The file was taken back." in pages.send(f"/files/{file}/take-back")
    assert pages.client.get(f"/office/appointments/files/{file}").status_code == 404


def test_a_file_that_is_no_evidence_is_refused_with_the_reason(pages: Pages) -> None:
    page = pages.send("/evidence", evidence="report", file=(io.BytesIO(b"<script>"), "x.pdf"))
    assert "Only PDF, JPEG and PNG can be handed in." in page
    assert "Choose a file." in pages.send("/evidence", evidence="report")


def test_what_counts_for_admission_is_corrected(pages: Pages) -> None:
    held = NOTHING | {"grade": "L2", "grade_since": "2020-01-01"}
    page = pages.send("/application/correct", workshop="二车间", **held)
    assert "The application was corrected." in page and "No route of the standard is fulfilled" in page
    assert pages.review.view().name.shown == "余杰辉"


def test_the_whole_way_is_gone_on_the_pages(pages: Pages, app: Flask, sign_in: SignIn) -> None:
    pages.review.attach(*EVIDENCE)
    assert "The decision was recorded." in pages.send("/admission", admission="admitted")
    for number, member in enumerate(pages.review.panel[:7]):
        pages.send("/panel/seat", account_id=member.account_id, place="outside" if number > 3 else "inside",
                   qualification="高级技师")
    assert "Panel as the standard asks" in pages.see("/panel")
    pages.send("/steps/begin")
    there = pages.review.present(6)
    for stage in ("record", "defence", "overall"):
        pages.send("/panel/stages", stage=stage, held_on="2026-11-20", minutes="问答三则", present=there)
    assert "The vote is open." in pages.send("/panel/voting", present=there)
    for number, member in enumerate(pages.review.panel[:6]):
        appointing.cast_vote(pages.review.store, member, pages.review.id, number < 4, f"理由{number}", NOW)
    assert "4 of 6" in pages.see("/panel") and "who voted how is shown to nobody" in pages.see("/panel")
    assert "The earliest last day is 2026-11-30" in pages.send("/steps/publish", until="2026-11-27")
    pages.send("/steps/publish", until="2026-11-30")
    notice = pages.see("/notice")
    assert "余**" in notice and "余杰辉" not in notice
    app.config["CLOCK"] = lambda: NOW + timedelta(days=8)
    sign_in(pages.client, "office")
    assert "余杰辉 is appointed for 3 years." in pages.see("/steps/appoint")
    assert "Done." in pages.send("/steps/appoint", term_from="2026-12-01")
    record = pages.see("/record")
    assert "Record of an appointment" in record and "SPECIMEN" in record and "30 November 2029" in record
    assert pages.client.get(f"/office/appointments/{pages.review.id}/record.json").get_json()["grade"] == "special"
    assert "cast the last vote" in pages.see("/history")


def test_an_objection_is_recorded_and_decided(pages: Pages) -> None:
    review = pages.review
    review.sit()
    review.vote(6, 0)
    appointing.publish(review.store, review.office, review.id, date(2026, 11, 30), NOW)
    assert "The objection was recorded." in pages.send("/objections", received_on="2026-11-23", text="名册不实")
    made = review.view().objections[0].id
    assert "The decision is final." in pages.see(f"/objections/{made}")
    assert "upheld" in pages.send(f"/objections/{made}", outcome="upheld", finding="查实")
    assert "An objection was upheld." in pages.see("/publication")


def test_no_page_of_the_office_shows_a_vote_before_the_count(pages: Pages) -> None:
    review = pages.review
    review.sit()
    appointing.open_voting(review.store, review.office, review.id, review.present(5), NOW)
    for member in review.panel[:4]:
        appointing.cast_vote(review.store, member, review.id, False, "反对的理由", NOW)
    for page in ("", "/application", "/panel", "/publication", "/history"):
        assert "反对的理由" not in pages.see(page) and "of 5 in favour" not in pages.see(page)
    assert "1 vote is missing." in pages.see("/panel")


def test_an_apprentice_has_a_decision_and_no_panel(pages: Pages, store: Store) -> None:
    young = applicant(71, "李小龙", grades=())
    apprentice = Pages(pages.client, open_review(store, "apprentice", "XT-1", young))
    assert "Panel and vote" not in apprentice.see()
    apprentice.review.attach("contract", "log", "safety", "probation")
    decision = {"confirmed": "yes", "probation_from": "2026-08-01", "decided_by": "总经理", "decided_on": "2026-11-20"}
    assert "give the reason in words" in apprentice.send("/confirmation", **decision)
    apprentice.send("/confirmation", **decision, note="退役军人")
    assert "Record of a confirmation" in apprentice.see("/record")


def test_a_panel_page_of_an_apprentice_is_refused(pages: Pages, store: Store) -> None:
    apprentice = open_review(store, "apprentice", "XT-1", applicant(71, "李小龙", grades=()))
    for page in ("panel", "publication", "notice"):
        assert pages.client.get(f"/office/appointments/{apprentice.id}/{page}").status_code == 409


def test_a_step_that_cannot_be_taken_has_no_button(pages: Pages) -> None:
    page = pages.client.get(f"/office/appointments/{pages.review.id}/steps/appoint").get_data(as_text=True)
    assert "This step cannot be taken now." in page and 'class="button button-stop"' not in page
