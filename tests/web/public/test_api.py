"""The JSON API answers what the pages answer, as its OpenAPI document says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from one_exam import EXAM, ISSUE_DAY, actor, paper_of
from openapi_spec_validator import validate

from assess.operations import issuing
from assess.operations.verifying.papers import kept_of
from assess.store.session import Store
from assess.web.public.api_document import ROOT
from tests.life import erase

API = "/api/v1/verify"


def answer(client: FlaskClient, address: str, status: int = 200, **sent: Any) -> dict[str, Any]:
    """The answer, which is what the document promises for that status."""
    document = client.get("/api/v1/openapi.json").get_json()
    got = client.open(address, method="POST" if sent else "GET", headers={"Accept-Language": "en"}, **sent)
    assert got.status_code == status
    model = "VerificationAnswer" if status == 200 else "ProblemAnswer"
    assert got.content_type == ("application/json" if status == 200 else "application/problem+json")
    schema = {"$ref": f"#/components/schemas/{model}", "components": document["components"]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(got.get_json())
    body: dict[str, Any] = got.get_json()
    return body


def test_the_document_is_a_valid_one(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_the_document_names_every_route_and_no_other(app: Flask, client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    described = {(path, method) for path, methods in document["paths"].items() for method in methods}
    there = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules() if rule.rule.startswith(f"{ROOT}/verify")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described == there


def test_an_erased_record_has_a_verdict_of_its_own(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    erase(store, actor(store, "office"), actor(store, "approver"), paper.id, ISSUE_DAY)
    said = answer(client, f"{API}/{paper.token}")
    assert (said["verdict"], said["certificate"], said["page"]) == ("erased", None, None)
    assert said["sentence"] == "Record erased on 20 November 2026 – nobody can confirm what it said"
    assert [(check["code"], check["held"]) for check in said["checks"]] == [
        ("record", True), ("log", True), ("seal", True)]


def test_a_token_brings_verdict_checks_and_facts(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    said = answer(client, f"{API}/{paper.token.lower()}")
    assert (said["verdict"], said["sentence"]) == ("specimen", "Specimen – not a certificate")
    assert [check["code"] for check in said["checks"]] == ["record", "payload", "register", "signature", "log", "state",
                                                           "seal"]
    assert all(check["held"] for check in said["checks"])
    found = said["certificate"]
    assert (found["number"], found["name"], found["occupation_code"]) == (paper.number, "陈䶮", "4-10-01-03")
    assert found["grade"] == {"zh-Hans": "三级/高级工"} and found["state"]["code"] == "valid"
    assert "12345679" not in str(said)


def test_number_and_name_bring_the_same(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    by_number = answer(client, f"{API}?number={paper.number}&name=陈䶮")
    by_token = answer(client, f"{API}/{paper.token}")
    assert by_number["certificate"] == by_token["certificate"]


def test_a_wrong_name_and_a_wrong_number_get_the_same_answer(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    wrong_name = answer(client, f"{API}?number={paper.number}&name=李四")
    wrong_number = answer(client, f"{API}?number=SPECIMEN999999999&name=陈䶮")
    assert wrong_name == wrong_number
    assert (wrong_name["verdict"], wrong_name["certificate"]) == ("unknown", None)


def test_the_sentence_follows_the_language(client: FlaskClient) -> None:
    said = client.get(f"{API}/AAAAAAAAAAAA?lang=pt-MO").get_json()
    assert said["verdict"] == "unknown" and said["sentence"] != "No such certificate"


def test_the_issued_file_is_genuine_and_an_altered_one_is_not(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    data = issuing.paper(store, actor(store, "chan"), paper.id)
    assert answer(client, f"{API}/file", data=data)["certificate"]["number"] == paper.number
    said = answer(client, f"{API}/file", data=data[:-700] + b"\n" * 700)
    assert said["certificate"] is None
    assert said["verdict"] in ("altered_file", "not_genuine")


@pytest.mark.parametrize(("address", "data", "code"), [
    ("?number=SPECIMEN263000001", None, "api.number_and_name"),
    ("/file", b"GIF89a", "api.no_file"),
    ("/file", b"", "api.no_file"),
    ("/credential", b"{", "verify.no_json"),
    ("/credential", b"\xff\xfe", "verify.no_json"),
    ("/credential", b"[]", "verify.no_credential"),
])
def test_what_cannot_be_answered_is_a_problem_with_a_code(
    client: FlaskClient, address: str, data: bytes | None, code: str
) -> None:
    said = answer(client, f"{API}{address}", 400, **({} if data is None else {"data": data}))
    assert said["code"] == code and said["detail"] not in ("", code)


def test_a_body_that_is_too_large_is_a_problem(app: Flask, client: FlaskClient) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10
    assert answer(client, f"{API}/file", 413, data=b"%PDF-" + b"x" * 20)["code"] == "request.too_large"


def test_a_credential_is_compared_with_the_signed_record(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    held = kept_of(store, paper.token)
    assert held is not None and held[0] is not None
    text = held[0].credentials["zh-Hans"]
    said = answer(client, f"{API}/credential", data=text)
    assert said["certificate"]["number"] == paper.number
    assert [(each["code"], each["stand"]) for each in said["carriers"]] == [("credential", "agrees")]
    forged = answer(client, f"{API}/credential", data=text.replace("陈䶮".encode(), "陈九".encode()))
    assert forged["certificate"] is None
    carrier = forged["carriers"][0]
    assert (carrier["field"], carrier["said"], carrier["signed"]) == ("name", "陈九", "陈䶮")
    assert carrier["sentence"] == "The embedded credential says 陈九, the signed record says 陈䶮."


def test_the_page_about_the_api_names_the_document(client: FlaskClient) -> None:
    page = client.get("/api").get_data(as_text=True)
    assert '<a href="/api/v1/openapi.json">' in page and "/api/v1/verify/file" in page
