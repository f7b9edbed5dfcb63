"""Whether an exam also earns the paper of a partner authority (一试双证), scheme by scheme and with reasons.

The standard says what the partner asks beyond it: parts that only the scheme examines, and higher pass marks. The file
of the scheme may name pass marks of its own, or weights by which the parts count into one result (``exams.asks``). Who
of those that meet it may have the paper (residence, consent) is the scheme's own affair and not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from assess.exams.arithmetic import passes, ratio_text
from assess.exams.asks import Merged
from assess.exams.form import ExamForm, FormAward
from assess.standards.model import Level


@dataclass(frozen=True)
class AwardReason:
    """One thing that is lacking: ``no_grade``, ``below_merged``; with a part ``part_not_passed``, ``below_demand``."""

    code: Literal["no_grade", "part_not_passed", "below_demand", "below_merged"]
    part: str = ""


@dataclass(frozen=True)
class AwardStep:
    """One step to the verdict, exact: a part, or without a part the merged whole.

    ``higher_of_each``: the points of a part, the pass marks of both authorities, the higher one of them. ``merged``: a
    part's share of its points in percent, its weight, and what it counts; at the end their sum and the mark of it.
    """

    part: str
    value: Fraction | None
    """None: the part has no total, and then the whole has none either."""
    marks: tuple[Fraction, ...] = ()
    needed: Fraction | None = None
    weight: Fraction | None = None
    counted: Fraction | None = None

    def to_data(self) -> dict[str, Any]:
        """Plain data, numbers as p/q."""
        return {
            "part": self.part, "value": _ratio(self.value), "marks": [ratio_text(mark) for mark in self.marks],
            "needed": _ratio(self.needed), "weight": _ratio(self.weight), "counted": _ratio(self.counted),
        }


@dataclass(frozen=True)
class AwardVerdict:
    """Whether the exam meets what one scheme asks; ``reasons`` name all that is lacking.

    ``steps`` are None where the form holds nothing of the scheme's own file: such records have no steps.
    """

    scheme: str
    score_rule: str
    reasons: tuple[AwardReason, ...]
    steps: tuple[AwardStep, ...] | None = None

    @property
    def met(self) -> bool:
        """Whether nothing is lacking."""
        return not self.reasons

    def to_data(self) -> dict[str, Any]:
        """Plain data for the record of the result."""
        reasons = [{"code": reason.code, "part": reason.part} for reason in self.reasons]
        data = {"scheme": self.scheme, "score_rule": self.score_rule, "met": self.met, "reasons": reasons}
        return data if self.steps is None else data | {"steps": [step.to_data() for step in self.steps]}


def partner_marks(award: FormAward) -> dict[str, Fraction]:
    """The pass marks that the partner asks by part; where standard and scheme both name one, the higher of them."""
    marks = {demand.part: Fraction(demand.pass_mark) for demand in award.demands}
    # Sorted, as a form that was read back has them: the order of reasons and steps is part of a result's digest.
    for part, mark in sorted((award.asks.pass_marks if award.asks else {}).items()):
        marks[part] = max(Fraction(mark), marks.get(part, Fraction(0)))
    return marks


def decide_award(
    form: ExamForm, award: FormAward, grade: Level | None, passed: Mapping[str, bool], totals: Mapping[str, Fraction]
) -> AwardVerdict:
    """The verdict for one scheme, from what became of every part (by part id).

    The exam's own grade must be reached, every part that the scheme alone asks for must be passed, and the total of a
    part with a higher demand must reach it, compared as pass marks are. A part without a total reaches nothing. Where
    parts are merged, each has passed by itself before their weighted sum is asked for.
    """
    lacking = [] if grade is not None else [AwardReason("no_grade")]
    lacking += [
        AwardReason("part_not_passed", part.part.id)
        for part in form.parts if part.part.award == award.scheme and not passed.get(part.part.id, False)
    ]
    rule = form.arithmetic
    for part, mark in partner_marks(award).items():
        total = totals.get(part)
        if total is None or not passes(total, mark, decimals=rule.decimals, compare=rule.compare):
            lacking.append(AwardReason("below_demand", part))
    steps = _steps(form, award, totals)
    whole = steps[-1] if steps and award.score_rule == "merged" else None
    if whole and whole.needed is not None and (
            whole.value is None or not passes(whole.value, whole.needed, decimals=rule.decimals, compare=rule.compare)):
        lacking.append(AwardReason("below_merged"))
    return AwardVerdict(award.scheme, award.score_rule, tuple(lacking), steps)


def _steps(form: ExamForm, award: FormAward, totals: Mapping[str, Fraction]) -> tuple[AwardStep, ...] | None:
    if award.asks is None:
        return None
    if award.asks.merged is not None:
        return _merged(form, award.asks.merged, totals)
    if award.score_rule != "higher_of_each":
        return ()
    asked = partner_marks(award)
    return tuple(
        AwardStep(part.id, totals.get(part.id), marks, max(marks))
        for part in (one.part for one in form.parts) if part.award in (None, award.scheme)
        for marks in [(Fraction(part.pass_mark), *((asked[part.id],) if part.id in asked else ()))]
    )


def _merged(form: ExamForm, merged: Merged, totals: Mapping[str, Fraction]) -> tuple[AwardStep, ...]:
    """Every part as percent of its points times its weight, then the sum; a part without a total leaves no sum."""
    steps = []
    for part in (one.part for one in form.parts if one.part.id in merged.weights):
        weight, total = Fraction(merged.weights[part.id]), totals.get(part.id)
        share = total * 100 / Fraction(part.points) if total is not None and part.points else None
        steps.append(AwardStep(part.id, share, weight=weight, counted=None if share is None else share * weight / 100))
    counted = [step.counted for step in steps if step.counted is not None]
    whole = sum(counted, Fraction(0)) if len(counted) == len(merged.weights) else None
    mark = Fraction(merged.pass_mark)
    return (*steps, AwardStep("", whole, (mark,), mark))


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else ratio_text(value)
