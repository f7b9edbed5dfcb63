"""What a stranger is told: by address, number and name, file, text of a code; and that no altered record is genuine."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from assess.certificates.verify import Verdict, Verification
from assess.errors import BadInput
from assess.i18n.formats import LOCAL_TIME
from assess.operations import issuing, verifying
from assess.operations.verifying import look_up
from assess.store.certificates import CertificateRow, certificate, payload_place
from assess.store.files import FileFolder
from assess.store.ledger import LogRow
from assess.store.session import Store
from tests.life import revoke
from tests.operations.conftest import CONSENTING, NOTICE_OVER, PASSED, Noticed

LATER = NOTICE_OVER + timedelta(days=3)


def failed(verification: Verification) -> list[str]:
    return [check.name for check in verification.failed]


def test_an_address_shows_what_was_certified_and_every_step_that_held(noticed: Noticed) -> None:
    line = noticed.issued()
    answer = verifying.by_token(noticed.store, line.token.lower())
    assert answer.verdict is Verdict.SPECIMEN and failed(answer) == []
    assert [check.number for check in answer.checks] == [3, 4, 5, 6, 7, 8, 9]
    shown = answer.certificate
    assert shown is not None and (shown.name_zh, shown.number, shown.token) == (line.name, line.number, line.token)
    assert shown.occupation == {"zh-Hans": "保育师"} and shown.grade == {"zh-Hans": "三级/高级工"}


def test_the_clocks_time_zone_and_fractions_change_nothing(noticed: Noticed) -> None:
    noticed.prepare()
    noticed.approve()
    line = noticed.lines()[PASSED[0], "jiangmen-demo"]
    at = (NOTICE_OVER + timedelta(microseconds=123_456)).astimezone(LOCAL_TIME)
    issuing.issue(noticed.store, line.id, at)
    assert verifying.by_token(noticed.store, line.token).verdict is Verdict.SPECIMEN
    revoke(noticed.store, noticed.actors["office"], noticed.actors["office2"], line.id, at)
    assert verifying.by_token(noticed.store, line.token).verdict is Verdict.REVOKED


def test_nothing_of_an_identity_document_is_in_the_public_answer(noticed: Noticed) -> None:
    line = noticed.issued(CONSENTING[0], "dsal-demo")
    answer = verifying.by_token(noticed.store, line.token)
    told = json.dumps(dataclasses.asdict(answer), default=str)
    assert "CHAN" in told
    assert "51234568" not in told and "5123" not in told and "1990" not in told and "macau_bir" not in told


def test_what_is_not_issued_yet_is_unknown(noticed: Noticed) -> None:
    noticed.prepare()
    line = next(iter(noticed.lines().values()))
    assert verifying.by_token(noticed.store, line.token).verdict is Verdict.UNKNOWN
    assert verifying.by_number(noticed.store, line.number, line.name).verdict is Verdict.UNKNOWN


NUMBERS = {
    "the number and the Chinese name": ("{number}", "陳嘉敏", Verdict.SPECIMEN),
    "spaces and small letters": (" {spaced} ", "chan ka man", Verdict.SPECIMEN),
    "the names the other way round": ("{number}", "Ka Man Chan", Verdict.SPECIMEN),
    "another name": ("{number}", "陳嘉", Verdict.UNKNOWN),
    "no name": ("{number}", "", Verdict.UNKNOWN),
    "another number": ("{number}1", "陳嘉敏", Verdict.UNKNOWN),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_opens_only_together_with_the_name(noticed: Noticed, case: str) -> None:
    number, name, verdict = NUMBERS[case]
    line = noticed.issued(CONSENTING[0])
    typed = number.format(number=line.number, spaced=f"{line.number[:8].lower()} {line.number[8:]}")
    answer = verifying.by_number(noticed.store, typed, name)
    assert answer.verdict is verdict
    if verdict is Verdict.UNKNOWN:
        assert answer == verifying.by_number(noticed.store, "X", "Y"), "tells that the number exists"


def test_the_issued_file_is_known_by_its_bytes_and_any_other_is_not_genuine(noticed: Noticed) -> None:
    line = noticed.issued()
    data = issuing.paper(noticed.store, noticed.actors["office"], line.id)
    assert verifying.by_file(noticed.store, data).verdict is Verdict.SPECIMEN
    for altered in (data[: len(data) // 2], data[: len(data) // 4]):
        answer = verifying.by_file(noticed.store, altered)
        assert answer.verdict is Verdict.NOT_GENUINE and failed(answer)[0] == "file" and answer.certificate is None
    with pytest.raises(BadInput) as caught:
        verifying.by_file(noticed.store, b"\x89PNG")
    assert caught.value.code == "verify.no_pdf"


CODES = {
    "the address as printed": ("HTTP://127.0.0.1:8000/V/{token}", Verdict.SPECIMEN, []),
    "the address as a browser shows it": ("http://127.0.0.1:8000/v/{token}", Verdict.SPECIMEN, []),
    "without the protocol": ("127.0.0.1:8000/v/{token}/", Verdict.SPECIMEN, []),
    "the bare code": ("{token}", Verdict.SPECIMEN, []),
    "a look-alike host": ("https://127.0.0.1.example/v/{token}", Verdict.UNKNOWN, ["address"]),
    "our address as a user name": ("https://127.0.0.1:8000@evil.example/v/{token}", Verdict.UNKNOWN, ["address"]),
    "another page of ours": ("http://127.0.0.1:8000/x/{token}", Verdict.UNKNOWN, ["address"]),
    "a broken address": ("http://[::1/v/{token}", Verdict.UNKNOWN, ["address"]),
    "a code of ours that was never given": ("http://127.0.0.1:8000/v/ABCDEFGHIJKL", Verdict.UNKNOWN, ["record"]),
    "no code at all": ("", Verdict.UNKNOWN, ["record"]),
}


@pytest.mark.parametrize("case", CODES)
def test_the_text_of_a_code_leads_here_or_is_named_as_foreign(noticed: Noticed, case: str) -> None:
    text, verdict, steps = CODES[case]
    answer = verifying.by_qr_text(noticed.store, text.format(token=noticed.issued().token))
    assert (answer.verdict, failed(answer)) == (verdict, steps)


def test_a_code_typed_in_groups_is_found(noticed: Noticed) -> None:
    token = noticed.issued().token.lower()
    for typed in (f"{token[:4]} {token[4:8]} {token[8:]}", f"{token[:4]}-{token[4:8]}-{token[8:]}"):
        assert verifying.by_qr_text(noticed.store, typed).certificate is not None


def test_a_foreign_host_is_named(noticed: Noticed) -> None:
    answer = verifying.by_qr_text(noticed.store, "HTTPS://EVIL.EXAMPLE/V/ABCDEFGHIJKL")
    assert answer.checks[0].detail == "evil.example"


# -- tampering ---------------------------------------------------------------------------------------------------

CERTIFICATE = {
    "id": 900, "enrolment_id": 900, "review_id": 900, "authority": "dsal-demo", "number": "SPECIMEN263999999",
    "edition": 9, "edition_kind": "copy", "replaces_id": 9, "status_place": 9,
    "token": None, "state": "prepared", "status": "revoked", "status_reason": "fraud", "payload_sealed": b"x" * 400,
    "payload_sha256": "0" * 64, "salt": b"y" * 32, "leaf": "0" * 64, "signature": b"z" * 64, "key_id": "dsal-demo-0",
    "paper_sha256": "1" * 64, "result_digest": "2" * 64, "prepared_by": 1, "prepared_at": "2020-01-01 00:00:00.000000",
    "approved_by": 1, "approved_at": "2020-01-01 00:00:00.000000", "issued_at": "2020-01-01 00:00:00.000000",
    "seal": "3" * 64, "erased_at": "2020-01-01 00:00:00.000000",
}
"""Another value for every column of the certificate; the token has a test of its own."""

LOG = {
    "sequence": 99, "kind": "revoke", "day": "2020-01-01", "authority": "dsal-demo", "leaf": "4" * 64, "head": "5" * 64,
}


def raw(store: Store, statement: str, *values: object) -> None:
    """Changes the database file behind the program's back."""
    connection = sqlite3.connect(store.config.database_url.removeprefix("sqlite:///"))
    connection.execute("pragma foreign_keys = off")
    connection.execute("pragma ignore_check_constraints = on")
    assert connection.execute(statement, values).rowcount == 1
    connection.commit()
    connection.close()


