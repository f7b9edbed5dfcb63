"""Which grade scores lead to. Only the five levels 初级工 … 高级技师 may come out of an exam.

学徒工 is the enterprise's decision, 特级技师 and 首席技师 come by review and appointment (人社部发〔2022〕14号);
the type of the answer makes anything else impossible here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from assess.exams.arithmetic import rounded
from assess.exams.form import ExamForm
from assess.standards.model import Band, Level


def grade_from_scores(form: ExamForm, totals: Mapping[str, Fraction]) -> Level | None:
    """The grade of a candidate who passed every part; None when the band reached carries no grade.

    ``per_level``: the level that was sat. ``bands``: the half-open band [from, to) that the total of the grading's part
    falls into, unrounded unless the standard compares rounded values.
    """
    if form.grading.kind == "per_level":
        return form.level
    total, rule = totals[_graded_part(form)], form.arithmetic
    if rule.compare == "rounded":
        total = Fraction(rounded(total, rule.decimals))
    return band_of(total, form.grading.bands)


def cuts(form: ExamForm, part: str) -> tuple[Fraction, ...]:
    """Where the bands of the grading begin, if this is the part whose total they divide."""
    if form.grading.kind == "per_level" or part != _graded_part(form):
        return ()
    return tuple(Fraction(band.at_least) for band in form.grading.bands)


def _graded_part(form: ExamForm) -> str:
    return form.grading.part or [part.part.id for part in form.parts if part.part.award is None][-1]


def band_of(total: Fraction, bands: Sequence[Band]) -> Level | None:
    """The grade of the half-open band that ``total`` falls into; a band without ``to`` has no upper end."""
    for band in bands:
        if Fraction(band.at_least) <= total and (band.below is None or total < Fraction(band.below)):
            return band.grade
    return None
