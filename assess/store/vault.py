"""Encrypts single fields (identity numbers, signed payloads) and makes them findable without being readable.

AES-256-GCM with the field's place as associated data: a value copied into another column does not open there. Equality
is searched through a keyed hash, because a bare hash of an identity number falls to brute force.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assess.errors import BadInput


@dataclass(frozen=True)
class Vault:
    """Holds the two keys of an installation that protect fields."""

    field_key: bytes
    index_key: bytes

    def close(self, value: bytes, place: str) -> bytes:
        """Nonce and ciphertext of ``value``, bound to ``place`` (``table.column``)."""
        nonce = os.urandom(12)
        return nonce + AESGCM(self.field_key).encrypt(nonce, value, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The value again; raises ``BadInput`` when it was altered, moved, or closed with another key."""
        try:
            return AESGCM(self.field_key).decrypt(sealed[:12], sealed[12:], place.encode())
        except InvalidTag as error:
            raise BadInput("vault.does_not_open", place=place) from error

    def blind(self, value: str, place: str) -> str:
        """Keyed hash of ``value`` for equality search, 64 hexadecimal digits."""
        return hmac.new(self.index_key, f"{place}\0{value}".encode(), sha256).hexdigest()
