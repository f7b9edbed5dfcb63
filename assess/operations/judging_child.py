"""The process that computes the figures of one sitting: ``python -m assess.operations.judging_child``.

On its input comes one JSON value: the form, and for every candidate the sheets of each part. It answers with the
figures as JSON. It has the lowest priority, so that examiners who are saving marks do not wait for statistics.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from assess.exams.arithmetic import ratio_text
from assess.exams.breaches import Breach
from assess.exams.form import ExamForm
from assess.exams.result import Carried, PartInput, PartState
from assess.exams.scores import Entry, ScoreSheet
from assess.figures.decisions import Inputs
from assess.figures.facets import facets
from assess.figures.figure import Undefined
from assess.figures.judging import Judging, judge, part_marks
from assess.operations.severities import fit

_PATIENT = 15


def main() -> None:
    """Answers the one order that comes in."""
    if hasattr(os, "nice"):
        os.nice(_PATIENT)
    form, inputs = read_order(json.load(sys.stdin))
    sys.stdout.write(computed(form, inputs).model_dump_json())


def computed(form: ExamForm, inputs: Mapping[int, Inputs]) -> Judging:
    """All figures, those of the many-facet Rasch model with them."""
    judging = judge(form, inputs)
    for part, marks in part_marks(form, inputs).items():
        table = facets(marks)
        if isinstance(table, Undefined):
            judging = judging.with_model(part, table.value, {})
        else:
            judging = judging.with_model(part, *fit(table))
    return judging


def write_order(form: ExamForm, inputs: Mapping[int, Inputs]) -> dict[str, Any]:
    """``form`` and ``inputs`` as JSON has them."""
    return {
        "form": form.model_dump(mode="json", by_alias=True),
        "candidates": [[candidate, {part: _part_data(one) for part, one in given.items()}]
                       for candidate, given in inputs.items()],
    }


def read_order(order: Mapping[str, Any]) -> tuple[ExamForm, dict[int, Inputs]]:
    """What ``write_order`` wrote."""
    return ExamForm.model_validate(order["form"]), {
        candidate: {part: _part(data) for part, data in given.items()} for candidate, given in order["candidates"]
    }


def _part_data(one: PartInput) -> dict[str, Any]:
    kept = one.carried
    return {
        "state": one.state.value, "note": one.note, "sheets": [_sheet_data(sheet) for sheet in one.sheets],
        "breach": one.breach and one.breach.model_dump(mode="json", by_alias=True),
        "carried": kept and [kept.sitting, kept.held_on.isoformat(), kept.result, ratio_text(kept.total), kept.shown],
    }


def _part(data: Mapping[str, Any]) -> PartInput:
    return PartInput(
        PartState(data["state"]), tuple(map(_sheet, data["sheets"])), data["note"],
        Breach.model_validate(data["breach"]) if data["breach"] else None,
        _carried(*data["carried"]) if data["carried"] else None,
    )


def _carried(sitting: str, held_on: str, result: str, total: str, shown: str) -> Carried:
    return Carried(sitting, date.fromisoformat(held_on), result, Fraction(total), shown)


def _sheet_data(sheet: ScoreSheet) -> list[Any]:
    """Without the notes of its entries, which no figure looks at."""
    return [sheet.examiner, {key: entry.value for key, entry in sheet.entries.items()}, sheet.digest, sheet.further]


def _sheet(data: list[Any]) -> ScoreSheet:
    examiner, entries, digest, further = data
    return ScoreSheet(examiner, {key: Entry(value) for key, value in entries.items()}, digest, further)


if __name__ == "__main__":
    main()
