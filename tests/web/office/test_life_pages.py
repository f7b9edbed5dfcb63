"""The life of certificates on the pages of the office, the officer and the holder."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.cli.demo.cast import resident
from assess.config import Config, load_config
from assess.jobs import worker
from assess.operations import issuing, life
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.people.roles import OPERATOR, Role
from assess.store.session import Store
from tests.conftest import NOW, PASSWORD
from tests.life import erase, revoke
from tests.operations.conftest import CONSENTING, PASSED, issued_instance, noticed_instance
from tests.web.office.conftest import SignIn, text_of

__all__ = ["issued_instance", "noticed_instance"]


@pytest.fixture
def config(issued_instance: Path, tmp_path: Path) -> Config:
    """An installation with three issued papers: one person's, and both of another."""
    shutil.copytree(issued_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})


def signed_in(app: Flask, sign_in: SignIn, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    client.get("/?lang=en")
    return client


@pytest.fixture
def office(app: Flask, sign_in: SignIn) -> FlaskClient:
    return signed_in(app, sign_in, "office")


@pytest.fixture
def second(app: Flask, sign_in: SignIn) -> FlaskClient:
    return signed_in(app, sign_in, "office2")


def line_of(store: Store, name: str = PASSED[0], authority: str = "jiangmen-demo") -> issuing.CertificateLine:
    found = issuing.of_sitting(store, actor_named(store, "office"), 1)
    return [line for line in found if (line.name, line.authority) == (name, authority)][-1]


def test_a_certificate_is_found_suspended_and_put_in_force_by_a_second_person(
    office: FlaskClient, second: FlaskClient, store: Store
) -> None:
    line = line_of(store)
    assert line.number in text_of(office.get(f"/office/certificates?search={line.number}&state=valid"))
    page = f"/office/certificates/{line.id}"
    assert "cannot be undone" not in text_of(office.get(f"{page}/step/suspend"))
    assert "Give the reason." in text_of(office.post(f"{page}/step/suspend", data={}))
    done = text_of(office.post(f"{page}/step/suspend", data={"reason": "接到举报"}, follow_redirects=True))
    assert "Suspended since" in done and "接到举报" in done
    sent = text_of(office.post(f"{page}/step/resume", data={"reason": "查无实据"}, follow_redirects=True))
    assert "Proposed. A second person decides." in sent and "Decide" not in sent
    assert "Refuse or take back" in sent
    assert "Please correct this" in text_of(office.post("/office/steps/2/decide")), "who proposed it does not decide"
    assert "Suspended since" in text_of(office.get(page))
    assert "查无实据" in text_of(second.get("/office/steps"))
    end = text_of(second.post("/office/steps/2/decide", follow_redirects=True))
    assert "Valid since" in end and "proposed by 陈敏仪, decided by 林伟强" in end
    assert "Valid since" in text_of(office.get(page)), "the page of the certificate tells the same"


def test_revoking_says_what_cannot_be_undone_and_the_public_reads_the_kind_of_reason(
    office: FlaskClient, second: FlaskClient, store: Store, client: FlaskClient
) -> None:
    line = line_of(store)
    step = f"/office/certificates/{line.id}/step/revoke"
    assert "This cannot be undone." in text_of(office.get(step))
    assert "Choose the kind of reason." in text_of(office.post(step, data={"reason": "x"}))
    office.post(step, data={"reason": "代考", "reason_class": "fraud"})
    assert "This cannot be undone." in text_of(second.get("/office/steps/1/decide"))
    assert "Revoked on" in text_of(second.post("/office/steps/1/decide", follow_redirects=True))
    public = text_of(client.get(f"/v/{line.token}?lang=en"))
    assert "Revoked on" in public and "Reason: fraud" in public and "代考" not in public
    assert "is revoked for good" in text_of(office.post(step, data={"reason": "again", "reason_class": "fraud"}))


def test_a_correction_is_typed_proposed_refused_and_made(
    office: FlaskClient, second: FlaskClient, store: Store, client: FlaskClient
) -> None:
    line = line_of(store)
    step = f"/office/certificates/{line.id}/step/correction"
    form = office.get(step)
    assert "欧阳䶮" in form.get_data(as_text=True) and "19910412" not in form.get_data(as_text=True)
    same = {"name_zh": "欧阳䶮", "born": "1991-04-12", "document_type": "resident_id", "reason": "错字"}
    assert "nothing to correct" in text_of(office.post(step, data=same))
    wrong = text_of(office.post(step, data=same | {"document_number": "440799199104120011"}))
    assert "correct this" in wrong
    number = resident(date(1991, 4, 12), 12).number
    office.post(step, data=same | {"name_zh": "欧阳龑", "document_number": number})
    shown = text_of(second.get("/office/steps/1/decide"))
    assert "Chinese name 欧阳䶮 欧阳龑" in shown and "Number of the document 440" in shown
    assert "Born on" not in shown and number not in shown, "only what changes, and of a number the mask"
    second.post("/office/steps/1/decide")
    worker.run_until_idle(store, NOW)
    new = line_of(store, "欧阳龑")
    old = text_of(client.get(f"/v/{line.token}?lang=en"))
    assert "Replaced on" in old and "the facts on the paper were corrected" in old
    assert f"/v/{new.token}" in client.get(f"/v/{line.token}").get_data(as_text=True)
    assert "Corrected edition, made on" in text_of(client.get(f"/v/{new.token}?lang=en"))
    assert "Editions of this certificate" in text_of(office.get(f"/office/certificates/{new.id}/life"))


def test_what_holder_asks_for_is_taken_up_or_refused(
    app: Flask, sign_in: SignIn, office: FlaskClient, store: Store
) -> None:
    line = line_of(store)
    details = AccountDetails("holder", line.name, frozenset({Role.CANDIDATE}), None, line.person_id, None, None, False)
    create_account(store, OPERATOR, details, PASSWORD, now=NOW, salt=b"0" * 16)
    holder = signed_in(app, sign_in, "holder")
    page = f"/my/certificates/{line.id}"
    assert "Paper lost" in text_of(holder.get(page))
    assert "Choose what you need." in text_of(holder.post(f"{page}/request", data={"reason": "x"}))
    sent = text_of(holder.post(f"{page}/request", data={"kind": "copy", "reason": "遗失"}, follow_redirects=True))
    assert "You asked for:" in sent and "Paper lost" not in sent
    waiting = text_of(office.get("/office/steps"))
    assert "遗失" in waiting and "The holder" in waiting and "Take up the request" in waiting
    office.post("/office/steps/1/dismiss", data={"reason": "请先登报声明"})
    assert "Paper lost" in text_of(holder.get(page))
    other = line_of(store, CONSENTING[0])
    assert holder.post(f"/my/certificates/{other.id}/request", data={"kind": "copy", "reason": "x"}).status_code == 404


def test_the_officer_sees_what_the_other_authority_did_and_marks_it(
    app: Flask, sign_in: SignIn, store: Store, office: FlaskClient
) -> None:
    mine, partner = (line_of(store, CONSENTING[0], who) for who in ("jiangmen-demo", "dsal-demo"))
    revoke(store, actor_named(store, "office"), actor_named(store, "office2"), mine.id, NOW)
    officer = signed_in(app, sign_in, "officer")
    page = text_of(officer.get("/authority/steps"))
    assert "Another authority revoked its certificate of the same exam" in page and partner.number in page
    assert mine.number not in page, "the other paper is the other authority's"
    assert "Another authority revoked" not in text_of(officer.post("/authority/notices/1/seen", follow_redirects=True))
    assert "Another authority revoked" in text_of(officer.get(f"/authority/certificates/{partner.id}/life"))
    assert officer.get(f"/authority/certificates/{mine.id}/life").status_code == 403
    assert office.post("/office/notices/1/seen").status_code == 403
    assert {one.number for one in life.search(store, actor_named(store, "officer"), life.Sought())} >= {partner.number}


def test_a_record_is_erased_by_two_who_were_told_that_it_cannot_be_undone(
    app: Flask, sign_in: SignIn, office: FlaskClient, second: FlaskClient, store: Store
) -> None:
    line, partner = (line_of(store, CONSENTING[0], who) for who in ("jiangmen-demo", "dsal-demo"))
    step, page = f"/office/certificates/{line.id}/step/erase", f"/office/certificates/{line.id}"
    asked = text_of(office.get(step))
    assert "nobody can check the paper here" in asked and "This cannot be undone." in asked
    assert "Choose the kind of reason." in text_of(office.post(step, data={"reason": "x"}))
    office.post(step, data={"reason": "保管期满", "reason_class": "retention_over"})
    assert "Please correct this" in text_of(office.post("/office/steps/1/decide")), "who proposed it does not decide"
    assert "This cannot be undone." in text_of(second.get("/office/steps/1/decide"))
    end = text_of(second.post("/office/steps/1/decide", follow_redirects=True))
    assert "Record erased on" in end and "The time for which it is kept is over" in end and line.name not in end
    assert "Download the PDF" not in end and "Erase the record" not in end
    assert office.get(page).headers["Location"].endswith(f"{page}/life"), "of the facts there is no page any more"
    for gone in (f"{page}/paper", step, f"{page}/step/correction"):
        assert "was erased" in text_of(office.get(gone)), gone
    for listed in ("/office/sittings/1/certificates", f"/office/certificates?search={line.number}"):
        assert re.search("(?i)record erased", text_of(office.get(listed))), listed
    worker.run_until_idle(store, NOW)
    assert office.post("/office/sittings/1/certificates/zip").status_code == 200
    details = AccountDetails("holder", line.name, frozenset({Role.CANDIDATE}), None, line.person_id, None, None, False)
    create_account(store, OPERATOR, details, PASSWORD, now=NOW, salt=b"0" * 16)
    holder = signed_in(app, sign_in, "holder")
    assert "Record erased" in text_of(holder.get("/my/"))
    own = text_of(holder.get(f"/my/certificates/{line.id}"))
    assert "What was kept of this certificate was erased." in own and "Download" not in own
    officer = signed_in(app, sign_in, "officer")
    assert "Another authority erased the record" in text_of(officer.get("/authority/steps"))
    assert partner.name in text_of(officer.get(f"/authority/certificates/{partner.id}"))


def test_an_officer_reads_the_history_of_an_erased_paper_of_the_own_authority(
    app: Flask, sign_in: SignIn, store: Store
) -> None:
    line = line_of(store, CONSENTING[0], "dsal-demo")
    officer, who = signed_in(app, sign_in, "officer"), actor_named(store, "officer")
    erase(store, who, replace(who, account_id=actor_named(store, "admin").account_id), line.id, NOW)
    assert officer.get(f"/authority/certificates/{line.id}").headers["Location"].endswith("/life")
    assert "Record erased on" in text_of(officer.get(f"/authority/certificates/{line.id}/life"))
    assert "Record erased" in text_of(officer.get(f"/authority/decided?search={line.number}"))
