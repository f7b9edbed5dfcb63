from __future__ import annotations

import pytest

from assess.errors import BadInput
from assess.store.vault import Vault

VAULT = Vault(bytes(32), bytes(range(32)))
NUMBER = "440799199001010018"


def test_a_closed_value_opens_again_at_its_place() -> None:
    assert VAULT.open(VAULT.close(NUMBER.encode(), "document.number"), "document.number") == NUMBER.encode()


def test_a_closed_value_does_not_show_the_value() -> None:
    assert NUMBER.encode() not in VAULT.close(NUMBER.encode(), "document.number")


@pytest.mark.parametrize(("case", "vault", "place", "flip"), [
    ("moved to another column", VAULT, "photo.image", False),
    ("altered by one bit", VAULT, "document.number", True),
    ("opened with another key", Vault(bytes(31) + b"\1", bytes(32)), "document.number", False),
])
def test_what_was_tampered_with_does_not_open(case: str, vault: Vault, place: str, flip: bool) -> None:
    sealed = VAULT.close(NUMBER.encode(), "document.number")
    if flip:
        sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(BadInput) as refused:
        vault.open(sealed, place)
    assert refused.value.code == "vault.does_not_open"


def test_the_blind_index_is_equal_for_equal_values_only() -> None:
    assert VAULT.blind(NUMBER, "a") == VAULT.blind(NUMBER, "a")
    assert VAULT.blind(NUMBER, "a") != VAULT.blind(NUMBER, "b")
    assert VAULT.blind(NUMBER, "a") != VAULT.blind(NUMBER + "1", "a")
    assert VAULT.blind(NUMBER, "a") != Vault(bytes(32), bytes(32)).blind(NUMBER, "a")
