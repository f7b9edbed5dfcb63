"""Offline codes of certificates that were really issued, before COSE libraries of others: npm @auth0/cose, PyPI cwt."""

from __future__ import annotations

import json
import subprocess
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cwt import COSE, COSEKey
from one_exam import EXAM, ISSUE_DAY, actor, paper_of

from assess.certificates.offline_code import undigits
from assess.config import load_config
from assess.operations.authorities import authority_named
from assess.operations.credentials import code_text
from assess.operations.offline import code_keys
from assess.operations.papers import paper_view
from assess.store.session import Store, open_store

VERIFIERS = Path(__file__).parent / "verifiers"


@pytest.fixture(scope="module")
def store(issued_instance: Path) -> Iterator[Store]:
    opened = open_store(load_config({"ASSESS_INSTANCE": str(issued_instance)}))
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def codes(store: Store) -> list[str]:
    """The codes of Chan's two papers."""
    found = []
    for authority in ("jiangmen-demo", "dsal-demo"):
        payload = paper_view(store, actor(store, "office"), paper_of(store, EXAM, "chan", authority).id).payload
        found.append(code_text(store, payload, authority_named(store, authority), ISSUE_DAY).partition("#")[2])
    return found


def judged_by_auth0(codes: list[str], keys: list[str]) -> list[dict[str, Any]]:
    order = json.dumps({"codes": codes, "keys": [{"public": key} for key in keys]})
    command = ["node", "cose.mjs"]
    answer = subprocess.run(command, cwd=VERIFIERS, input=order, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def cwt_key(public: str) -> COSEKey:
    key = load_der_public_key(bytes.fromhex(public))
    assert isinstance(key, ec.EllipticCurvePublicKey)
    numbers = key.public_numbers()
    x, y = (urlsafe_b64encode(part.to_bytes(32, "big")).decode().rstrip("=") for part in (numbers.x, numbers.y))
    hint = sha256(bytes.fromhex(public)).digest()[:8]
    return COSEKey.from_jwk({"kty": "EC", "crv": "P-256", "alg": "ES256", "x": x, "y": y, "kid": hint})


def other_digit(code: str) -> str:
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def test_two_libraries_read_what_was_issued(store: Store, codes: list[str]) -> None:
    keys = [key["public"] for key in code_keys(store)]
    by_auth0 = judged_by_auth0(codes, keys)
    by_cwt = [COSE.new().decode(undigits(code), keys=[cwt_key(key) for key in keys]) for code in codes]
    assert [each["holds"] for each in by_auth0] == [True, True]
    assert [bytes.fromhex(each["said"]) for each in by_auth0] == by_cwt
    papers = [paper_of(store, EXAM, "chan", authority) for authority in ("jiangmen-demo", "dsal-demo")]
    said = [cbor2.loads(each) for each in by_cwt]
    assert [each[1] for each in said] == [paper.number for paper in papers]
    assert [each[4:6] for each in said] == [["三级/高级工", "2026-11-07"], ["高級", "2026-11-07"]]


def test_both_refuse_a_changed_digit_and_a_foreign_key(store: Store, codes: list[str]) -> None:
    keys = [key["public"] for key in code_keys(store)]
    changed = [other_digit(code) for code in codes]
    foreign = [key["public"] for key in code_keys(store) if key["authority"] == "dsal-demo"]
    assert not any(each["holds"] for each in judged_by_auth0(changed, keys) + judged_by_auth0(codes[:1], foreign))
    for code in changed:
        with pytest.raises(Exception, match=r"(?i)verif"):
            COSE.new().decode(undigits(code), keys=[cwt_key(key) for key in keys])
