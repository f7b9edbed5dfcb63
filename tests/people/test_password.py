"""Which passwords are taken, and that hashes keep their word."""

from __future__ import annotations

import importlib.util

import pytest

from assess.errors import BadInput
from assess.people.password import check_password, hash_password, verify_password

SALT = bytes(16)

REFUSED = [
    ("short", "lingnan88", "password.too_short"),
    ("endless", "ab cd" * 50, "password.too_long"),
    ("one letter", "aaaaaaaaaaaa", "password.too_common"),
    ("digits in a row", "0123456789", "password.too_common"),
    ("a word and a year", "password2026", "password.too_common"),
    ("a well-known word in capitals", "ADMIN12345", "password.too_common"),
    ("the own name", "my-liming-key", "password.has_username"),
]


@pytest.mark.parametrize(("password", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_weak_password_is_refused(password: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_password(password, "liming")
    assert caught.value.code == code


@pytest.mark.parametrize("password", ["蓬江区 新会陈皮 茶香", "correct horse battery", "x9-Vb2_kQ7"])
def test_a_long_enough_password_of_any_alphabet_is_taken(password: str) -> None:
    check_password(password, "liming")
    hashed = hash_password(password, SALT)
    assert verify_password(password, hashed)
    assert not verify_password(password + " ", hashed)


def test_a_damaged_hash_is_a_no() -> None:
    assert not verify_password("anything at all", "no hash")


def test_salt_makes_equal_passwords_look_different() -> None:
    assert hash_password("correct horse battery", SALT) != hash_password("correct horse battery", bytes(range(16)))


def test_outside_of_tests_a_hash_costs_what_the_standard_recommends() -> None:
    spec = importlib.util.find_spec("assess.people.password")
    assert spec is not None and spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)  # not the module whose hashes were made quick for the tests
    spec.loader.exec_module(fresh)
    assert fresh.hash_password("correct horse", SALT).startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106 §4
