"""The fast way to canonical bytes and rfc8785 write the same, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from assess.canonical import canonical, digest

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
KEYS = TEXT | st.text(st.sampled_from("ab\"\\\x1f\x7f\ue000\uffff\U00010000\U0010ffff"))
DATA = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXT,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(KEYS, inner),
)


@given(DATA)
@example({"\ue000": 1, "\U00010000": 2})  # by code points the other way round
@example({"b": "\x00\x08\x0c\n\r\t\x1f\x7f\u2028\"\\/", "a": [2**53 - 1, -(2**53) + 1, True, None], "": {}})
def test_the_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_stand_in_the_order_of_utf_16() -> None:
    assert canonical({"\ue000": 1, "\U00010000": 2, "a": 3}) == '{"a":3,"\U00010000":2,"\ue000":1}'.encode()


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, {1: "a"}, b"a", {"a"}], ids=repr)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), {"a": [2**53]}, "\ud800", {"a": "\udc00"}], ids=ascii)
def test_what_json_cannot_carry_everywhere_is_refused(value: object) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(value)


def test_the_digest_is_that_of_the_bytes() -> None:
    assert digest({"a": "培训"}) == "4277234ab624b48b9966dddb0dd02d5808f98049a91e3fb5765c9a985404c8c6"
