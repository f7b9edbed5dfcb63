"""Encrypts single fields (identity numbers, signed payloads) and makes them findable without being readable.

AES-256-GCM with the field's place as associated data: a value copied into another column does not open there. Equality
is searched through a keyed hash, because a bare hash of an identity number falls to brute force.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assess.errors import BadInput


@dataclass(frozen=True)
class Vault:
    """Holds the two keys of an installation that protect fields."""

    field_key: bytes
    index_key: bytes

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.field_key)

    @cached_property
    def _keyed(self) -> hmac.HMAC:
        return hmac.new(self.index_key, digestmod="sha256")

    def close(self, value: bytes, place: str) -> bytes:
        """Nonce and ciphertext of ``value``, bound to ``place`` (``table.column``)."""
        nonce = os.urandom(12)
        return nonce + self._cipher.encrypt(nonce, value, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The value again; raises ``BadInput`` when it was altered, moved, or closed with another key."""
        try:
            return self._cipher.decrypt(sealed[:12], sealed[12:], place.encode())
        except InvalidTag as error:
            raise BadInput("vault.does_not_open", place=place) from error

    def blind(self, value: str, place: str) -> str:
        """Keyed hash of ``value`` for equality search, 64 hexadecimal digits."""
        keyed = self._keyed.copy()
        keyed.update(f"{place}\0{value}".encode())
        return keyed.hexdigest()
