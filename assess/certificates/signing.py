"""Ed25519 over the bytes of a payload, P-256 keys for seals and codes, and the names of keys.

Keys are parameters; where they lie is not known here.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from assess.canonical import sha256_hex

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def sign(private: bytes, payload: bytes) -> bytes:
    """The 64-byte signature of ``payload`` by the 32-byte private key; always the same for the same two."""
    return bytes(SigningKey(private).sign(payload).signature)


def check(public: bytes, payload: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is the one of ``payload`` by the holder of ``public``; malformed ones are wrong ones."""
    try:
        _verifier(public).verify(payload, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def public_key(private: bytes) -> bytes:
    """The 32 public bytes that belong to a private key."""
    return bytes(SigningKey(private).verify_key)


def key_id(authority: str, public: bytes) -> str:
    """The name of a key: the authority's and the beginning of the key's SHA-256, fit for a file name."""
    return f"{authority}-{sha256_hex(public)[:16]}"


def p256(secret: bytes) -> bytes:
    """The P-256 private key (PKCS #8, DER) that belongs to 32 random bytes; the same for the same bytes."""
    scalar = int.from_bytes(secret, "big") % (_P256_ORDER - 1) + 1
    return ec.derive_private_key(scalar, ec.SECP256R1()).private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    )


def p256_public(private: bytes) -> bytes:
    """The public half (DER) of a P-256 private key (PKCS #8, DER)."""
    return load_der_private_key(private, None).public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )


@lru_cache(maxsize=64)
def _verifier(public: bytes) -> VerifyKey:
    return VerifyKey(public)
