"""What the states of a review and the reasons of its result are called, to the office and to applicants (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.review_progress import ReviewState
from assess.i18n import N_

STATES: Mapping[ReviewState, str] = {
    ReviewState.APPLYING: N_("Application"),
    ReviewState.ADMITTED: N_("Panel being named"),
    ReviewState.REVIEWING: N_("Panel at work"),
    ReviewState.VOTING: N_("Vote open"),
    ReviewState.COUNTED: N_("Votes counted"),
    ReviewState.PUBLISHED: N_("Public notice"),
    ReviewState.APPOINTED: N_("Appointed"),
    ReviewState.CONFIRMED: N_("Confirmed"),
    ReviewState.REFUSED: N_("Not admitted"),
    ReviewState.ENDED: N_("Ended without an appointment"),
    ReviewState.DECLINED: N_("Not confirmed"),
    ReviewState.WITHDRAWN: N_("Withdrawn"),
    ReviewState.REVOKED: N_("Revoked"),
}

WAY = (ReviewState.APPLYING, ReviewState.ADMITTED, ReviewState.REVIEWING, ReviewState.VOTING, ReviewState.COUNTED,
       ReviewState.PUBLISHED, ReviewState.APPOINTED)
"""The states of a review that goes well, in their order."""

TONES: Mapping[ReviewState, str] = {
    ReviewState.APPOINTED: "good",
    ReviewState.CONFIRMED: "good",
    **dict.fromkeys((ReviewState.REFUSED, ReviewState.ENDED, ReviewState.DECLINED, ReviewState.WITHDRAWN,
                     ReviewState.REVOKED), "stop"),
    **dict.fromkeys(WAY[:-1], "wait"),
}

REASONS: Mapping[str, str] = {
    "undecided": N_("not decided yet"),
    "not_admitted": N_("not admitted to the review"),
    "evidence_missing": N_("evidence is missing"),
    "panel_size": N_("the panel has too few members"),
    "panel_even": N_("the panel has an even number of members"),
    "panel_outside": N_("too few members are from outside"),
    "stages_open": N_("not all stages were held"),
    "no_quorum": N_("no vote with a quorum yet"),
    "votes_missing": N_("not all present have voted"),
    "not_carried": N_("too few votes in favour"),
    "not_published": N_("not published for long enough"),
    "objection_open": N_("an objection is not decided"),
    "objection_upheld": N_("an objection was upheld"),
    "not_appointed": N_("not appointed yet"),
    "ended": N_("ended by the enterprise"),
    "withdrawn": N_("withdrawn by the applicant"),
    "revoked": N_("revoked"),
    "not_confirmed": N_("not confirmed by the enterprise"),
    "not_eligible": N_("no route of the standard is fulfilled"),
    "probation_short": N_("the probation is too short"),
}
"""Why a review has led to no grade, or not yet."""
