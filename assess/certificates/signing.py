"""Ed25519 over the bytes of a payload, and the names of keys. Keys are parameters; where they lie is not known here."""

from __future__ import annotations

from functools import lru_cache

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from assess.canonical import sha256_hex


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


@lru_cache(maxsize=64)
def _verifier(public: bytes) -> VerifyKey:
    return VerifyKey(public)
