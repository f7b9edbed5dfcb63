"""The states of a draft and the steps between them: who may take a step, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assess.errors import Refused
from assess.people.policy import Action


class DraftState(Enum):
    """Where a draft stands; that a published edition is superseded is seen in the library, not kept here."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    FILED = "filed"
    PUBLISHED = "published"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Step:
    """One step: from which states to which, and the action of the policy that allows it."""

    name: str
    event: str
    """What the history calls it."""
    sources: tuple[DraftState, ...]
    target: DraftState | None
    """None: the state stays."""
    action: Action
    reason: bool = False
    """Whether the person has to give a reason."""


_S = DraftState
_OPEN = (_S.DRAFT, _S.IN_REVIEW, _S.REVIEWED, _S.FILED)
STEPS: tuple[Step, ...] = (
    # A text that changes has to be reviewed, and filed, again.
    Step("save", "saved", _OPEN, _S.DRAFT, Action.EDIT_STANDARD),
    Step("restore", "restored", (*_OPEN, _S.DISCARDED), _S.DRAFT, Action.EDIT_STANDARD),
    Step("submit", "submitted", (_S.DRAFT,), _S.IN_REVIEW, Action.EDIT_STANDARD),
    Step("withdraw", "withdrawn", (_S.IN_REVIEW, _S.REVIEWED, _S.FILED), _S.DRAFT, Action.EDIT_STANDARD),
    Step("give_back", "given_back", (_S.IN_REVIEW, _S.REVIEWED), _S.DRAFT, Action.REVIEW_STANDARD, reason=True),
    Step("sign_below", "below_signed", (_S.IN_REVIEW, _S.REVIEWED), None, Action.REVIEW_STANDARD, reason=True),
    Step("review", "reviewed", (_S.IN_REVIEW,), _S.REVIEWED, Action.REVIEW_STANDARD),
    # Filing twice puts a mistyped number right.
    Step("file", "filed", (_S.REVIEWED, _S.FILED), _S.FILED, Action.PUBLISH_STANDARD),
    # Only an enterprise's standard is filed; see publish.
    Step("publish", "published", (_S.REVIEWED, _S.FILED), _S.PUBLISHED, Action.PUBLISH_STANDARD),
    Step("discard", "discarded", _OPEN, _S.DISCARDED, Action.EDIT_STANDARD),
)
_BY_NAME = {step.name: step for step in STEPS}


def step_named(name: str) -> Step:
    """The step of that name, one of ``STEPS``."""
    return _BY_NAME[name]


def steps_from(state: DraftState) -> tuple[Step, ...]:
    """The steps that lead on from ``state``."""
    return tuple(step for step in STEPS if state in step.sources)


def take(step: Step, state: DraftState, reason: str = "") -> DraftState:
    """The state after ``step``; raises ``Refused`` naming the state, or the missing reason."""
    if state not in step.sources:
        raise Refused("draft.step_not_from_here", step=step.name, state=state.value)
    if step.reason and not reason.strip():
        raise Refused("draft.step_needs_reason", step=step.name)
    return step.target or state
