"""Decides which passwords are good enough, and turns them into Argon2id hashes and back into yes or no."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assess.errors import BadInput

LEAST_LENGTH = 10
GREATEST_LENGTH = 200  # a longer one only costs the server time
SALT_BYTES = 16

_HASHER = PasswordHasher()

# Whole passwords or their stems; a list of thousands would still miss what people in one town use.
_COMMON = (
    "password", "passw0rd", "p@ssw0rd", "qwertyuiop", "qwerty", "asdfghjkl", "1q2w3e4r5t", "1qaz2wsx", "abc123",
    "123456", "12345678", "5201314", "woaini", "admin", "administrator", "letmein", "welcome", "iloveyou", "jiangmen",
)  # fmt: skip
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def check_password(password: str, username: str) -> None:
    """Return if the password may be used by ``username``.

    Length counts, not classes of characters (NIST SP 800-63B §5.1.1.2). Raises ``BadInput``: ``password.too_short``,
    ``password.too_long``, ``password.has_username`` or ``password.too_common``.
    """
    if len(password) < LEAST_LENGTH:
        raise BadInput("password.too_short", least=LEAST_LENGTH, got=len(password))
    if len(password) > GREATEST_LENGTH:
        raise BadInput("password.too_long", most=GREATEST_LENGTH, got=len(password))
    folded = password.casefold()
    if len(username) >= 3 and username.casefold() in folded:
        raise BadInput("password.has_username")
    if _is_common(folded):
        raise BadInput("password.too_common")


def _is_common(folded: str) -> bool:
    """Few different characters, one run of the keyboard, or a well-known word and at most five other characters."""
    if len(set(folded)) < 4 or any(folded in run for run in _RUNS):
        return True
    return any(word in folded and len(folded) - len(word) < 6 for word in _COMMON)


def hash_password(password: str, salt: bytes) -> str:
    """Argon2id hash of ``password`` in PHC text form; ``salt`` is ``SALT_BYTES`` fresh random bytes."""
    return _HASHER.hash(password, salt=salt)


def verify_password(password: str, hashed: str) -> bool:
    """Whether ``hashed`` was made from ``password``; a damaged hash is a no, not an error."""
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
