"""Which grade scores lead to. Only the five levels 初级工 … 高级技师 may come out of an exam.

学徒工 is the enterprise's decision, 特级技师 and 首席技师 come by review and appointment (人社部发〔2022〕14号); the type
of the answer makes anything else impossible here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from assess.exams.form import ExamForm
from assess.standards.model import Band, Level


def grade_from_scores(form: ExamForm, totals: Mapping[str, Fraction]) -> Level | None:
    """The grade of a candidate who passed every part; None when the band reached carries no grade.

    ``per_level``: the level that was sat. ``bands``: the half-open band [from, to) that the exact total of the
    grading's part falls into.
    """
    if form.grading.kind == "per_level":
        return form.level
    part = form.grading.part or form.parts[-1].part.id
    return band_of(totals[part], form.grading.bands)


def band_of(total: Fraction, bands: Sequence[Band]) -> Level | None:
    """The grade of the half-open band that ``total`` falls into; a band without ``to`` has no upper end."""
    for band in bands:
        if Fraction(band.at_least) <= total and (band.below is None or total < Fraction(band.below)):
            return band.grade
    return None
