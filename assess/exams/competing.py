"""Places the results of a competition: what counts into the total, and the result with its place in it.

The total is the exact sum of the points of the exam's own parts, as the standard gives them; parts that only a partner
asks for do not count. Who lacks the points of one of them (absent, late, withdrawn, void), was not admitted to one, or
was stopped by a breach or a veto of the whole exam has no place. A part that was not passed does not take the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from assess.exams.arithmetic import added
from assess.exams.awards import decide_award
from assess.exams.form import ExamForm
from assess.exams.placings import Competitor, Placing, Reached
from assess.exams.result import Result
from assess.exams.rules import Place

_OUT = frozenset({"veto_exam", "void_exam", "not_admitted"})


def reached(form: ExamForm, result: Result) -> Reached:
    """What a result that has no place yet says for one."""
    own = [part for part, asked in zip(result.parts, form.parts, strict=True) if asked.part.award is None]
    totals = [part.total for part in own if part.total is not None and not _OUT & set(part.reasons)]
    total = added(totals) if own and len(totals) == len(own) else None
    return Reached(total, bool(own) and all(part.passed for part in own), result.grade)


def placed(form: ExamForm, results: Mapping[int, Result], competitors: Mapping[int, Competitor], place: Place) \
        -> dict[int, Result]:
    """The results with their places, each ranked among the others of its group; who is no competitor stays as is."""
    found = {key: reached(form, results[key]) for key in competitors if key in results}
    totals: dict[str, dict[int, Fraction]] = {}
    for key, one in found.items():
        if one.total is not None:
            totals.setdefault(competitors[key].group, {})[key] = one.total
    return dict(results) | {
        key: with_placing(form, results[key], place(form.promotions, competitors[key], one, (
            total for other, total in totals.get(competitors[key].group, {}).items() if other != key)))
        for key, one in found.items()
    }


def with_placing(form: ExamForm, result: Result, placing: Placing) -> Result:
    """The result with the grade of its place, and with what partners say of that grade."""
    passed = {part.part: part.passed for part in result.parts}
    totals = {part.part: part.total for part in result.parts if part.total is not None}
    awards = tuple(decide_award(form, award, placing.grade, passed, totals) for award in form.awards)
    return replace(result, grade=placing.grade, awards=awards, placing=placing)
