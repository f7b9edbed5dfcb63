"""What strangers check certificates with: the published files, byte for byte, and the credentials of certificates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from assess.canonical import sha256_hex
from assess.operations.keys import published_keys
from assess.operations.publishing import publish_changes
from assess.store.certificates import certificate
from assess.store.session import Store
from tests.one_exam import EXAM, ISSUE_DAY, paper_of


@pytest.fixture
def public(store: Store) -> Path:
    """The folder of the published files."""
    publish_changes(store, ISSUE_DAY)
    return store.config.instance / "public"


def test_every_published_file_is_served_as_it_lies_there(client: FlaskClient, public: Path) -> None:
    """Or a copy of the folder on another server would answer otherwise."""
    files = [file for file in public.rglob("*") if file.is_file()]
    kinds = {str(file.relative_to(public)).split("/")[0] for file in files}
    assert kinds == {"authorities", "keys", "log"}
    for file in files:
        answer = client.get(f"/{file.relative_to(public)}")
        assert answer.data == file.read_bytes(), file
        assert answer.headers["Access-Control-Allow-Origin"] == "*" and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(("address", "media_type", "keeping"), [
    ("authorities/jiangmen-demo/did.json", "application/json", "no-cache"),
    ("authorities/dsal-demo/status/0/revocation.json", "application/vc", "no-cache"),
    ("authorities/dsal-demo/status/0/suspension.json", "application/vc", "no-cache"),
    ("log/checkpoint", "text/plain; charset=utf-8", "no-cache"),
    ("log/tile/0/000.p/1", "application/octet-stream", "public, max-age=31536000, immutable"),
])
def test_each_kind_says_what_it_is_and_how_long_it_lasts(
    client: FlaskClient, public: Path, address: str, media_type: str, keeping: str
) -> None:
    if "tile" in address:
        address = next(str(file.relative_to(public)) for file in (public / "log/tile/0").rglob("*") if file.is_file())
    answer = client.get(f"/{address}")
    assert (answer.status_code, answer.content_type, answer.headers["Cache-Control"]) == (200, media_type, keeping)


def test_a_file_that_did_not_change_is_not_sent_again(client: FlaskClient, public: Path) -> None:
    first = client.get("/log/checkpoint")
    assert client.get("/log/checkpoint", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_public_keys_lie_under_their_names(client: FlaskClient, store: Store, public: Path) -> None:
    for key in published_keys(store):
        answer = client.get(f"/keys/{key.key_id}.json")
        assert answer.get_json()["public"] == key.public and sha256_hex(answer.data) == key.leaf


@pytest.mark.parametrize("address", [
    "/authorities/nobody/did.json", "/authorities/../did.json", "/authorities/dsal-demo/status/7/revocation.json",
    "/authorities/dsal-demo/status/0/secret.json", "/keys/session.json", "/keys/..%2f..%2fkeys%2fsession.json",
    "/log/tile/0/../../../../keys/session", "/log/tile/%2e%2e/%2e%2e/%2e%2e/keys/session", "/log/tile/0/001.p/0",
    "/v/AAAAAAAAAAAA/credential.zh-Hans.json", "/v/nothing/credential.en.json",
])
def test_nothing_else_is_served(client: FlaskClient, public: Path, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_credential_is_served_as_it_was_issued(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "dsal-demo")
    for locale in ("zh-Hant-MO", "pt-MO"):
        answer = client.get(f"/v/{paper.token.lower()}/credential.{locale}.json")
        document = json.loads(answer.data)
        assert answer.content_type == "application/vc" and document["id"].endswith(
            f"/v/{paper.token}/credential.{locale}.json")
        kept = store.config.instance / "files" / (name := sha256_hex(answer.data))[:2] / f"{name}.json"
        assert kept.read_bytes() == answer.data
    assert client.get(f"/v/{paper.token}/credential.en.json").status_code == 404


def test_a_certificate_that_is_not_issued_has_no_credential(client: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "dsal-demo")
    with store.unit_of_work() as session:
        certificate(session, paper.id).state = "logged"
    assert client.get(f"/v/{paper.token}/credential.pt-MO.json").status_code == 404
