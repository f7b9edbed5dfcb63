"""What the steps of the verification of a result's file, and the fields of a result, are called (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.result_file.checking import STEPS
from assess.i18n import N_

STEP_NAMES: Mapping[str, str] = dict(zip(STEPS, (
    N_("The file is a complete result file."),
    N_("The version of the rules is known here."),
    N_("The form is the one that the result names."),
    N_("Every entry is one that its cell takes."),
    N_("Every sheet states what was sealed."),
    N_("Every mark and every total is what the entries add up to."),
    N_("States, reasons, grade and awards are what the rules lead to."),
    N_("The digest is that of the result."),
), strict=True))

FIELD_NAMES: Mapping[str, str] = {
    "rules": N_("version of the rules"),
    "form": N_("digest of the form"),
    "entry": N_("entry"),
    "sheet": N_("digest of the sheet"),
    "enrolment": N_("number of the enrolment"),
    "sheet_twice": N_("number of the sheet, twice"),
    "value": N_("mark"),
    "marks": N_("mark"),
    "examiners": N_("marks of the examiners"),
    "further": N_("whether the further examiner alone counts"),
    "tasks": N_("points of the task"),
    "total": N_("total"),
    "vetoes": N_("vetoes"),
    "shown": N_("total as shown"),
    "passed": N_("passed or not"),
    "reasons": N_("reasons"),
    "state": N_("state of the part"),
    "note": N_("note"),
    "sheets": N_("digests of the sheets"),
    "breach": N_("breach of the rules"),
    "carried": N_("part carried over"),
    "grade": N_("grade"),
    "level": N_("level"),
    "met": N_("whether the partner's demands are met"),
    "digest": N_("digest of the result"),
}
"""A field without a name here is called as it is in the file."""
