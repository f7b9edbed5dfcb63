"""Levels, their contents and parts: everything that a level needs, and nothing of any other."""

from __future__ import annotations

import pytest

from tests.standards.cases import changed, faults
from tests.standards.check.cases import APPOINTED, RICH, Case, found_after, problem_after

CASES: dict[str, Case] = {
    "levels from the top": ("levels: [L4, L3]", "levels: ¦[L3, L4]", "levels_order"),
    "a level twice": ("levels: [L4, L3]", "levels: [L4, L3, ¦L3]", "id_twice"),
    "a level of which nothing is said": ("levels: [L4, L3]", "levels: [L4, L3, ¦L2]", "level_missing"),
    "a function without contents": (
        "    contents:\n      - {id: gauging-4, name: 量具, level: L4}\n      - {id: gauging-3, name: 仪器",
        "    contents: []\n    # - {id: gauging-4, name: 量具, level: L4}\n    # - {id: gauging-3, name: 仪器",
        "function_without_contents",
    ),
    "contents of a higher level only": (
        "      - {id: gauging-4, name: 量具, level: L4}\n",
        "",
        "function_without_contents",
    ),
    "a key skill that no item covers": (
        "text: 能车内孔",
        "text: 能车内孔, key: yes",
        "key_skill_not_examined",
    ),
    "a trimmed mean of two": ("minimum: 3", "minimum: ¦2", "examiners_few"),
    "as near as full points": ("combine: trimmed", "near: ¦40\n        combine: trimmed", "near_range"),
    "no nearness": ("combine: trimmed", "near: ¦0\n        combine: trimmed", "near_range"),
    "nearer than the pass mark of a small part": ("award: dsal", "near: ¦8\n        award: dsal", "near_range"),
    "an example for one examiner": ("award: dsal", "calibration: ¦true\n        award: dsal", "calibration_alone"),
    "a part after a later one": (
        "name: {zh-Hans: 理论, zh-Hant-MO: 理論, pt-MO: Teoria, en: Theory}",
        "name: {zh-Hans: 理论, zh-Hant-MO: 理論, pt-MO: Teoria, en: Theory}\n        after: ¦macau",
        "part_order",
    ),
    "a part for a scheme that is not named": ("award: dsal", "award: ¦dsl", "id_unknown"),
    "a day that the calendar does not have": (
        "overview: 用",
        "filing: {date: ¦2026-02-30}\noverview: 用",
        "day_unknown",
    ),
}


@pytest.mark.parametrize(("old", "new", "code"), CASES.values(), ids=CASES)
def test_what_does_not_fit_the_levels_is_the_only_fault(old: str, new: str, code: str) -> None:
    found, place = found_after(RICH, (old, new))
    assert [each for each, _ in found] == [f"standard.{code}"]
    if "¦" in new:
        assert found[0][1] == place


def test_what_makes_the_marking_safer_is_taken_where_it_can_be_done() -> None:
    safer = ("combine: trimmed", "near: 39.5\n        blind: true\n        calibration: true\n        combine: trimmed")
    assert faults(changed(safer, text=RICH)) == ()


def test_a_level_of_which_nothing_is_said_lists_what_it_lacks() -> None:
    problem = problem_after(RICH, ("levels: [L4, L3]", "levels: [L4, L3, L2]"))
    assert problem.params["section"] == "eligibility, assessment, weights.theory, weights.skill"


def test_contents_that_no_weight_examines_are_only_advised_against() -> None:
    only_turning = (
        ("gauging: {L4: 30, L3: 50}", "gauging: {L4: 30}"),
        ("gauging: {L4: 40, L3: 40}", "gauging: {L4: 40}"),
        ("turning: {L4: 70, L3: 50}", "turning: {L4: 70, L3: 100}"),
        ("turning: {L4: 40, L3: 50}", "turning: {L4: 40, L3: 90}"),
        ("id: t2, function: gauging", "id: t2, function: turning"),
    )
    found = faults(changed(*only_turning, text=RICH))
    assert [(problem.code, problem.severity) for problem in found] == [("standard.content_without_weight", "warning")]


def test_a_standard_without_levels_has_nothing_of_levels() -> None:
    found, place = found_after(APPOINTED, ("apprentice:\n", "¦basics: [{id: ethics, name: 德}]\napprentice:\n"))
    assert found == [("standard.section_without_levels", place)]


def test_a_standard_that_asks_nothing_is_refused() -> None:
    head = APPOINTED[: APPOINTED.index("apprentice:")]
    assert [problem.code for problem in faults(head)] == ["standard.nothing_asked"]