def test_the_table_of_tampering_names_every_column(noticed: Noticed) -> None:
    assert set(CERTIFICATE) == set(CertificateRow.__table__.columns.keys())
    assert set(LOG) == set(LogRow.__table__.columns.keys())


@pytest.mark.parametrize("column", [name for name, value in CERTIFICATE.items() if value is not None])
def test_a_certificate_altered_in_the_database_is_not_genuine(noticed: Noticed, column: str) -> None:
    line = noticed.issued()
    assert verifying.by_token(noticed.store, line.token).verdict is Verdict.SPECIMEN
    raw(noticed.store, f"update certificate set {column} = ? where id = ?", CERTIFICATE[column], line.id)
    answer = verifying.by_token(noticed.store, line.token)
    assert answer.verdict is Verdict.NOT_GENUINE and answer.certificate is None


ONLY_SEALED = ("enrolment_id", "review_id", "prepared_by", "prepared_at", "approved_by", "approved_at", "issued_at")


@pytest.mark.parametrize("column", ONLY_SEALED)
def test_without_the_seal_an_altered_column_would_go_unseen(
    noticed: Noticed, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = noticed.issued()
    if column in ("enrolment_id", "review_id"):  # the payload is bound to it as well
        with noticed.store.reading() as session:
            place = payload_place(certificate(session, line.id))
        monkeypatch.setattr(look_up, "payload_place", lambda _row: place)
    raw(noticed.store, f"update certificate set {column} = ? where id = ?", CERTIFICATE[column], line.id)
    monkeypatch.setattr(look_up, "seal_of", lambda _vault, row: row.seal)
    assert verifying.by_token(noticed.store, line.token).verdict is Verdict.SPECIMEN


@pytest.mark.parametrize("column", LOG)
def test_a_log_entry_altered_in_the_database_is_not_genuine(noticed: Noticed, column: str) -> None:
    line = noticed.issued()
    raw(noticed.store, f"update log set {column} = ? where kind = 'issue'", LOG[column])
    assert verifying.by_token(noticed.store, line.token).verdict is Verdict.NOT_GENUINE


def test_a_log_entry_deleted_from_the_database_is_not_genuine(noticed: Noticed) -> None:
    line = noticed.issued()
    raw(noticed.store, "delete from log where kind = 'issue'")
    answer = verifying.by_token(noticed.store, line.token)
    assert answer.verdict is Verdict.NOT_GENUINE and "log" in failed(answer)


def test_a_token_moved_to_another_certificate_is_not_genuine(noticed: Noticed) -> None:
    line, other = noticed.issued(), noticed.issued(PASSED[1])
    raw(noticed.store, "update certificate set token = 'ABCDEFGHIJKL' where id = ?", other.id)
    raw(noticed.store, "update certificate set token = ? where id = ?", other.token, line.id)
    assert verifying.by_token(noticed.store, other.token).verdict is Verdict.NOT_GENUINE


def test_a_payload_moved_from_another_certificate_does_not_open(noticed: Noticed) -> None:
    line, other = noticed.issued(), noticed.issued(PASSED[1])
    raw(noticed.store, """update certificate set (payload_sealed, payload_sha256, salt, leaf, signature, key_id) =
        (select payload_sealed, payload_sha256, salt, leaf, signature, key_id from certificate where id = ?)
        where id = ?""", other.id, line.id)
    assert failed(verifying.by_token(noticed.store, line.token)) == ["payload"]


def test_a_revoked_certificate_put_back_to_its_old_record_is_not_genuine(noticed: Noticed) -> None:
    line = noticed.issued()
    connection = sqlite3.connect(noticed.store.config.database_url.removeprefix("sqlite:///"))
    seal = connection.execute("select seal from certificate where id = ?", (line.id,)).fetchone()[0]
    connection.close()
    revoke(noticed.store, noticed.actors["office"], noticed.actors["office2"], line.id, LATER)
    back = "update certificate set status = 'valid', status_reason = '', seal = ? where id = ?"
    raw(noticed.store, back, seal, line.id)
    answer = verifying.by_token(noticed.store, line.token)
    assert answer.verdict is Verdict.NOT_GENUINE and failed(answer) == ["state"]


def test_a_forged_file_registered_by_hand_is_not_genuine(noticed: Noticed) -> None:
    line = noticed.issued()
    forged = b"%PDF-1.7 somebody else's"
    sha256 = FileFolder(noticed.store.config.instance / "files").keep(forged)
    raw(noticed.store, "update certificate_file set sha256 = ? where certificate_id = ?", sha256, line.id)
    assert verifying.by_file(noticed.store, forged).verdict is Verdict.NOT_GENUINE


def test_a_key_of_another_authority_signs_nothing_here(noticed: Noticed) -> None:
    line = noticed.issued()
    keys = noticed.store.config.instance / "public" / "keys"
    (own,) = keys.glob("jiangmen-demo-*.json")
    (other,) = keys.glob("dsal-demo-*.json")
    raw(noticed.store, "update certificate set key_id = ? where id = ?", other.stem, line.id)
    answer = verifying.by_token(noticed.store, line.token)
    assert "signature" in failed(answer) and own.exists()


def test_a_stored_paper_that_was_altered_is_not_handed_out(noticed: Noticed) -> None:
    line = noticed.issued()
    (file,) = Path(noticed.store.config.instance / "files").rglob("*.pdf")
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(BadInput) as caught:
        issuing.paper(noticed.store, noticed.actors["office"], line.id)
    assert caught.value.code == "file.altered"
