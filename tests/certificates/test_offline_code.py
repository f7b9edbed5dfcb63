"""The offline code: small, signed, the same to other COSE libraries, and nothing else is read as one."""

from __future__ import annotations

import random
from base64 import urlsafe_b64encode
from dataclasses import replace

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cwt import COSE, COSEKey

from assess.certificates.offline_code import Stated, offline_code, read_offline_code, undigits
from assess.errors import BadInput

KEY = ec.derive_private_key(4711, ec.SECP256R1())
PRIVATE = KEY.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
PUBLIC = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
OTHER = ec.derive_private_key(815, ec.SECP256R1()).public_key().public_bytes(
    Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
STATED = Stated(1, "SPECIMEN263000001", "陈䶮", "4-10-01-03", "三级/高级工", "2026-11-12", "江门市示范机构")
LONG = replace(STATED, name="Maria Fernanda de Assunção Xavier do Espírito Santo Gonçalves")


@pytest.mark.parametrize("stated", [STATED, LONG, replace(STATED, name="𠮷野家")])
def test_what_was_stated_is_read_again(stated: Stated) -> None:
    code = offline_code(stated, PRIVATE)
    assert code.isdigit() and len(code) < 700
    assert read_offline_code(code, [OTHER, PUBLIC]) == stated


def test_another_library_reads_and_checks_it() -> None:
    numbers = KEY.public_key().public_numbers()

    def text(number: int) -> str:
        return urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")

    protected = cbor2.loads(cbor2.loads(undigits(offline_code(STATED, PRIVATE))).value[0])
    key = COSEKey.from_jwk({"kty": "EC", "crv": "P-256", "alg": "ES256", "x": text(numbers.x), "y": text(numbers.y),
                            "kid": protected[4]})
    said = COSE.new().decode(undigits(offline_code(STATED, PRIVATE)), keys=[key])
    assert cbor2.loads(said)[1:3] == ["SPECIMEN263000001", "陈䶮"]


def test_a_key_that_is_not_the_authoritys_is_refused() -> None:
    with pytest.raises(BadInput, match="key_unknown"):
        read_offline_code(offline_code(STATED, PRIVATE), [OTHER])


def test_no_changed_bit_is_read_as_before() -> None:
    data, chance = undigits(offline_code(STATED, PRIVATE)), random.Random(1)
    for _ in range(400):
        place, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        changed = bytearray(data)
        changed[place] ^= bit
        with pytest.raises(BadInput, match=r"offline_code\."):
            read_offline_code(str(int.from_bytes(b"\1" + changed, "big")), [PUBLIC])


@pytest.mark.parametrize("code", ["", "0", "1", "257", "x", "１２", "9" * 1300, "0" + str(1 << 2000),
                                  str(int.from_bytes(b"\1" + b"\x9f" * 300, "big"))])
def test_anything_else_is_refused(code: str) -> None:
    with pytest.raises(BadInput, match=r"offline_code\.malformed"):
        read_offline_code(code, [PUBLIC])
