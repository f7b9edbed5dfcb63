"""A candidate's points, function by function, and what was missing, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from assess.exams.arithmetic import rounded, shown
from assess.exams.result import PartResult
from assess.figures.chart import Bar, bars
from assess.figures.feedback import FunctionPoints, Missing, feedback
from assess.figures.marks import scored_items
from assess.i18n.formats import format_score
from assess.i18n.text import Text
from assess.operations.settling import OwnResult
from assess.web.locale import _, current_locale


@dataclass(frozen=True)
class Line:
    """One row: a function with its points, and what was missing in it, each as (what, how much, what was asked)."""

    name: str
    earned: str
    possible: str
    missing: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PartFeedback:
    """The chart of a part and the rows behind it."""

    chart: Markup
    lines: tuple[Line, ...]


def part_feedback(exam: OwnResult, part: PartResult) -> PartFeedback | None:
    """The feedback on one part; None where it has no total, or is one score that tells no more than itself."""
    form_part = exam.form.part(part.part)
    groups = feedback(form_part, part)
    if not groups or len(scored_items(form_part)) < 2:
        return None
    decimals = exam.form.arithmetic.decimals
    lines = tuple(_line(exam, one, decimals) for one in groups)
    rows = [
        Bar(line.name, ((rounded(one.earned / one.possible, 4) if one.possible else Decimal(0),
                         f"{line.earned}/{line.possible}"),))
        for one, line in zip(groups, lines, strict=True)
    ]
    title = _("Points in %(part)s", part=_in(form_part.part.name))
    return PartFeedback(Markup(bars(rows, [_("Earned")], title, Decimal(1))), lines)


def _line(exam: OwnResult, one: FunctionPoints, decimals: int) -> Line:
    known = exam.functions.get(one.function) or one.task
    return Line(
        name=_in(known) if known else one.function,
        earned=_points(one.earned, one.possible, decimals), possible=_points(one.possible, None, decimals),
        missing=tuple(_missing(item, decimals) for item in one.missing),
    )


def _missing(one: Missing, decimals: int) -> tuple[str, str, str]:
    asked = _in(one.asked) if one.asked else ""
    if one.lost is None:
        return _in(one.item), _("a fault that takes points away, whatever else was done"), asked
    earned = _points(one.possible - one.lost, one.possible, decimals)
    return _in(one.item), _("%(earned)s of %(possible)s points", earned=earned,
                            possible=_points(one.possible, None, decimals)), asked


def _points(value: Fraction, full: Fraction | None, decimals: int) -> str:
    """Points for show: less than ``full`` never looks like it, and a whole number has no decimals."""
    text = shown(value, decimals=decimals, mark=full)
    return format_score(text.rstrip("0").rstrip(".") if "." in text else text, current_locale())


def _in(text: Text) -> str:
    return text.in_locale(current_locale())
