"""Anybody reads the public log, and checks the own certificate against it step by step."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from one_exam import ISSUE_DAY, actor
from sqlalchemy import select
from werkzeug.test import TestResponse

from assess.certificates.enclosure import PROOF, RECORD
from assess.certificates.payload import payload_from_bytes
from assess.ledger.checkpoint import read_checkpoint
from assess.ledger.entry import read_entry
from assess.operations import public_log
from assess.operations.carriers.drawing import attachments_of
from assess.store.certificates import CertificateRow, open_payload
from assess.store.files import FileFolder
from assess.store.session import Store
from tests.life import revoke

ENGLISH = {"Accept-Language": "en"}


def row_of(store: Store) -> CertificateRow:
    with store.reading() as session:
        found = session.scalars(select(CertificateRow).where(CertificateRow.state == "issued")).first()
        assert found is not None
        return found


def enclosed(store: Store) -> dict[str, bytes]:
    """What lies inside the paper."""
    return dict(attachments_of(paper(store)))


def paper(store: Store) -> bytes:
    return FileFolder(store.config.instance / "files").read(row_of(store).paper_sha256)


def sent(client: FlaskClient, **files: bytes) -> TestResponse:
    data = {name: (BytesIO(held), name) for name, held in files.items()}
    return client.post("/log/check/file", data=data, headers=ENGLISH)


def page_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == 200, address
    return str(answer.get_data(as_text=True))


def test_the_front_page_shows_checkpoint_key_and_witnesses(client: FlaskClient, store: Store) -> None:
    checkpoint = public_log.publish(store)
    text = page_of(client, "/log")
    assert checkpoint.root.hex() in text and public_log.log_key(store).text in text
    assert "None is appointed yet." in text and f">{checkpoint.size} " in text


def test_an_installation_without_entries_says_so(client: FlaskClient, store: Store) -> None:
    (public_log.folder_of(store).path / "checkpoint").unlink()
    assert "Nothing has been published yet." in page_of(client, "/log")
    assert "0 entries are published." in page_of(client, "/log/entries")


def test_entries_and_checkpoints_are_browsed_and_hold_no_person(client: FlaskClient, store: Store) -> None:
    size = public_log.publish(store).size
    with store.reading() as session:
        payload = payload_from_bytes(open_payload(session, session.get_one(CertificateRow, row_of(store).id)))
    entries = page_of(client, "/log/entries")
    assert f'href="/log/entries/{size}"' in entries and "Certificate issued" in entries
    for number in range(1, size + 1):
        text = page_of(client, f"/log/entries/{number}")
        assert payload.number not in text and payload.name_zh not in text
    assert f'href="/log/checkpoints/{size}"' in page_of(client, "/log/checkpoints")
    assert read_checkpoint(page_of(client, f"/log/checkpoints/{size}")).size == size
    assert f"/log/checkpoints/{size}" not in page_of(client, f"/log/checkpoints?below={size}")
    assert client.get(f"/log/entries/{size + 1}").status_code == 404


def test_a_downloaded_proof_holds_without_the_site(client: FlaskClient, store: Store) -> None:
    public_log.publish(store)
    entry = client.get("/log/entries/2/entry.json").data
    proof = client.get("/log/entries/2/proof.txt").get_data(as_text=True)
    assert read_entry(entry).leaf and public_log.check_proof(entry, proof, public_log.log_key(store).text) == ""


def test_the_files_inside_a_paper_are_checked_step_by_step(client: FlaskClient, store: Store) -> None:
    held = enclosed(store)
    text = sent(client, record=held[RECORD], proof=held[PROOF]).get_data(as_text=True)
    assert "The log holds this certificate" in text and text.count("Passed:") == 4 and "Failed:" not in text
    assert row_of(store).leaf in text and row_of(store).number in text


def test_a_witness_that_has_not_signed_yet_is_named_and_condemns_nothing(client: FlaskClient, store: Store) -> None:
    held, key = enclosed(store), public_log.witness_key(store)
    public_log.require_witness(store, replace(key, name="macau.example/log").text, ISSUE_DAY)
    assert page_of(client, "/log/witnesses").startswith("macau.example/log+")
    assert page_of(client, "/log/checkpoint.witnessed") == ""
    text = sent(client, record=held[RECORD], proof=held[PROOF]).get_data(as_text=True)
    assert "its witnesses have not signed yet" in text and '<li value="5" class="failed">' in text


def test_the_paper_itself_is_enough(client: FlaskClient, store: Store) -> None:
    answer = sent(client, file=paper(store))
    assert answer.status_code == 200 and "The log holds this certificate" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("what", "failed"), [("grade", 1), ("path", 2), ("checkpoint", 3)])
def test_a_forged_record_or_proof_fails_at_its_step(
    client: FlaskClient, store: Store, what: str, failed: int
) -> None:
    held = enclosed(store)
    record, proof = held[RECORD], held[PROOF].decode()
    if what == "grade":
        said = json.loads(record)
        record = json.dumps(said | {"payload": said["payload"].replace('"L3"', '"L1"')}).encode()
        assert record != held[RECORD]
    elif what == "path":
        lines = proof.split("\n")
        lines[2], lines[3] = lines[3], lines[2]
        proof = "\n".join(lines)
    else:
        proof = proof.replace("— 127", "— 128")
    text = sent(client, record=record, proof=proof.encode()).get_data(as_text=True)
    assert "Not proved by the log" in text and f'<li value="{failed}" class="failed">' in text


def test_what_happened_since_is_told(client: FlaskClient, store: Store) -> None:
    held = enclosed(store)
    revoke(store, actor(store, "office"), actor(store, "approver"), row_of(store).id, ISSUE_DAY)
    public_log.publish(store)
    text = sent(client, record=held[RECORD], proof=held[PROOF]).get_data(as_text=True)
    assert "more has happened since" in text and "Certificate revoked" in text and "Failed:" not in text


def test_number_and_name_are_enough_and_a_wrong_name_is_not(client: FlaskClient, store: Store) -> None:
    row = row_of(store)
    with store.reading() as session:
        name = payload_from_bytes(open_payload(session, session.get_one(CertificateRow, row.id))).name_zh
    ask = {"number": row.number, "name": name}
    assert "The log holds this certificate" in client.post(
        "/log/check/number", data=ask, headers=ENGLISH).get_data(as_text=True)
    missed = client.post("/log/check/number", data=ask | {"name": "somebody"}, headers=ENGLISH)
    assert missed.status_code == 404 and row.leaf not in missed.get_data(as_text=True)


@pytest.mark.parametrize("files", [{}, {"file": b"no pdf"}, {"record": b"{}", "proof": b"x"}, {"record": b"{}"}])
def test_what_cannot_be_read_is_refused_in_words(client: FlaskClient, files: dict[str, bytes]) -> None:
    answer = sent(client, **files)
    assert answer.status_code == 400 and 'class="error"' in answer.get_data(as_text=True)
