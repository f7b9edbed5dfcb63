"""Choices among tasks: something to choose, and whatever is chosen is worth the same."""

from __future__ import annotations

import pytest

from tests.standards.check.cases import RICH, Case, found_after

BRASS = "id: brass\n        function: turning\n        name: 铜\n        points: 20"

CASES: dict[str, Case] = {
    "nothing to choose": ("take: 1", "take: ¦2", "choice_take"),
    "a choice that is there twice": ("take: 1}", "take: 1}\n      - {id: ¦metal, name: 又}", "id_twice"),
    "a choice that no task belongs to": ("take: 1}", "take: 1}\n      - {id: ¦tool, name: 刀具}", "choice_unused"),
    "a task of another function": (
        BRASS,
        BRASS.replace("turning", "¦gauging"),
        "choice_differs",
    ),
    "a task worth less": (
        BRASS + "\n        choice: metal\n        items: [{id: i1, type: check, text: 铜, max: 20}]",
        BRASS.replace("20", "¦15")
        + "\n        choice: metal\n        items: [{id: i1, type: check, text: 铜, max: 15}]",
        "choice_differs",
    ),
}


@pytest.mark.parametrize(("old", "new", "code"), CASES.values(), ids=CASES)
def test_a_choice_that_is_none_is_the_only_fault(old: str, new: str, code: str) -> None:
    found, place = found_after(RICH, (old, new))
    assert found == [(f"standard.{code}", place)]


def test_a_task_of_an_unknown_choice_is_a_fault() -> None:
    found, place = found_after(
        RICH,
        (
            "choice: metal\n        items: [{id: i1, type: check, text: 铜",
            "choice: ¦mettle\n        items: [{id: i1, type: check, text: 铜",
        ),
    )
    assert ("standard.id_unknown", place) in found
