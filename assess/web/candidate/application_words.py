"""What is said to an applicant about a review (msgids); the conditions' words come along for their template."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.review_progress import ReviewState
from assess.i18n import N_
from assess.web.clause_words import CATEGORIES, DIPLOMAS, GROUPS, HONOURS, PRIZES, TITLES
from assess.web.grade_names import GRADES
from assess.web.review_words import REASONS, STATES, TONES

NEXT: Mapping[ReviewState, str] = {
    ReviewState.APPLYING: N_("Hand in the evidence. Then the office decides on the admission."),
    ReviewState.ADMITTED: N_("You are admitted. The office names the panel."),
    ReviewState.REVIEWING: N_("The panel reads the application. The office tells you when to come."),
    ReviewState.VOTING: N_("The panel votes. Nobody sees a vote before all are in."),
    ReviewState.COUNTED: N_("The panel has voted. What came of it is told with the public notice or the end."),
    ReviewState.PUBLISHED: N_("Your masked name stands on public notice. Afterwards the enterprise decides."),
    ReviewState.APPOINTED: N_("You are appointed."),
    ReviewState.CONFIRMED: N_("You are confirmed."),
    ReviewState.REFUSED: N_("You were not admitted to the review."),
    ReviewState.ENDED: N_("The review ended without an appointment."),
    ReviewState.DECLINED: N_("The enterprise did not confirm you."),
    ReviewState.WITHDRAWN: N_("The application was withdrawn."),
    ReviewState.REVOKED: N_("The appointment or confirmation was revoked."),
}

__all__ = [
    "CATEGORIES", "DIPLOMAS", "GRADES", "GROUPS", "HONOURS", "NEXT", "PRIZES", "REASONS", "STATES", "TITLES", "TONES",
]
