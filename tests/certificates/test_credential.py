"""The credential: facts of the payload without identity number, a proof that nothing may be changed under."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from copy import deepcopy
from dataclasses import replace
from gzip import decompress
from typing import Any

import pytest

from assess.certificates.credential import (
    LIST_SIZE,
    OPEN_BADGES,
    Contexts,
    Document,
    Place,
    badge,
    base58,
    did_document,
    multikey,
    proof_holds,
    signed,
    unbase58,
)
from assess.certificates.payload import Payload
from assess.certificates.signing import public_key
from assess.certificates.status_list import encoded, status_list
from assess.errors import BadInput
from tests.house_fonts import CERTS

CONTEXTS = Contexts({OPEN_BADGES: json.loads((CERTS / "contexts/ob-v3p0-context-3.0.3.json").read_text())})
PRIVATE, OTHER = b"a" * 32, b"b" * 32
PLACE = Place("https://verify.example:8443/jm", 70_001)
PAYLOAD = Payload(
    version=1, authority="jiangmen-demo", issuer={"zh-Hans": "示范机构", "en": "Model Body"},
    number="SPECIMEN263000001",
    token="ABCDEFGHIJKL", specimen=True, sample={}, name_zh="陈䶮", surname="", given="", born=None,
    document_type="resident_id", document_number="440703199001011234", photo_sha256=None, occupation_code="4-10-01-03",
    occupation={"zh-Hans": "保育师", "en": "Child-care worker"}, trade={}, level="L3", grade={"zh-Hans": "三级/高级工"},
    standard="national/4-10-01-03", edition="2021", standard_sha256="0" * 64, form_sha256="1" * 64,
    result_sha256="2" * 64, linked="3" * 64, issued_on="2026-11-12",
)
DID = "did:web:verify.example%3A8443:jm:authorities:jiangmen-demo"
METHOD = f"{DID}#{multikey(public_key(PRIVATE))}"


def made(document: Document | None = None) -> Document:
    return signed(document or badge(PAYLOAD, "zh-Hans", PLACE), PRIVATE, METHOD, "2026-11-12T01:00:00Z", CONTEXTS)


def test_it_says_what_the_payload_says_and_no_identity_number() -> None:
    document = badge(PAYLOAD, "en", PLACE)
    assert document["issuer"]["id"] == DID
    assert document["id"] == "https://verify.example:8443/jm/v/ABCDEFGHIJKL/credential.en.json"
    text = json.dumps(document, ensure_ascii=False)
    assert all(said in text for said in ("Child-care worker", "三级/高级工", "陈䶮", "SPECIMEN263000001", "70001"))
    assert "440703" not in text


def test_its_proof_holds_for_its_key_alone() -> None:
    assert proof_holds(made(), public_key(PRIVATE), CONTEXTS)
    assert not proof_holds(made(), public_key(OTHER), CONTEXTS)
    assert not proof_holds(badge(PAYLOAD, "zh-Hans", PLACE), public_key(PRIVATE), CONTEXTS)


def changed(path: tuple[Any, ...], value: object) -> Document:
    document = deepcopy(made())
    inside: Any = document
    for step in path[:-1]:
        inside = inside[step]
    assert inside[path[-1]] != value
    inside[path[-1]] = value
    return document


@pytest.mark.parametrize(("path", "value"), [
    (("name",), "保育师 · 一级/高级技师"),
    (("credentialSubject", "identifier", 0, "identityHash"), "陈龙"),
    (("credentialSubject", "licenseNumber"), "SPECIMEN263000002"),
    (("credentialSubject", "achievement", "humanCode"), "6-23-04-01"),
    (("issuer", "id"), "did:web:evil.example"),
    (("validFrom",), "2020-01-01T00:00:00+08:00"),
    (("credentialStatus", "statusListIndex"), "1"),
    (("proof", 0, "created"), "2020-01-01T00:00:00Z"),
    (("proof", 0, "verificationMethod"), "did:web:evil.example#key"),
    (("proof", 0, "proofPurpose"), "authentication"),
    (("proof", 0, "cryptosuite"), "eddsa-jcs-2022"),
    (("proof", 0, "proofValue"), "z0OIl"),
    (("@context", 1), "https://evil.example/context.json"),
])
def test_nothing_may_be_changed_under_it(path: tuple[Any, ...], value: object) -> None:
    assert not proof_holds(changed(path, value), public_key(PRIVATE), CONTEXTS)


@pytest.mark.parametrize("added", [
    {"surprise": "a claim that no context explains"},
    {"type": ["VerifiableCredential", "OpenBadgeCredential", "GoldMedal"]},
    {"credentialSubject": {**badge(PAYLOAD, "zh-Hans", PLACE)["credentialSubject"], "rank": "1"}},
])
def test_nothing_may_be_added_that_the_signature_would_leave_out(added: Document) -> None:
    assert not proof_holds({**made(), **added}, public_key(PRIVATE), CONTEXTS)


def test_a_context_that_is_not_ours_is_never_fetched() -> None:
    with pytest.raises(BadInput, match="not_linked_data"):
        CONTEXTS.hashed({"@context": "https://www.w3.org/ns/activitystreams", "name": "x"})


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0a", b"a" * 64, bytes(range(64))])
def test_base_58_is_read_as_it_was_written(data: bytes) -> None:
    assert unbase58(base58(data)) == data


def test_a_list_has_a_bit_for_each_place() -> None:
    text = encoded([0, 9, LIST_SIZE - 1])
    bits = decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert len(bits) * 8 == LIST_SIZE and text[0] == "u"
    assert [place for place in range(LIST_SIZE) if bits[place // 8] >> 7 - place % 8 & 1] == [0, 9, LIST_SIZE - 1]
    with pytest.raises(ValueError, match="no place"):
        encoded([LIST_SIZE])
    document = status_list(PLACE.status_list("jiangmen-demo"), DID, "revocation", [9], "2026-11-12T00:00:00Z")
    assert proof_holds(made(document), public_key(PRIVATE), CONTEXTS)


def test_a_compromised_key_is_named_and_no_program_finds_it_as_a_key() -> None:
    document = did_document(DID, {"new": b"n" * 32, "old": b"o" * 32}, {"stolen": "https://x/end.json"})
    listed = [method["id"] for method in document["verificationMethod"]]
    assert listed == [f"{DID}#{name}" for name in ("new", "old")]
    assert document["assertionMethod"] == listed
    assert document["service"] == [
        {"id": f"{DID}#withdrawn-stolen", "type": "WithdrawnKey", "serviceEndpoint": "https://x/end.json"}]


HELD = replace(PAYLOAD, way="appointment", enterprise={"zh-Hans": "侨都电机", "en": "Qiaodu Motor"},
               held_from="2026-11-12", held_until="2029-11-11", form_sha256="")


@pytest.mark.parametrize(("payload", "locale", "named", "said"), [
    (PAYLOAD, "zh-Hans", "SPECIMEN 样本 · 保育师 · 三级/高级工", "不是证书"),
    (PAYLOAD, "en", "SPECIMEN · Child-care worker", "it is not a certificate"),
    (PAYLOAD, "pt-MO", "SPECIMEN · Espécime", "não é um certificado"),
    (replace(PAYLOAD, specimen=False), "en", "Child-care worker · 三级/高级工", "national/4-10-01-03 · 2021"),
    (replace(PAYLOAD, sample={"zh-Hans": "演示样本：权重"}), "zh-Hans", "样本", "演示样本：权重"),
    (HELD, "en", "SPECIMEN", "appointed by Qiaodu Motor from 12 November 2026"),
    (replace(HELD, way="confirmation", held_until=None), "zh-Hans", "样本", "侨都电机于2026年11月12日认定"),
    (replace(PAYLOAD, paper_edition=2, paper_kind="copy", paper_on="2027-01-08"), "zh-Hans", "样本", "补发（第2份"),
    (replace(PAYLOAD, paper_edition=3, paper_kind="correction", paper_on="2027-01-08"), "en", "", "Corrected"),
])
def test_name_and_description_say_what_the_paper_is(payload: Payload, locale: str, named: str, said: str) -> None:
    document = badge(payload, locale, PLACE)
    achievement = document["credentialSubject"]["achievement"]
    assert named in document["name"] == achievement["name"]
    assert said in document["description"] == achievement["description"]
    assert ("SPECIMEN" in document["name"]) is payload.specimen
    assert proof_holds(made(document), public_key(PRIVATE), CONTEXTS)


def test_the_end_of_a_term_is_the_end_of_the_credential() -> None:
    assert badge(HELD, "en", PLACE)["validUntil"] == "2029-11-11T23:59:59+08:00"
    assert "validUntil" not in badge(PAYLOAD, "en", PLACE)
    assert badge(HELD, "en", PLACE)["credentialSubject"]["achievement"]["id"] == f"urn:sha256:{'0' * 64}"
