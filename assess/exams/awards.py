"""Whether an exam also earns the paper of a partner authority (一试双证), scheme by scheme and with reasons.

The standard says what the partner asks beyond it: parts that only the scheme examines, and higher pass marks. Who of
those that meet it may have the paper (residence, consent) is the scheme's own affair and not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from assess.exams.arithmetic import passes
from assess.exams.form import ExamForm, FormAward
from assess.standards.model import Level


@dataclass(frozen=True)
class AwardReason:
    """One thing that is lacking: ``no_grade``, or with its part ``part_not_passed`` or ``below_demand``."""

    code: Literal["no_grade", "part_not_passed", "below_demand"]
    part: str = ""


@dataclass(frozen=True)
class AwardVerdict:
    """Whether the exam meets what one scheme asks; ``reasons`` name all that is lacking."""

    scheme: str
    score_rule: str
    reasons: tuple[AwardReason, ...]

    @property
    def met(self) -> bool:
        """Whether nothing is lacking."""
        return not self.reasons

    def to_data(self) -> dict[str, Any]:
        """Plain data for the record of the result."""
        reasons = [{"code": reason.code, "part": reason.part} for reason in self.reasons]
        return {"scheme": self.scheme, "score_rule": self.score_rule, "met": self.met, "reasons": reasons}


def decide_award(
    form: ExamForm, award: FormAward, grade: Level | None, passed: Mapping[str, bool], totals: Mapping[str, Fraction]
) -> AwardVerdict:
    """The verdict for one scheme, from what became of every part (by part id).

    The exam's own grade must be reached, every part that the scheme alone asks for must be passed, and the total of a
    part with a higher demand must reach it, compared as pass marks are. A part without a total reaches nothing.
    """
    lacking = [] if grade is not None else [AwardReason("no_grade")]
    lacking += [
        AwardReason("part_not_passed", part.part.id)
        for part in form.parts if part.part.award == award.scheme and not passed.get(part.part.id, False)
    ]
    rule = form.arithmetic
    for demand in award.demands:
        total, mark = totals.get(demand.part), Fraction(demand.pass_mark)
        if total is None or not passes(total, mark, decimals=rule.decimals, compare=rule.compare):
            lacking.append(AwardReason("below_demand", demand.part))
    return AwardVerdict(award.scheme, award.score_rule, tuple(lacking))
