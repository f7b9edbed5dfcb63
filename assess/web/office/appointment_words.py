"""What the codes of reviews and appointments are called on the office's pages (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.review_progress import ReviewState
from assess.i18n import N_
from assess.web.grade_names import GRADES

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

STEPS: Mapping[str, str] = {
    "begin": N_("Begin the review"),
    "change_panel": N_("Change the panel"),
    "publish": N_("Publish the name"),
    "appoint": N_("Appoint"),
    "end": N_("End without an appointment"),
    "reopen": N_("Open the review again"),
    "reconsider": N_("Decide again"),
    "withdraw": N_("The applicant withdraws"),
    "revoke": N_("Revoke"),
}
"""What the steps with a page of their own are called on their buttons."""

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

OUTCOMES: Mapping[str, str] = {"open": N_("not decided"), "dismissed": N_("dismissed"), "upheld": N_("upheld")}

ACTS: Mapping[str, str] = {
    "review.open": N_("opened the review"),
    "review.correct": N_("corrected the application"),
    "review.attach": N_("added a file"),
    "review.take_back": N_("took a file back"),
    "review.read_evidence": N_("read a file"),
    "review.admit": N_("admitted the applicant"),
    "review.refuse": N_("did not admit the applicant"),
    "review.seat": N_("named to the panel"),
    "review.unseat": N_("took off the panel"),
    "relation.declare": N_("recorded a relation"),
    "review.begin": N_("began the review"),
    "review.change_panel": N_("opened the panel for a change"),
    "review.hold_stage": N_("recorded a stage"),
    "review.open_voting": N_("opened the vote"),
    "review.vote": N_("voted"),
    "review.count": N_("cast the last vote; the votes were counted"),
    "review.publish": N_("published the name"),
    "review.object": N_("recorded an objection"),
    "review.decide_objection": N_("decided on an objection"),
    "review.appoint": N_("appointed"),
    "review.end": N_("ended the review"),
    "review.reopen": N_("opened the review again"),
    "review.reconsider": N_("opened the application again"),
    "review.withdraw": N_("recorded the withdrawal"),
    "review.revoke": N_("revoked it"),
    "review.confirm": N_("recorded the confirmation"),
    "review.decline": N_("recorded the decision not to confirm"),
}
"""What somebody did, after the name of the person."""

__all__ = ["ACTS", "GRADES", "OUTCOMES", "REASONS", "STATES", "STEPS", "TONES", "WAY"]
