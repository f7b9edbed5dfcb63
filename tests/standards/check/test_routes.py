"""Routes, appointments and competitions: each clause can be decided, each figure is possible."""

from __future__ import annotations

import pytest

from tests.standards.cases import changed, faults
from tests.standards.check.cases import APPOINTED, CONTEST, RICH, found_after

CASES = {
    "a competition without prizes or rank": (
        RICH,
        "clause: competition, classes: [city-1], prizes: [gold]",
        "clause: ¦competition, classes: [city-1]",
        "clause_competition",
    ),
    "holding the very level": (RICH, "grade: L4, years: 4", "grade: ¦L3, years: 4", "clause_grade"),
    "a final year that lasts": (RICH, "final_year: yes", "final_year: yes, years: ¦2", "clause_final_year"),
    "a route twice": (RICH, "- id: contest", "- id: ¦years", "id_twice"),
    "an even panel": (APPOINTED, "members: 5", "members: ¦4", "panel_even"),
    "more members from outside than members": (APPOINTED, "outside: 2", "outside: ¦6", "panel_outside"),
    "more than the whole panel": (APPOINTED, "needed: 2/3", "needed: ¦4/3", "share_above_one"),
    "a quorum above the panel": (APPOINTED, "quorum: 2/3", "quorum: ¦3/2", "share_above_one"),
    "evidence twice": (APPOINTED, "id: works, text", "id: ¦report, text", "id_twice"),
    "a stage twice": (APPOINTED, "id: defence, kind", "id: ¦record, kind", "id_twice"),
    "a route of an appointment twice": (APPOINTED, "- id: title", "- id: ¦senior", "id_twice"),
    "sections that are not the whole": (CONTEST, "points: 30", "points: ¦25", "sections_sum"),
    "a section twice": (CONTEST, "id: make, name", "id: ¦plan, name", "id_twice"),
    "a line for nobody": (CONTEST, "- {group: student, rank: 6,", "- ¦{group: student,", "promotion_for_nothing"),
    "a promotion that is none": (CONTEST, "if_held: L2", "if_held: ¦L3", "promotion_not_up"),
    "a prize that leads to two grades": (
        CONTEST,
        "{group: student, rank: 6,",
        "{group: worker, prizes: [¦gold],",
        "promotion_twice",
    ),
    "a competition without its key": (
        CONTEST[: CONTEST.index("competition:\n  category")],
        "kind: competition",
        "kind: ¦competition",
        "competition_missing",
    ),
}


@pytest.mark.parametrize(("text", "old", "new", "code"), CASES.values(), ids=CASES)
def test_what_is_not_possible_is_the_only_fault(text: str, old: str, new: str, code: str) -> None:
    found, place = found_after(text, (old, new))
    assert found == [(f"standard.{code}", place)]


def test_only_a_competition_has_promotions() -> None:
    found = faults(
        changed(("overview: 用于测试\n", "overview: 用于测试\ncompetition: {category: city-1}\n"), text=RICH)
    )
    assert [problem.code for problem in found] == ["standard.competition_unused"]


def test_a_clause_without_evidence_is_only_advised_against() -> None:
    (problem,) = faults(changed(("years: 4, evidence: 证书", "years: 4"), text=RICH))
    assert (problem.code, problem.severity) == ("standard.evidence_missing", "warning")
