"""Decides pass or fail of every part and the grade, and keeps each step so that anyone can compute it again.

Every part passes by itself; no part compensates another and there is no grand total. Absent, late, withdrawn and void
are states, never numbers; a breach that voids the whole exam takes every part with it. A part that was passed at an
earlier sitting (成绩保留) keeps the total it had there.

A part that only a partner's scheme asks for (``award``) has no say in the exam's own grade: it may be failed, and a
veto in it takes the partner's paper alone. It does have to be closed before anything is settled – marked, or recorded
as absent, late, withdrawn or void – because the result is kept once, with the verdict on every scheme in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from assess.canonical import digest
from assess.exams.agreement import Agreement, ItemMark, agree, near_pass_mark
from assess.exams.arithmetic import added, passes, ratio_text, shown
from assess.exams.awards import AwardVerdict, decide_award, partner_marks
from assess.exams.breaches import Breach
from assess.exams.form import ExamForm, FormPart
from assess.exams.ladder import cuts, grade_from_scores
from assess.exams.placings import Placing
from assess.exams.scores import ScoreSheet
from assess.standards.model import Level

RULES = 1
"""Version of the rules in this package; results name the one they were decided by (``rules`` keeps all versions)."""


class PartState(Enum):
    """What became of one candidate's part; only ``scored`` and ``carried`` have points."""

    OPEN = "open"
    SCORED = "scored"
    CARRIED = "carried"
    ABSENT = "absent"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    VOID = "void"


@dataclass(frozen=True)
class Carried:
    """A part that was passed earlier: where and when, its total, and the digest of the result that says so."""

    sitting: str
    held_on: date
    result: str
    total: Fraction
    shown: str


@dataclass(frozen=True)
class PartInput:
    """What is known of a candidate's part: its state with the reason for it and, when scored, the sealed sheets.

    ``breach`` belongs to a void part (None: no tier was named, the part alone is void), ``carried`` to a carried one.
    """

    state: PartState
    sheets: Sequence[ScoreSheet] = ()
    note: str = ""
    breach: Breach | None = None
    carried: Carried | None = None


@dataclass(frozen=True)
class PartResult:
    """The verdict on one part. ``total`` is None unless it was scored without anything left open."""

    part: str
    state: PartState
    total: Fraction | None
    shown: str | None
    passed: bool
    reasons: tuple[str, ...]
    agreement: Agreement | None
    tasks: Mapping[str, Fraction]
    sheets: tuple[str, ...] = ()
    """The digests under which the sheets were sealed, in the order of the examiners."""
    note: str = ""
    """Why the part is void, absent, late or withdrawn, as it was recorded."""
    breach: Breach | None = None
    carried: Carried | None = None

    @property
    def open(self) -> bool:
        """Whether something is still to be marked or settled; not of one that a breach or the order closed."""
        unsettled = self.agreement is not None and bool(self.agreement.open)
        closed = {"not_admitted", "void_exam"} & set(self.reasons)
        return not closed and (self.state is PartState.OPEN or unsettled)


