"""Would a decision change? Everybody decided again as if an examiner were not there, or as severe as the others.

The questions are put to ``exams.result.decide`` itself, on altered sheets; there is no second arithmetic, and nothing
that was decided is touched by the answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from assess.exams.agreement import agree
from assess.exams.arithmetic import ratio_text
from assess.exams.form import ExamForm, FormPart
from assess.exams.result import PartInput, PartState, Result, decide
from assess.exams.scores import Entry, ScoreSheet
from assess.figures.examiners import Severity
from assess.figures.figure import Count
from assess.figures.marks import CandidateMarks, PartMarks, ScoredItem, points_of
from assess.standards.model import CheckItem, DeductItem, Item, JudgeItem, Level, PointsItem, Task
from assess.standards.model.base import Closed

Question = Literal["without", "evened", "evened_low", "evened_high"]
Inputs = Mapping[str, PartInput]


class Decision(Closed):
    """What was decided: the grade, or None, and the schemes whose paper is earned."""

    grade: Level | None
    awards: tuple[str, ...]
    open: bool = False
    """Nothing yet: whoever passes a part after all has to be examined in the one that waited for it."""


class Flip(Closed):
    """A candidate whose decision would be another one."""

    candidate: int
    before: Decision
    after: Decision


class Scenario(Closed):
    """One question and the decisions that would be others.

    ``without``: this examiner of this part is left out. ``evened``: the mean deviation of each examiner is taken away
    from their sheets; ``evened_low`` and ``evened_high``: and every sheet is one standard error lower, or higher.
    """

    question: Question
    part: str = ""
    examiner: str = ""
    asked: Count
    """Candidates whom it touches and who have a decision."""
    flips: tuple[Flip, ...]
    changed: Count
    """How many flips; they themselves may be kept from a reader."""


def decision_of(result: Result) -> Decision:
    """The decision in a result."""
    awards = tuple(award.scheme for award in result.awards if award.met)
    return Decision(grade=result.grade, awards=awards, open=not result.complete)


def without_each(form: ExamForm, inputs: Mapping[int, Inputs], results: Mapping[int, Result]) -> Iterator[Scenario]:
    """For every examiner of every part: who would be decided differently without that examiner's sheets.

    Where nobody else marked a candidate there is nothing left to decide from, and the candidate is not asked about.
    A further examiner's sheet always stays: without it there would be no decision to compare with.
    """
    for form_part in form.parts:
        part = form_part.part.id
        panel = {s.examiner for given in inputs.values() for s in _sheets(given, part) if not s.further}
        for examiner in sorted(panel):
            left = {
                candidate: {**given, part: replace(given[part], sheets=rest)} for candidate, given in inputs.items()
                if (rest := [s for s in _sheets(given, part) if s.further or s.examiner != examiner])
                and len(rest) < len(_sheets(given, part))
            }
            if left:
                yield _scenario("without", form, left, results, part, examiner)


def evened(form: ExamForm, inputs: Mapping[int, Inputs], results: Mapping[int, Result],
           marks: Mapping[str, PartMarks], severities: Mapping[str, tuple[Severity, ...]]) -> Iterator[Scenario]:
    """Who would be decided differently if all examiners were equally severe, and at ±1 standard error of that.

    ``marks`` and ``severities`` are those of each part. The points that are taken away or given are spread over the
    judged items of a sheet by their full points; the rules by which examiners must come to terms do not apply again.
    What a further examiner decided stays decided: no severity of the panel is in it.
    """
    altered = _in_points(form)
    by_candidate = {part: {one.candidate: one for one in table.candidates} for part, table in marks.items()}
    questions: tuple[tuple[Question, int], ...] = (("evened", 0), ("evened_low", -1), ("evened_high", 1))
    for question, errors in questions:
        shifts = {part: _shifts(known, errors) for part, known in severities.items()}
        changed = {
            candidate: {
                part: _evened_part(marks[part], by_candidate[part][candidate], one, shifts[part])
                if candidate in by_candidate.get(part, {}) else one
                for part, one in given.items()
            }
            for candidate, given in inputs.items()
            if any(sheet.examiner in shifts[part] for part in shifts for sheet in _sheets(given, part))
        }
        yield _scenario(question, altered, changed, results)


def _scenario(question: Question, form: ExamForm, inputs: Mapping[int, Inputs], results: Mapping[int, Result],
              part: str = "", examiner: str = "") -> Scenario:
    asked = [candidate for candidate in inputs if results[candidate].complete]
    flips = []
    for candidate in asked:
        before, after = decision_of(results[candidate]), decision_of(decide(form, inputs[candidate]))
        if before != after:
            flips.append(Flip(candidate=candidate, before=before, after=after))
    return Scenario(question=question, part=part, examiner=examiner, asked=len(asked), flips=tuple(flips),
                    changed=len(flips))


def _sheets(given: Inputs, part: str) -> list[ScoreSheet]:
    return list(given[part].sheets) if part in given and given[part].state is PartState.SCORED else []


def _shifts(severities: tuple[Severity, ...], errors: int) -> dict[str, Fraction]:
    """What is given to each sheet of an examiner: the deviation the other way, and so many standard errors."""
    return {
        one.examiner: -one.deviation + errors * (one.error if isinstance(one.error, Fraction) else 0)
        for one in severities if isinstance(one.deviation, Fraction)
    }


def _evened_part(marks: PartMarks, one: CandidateMarks, given: PartInput, shifts: Mapping[str, Fraction]) -> PartInput:
    judged = [item for item in marks.judged if item.key in one.common]
    worth = sum((item.maximum for item in judged), Fraction(0))
    settled = {mark.key: mark.value for mark in agree(marks.part, given.sheets).marks if mark.further}
    sheets = []
    for sheet in given.sheets:
        shift = Fraction(0) if sheet.further else shifts.get(sheet.examiner, Fraction(0))
        points = points_of(marks.judged, sheet) if sheet.further else one.by_examiner[sheet.examiner]
        entries = dict(sheet.entries)
        for item in marks.judged:
            if item.key in settled:
                entries[item.key] = Entry(ratio_text(_kept(item, settled[item.key])))
            elif item.key in points:
                share = shift * item.maximum / worth if worth and item.key in one.common else 0
                entries[item.key] = Entry(ratio_text(_kept(item, points[item.key] + share)))
        sheets.append(replace(sheet, entries=entries))
    return replace(given, sheets=sheets)


def _kept(item: ScoredItem, points: Fraction) -> Fraction:
    """How a sheet keeps these points: a judged item as its step, because decide makes points of all judges' steps."""
    return points * 3 / item.maximum if isinstance(item.item, JudgeItem) and item.maximum else points


def _in_points(form: ExamForm) -> ExamForm:
    """The form with every item of checks and deductions as one of points, and without limits of disagreement.

    A sheet can then hold 3.7 points where the real one counts faults.
    """
    parts = tuple(
        FormPart(part=one.part.model_copy(update={"distance": None, "near": None}),
                 tasks=tuple(map(_task_in_points, one.tasks)), choices=one.choices, unit=one.unit)
        for one in form.parts
    )
    return ExamForm(standard=form.standard, edition=form.edition, standard_sha256=form.standard_sha256,
                    level=form.level, parts=parts, arithmetic=form.arithmetic, grading=form.grading, awards=form.awards)


def _task_in_points(task: Task) -> Task:
    items: list[Item] = []
    for item in task.items:
        if isinstance(item, (CheckItem, DeductItem)):
            items.append(PointsItem(type="points", id=item.id, text=item.text, max=item.max))
        else:
            items.append(item.model_copy(update={"spread": 3}) if isinstance(item, JudgeItem) else item)
    return task.model_copy(update={"items": tuple(items)})
