"""What a partner asks beyond the standard, and bands of scores."""

from __future__ import annotations

import pytest

from tests.standards.cases import changed, faults
from tests.standards.check.cases import RICH, Case, found_after

CASES: dict[str, Case] = {
    "a demand that asks no more": ("pass: 70", "pass: ¦60", "award_demand"),
    "a demand that nobody reaches": ("pass: 70", "pass: ¦101", "award_demand"),
    "a demand on a part that is not there": ("part: theory, pass", "part: ¦oral, pass", "id_unknown"),
    "a demand at a level that is not there": (
        "L4: [{part: theory, pass: 70}]",
        "¦L1: [{part: theory, pass: 70}]",
        "level_unknown",
    ),
    "a scheme twice": ("awards:\n", "awards:\n  - {scheme: dsal, score_rule: merged}\n", "id_twice"),
}


@pytest.mark.parametrize(("old", "new", "code"), CASES.values(), ids=CASES)
def test_an_award_that_does_not_fit_is_the_only_fault(old: str, new: str, code: str) -> None:
    found, place = found_after(RICH, (old, new))
    assert [each for each, _ in found] == [f"standard.{code}"]
    if "¦" in new:
        assert found[0][1] == place


def test_one_result_for_both_papers_leaves_nothing_to_ask_for_the_partner_alone() -> None:
    found = faults(changed(("score_rule: higher_of_each", "score_rule: same"), text=RICH))
    assert [problem.code for problem in found] == ["standard.award_same", "standard.award_same"]


BANDS = {
    "sound": ("[{from: 0, to: 60, grade: }, {from: 60, to: 80, grade: L4}, {from: 80, grade: L3}]", []),
    "falling": ("[{from: 0, to: 60, grade: L3}, {from: 60, grade: L4}]", ["standard.bands_falling"]),
    "back to none": ("[{from: 0, to: 60, grade: L4}, {from: 60, grade: }]", ["standard.bands_falling"]),
    "out of reach": ("[{from: 0, to: 101, grade: }, {from: 101, grade: L4}]", ["standard.bands_unreachable"]),
}


@pytest.mark.parametrize(("bands", "codes"), BANDS.values(), ids=BANDS)
def test_more_points_never_lead_to_less(bands: str, codes: list[str]) -> None:
    found = faults(RICH + f"grading:\n  kind: bands\n  part: practical\n  bands: {bands}\n")
    assert [problem.code for problem in found] == codes