@dataclass(frozen=True)
class Result:
    """The verdict on one candidate's exam: complete or not, passed or not, the grade if passed, every award."""

    form_digest: str
    level: Level
    parts: tuple[PartResult, ...]
    grade: Level | None
    awards: tuple[AwardVerdict, ...] = ()
    rules: int = RULES
    """The version of the rules that decided it."""
    placing: Placing | None = None
    """Of a competition whose places are confirmed: what they lead to (``competing``); ``grade`` is then its grade."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left open, in the parts of partners neither; only a complete result may be settled."""
        return not any(part.open for part in self.parts)

    @property
    def passed(self) -> bool:
        """Whether the exam led to a grade."""
        return self.grade is not None

    def to_data(self) -> dict[str, Any]:
        """Plain data for records: inputs, every intermediate as p/q, the form's digest and the version of the rules."""
        data = {
            "rules": self.rules,
            "form": self.form_digest,
            "level": self.level,
            "grade": self.grade,
            "parts": [_part_data(part) for part in self.parts],
            "awards": [award.to_data() for award in self.awards],
        }
        return data if self.placing is None else data | {"placing": self.placing.to_data()}

    def award(self, scheme: str) -> AwardVerdict | None:
        """The verdict for that scheme; None when the standard does not name it."""
        return next((award for award in self.awards if award.scheme == scheme), None)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical result; the certificate pins it."""
        return digest(self.to_data())


def decide(form: ExamForm, inputs: Mapping[str, PartInput]) -> Result:
    """The result that ``inputs`` (by part id) lead to; a part without input is open.

    Reasons are codes: ``below_pass_mark``, ``veto_part``, ``veto_exam``, ``absent``, ``withdrawn``, ``void``, ``open``,
    ``late``, ``void_exam`` (a breach in another part), ``disagreement``, ``not_admitted`` (the part that had to be
    passed first was not: this one need not be marked).
    Parts that only a partner asks for lead to the verdicts of ``awards`` and to nothing else.
    """
    parts: list[PartResult] = []
    for form_part in form.parts:
        given = inputs.get(form_part.part.id, PartInput(PartState.OPEN))
        parts.append(_decide_part(form, form_part, given))
    parts = _with_order(form, _after_breaches(parts))
    own = [part for part, asked in zip(parts, form.parts, strict=True) if asked.part.award is None]
    totals = {part.part: part.total for part in parts if part.total is not None}
    grade = grade_from_scores(form, totals) if own and all(part.passed for part in own) else None
    passed = {part.part: part.passed for part in parts}
    awards = tuple(decide_award(form, award, grade, passed, totals) for award in form.awards)
    return Result(form.digest, form.level, tuple(parts), grade, awards)


def _decide_part(form: ExamForm, form_part: FormPart, given: PartInput) -> PartResult:
    part = form_part.part
    if given.carried is not None:
        kept = given.carried
        return PartResult(part.id, PartState.CARRIED, kept.total, kept.shown, True, (), None, {}, carried=kept)
    if given.state is not PartState.SCORED:
        return PartResult(part.id, given.state, None, None, False, (given.state.value,), None, {}, note=given.note,
                          breach=given.breach)
    agreement = agree(form_part, given.sheets)
    sealed = tuple(sheet.digest for sheet in sorted(given.sheets, key=lambda sheet: sheet.examiner))
    if agreement.open:
        return PartResult(part.id, given.state, None, None, False, ("disagreement",), agreement, {}, sealed)
    tasks, reasons = _task_totals(form_part, agreement)
    total = Fraction(0) if {"veto_part", "veto_exam"} & set(reasons) else sum(tasks.values(), Fraction(0))
    if not reasons and (near := near_pass_mark(form_part, given.sheets, total)):
        disputed = replace(agreement, open=(near,))
        return PartResult(part.id, given.state, None, None, False, ("disagreement",), disputed, {}, sealed)
    mark, rule = Fraction(part.pass_mark), form.arithmetic
    passed = passes(total, mark, decimals=rule.decimals, compare=rule.compare) and not reasons
    if not passed and not reasons:
        reasons = ("below_pass_mark",)
    # The next mark above – the pass mark, the cut of a band, what a partner asks: the text must not look like it.
    demands = (asked for award in form.awards for one, asked in partner_marks(award).items() if one == part.id)
    above = min((cut for cut in (mark, *cuts(form, part.id), *demands) if cut > total), default=None)
    text = shown(total, decimals=rule.decimals, mark=above, compare=rule.compare)
    return PartResult(part.id, given.state, total, text, passed, reasons, agreement, tasks, sealed)


def _task_totals(form_part: FormPart, agreement: Agreement) -> tuple[dict[str, Fraction], tuple[str, ...]]:
    values = {mark.key: mark.value for mark in agreement.marks}
    totals: dict[str, Fraction] = {}
    reasons: list[str] = []
    for task in form_part.tasks:
        if task.id not in agreement.taken:
            continue
        effects = {item.effect for item in task.items
                   if item.type == "veto" and f"{task.id}.{item.id}" in agreement.vetoes}
        earned = added(values.get(f"{task.id}.{item.id}", Fraction(0)) for item in task.items)
        # What an item lost to a veto of its own is in its mark already.
        totals[task.id] = Fraction(0) if effects - {"item"} else earned
        reasons += [f"veto_{effect}" for effect in ("part", "exam") if effect in effects]
    return totals, tuple(dict.fromkeys(reasons))


def _after_breaches(parts: list[PartResult]) -> list[PartResult]:
    """The parts, none of them passed any more when a breach in one of them voids the whole exam."""
    if not any(part.breach is not None and part.breach.effect == "exam" for part in parts):
        return parts
    return [part if part.state is PartState.VOID else replace(part, passed=False, reasons=(*part.reasons, "void_exam"))
            for part in parts]


def _with_order(form: ExamForm, parts: list[PartResult]) -> list[PartResult]:
    """The parts, each that had to wait for one that was not passed marked so; a standard names only earlier ones.

    A part of the exam's own never waits for one that only a partner asks for.
    """
    by_id = {part.part: part for part in parts}
    of_partner = {form_part.part.id for form_part in form.parts if form_part.part.award is not None}
    for form_part in form.parts:
        if form_part.part.award is None and form_part.part.after in of_partner:
            continue
        result, first = by_id[form_part.part.id], by_id.get(form_part.part.after or "")
        if first is None or first.open or first.passed or result.state not in (PartState.SCORED, PartState.OPEN):
            continue
        reasons = tuple(reason for reason in result.reasons if reason != PartState.OPEN.value)
        by_id[result.part] = replace(result, passed=False, reasons=(*reasons, "not_admitted"))
    return list(by_id.values())


def _part_data(part: PartResult) -> dict[str, Any]:
    agreement = part.agreement
    return {
        "part": part.part,
        "state": part.state.value,
        "total": None if part.total is None else ratio_text(part.total),
        "shown": part.shown,
        "passed": part.passed,
        "reasons": list(part.reasons),
        "tasks": {task: ratio_text(total) for task, total in part.tasks.items()},
        "marks": {} if agreement is None else {mark.key: _mark_data(mark) for mark in agreement.marks},
        "vetoes": [] if agreement is None else list(agreement.vetoes),
        "sheets": list(part.sheets),
        "note": part.note,
        "breach": None if part.breach is None else {
            "id": part.breach.id, "effect": part.breach.effect, "bar_months": part.breach.bar_months,
        },
        "carried": None if part.carried is None else {
            "sitting": part.carried.sitting, "held_on": part.carried.held_on.isoformat(), "result": part.carried.result,
        },
    }


def _mark_data(mark: ItemMark) -> dict[str, Any]:
    return {"value": ratio_text(mark.value), "examiners": list(mark.by_examiner), "further": mark.further}
