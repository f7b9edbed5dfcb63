"""Planning a sitting, assigning its people, taking it from one state to the next, and what is seen of it."""

from assess.operations.sittings.assigning import (
    DUTIES,
    LEAD,
    InterestConflict,
    assign,
    conflict_params,
    interest_conflicts,
    senior_asked,
    unassign,
)
from assess.operations.sittings.overview import (
    Act,
    SittingHead,
    SittingView,
    form_parts,
    history,
    proposed_code,
    sitting_head,
    sitting_view,
)
from assess.operations.sittings.planning import (
    ORDERS,
    SittingLine,
    SittingPlan,
    change,
    list_sittings,
    plan,
    sitting_plan,
)
from assess.operations.sittings.steps import StepView, facts, step_views, take_step

__all__ = [
    "Act", "DUTIES", "InterestConflict", "LEAD", "ORDERS", "SittingHead", "SittingLine", "SittingPlan", "SittingView",
    "StepView", "assign", "change", "conflict_params", "facts", "form_parts", "history", "interest_conflicts",
    "list_sittings", "plan", "proposed_code", "senior_asked", "sitting_head", "sitting_plan", "sitting_view",
    "step_views", "take_step", "unassign",
]
