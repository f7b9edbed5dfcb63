"""Which papers of a batch an officer looks at closely: drawn by chance, and drawn again by anybody from the same seed.

Every paper's number is hashed together with the seed, and those with the smallest hashes are the sample. So the draw
favours nobody, depends on no library's random numbers, and can be repeated with a pocket calculator for SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable

from assess.canonical import sha256_hex


def drawn(seed: str, numbers: Iterable[str], size: int) -> tuple[str, ...]:
    """``size`` of the ``numbers``, in the order in which they were drawn; all of them where there are fewer."""
    return tuple(sorted(numbers, key=lambda number: sha256_hex(f"{seed}:{number}".encode()))[:size])


def share(of: int, percent: int) -> int:
    """So many are ``percent`` of a batch: rounded up, so that a small batch is never looked at by nobody."""
    return -(-of * percent // 100)
