"""The states of a sitting: which steps lead where, what they need, who may take them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from assess.errors import Refused
from assess.exams.progress import STEPS, SittingFacts, SittingState, hindrances, step_named, steps_from, take
from assess.people.policy import GRANTS
from assess.people.roles import Role

READY = SittingFacts(admitted=3, checkers=1)
S = SittingState

WAYS = {
    (S.DRAFT, "announce"): S.ANNOUNCED,
    (S.ANNOUNCED, "open_enrolment"): S.ENROLLING,
    (S.ENROLLING, "start_marking"): S.MARKING,
    (S.MARKING, "settle"): S.SETTLED,
    (S.SETTLED, "publish_notice"): S.NOTICE,
    (S.NOTICE, "approve"): S.APPROVED,
    (S.APPROVED, "finish"): S.ISSUED,
    (S.SETTLED, "reopen"): S.MARKING,
    (S.NOTICE, "reopen"): S.MARKING,
    (S.DRAFT, "cancel"): S.CANCELLED,
    (S.ANNOUNCED, "cancel"): S.CANCELLED,
    (S.ENROLLING, "cancel"): S.CANCELLED,
}
"""Every way there is; all other pairs are refused."""


PAIRS = list(product(SittingState, STEPS))


@pytest.mark.parametrize(("state", "step"), PAIRS, ids=lambda one: getattr(one, "name", None))
def test_only_the_listed_ways_exist(state: SittingState, step: object) -> None:
    name = step.name  # type: ignore[attr-defined]
    if (state, name) in WAYS:
        assert take(step_named(name), state, READY, "a reason") is WAYS[state, name]
    else:
        with pytest.raises(Refused) as refused:
            take(step_named(name), state, READY, "a reason")
        assert refused.value.code == "sitting.step_not_from_here"


@pytest.mark.parametrize(
    ("name", "facts", "unmet"),
    [
        ("start_marking", READY, ()),
        ("start_marking", SittingFacts(), ("admitted", "checkers")),
        ("start_marking", replace(READY, undecided=1), ("undecided",)),
        ("start_marking", replace(READY, examiners_short=("theory",)), ("examiners_short",)),
        ("settle", replace(READY, sheets_unsealed=1), ("sheets_unsealed",)),
        ("settle", replace(READY, amendments_waiting=1), ("amendments_waiting",)),
        ("settle", replace(READY, results_open=2), ("results_open",)),
        ("publish_notice", replace(READY, placings_open=2), ("placings_open",)),
        ("approve", replace(READY, notice_days_left=1), ("notice_days_left",)),
        ("approve", replace(READY, certificates_unprepared=1), ("certificates_unprepared",)),
        ("finish", replace(READY, certificates_unissued=1), ("certificates_unissued",)),
    ],
)
def test_a_step_names_what_it_waits_for(name: str, facts: SittingFacts, unmet: tuple[str, ...]) -> None:
    step = step_named(name)
    assert hindrances(step, facts) == unmet
    if unmet:
        with pytest.raises(Refused, match="step_needs"):
            take(step, step.sources[0], facts)


@pytest.mark.parametrize("name", ["reopen", "cancel"])
def test_what_cannot_be_taken_back_needs_a_reason(name: str) -> None:
    step = step_named(name)
    with pytest.raises(Refused, match="needs_reason"):
        take(step, step.sources[0], READY, " ")


def test_no_step_leads_out_of_the_last_states() -> None:
    assert steps_from(S.ISSUED) == steps_from(S.CANCELLED) == ()


def test_every_step_belongs_to_the_office() -> None:
    for step in STEPS:
        assert {role for grant in GRANTS[step.action] for role in grant.roles} == {Role.OFFICE}


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(Refused, match="no_such_step"):
        step_named("jump")
