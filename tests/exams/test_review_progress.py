"""The way of a review from step to step, and what stops it."""

from __future__ import annotations

import pytest

from assess.errors import Refused
from assess.exams.review_progress import FINAL, STEPS, ReviewFacts, ReviewState, step_named, steps_from, take

WAY = ("admit", "begin", "open_voting", "count", "publish", "appoint")
BLOCKED = [
    ("admit", {"evidence_missing": ("report",)}), ("begin", {"panel_faults": ("panel_even",)}),
    ("begin", {"panel_conflicts": 1}), ("open_voting", {"panel_conflicts": 1}),
    ("open_voting", {"stages_open": ("defence",)}), ("count", {"votes_missing": 1}), ("publish", {"not_carried": True}),
    ("appoint", {"publication_runs": True}), ("appoint", {"objections_open": 1}), ("appoint", {"objections_upheld": 1}),
    ("confirm", {"evidence_missing": ("log",)}),
]


def test_the_way_leads_from_the_application_to_the_appointment() -> None:
    state = ReviewState.APPLYING
    for name in WAY:
        assert name in {step.name for step in steps_from(state, "special")}
        state = take(step_named(name), state, "special", ReviewFacts())
    assert state is ReviewState.APPOINTED


@pytest.mark.parametrize(("name", "facts"), BLOCKED, ids=str)
def test_a_need_that_is_not_met_stops_its_step(name: str, facts: dict[str, object]) -> None:
    step = step_named(name)
    with pytest.raises(Refused, match=r"review\.step_needs"):
        take(step, step.sources[0], "apprentice" if step.apprentice else "chief",
             ReviewFacts(**facts))  # type: ignore[arg-type]


def test_no_step_is_taken_from_a_state_that_is_not_its_own() -> None:
    for step in STEPS:
        grade = "apprentice" if step.apprentice else "special"
        for state in set(ReviewState) - set(step.sources):
            with pytest.raises(Refused, match=r"review\.step_not_from_here"):
                take(step, state, grade, ReviewFacts(), "reason")


def test_an_apprentice_has_no_panel_and_the_others_no_confirmation() -> None:
    apprentice = {step.name for state in ReviewState for step in steps_from(state, "apprentice")}
    assert apprentice == {"confirm", "decline", "reconsider", "withdraw", "revoke"}
    for name, grade in (("confirm", "special"), ("admit", "apprentice")):
        with pytest.raises(Refused):
            take(step_named(name), ReviewState.APPLYING, grade, ReviewFacts())


@pytest.mark.parametrize("name", [step.name for step in STEPS if step.reason])
def test_what_turns_back_needs_a_reason(name: str) -> None:
    step = step_named(name)
    with pytest.raises(Refused, match=r"review\.step_needs_reason"):
        take(step, step.sources[0], "apprentice" if step.apprentice else "special", ReviewFacts(), "  ")


def test_nothing_but_reconsidering_and_revoking_leads_on_from_the_end() -> None:
    for grade in ("apprentice", "special", "chief"):
        names = {step.name for state in FINAL for step in steps_from(state, grade)}
        assert names == {"reconsider", "revoke"}
