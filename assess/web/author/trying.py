"""A sheet to try: what examiners will see, with what somebody types into it, kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from werkzeug.datastructures import MultiDict

from assess.exams.arithmetic import shown
from assess.exams.choices import choice_faults
from assess.exams.form import ExamForm, FormPart
from assess.exams.scores import Entry, SheetState, missing_fields, read_entry, running_total
from assess.operations.scoring import Cell, SheetView
from assess.web.score_form import ScoreForm, score_form, versions_text
from assess.web.sheet_words import sheet_words


@dataclass(frozen=True)
class Trial:
    """The sheet of nobody with what was tried on it, and the form that says what was refused (None before a try)."""

    part: FormPart
    sheet: SheetView
    form: ScoreForm | None
    versions: str


def blank(part: FormPart) -> Trial:
    """The empty sheet."""
    sheet = _sheet(part, {})
    return Trial(part, sheet, None, versions_text(part, sheet))


def tried(form: ExamForm, part: FormPart, sent: MultiDict[str, str]) -> Trial:
    """The sheet with the cells that were sent; those that the exam's own rule refuses are shown with the reason."""
    empty = _sheet(part, {})
    answers = score_form(part, form.digest)(sent, prefix=f"s{empty.id}-")
    answers.validate()
    entries = {
        cell.field: entry for cell in answers.entered(empty, "")
        if (entry := read_entry(part.field(cell.field), cell.text, cell.note or ""))
    }
    return Trial(part, _sheet(part, entries), answers, versions_text(part, empty))


def _sheet(part: FormPart, entries: Mapping[str, Entry]) -> SheetView:
    return SheetView(
        id=0, enrolment_id=0, seat=1, name="", has_photo=False, examiner_id=0, examiner="", state=SheetState.OPEN,
        part_state="", returned="",
        cells={key: Cell(entry.value, entry.note, 0) for key, entry in entries.items()}, pictures={},
        total=shown(running_total(part, entries), decimals=1),
        missing=tuple(field.key for field in missing_fields(part, entries)),
        choices=choice_faults(part, entries),
    )


def trial_page(form: ExamForm, part_id: str | None, sent: MultiDict[str, str] | None) -> dict[str, object]:
    """What the page of a trial shows: the sheet of the part (the first, when none is named) and the words beside it."""
    part = form.part(part_id) if part_id else form.parts[0]
    trial = blank(part) if sent is None else tried(form, part, sent)
    return {
        **sheet_words(part, trial.sheet.entries),
        "part": part, "sheet": trial.sheet, "form": trial.form, "versions": trial.versions,
        "passes": running_total(part, trial.sheet.entries) >= Fraction(part.part.pass_mark),
    }
