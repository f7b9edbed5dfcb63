"""Sentences about calibration and the figures of judging."""

from __future__ import annotations

SENTENCES = {
    "judging.nothing_sealed": "No candidate of {code} has a part whose sheets are all sealed. Seal sheets on the page "
    "of marking first.",
    "calibration.begun": "Somebody has marked the example already, so it stays as it is.",
    "calibration.finding_missing": "Write what the examiners agreed on.",
    "calibration.finding_missing.late": "Not handed in yet: {names}. Wait for them, or write what the others agreed on "
    "and why you do not wait.",
    "calibration.handed_in": "Your marks of the example are handed in and can no longer be changed.",
    "calibration.incomplete": "The example is not complete: {count} values are missing. Nothing was handed in.",
    "calibration.marks_entered": "Marks of candidates were entered for this part already. A common example comes before "
    "the first mark.",
    "calibration.no_examiners": "Nobody examines this part of {code} yet. The office assigns the examiners first.",
    "calibration.nobody": "No examiner has handed in marks of the example yet, so there is nothing to agree on.",
    "calibration.released": "The marking of this part was opened already.",
    "calibration.text_missing": "Write what everybody marks: which piece, recording or paper, and where it lies.",
    "calibration.too_late": "Marking at {code} is over: there is nothing left to calibrate.",
    "calibration.too_long": "The text has {got} characters; at most {limit} are possible.",
    "calibration.unknown": "There is no common example for this part of the sitting.",
    "policy.forbidden.leads": "Only the examiner who leads the sitting may see or do this.",
}
