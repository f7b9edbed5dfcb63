"""The states of a sitting and the steps between them: who may take a step and what must hold, on one page.

Pure: the facts that a step depends on are counted by the caller and handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assess.errors import Refused
from assess.people.policy import Action


class SittingState(Enum):
    """Where a sitting (场次) stands, in the order of its life."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    ENROLLING = "enrolling"
    MARKING = "marking"
    SETTLED = "settled"
    NOTICE = "notice"
    APPROVED = "approved"
    ISSUED = "issued"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class SittingFacts:
    """What the steps look at, counted over the whole sitting."""

    admitted: int = 0
    undecided: int = 0
    """Enrolled people whose eligibility nobody has decided yet."""
    barred: int = 0
    """Admitted people whom a breach at an earlier sitting bars on the day of this one."""
    examiners_short: tuple[str, ...] = ()
    """Parts that have fewer examiners than the standard asks, or an even number where it asks an odd one."""
    lead_missing: tuple[str, ...] = ()
    """Parts whose marking a lead examiner (考评组长) opens, while nobody leads the sitting."""
    checkers: int = 0
    sheets_unsealed: int = 0
    amendments_waiting: int = 0
    """Changes of signed sheets that were asked for and not decided yet."""
    results_open: int = 0
    """Candidates whose result still has something open or disputed."""
    carried_open: int = 0
    """Parts that count from an earlier sitting whose result is not final yet, or does not stand any more."""
    placings_open: int = 0
    """Competitors of a competition with promotions whose places are not confirmed."""
    notice_days_left: int = 0
    review_days_left: int = 0
    """Days on which candidates may still ask for a score review (复核)."""
    objections_open: int = 0
    objections_upheld: int = 0
    """Objections that were upheld after the results in force were settled: these have to be settled again."""
    reviews_open: int = 0
    certificates_unprepared: int = 0
    """Passed candidates without a frozen certificate."""
    certificates_unissued: int = 0
    """Certificates of this sitting's own body that are approved but not yet issued."""


@dataclass(frozen=True)
class Step:
    """One step: from which states to which, and the action of the policy that allows it."""

    name: str
    sources: tuple[SittingState, ...]
    target: SittingState
    action: Action
    needs: tuple[str, ...] = ()
    """Names of facts that must be zero or empty; ``admitted`` and ``checkers`` must be at least one."""
    reason: bool = False
    """Whether the person has to give a reason."""


_S = SittingState
STEPS: tuple[Step, ...] = (
    Step("announce", (_S.DRAFT,), _S.ANNOUNCED, Action.PLAN_SITTING),
    Step("open_enrolment", (_S.ANNOUNCED,), _S.ENROLLING, Action.PLAN_SITTING),
    Step("start_marking", (_S.ENROLLING,), _S.MARKING, Action.PLAN_SITTING,
         ("admitted", "undecided", "barred", "examiners_short", "lead_missing", "checkers")),
    Step("settle", (_S.MARKING,), _S.SETTLED, Action.SETTLE,
         ("sheets_unsealed", "amendments_waiting", "carried_open", "results_open")),
    Step("publish_notice", (_S.SETTLED,), _S.NOTICE, Action.SETTLE, ("placings_open",)),
    Step("approve", (_S.NOTICE,), _S.APPROVED, Action.APPROVE_CERTIFICATES,
         ("notice_days_left", "review_days_left", "objections_open", "objections_upheld", "reviews_open",
          "certificates_unprepared")),
    Step("finish", (_S.APPROVED,), _S.ISSUED, Action.APPROVE_CERTIFICATES, ("certificates_unissued",)),
    Step("reopen", (_S.SETTLED, _S.NOTICE), _S.MARKING, Action.SETTLE, reason=True),
    Step("cancel", (_S.DRAFT, _S.ANNOUNCED, _S.ENROLLING), _S.CANCELLED, Action.PLAN_SITTING, reason=True),
)
_AT_LEAST_ONE = frozenset({"admitted", "checkers"})


def step_named(name: str) -> Step:
    """The step of that name; raises ``Refused`` for an unknown one."""
    for step in STEPS:
        if step.name == name:
            return step
    raise Refused("sitting.no_such_step", step=name)


def steps_from(state: SittingState) -> tuple[Step, ...]:
    """The steps that lead on from ``state``, whether or not their needs are met."""
    return tuple(step for step in STEPS if state in step.sources)


def hindrances(step: Step, facts: SittingFacts) -> tuple[str, ...]:
    """The needs of ``step`` that ``facts`` do not meet, by name; empty when the step may be taken."""
    return tuple(
        need for need in step.needs if bool(getattr(facts, need)) is not (need in _AT_LEAST_ONE)
    )


def take(step: Step, state: SittingState, facts: SittingFacts, reason: str = "") -> SittingState:
    """The state after ``step``; raises ``Refused`` naming the state, the unmet needs, or the missing reason."""
    if state not in step.sources:
        raise Refused("sitting.step_not_from_here", step=step.name, state=state.value)
    if unmet := hindrances(step, facts):
        raise Refused("sitting.step_needs", step=step.name, unmet=", ".join(unmet))
    if step.reason and not reason.strip():
        raise Refused("sitting.step_needs_reason", step=step.name)
    return step.target
