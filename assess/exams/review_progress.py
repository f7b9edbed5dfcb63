"""The states of a review and the steps between them: who may take a step and what must hold, on one page.

A review is one applicant's way to a grade that no exam leads to: 特级技师 and 首席技师 by panel and appointment,
学徒工 by the enterprise's own decision. Pure: the facts that a step depends on are counted by the caller and handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assess.errors import Refused
from assess.people.policy import Action


class ReviewState(Enum):
    """Where a review stands, in the order of its life; then the ways in which it can end otherwise."""

    APPLYING = "applying"
    ADMITTED = "admitted"
    REVIEWING = "reviewing"
    VOTING = "voting"
    COUNTED = "counted"
    PUBLISHED = "published"
    APPOINTED = "appointed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


@dataclass(frozen=True)
class ReviewFacts:
    """What the steps look at; every one of them must be zero, empty or False before the step."""

    evidence_missing: tuple[str, ...] = ()
    panel_faults: tuple[str, ...] = ()
    panel_conflicts: int = 0
    """Members whom a conflict of interest (回避) keeps from this applicant."""
    stages_open: tuple[str, ...] = ()
    votes_missing: int = 0
    not_carried: bool = False
    publication_runs: bool = False
    objections_open: int = 0
    objections_upheld: int = 0


@dataclass(frozen=True)
class Step:
    """One step: from which states to which, and the action of the policy that allows it."""

    name: str
    sources: tuple[ReviewState, ...]
    target: ReviewState
    action: Action
    needs: tuple[str, ...] = ()
    reason: bool = False
    """Whether the person has to give a reason."""
    apprentice: bool | None = False
    """Whether it belongs to 学徒工 alone (True), to the two appointed grades alone (False), or to all (None)."""


_S = ReviewState
_BEFORE_VOTES = (_S.APPLYING, _S.ADMITTED, _S.REVIEWING)
STEPS: tuple[Step, ...] = (
    Step("admit", (_S.APPLYING,), _S.ADMITTED, Action.HOLD_REVIEW, ("evidence_missing",)),
    Step("refuse", (_S.APPLYING,), _S.REFUSED, Action.HOLD_REVIEW, reason=True),
    Step("begin", (_S.ADMITTED,), _S.REVIEWING, Action.HOLD_REVIEW, ("panel_faults", "panel_conflicts")),
    Step("change_panel", (_S.REVIEWING,), _S.ADMITTED, Action.HOLD_REVIEW, reason=True),
    Step("open_voting", (_S.REVIEWING,), _S.VOTING, Action.HOLD_REVIEW, ("panel_conflicts", "stages_open")),
    # Taken with the last vote, by whoever casts it: nobody chooses the moment of the count.
    Step("count", (_S.VOTING,), _S.COUNTED, Action.VOTE, ("votes_missing",)),
    Step("publish", (_S.COUNTED,), _S.PUBLISHED, Action.HOLD_REVIEW, ("not_carried",)),
    Step("appoint", (_S.PUBLISHED,), _S.APPOINTED, Action.APPOINT,
         ("publication_runs", "objections_open", "objections_upheld")),
    Step("end", (_S.COUNTED, _S.PUBLISHED), _S.ENDED, Action.APPOINT, reason=True),
    Step("reopen", (_S.VOTING, _S.COUNTED, _S.PUBLISHED), _S.REVIEWING, Action.APPOINT, reason=True),
    Step("confirm", (_S.APPLYING,), _S.CONFIRMED, Action.HOLD_REVIEW, ("evidence_missing",), apprentice=True),
    Step("decline", (_S.APPLYING,), _S.DECLINED, Action.HOLD_REVIEW, reason=True, apprentice=True),
    Step("reconsider", (_S.REFUSED, _S.DECLINED), _S.APPLYING, Action.HOLD_REVIEW, reason=True, apprentice=None),
    Step("withdraw", (*_BEFORE_VOTES, _S.COUNTED, _S.PUBLISHED), _S.WITHDRAWN, Action.HOLD_REVIEW, reason=True,
         apprentice=None),
    Step("revoke", (_S.APPOINTED, _S.CONFIRMED), _S.REVOKED, Action.APPOINT, reason=True, apprentice=None),
)
FINAL = frozenset({_S.APPOINTED, _S.CONFIRMED, _S.REFUSED, _S.ENDED, _S.DECLINED, _S.WITHDRAWN, _S.REVOKED})
"""States in which a result is kept."""


def step_named(name: str) -> Step:
    """The step of that name; raises ``Refused`` for an unknown one."""
    for step in STEPS:
        if step.name == name:
            return step
    raise Refused("review.no_such_step", step=name)


def steps_from(state: ReviewState, grade: str) -> tuple[Step, ...]:
    """The steps that lead on from ``state`` towards ``grade``, whether or not their needs are met."""
    return tuple(step for step in STEPS if state in step.sources and _fits(step, grade))


def hindrances(step: Step, facts: ReviewFacts) -> tuple[str, ...]:
    """The needs of ``step`` that ``facts`` do not meet, by name; empty when the step may be taken."""
    return tuple(need for need in step.needs if getattr(facts, need))


def take(step: Step, state: ReviewState, grade: str, facts: ReviewFacts, reason: str = "") -> ReviewState:
    """The state after ``step``; raises ``Refused`` naming the state, the unmet needs, or the missing reason."""
    if state not in step.sources or not _fits(step, grade):
        raise Refused("review.step_not_from_here", step=step.name, state=state.value)
    if unmet := hindrances(step, facts):
        raise Refused("review.step_needs", step=step.name, unmet=", ".join(unmet))
    if step.reason and not reason.strip():
        raise Refused("review.step_needs_reason", step=step.name)
    return step.target


def _fits(step: Step, grade: str) -> bool:
    return step.apprentice is None or step.apprentice is (grade == "apprentice")
