"""A sample is drawn by chance and can be drawn again by anybody."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from assess.certificates.sampling import drawn, share

NUMBERS = [f"SPECIMEN-MO-26300{number:04}" for number in range(200)]


def test_the_same_seed_draws_the_same_papers_whatever_their_order() -> None:
    assert drawn("ab", NUMBERS, 20) == drawn("ab", NUMBERS[::-1], 20) and len(set(drawn("ab", NUMBERS, 20))) == 20


def test_anybody_draws_them_again_with_a_hash_alone() -> None:
    by_hand = sorted(NUMBERS, key=lambda number: hashlib.sha256(b"ab:" + number.encode()).hexdigest())[:20]
    assert list(drawn("ab", NUMBERS, 20)) == by_hand


def test_another_seed_draws_others_and_every_paper_is_drawn_about_equally_often() -> None:
    counts = Counter(number for seed in range(2000) for number in drawn(str(seed), NUMBERS[:20], 5))
    assert set(counts) == set(NUMBERS[:20]) and all(420 < count < 580 for count in counts.values())


@pytest.mark.parametrize(("of", "percent", "expected"),
                         [(100, 10, 10), (101, 10, 11), (3, 1, 1), (0, 50, 0), (7, 100, 7)])
def test_a_share_is_rounded_up(of: int, percent: int, expected: int) -> None:
    assert share(of, percent) == expected
