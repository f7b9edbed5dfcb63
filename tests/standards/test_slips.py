"""Figures and keys as experts mistype them: one fault each, that says what was meant."""

from __future__ import annotations

import pytest

from assess.i18n.sentences import sentence
from tests.standards.cases import SMALL, changed, expected_place, faults

SLIPS = {
    "a decimal comma in braces": ("amount: 2, cap: 10}", "amount: 2,¦5, cap: 10}", "dot: 2.5."),
    "a full-width colon in braces": ("{id: loose, text: 松动", "{¦id：loose, text: 松动", "id: loose"),
    "a number below 0": ("amount: 2,", "amount: ¦-2,", "-2 is below 0"),
    "a part after a part that is not there": ("after: theory", "after: ¦theorie", "Do you mean “theory”?"),
    "a part after itself": ("after: theory", "after: ¦practical", "practical stands after it"),
    "a weight in the wrong column": ("testing: {L5: 40}", "testing: {L5: 40, ¦L2: 40}", "remove the cell"),
}


@pytest.mark.parametrize(("old", "new", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_one_fault_that_says_what_was_meant(old: str, new: str, words: str) -> None:
    text, place = expected_place(changed((old, new), text=SMALL))
    (problem,) = (found for found in faults(text) if found.severity == "error")
    assert problem.where == place and words in sentence(problem, "en")


def test_a_number_with_another_minus_is_told_which_one_to_write() -> None:
    measured = "{id: i1, type: measure, text: 直径, max: 20, nominal: −3, unit: mm, step: 1, bands: [], skills: [s1]}"
    text = changed(("{id: i1, type: points, text: 选线, max: 20, skills: [s1]}", measured))
    said = [sentence(problem, "en") for problem in faults(text)]
    assert any("hyphen (-)" in each for each in said)
