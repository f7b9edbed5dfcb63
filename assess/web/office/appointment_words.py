"""What the codes of reviews and appointments are called on the office's pages (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.i18n import N_
from assess.web.grade_names import GRADES
from assess.web.review_words import REASONS, STATES, TONES, WAY

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

OUTCOMES: Mapping[str, str] = {"open": N_("not decided"), "dismissed": N_("dismissed"), "upheld": N_("upheld")}

ACTS: Mapping[str, str] = {
    "review.open": N_("opened the review"),
    "review.apply": N_("applied"),
    "review.approve_paper": N_("approved the paper"),
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
