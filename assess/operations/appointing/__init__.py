"""Grades that no exam leads to: reviews with panel, votes and appointment, and the confirmation of apprentices."""

from assess.operations.appointing.applying import (
    OwnApplication,
    Way,
    apply,
    own_application,
    own_applications,
    ways,
)
from assess.operations.appointing.evidence import EvidenceFile, attach, keep_photo, read_evidence, take_back
from assess.operations.appointing.objecting import OUTCOMES, decide_objection, object_to
from assess.operations.appointing.opening import (
    GRADES,
    NewReview,
    application,
    asked_for,
    correct,
    grades_of,
    open_review,
    proposed_code,
)
from assess.operations.appointing.panel import Candidate, declare, panel_candidates, seat, unseat
from assess.operations.appointing.reading import (
    PanelView,
    ReviewLine,
    ReviewView,
    list_reviews,
    own_reviews,
    panel_view,
    review_view,
)
from assess.operations.appointing.records import ReviewRecord, record_of, review_history
from assess.operations.appointing.stepping import (
    PLAIN_STEPS,
    appoint,
    decide_admission,
    decide_confirmation,
    open_voting,
    publish,
    take_plain_step,
)
from assess.operations.appointing.terms import Ending, due_on, endings
from assess.operations.appointing.voting import cast_vote, hold_stage

__all__ = [
    "Candidate", "Ending", "EvidenceFile", "GRADES", "NewReview", "OUTCOMES", "OwnApplication", "PLAIN_STEPS",
    "PanelView", "ReviewLine", "ReviewRecord", "ReviewView", "Way", "application", "apply", "appoint", "asked_for",
    "attach", "cast_vote", "correct", "decide_admission", "decide_confirmation", "decide_objection", "declare",
    "due_on", "endings", "grades_of", "hold_stage", "keep_photo", "list_reviews", "object_to", "open_review",
    "open_voting", "own_application", "own_applications", "own_reviews", "panel_candidates", "panel_view",
    "proposed_code", "publish", "read_evidence", "record_of", "review_history", "review_view", "seat", "take_back",
    "take_plain_step", "unseat", "ways",
]
