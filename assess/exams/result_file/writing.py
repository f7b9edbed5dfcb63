"""Makes the file of a result from what is kept: the form, what was decided from, the record and its digest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assess.canonical import canonical
from assess.exams.arithmetic import ratio_text
from assess.exams.form import ExamForm
from assess.exams.result import PartInput
from assess.exams.scores import ScoreSheet
from assess.exams.sealing import Sealed

FORMAT = "assess-result/1"


def exam_file(form: ExamForm, inputs: Mapping[str, PartInput], sealed: Mapping[str, Sealed], record: bytes,
              digest: str) -> bytes:
    """The file of an exam's result; ``sealed`` are its sheets by digest, ``record`` is the kept result."""
    result = json.loads(record)
    return canonical({
        "format": FORMAT, "kind": "exam", "rules": result["rules"], "form": json.loads(form.record),
        "inputs": {part: _part(given, sealed) for part, given in inputs.items()}, "result": result, "digest": digest,
    })


def review_file(record: bytes, digest: str) -> bytes:
    """The file of a review's or an apprentice's result: its record holds the rule and all inputs already."""
    result = json.loads(record)
    return canonical({"format": FORMAT, "kind": result["kind"], "rules": result["rules"], "result": result,
                      "digest": digest})


def _part(given: PartInput, sealed: Mapping[str, Sealed]) -> dict[str, Any]:
    kept, breach = given.carried, given.breach
    return {
        "state": given.state.value,
        "note": given.note,
        "breach": None if breach is None else {
            "id": breach.id, "effect": breach.effect, "bar_months": breach.bar_months,
        },
        "carried": None if kept is None else {
            "sitting": kept.sitting, "held_on": kept.held_on.isoformat(), "result": kept.result,
            "total": ratio_text(kept.total), "shown": kept.shown,
        },
        "sheets": [_sheet(sheet, sealed[sheet.digest]) for sheet in given.sheets],
    }


def _sheet(sheet: ScoreSheet, sealed: Sealed) -> dict[str, Any]:
    return {
        "sheet": sealed.sheet, "enrolment": sealed.enrolment, "examiner": sealed.examiner, "further": sheet.further,
        "entries": {key: [entry.value, entry.note] for key, entry in sheet.entries.items()},
        "pictures": sorted(sealed.pictures), "digest": sheet.digest,
    }
