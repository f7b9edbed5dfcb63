"""Sentences about public notices, objections, score reviews, parts that are kept and bars."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "carried.not_kept": "No result in force says that seat {seat} passed this very part within the months that the "
                        "standard sets, so it has to be sat.",
    "carried.not_open": "Which parts count from an earlier exam is decided while enrolment is open.",
    "certificate.no_longer_prepared": "Certificate {number} was approved already, so the results it rests on cannot be "
                                      "reopened. Revoke it if it is wrong.",
    "enrolment.barred": "Seat {seat} cannot be admitted before {until}: a breach at sitting {sitting} bars the person "
                        "until then.",
    "notice.unknown": "There is no such notice. It may be over.",
    "notice_objection.day": "An objection is received between the first day of the notice and its last.",
    "notice_objection.no_such_line": "Seat {seat} is not on this notice. Leave the field empty if the objection is about "
                                     "the notice as a whole.",
    "notice_objection.not_public": "Objections are recorded while the notice stands.",
    "notice_objection.too_long": "This text has {got} characters; at most {most} are taken.",
    "notice_objection.too_many": "Too many objections came through this page in the last hour. Please write to the "
                                 "evaluation body or telephone, or come back in an hour.",
    "part_state.breach_not_void": "A tier of breach belongs to a void part only. Choose “void”, or no tier.",
    "part_state.breach_unknown": "The evaluation body's list has no such tier of breach.",
    "part_state.carried": "This part of seat {seat} counts from an earlier exam and is not sat here.",
    "score_review.asked_already": "You asked about this part already.",
    "score_review.decided": "This request was answered or taken back already.",
    "score_review.finding_missing": "Write what was found; the candidate reads it.",
    "score_review.has_changed": "This part of seat {seat} was settled again and is not what it was: the request is to be "
                                "answered as corrected.",
    "score_review.no_score": "This part has no score that could be looked at again.",
    "score_review.not_corrected": "This part of seat {seat} is in force as it was. Reopen the marking, have the sheet "
                                  "amended and settle again; only then the request can be answered as corrected.",
    "score_review.not_open": "A score review can be asked for while the results are on public notice and the days for it "
                             "are not over.",
    "score_review.not_settled": "The results have to be settled again before this request can be answered.",
    "score_review.outcome": "A request is answered as confirmed or corrected.",
    "score_review.reason_missing": "Write what should be looked at again.",
    "score_review.too_long": "This text has {got} characters; at most {most} are taken.",
    "score_review.unknown": "There is no such request.",
}
