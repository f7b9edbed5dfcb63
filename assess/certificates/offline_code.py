"""The code that proves a paper without any network: a signed statement as digits behind the address (QR B).

A COSE_Sign1 (RFC 9052) with ES256, which every browser can check, over the few facts that a reader compares with the
paper. It says nothing of what happened since the day of issue. The digits stand behind ``#``: no server ever sees them.
"""

from __future__ import annotations

import io
from dataclasses import astuple, dataclass
from hashlib import sha256

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from assess.errors import BadInput

VERSION = 1
_TAG, _ALGORITHM, _KEY, _ES256 = 18, 1, 4, -7
_LONGEST = 1200
"""Digits; the longest names need about 600."""


@dataclass(frozen=True)
class Stated:
    """What the code says. Days are ISO dates; ``name`` and ``issuer`` as they are printed."""

    version: int
    number: str
    name: str
    occupation_code: str
    grade: str
    issued_on: str
    issuer: str


def key_hint(public: bytes) -> bytes:
    """Eight bytes that tell the keys of an authority apart; ``public`` is DER."""
    return sha256(public).digest()[:8]


def offline_code(stated: Stated, private: bytes) -> str:
    """The digits for ``stated``, signed by the P-256 key (PKCS #8, DER)."""
    key = load_der_private_key(private, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise TypeError("offline codes are signed by P-256 keys")
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    protected = cbor2.dumps({_ALGORITHM: _ES256, _KEY: key_hint(public)})
    said = cbor2.dumps(list(astuple(stated)))
    r, s = decode_dss_signature(key.sign(_to_sign(protected, said), ec.ECDSA(hashes.SHA256())))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return digits(cbor2.dumps(cbor2.CBORTag(_TAG, [protected, {}, said, signature])))


def read_offline_code(code: str, publics: list[bytes]) -> Stated:
    """What the digits say, signed by one of ``publics`` (P-256, DER).

    Raises ``BadInput``: ``offline_code.malformed``, ``offline_code.key_unknown``, ``offline_code.not_signed``.
    """
    protected, said, signature = _taken_apart(code)
    try:
        header = cbor2.loads(protected)
        stated = Stated(*_texts(cbor2.loads(said)))  # type: ignore[arg-type]
    except (cbor2.CBORError, TypeError, ValueError, RecursionError) as error:
        raise BadInput("offline_code.malformed") from error
    if not isinstance(header, dict) or header.get(_ALGORITHM) != _ES256 or stated.version != VERSION:
        raise BadInput("offline_code.malformed")
    public = next((each for each in publics if key_hint(each) == header.get(_KEY)), None)
    if public is None:
        raise BadInput("offline_code.key_unknown")
    key = load_der_public_key(public)
    pair = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    try:
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise InvalidSignature
        key.verify(pair, _to_sign(protected, said), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise BadInput("offline_code.not_signed") from error
    return stated


def digits(data: bytes) -> str:
    """``data`` as decimal digits, three tenths shorter in a QR code than letters; a leading 1 keeps zeros."""
    return str(int.from_bytes(b"\1" + data, "big"))


def undigits(code: str) -> bytes:
    """What ``digits`` wrote; raises ``BadInput("offline_code.malformed")``."""
    if not code.isascii() or not code.isdigit() or len(code) > _LONGEST:
        raise BadInput("offline_code.malformed")
    number = int(code)
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if data[:1] != b"\1" or digits(data[1:]) != code:
        raise BadInput("offline_code.malformed")
    return data[1:]


def _taken_apart(code: str) -> tuple[bytes, bytes, bytes]:
    stream = io.BytesIO(undigits(code))
    try:
        found = cbor2.load(stream)
    except (cbor2.CBORError, TypeError, ValueError, RecursionError) as error:
        raise BadInput("offline_code.malformed") from error
    parts = found.value if isinstance(found, cbor2.CBORTag) and found.tag == _TAG else None
    if not isinstance(parts, list) or len(parts) != 4 or parts[1] != {} or stream.read(1):
        raise BadInput("offline_code.malformed")
    protected, said, signature = parts[0], parts[2], parts[3]
    if not all(isinstance(part, bytes) for part in (protected, said, signature)) or len(signature) != 64:
        raise BadInput("offline_code.malformed")
    return protected, said, signature


def _texts(said: object) -> list[int | str]:
    if not isinstance(said, list) or len(said) != 7 or type(said[0]) is not int:
        raise ValueError("seven facts")
    if not all(isinstance(text, str) for text in said[1:]):
        raise ValueError("texts")
    return said


def _to_sign(protected: bytes, said: bytes) -> bytes:
    """The structure that RFC 9052 §4.4 signs."""
    return cbor2.dumps(["Signature1", protected, b"", said])
