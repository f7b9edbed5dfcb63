"""Decides the bytes that are signed, hashed or logged, and nothing else does.

Canonical JSON is RFC 8785. Floats are refused: a mark, a weight or a date is a string here, so that the same fact has
the same bytes in every language that will ever read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import rfc8785


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes of plain data (mappings with string keys, sequences, strings, integers, booleans, None).

    Raises ``TypeError`` for a float or any other type: that is a fault of the program, not of its user.
    """
    _refuse_floats(value)
    return bytes(rfc8785.dumps(value))


def sha256_hex(data: bytes) -> str:
    """SHA-256 of ``data`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes of ``value``, as 64 hexadecimal digits."""
    return sha256_hex(canonical(value))


def _refuse_floats(value: Any) -> None:
    if isinstance(value, str) or value is None or isinstance(value, (bool, int)):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"key {key!r} is no string")
            _refuse_floats(inner)
        return
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        for inner in value:
            _refuse_floats(inner)
        return
    raise TypeError(f"{type(value).__name__} has no canonical form here")
