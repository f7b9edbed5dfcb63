"""The payload: its bytes, what the paper shows of it, its signature, and the state that log entries lead to."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.certificates.authority import Authority, parse_authority
from assess.certificates.payload import Payload, face_fields, in_locale, payload_from_bytes
from assess.certificates.signing import check, key_id, public_key, sign
from assess.certificates.status import Status, status_of
from assess.errors import BadInput

CERTS = Path(__file__).resolve().parents[2] / "certs" / "authorities"
ZERO = "0" * 64

MAINLAND = Payload(
    version=1,
    authority="jiangmen-demo",
    issuer={"zh-Hans": "示范机构"},
    number="SPECIMEN263000001",
    token="ABCDEFGHIJKL",
    specimen=True,
    sample={},
    name_zh="欧阳䶮",
    surname="",
    given="",
    born="1991-04-12",
    document_type="resident_id",
    document_number="440799199104120112",
    photo_sha256=ZERO,
    occupation_code="4-10-01-03",
    occupation={"zh-Hans": "保育师"},
    trade={},
    level="L3",
    grade={"zh-Hans": "三级/高级工"},
    standard="national/4-10-01-03",
    edition="2021",
    standard_sha256=ZERO,
    form_sha256=ZERO,
    result_sha256=ZERO,
    linked=ZERO,
    issued_on="2026-11-23",
)
MACAU = replace(
    MAINLAND,
    authority="dsal-demo",
    issuer={"zh-Hant-MO": "示範", "pt-MO": "Demonstração"},
    name_zh="陳嘉敏",
    surname="CHAN",
    given="Ka Man",
    document_type="macau_bir",
    document_number="51234568",
    occupation={"zh-Hant-MO": "保育師", "pt-MO": "Educador de creche"},
    grade={"zh-Hant-MO": "高級", "pt-MO": "nível elevado"},
)


def authority(name: str) -> Authority:
    return parse_authority((CERTS / name / "authority.yaml").read_bytes(), name)


def test_the_mainland_face_has_every_required_field() -> None:
    shown = face_fields(MAINLAND, authority("jiangmen-demo"))
    assert shown == shown | {
        "name": "欧阳䶮",
        "document_type": "居民身份证",
        "document_number": "440799199104120112",
        "occupation": "保育师",
        "trade": "--",
        "level": "三级/高级工",
        "number": "SPECIMEN263000001",
        "issued_on": "2026年11月23日",
        "issuer": "示范机构",
        "sample": "",
    }


def test_the_face_of_an_appointment_says_who_appointed_until_when() -> None:
    appointed = replace(MAINLAND, way="appointment", enterprise={"zh-Hans": "侨都"}, held_from="2026-12-01",
                        held_until="2029-11-30")
    shown = face_fields(appointed, authority("qiaodu-demo"))
    assert (shown["enterprise"], shown["held"]) == ("侨都", "2026年12月1日至2029年11月30日")
    confirmed = replace(appointed, way="confirmation", held_until=None)
    assert face_fields(confirmed, authority("qiaodu-demo"))["held"] == "2026年12月1日"


@pytest.mark.parametrize("authority_name", ["jiangmen-demo", "dsal-demo"])
@pytest.mark.parametrize(
    ("kind", "number", "printed"),
    [
        ("macau_bir", "51234568", "5123456(8)"),
        ("macau_bir", "1234567A", "1234567(A)"),
        ("macau_bir", "5123456", "5123456"),
        ("passport", "M1234567", "M1234567"),
        ("hkmo_permit", "M12345678", "M12345678"),
    ],
)
def test_only_a_macau_card_prints_its_check_character_in_brackets(
    authority_name: str, kind: str, number: str, printed: str
) -> None:
    texts = dict.fromkeys(("zh-Hans", "zh-Hant-MO", "pt-MO"), "x")
    payload = replace(MACAU, document_type=kind, document_number=number, issuer=texts, occupation=texts, grade=texts)
    assert face_fields(payload, authority(authority_name))["document_number"] == printed
    assert json.loads(payload.to_bytes())["document_number"] == number, "what is signed stays as it was entered"


def test_a_trade_is_printed_where_there_is_one() -> None:
    assert face_fields(replace(MAINLAND, trade={"zh-Hans": "幼儿园"}), authority("jiangmen-demo"))["trade"] == "幼儿园"


def test_a_design_may_name_the_language_of_a_text_and_without_one_it_is_the_first() -> None:
    shown = face_fields(MACAU, authority("dsal-demo"))
    assert [shown[name] for name in ("level", "level.zh-Hant-MO", "level.pt-MO", "occupation.pt-MO")] == [
        "高級", "高級", "nível elevado", "Educador de creche"]


def test_the_macau_face_speaks_both_languages() -> None:
    shown = face_fields(MACAU, authority("dsal-demo"))
    assert (shown["name_zh"], shown["name_latin"]) == ("陳嘉敏", MACAU.name.romanised)
    assert shown["document_type_zh"] == "澳門居民身份證"
    assert shown["document_type_pt"] == "Bilhete de Identidade de Residente"
    assert (shown["issued_on_zh"], shown["issued_on_pt"]) == ("2026年11月23日", "23 de Novembro de 2026")
    assert (shown["level_zh"], shown["level_pt"]) == ("高級", "nível elevado")


NAMES = {
    "both": (("陳嘉敏", "CHAN", "Ka Man"), True, True),
    "Chinese only": (("陳嘉敏", "", ""), False, True),
    "romanised only": (("", "Xavier", "Maria"), False, True),
}


@pytest.mark.parametrize("case", NAMES)
def test_the_macau_name_lines_are_never_both_empty(case: str) -> None:
    (zh, surname, given_name), has_zh, has_latin = NAMES[case]
    shown = face_fields(replace(MACAU, name_zh=zh, surname=surname, given=given_name), authority("dsal-demo"))
    assert (bool(shown["name_zh"]), bool(shown["name_latin"])) == (has_zh, has_latin)


def test_the_bytes_are_canonical_and_read_back() -> None:
    assert payload_from_bytes(MAINLAND.to_bytes()) == MAINLAND
    assert list(json.loads(MAINLAND.to_bytes())) == sorted(field.name for field in fields(Payload))


UNREADABLE = {
    "no JSON": b"\x00", "a list": b"[]", "nothing": b"{}",
    "an unknown field": json.dumps({**json.loads(MAINLAND.to_bytes()), "extra": 1}).encode(),
    "another version": json.dumps({**json.loads(MAINLAND.to_bytes()), "version": 2}).encode(),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_other_bytes_are_no_payload(case: str) -> None:
    with pytest.raises(BadInput) as caught:
        payload_from_bytes(UNREADABLE[case])
    assert caught.value.code == "payload.unreadable"


def test_a_printed_text_falls_back_to_what_the_paper_has() -> None:
    assert in_locale(MACAU.grade, "pt-MO") == "nível elevado" and in_locale(MACAU.grade, "en") == "nível elevado"
    assert in_locale({}, "en") == ""


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_anywhere_breaks_the_signature(place: int, change: int) -> None:
    data = bytearray(MAINLAND.to_bytes())
    private = bytes(range(32))
    signature, public = sign(private, bytes(data)), public_key(private)
    assert check(public, bytes(data), signature)
    data[place % len(data)] ^= change
    assert not check(public, bytes(data), signature)


@pytest.mark.parametrize("signature", [b"", b"x" * 63, b"x" * 64, b"x" * 65])
def test_a_malformed_signature_is_a_wrong_one(signature: bytes) -> None:
    assert not check(public_key(bytes(32)), b"payload", signature)
    assert not check(b"short", b"payload", signature)


def test_keys_are_named_for_their_authority_and_themselves() -> None:
    one, two = public_key(bytes(32)), public_key(bytes([1] * 32))
    assert key_id("dsal-demo", one).startswith("dsal-demo-") and key_id("dsal-demo", one) != key_id("dsal-demo", two)


STATES: list[tuple[list[str], Status | None]] = [
    ([], None),
    (["issue"], Status.VALID),
    (["issue", "revoke"], Status.REVOKED),
    (["issue", "suspend"], Status.SUSPENDED),
    (["issue", "suspend", "resume"], Status.VALID),
    (["issue", "suspend", "revoke"], Status.REVOKED),
    (["revoke"], None),
    (["issue", "issue"], None),
    (["issue", "revoke", "resume"], None),
    (["issue", "resume"], None),
    (["issue", "unheard-of"], None),
]


@pytest.mark.parametrize(("kinds", "status"), STATES)
def test_the_state_follows_from_the_log_entries_in_their_order(kinds: list[str], status: Status | None) -> None:
    assert status_of(kinds) is status


def test_the_identity_number_is_not_in_what_logs_print() -> None:
    assert MAINLAND.document_number not in repr(MAINLAND)
    assert MAINLAND.document_number in MAINLAND.to_bytes().decode()
