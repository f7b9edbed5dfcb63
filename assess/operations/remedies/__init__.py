"""What people may ask after results were published: objections of anybody, score reviews (复核) of candidates."""

from assess.operations.remedies.objecting import (
    LONGEST_CONTACT,
    LONGEST_FINDING,
    LONGEST_NAME,
    LONGEST_TEXT,
    ObjectionState,
    ObjectionView,
    decide_objection,
    object_publicly,
    objection_by_reference,
    objections,
    record_objection,
)
from assess.operations.remedies.reviewing import (
    LONGEST_REASON,
    OwnReviews,
    ScoreReviewView,
    ask,
    decide_review,
    own_reviews,
    score_reviews,
    withdraw,
)
from assess.operations.remedies.settlements import Settlement, own_settlements, settlements

__all__ = [
    "LONGEST_CONTACT", "LONGEST_FINDING", "LONGEST_NAME", "LONGEST_REASON", "LONGEST_TEXT", "ObjectionState",
    "ObjectionView", "OwnReviews", "ScoreReviewView", "Settlement", "ask", "decide_objection", "decide_review", "object_publicly",
    "objection_by_reference", "objections", "own_reviews", "own_settlements", "record_objection", "score_reviews",
    "settlements", "withdraw",
]
