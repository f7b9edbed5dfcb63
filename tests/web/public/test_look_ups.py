"""Finding a certificate by number and name, by its printed address, by its file."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from one_exam import EXAM, actor, paper_of
from werkzeug.test import TestResponse

from assess.operations import issuing
from assess.store.session import Store
from tests.operations import mutants

ENGLISH = {"Accept-Language": "en"}


def by_number(client: FlaskClient, number: str, name: str) -> TestResponse:
    return client.post("/check/number", data={"number": number, "name": name}, headers=ENGLISH)


def by_code(client: FlaskClient, code: str) -> TestResponse:
    return client.post("/check/code", data={"code": code}, headers=ENGLISH)


def by_file(client: FlaskClient, data: bytes) -> TestResponse:
    return client.post("/check/file", data={"file": (BytesIO(data), "paper.pdf")}, headers=ENGLISH)


def stored(store: Store) -> bytes:
    return issuing.paper(store, actor(store, "chan"), paper_of(store, EXAM, "chan", "jiangmen-demo").id)


@pytest.mark.parametrize("number", ["{}", " {} ", "{lower}", "{wide}"])
@pytest.mark.parametrize("name", ["陈䶮", " 陈 䶮", "chan ka ian", "Ka Ian Chan", "ＣＨＡＮ　ＫＡ　ＩＡＮ"])
def test_number_and_name_lead_to_the_certificate(client: FlaskClient, store: Store, number: str, name: str) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    wide = "".join(chr(ord(character) + 0xFEE0) for character in paper.number)
    answer = by_number(client, number.format(paper.number, lower=paper.number.lower(), wide=wide), name)
    assert (answer.status_code, answer.location) == (303, f"/v/{paper.token}")


def test_a_wrong_name_and_a_wrong_number_get_the_same_answer(client: FlaskClient, store: Store) -> None:
    number = paper_of(store, EXAM, "chan", "jiangmen-demo").number
    wrong_name, wrong_number = by_number(client, number, "陈龙"), by_number(client, "SPECIMEN263999999", "陈䶮")
    assert (wrong_name.status_code, wrong_name.data) == (wrong_number.status_code, wrong_number.data)
    assert wrong_name.status_code == 404 and b"this number together with this name" in wrong_name.data


@pytest.mark.parametrize("typed", [
    "{token}", " {lower} ", "http://127.0.0.1:8000/v/{token}", "HTTP://127.0.0.1:8000/V/{token}",
    "127.0.0.1:8000/v/{lower}",
])
def test_the_printed_address_or_code_leads_to_the_certificate(client: FlaskClient, store: Store, typed: str) -> None:
    token = paper_of(store, EXAM, "chan", "jiangmen-demo").token
    answer = by_code(client, typed.format(token=token, lower=token.lower()))
    assert (answer.status_code, answer.location) == (303, f"/v/{token}")


def test_an_address_of_another_site_is_named_and_not_looked_up(client: FlaskClient, store: Store) -> None:
    token = paper_of(store, EXAM, "chan", "jiangmen-demo").token
    page = by_code(client, f"https://jndj-osta.example.com/v/{token}").get_data(as_text=True)
    assert "This code leads to another site" in page and "jndj-osta.example.com" in page and "陈䶮" not in page


def test_what_was_typed_stays_text(client: FlaskClient) -> None:
    page = by_code(client, "<script>alert(1)</script>").get_data(as_text=True)
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_the_issued_file_is_recognised(client: FlaskClient, store: Store) -> None:
    page = by_file(client, stored(store)).get_data(as_text=True)
    assert "Passed: The file is, byte for byte, the one that was issued." in page and "陈䶮" in page


@pytest.mark.parametrize("change", [
    pytest.param(lambda data: data[:-2000], id="truncated"),
    pytest.param(lambda data: data.replace(b"/StructTreeRoot", b"/StructTreeRooz"), id="without tags"),
])
def test_a_changed_file_is_refused_in_words(client: FlaskClient, store: Store, change) -> None:  # type: ignore[no-untyped-def]
    page = by_file(client, change(stored(store))).get_data(as_text=True)
    assert "This file is not one that was issued here" in page and "Now compare with the paper" not in page


def test_a_file_that_was_saved_again_has_lost_its_seal_only(client: FlaskClient, store: Store) -> None:
    page = by_file(client, stored(store) + b"\n").get_data(as_text=True)
    told = ("Seal lost, data agree", "The file was saved again after it was sealed.", "陈䶮")
    assert [each for each in told if each not in page] == []


def test_a_forged_attachment_is_named_with_both_sides(client: FlaskClient, store: Store) -> None:
    record = mutants.attachments(stored(store))["record.json"]
    forged = mutants.with_file(stored(store), "record.json", record.replace("三级".encode(), "一级".encode()))
    page = by_file(client, forged).get_data(as_text=True)
    assert "The attached record says 一级/高级工, the signed record says 三级/高级工." in page


def test_a_pasted_credential_shows_the_certificate_or_what_differs(client: FlaskClient, store: Store) -> None:
    text = mutants.attachments(stored(store))["credential.zh-Hans.json"].decode()
    pages = [client.post("/check/credential", data={"credential": each}, headers=ENGLISH).get_data(as_text=True)
             for each in (text, text.replace("三级", "一级"), text.replace("did:web:127", "did:web:128"), "nothing")]
    assert "Specimen – not a certificate" in pages[0] and "陈䶮" in pages[0]
    assert "The embedded credential says 一级/高级工, the signed record says 三级/高级工." in pages[1]
    assert "Issued by somebody else" in pages[2] and "did:web:128" in pages[2]
    assert 'id="credential-error"' in pages[3]


def test_a_file_that_is_no_pdf_is_told_beside_the_field(client: FlaskClient) -> None:
    answer = by_file(client, b"PK\x03\x04 a spreadsheet")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and 'id="file-error"' in page and "verify.no_pdf" not in page


def test_a_file_beyond_16_mb_is_told_so(client: FlaskClient) -> None:
    # Refused by the announced length, before a byte of it is read.
    length = {"CONTENT_LENGTH": str(16 * 1024 * 1024 + 1)}
    kind = "multipart/form-data; boundary=x"
    answer = client.post("/check/file", content_type=kind, environ_overrides=length, headers=ENGLISH)
    assert answer.status_code == 413 and "16 MB" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("path", "message"), [
    ("/check/code", "Enter the address or the code"),
    ("/check/number", "Enter the certificate number."),
    ("/check/file", "Choose the PDF file, a photo or a scan."),
    ("/check/credential", "Paste the credential."),
])
def test_an_empty_form_says_what_is_missing(client: FlaskClient, path: str, message: str) -> None:
    answer = client.post(path, headers=ENGLISH)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and message in page and "<title>Error:" in page


def test_a_number_that_is_far_too_long_is_told_beside_the_field(client: FlaskClient) -> None:
    answer = by_number(client, "9" * 100, "陈䶮")
    assert answer.status_code == 400 and 'id="number-error"' in answer.get_data(as_text=True)


def test_looking_up_needs_no_token_and_starts_no_session(app, store: Store) -> None:  # type: ignore[no-untyped-def]
    app.config["WTF_CSRF_ENABLED"] = True
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    answer = by_number(app.test_client(), paper.number, "陈䶮")
    assert answer.status_code == 303 and answer.headers.getlist("Set-Cookie") == []
