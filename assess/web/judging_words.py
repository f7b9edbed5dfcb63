"""Figures of judging in a reader's words: numbers rounded for show, reasons in place of missing ones, charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from assess.exams.arithmetic import rounded
from assess.exams.form import FormPart
from assess.figures.chart import Bar, bars, key
from assess.figures.decisions import Decision, Flip, Scenario
from assess.figures.examiners import Agreeing, Severity
from assess.figures.figure import Count, Figure, Undefined
from assess.figures.judging import PartJudging
from assess.figures.ranges import Point, ranges, scale
from assess.i18n import N_
from assess.i18n.formats import format_score
from assess.operations.judging import JudgingView
from assess.web.level_names import LEVEL_NAMES
from assess.web.locale import _, current_locale

REASONS: Mapping[Undefined, str] = {
    Undefined.TOO_FEW: N_("too few to say"),
    Undefined.ALL_EQUAL: N_("all the same"),
    Undefined.NOT_LINKED: N_("no shared candidates"),
    Undefined.HIDDEN: N_("hidden"),
}
MODELS: Mapping[str, str] = {
    "fitted": N_("Severity in logits comes from the many-facet Rasch model, which takes into account how hard each "
                 "item and how strong each candidate is. Above 0 is severe."),
    "not_installed": N_("The many-facet Rasch model is not installed here, so there are no severities in logits."),
    "failed": N_("The many-facet Rasch model could not be fitted to these marks."),
    "too_few": N_("The many-facet Rasch model needs at least two examiners, three candidates and two judged items."),
    "not_linked": N_("The many-facet Rasch model cannot compare examiners who share no candidates."),
    "all_equal": N_("The many-facet Rasch model cannot be fitted: all marks are the same."),
}
QUESTIONS: Mapping[str, str] = {
    "evened": N_("All examiners equally severe"),
    "evened_low": N_("All equally severe, one standard error lower"),
    "evened_high": N_("All equally severe, one standard error higher"),
}


class Reader:
    """Says the figures of one view to one reader."""

    def __init__(self, view: JudgingView) -> None:
        self.view = view
        self._examiners: dict[str, int] = {}
        for part in view.figures.parts if view.figures else ():
            for one in part.severities:
                self._examiners.setdefault(one.examiner, len(self._examiners) + 1)

    def part(self, part: str) -> FormPart:
        """The part of the form."""
        return self.view.form.part(part)

    def examiner(self, examiner: str) -> str:
        """The examiner's name, or a number for a reader who may not see persons."""
        name = self.view.examiners.get(examiner)
        return name or _("Examiner %(number)s", number=self._examiners.get(examiner, 0))

    def group(self, examiners: Sequence[str]) -> str:
        """Two examiners or a panel."""
        return " · ".join(map(self.examiner, examiners))

    def item(self, part: str, item: str) -> str:
        """What is examined in an item, by its key ``task.item``."""
        for task in self.part(part).tasks:
            for one in task.items:
                if f"{task.id}.{one.id}" == item:
                    return one.text.in_locale(current_locale())
        return item

    def count(self, number: Count) -> str:
        """A count, or why it is not shown."""
        return _(REASONS[number]) if isinstance(number, Undefined) else str(number)

    def number(self, figure: Figure | None, places: int = 2, signed: bool = False) -> str:
        """A figure, or why there is none."""
        if figure is None:
            return "–"
        if isinstance(figure, Undefined):
            return _(REASONS[figure])
        value = rounded(figure, places)
        sign = "+" if signed and value > 0 else ""
        return sign + format_score(f"{value:f}", current_locale()).replace("-", "−")

    def percent(self, figure: Figure) -> str:
        """A share in whole percent, or why there is none."""
        return self.number(figure * 100 if isinstance(figure, Fraction) else figure, 0) + (
            "" if isinstance(figure, Undefined) else " %")

    def model(self, part: PartJudging) -> str:
        """What became of the many-facet Rasch model."""
        return _(MODELS[part.model])

    def question(self, one: Scenario) -> str:
        """What was asked."""
        if one.question == "without":
            return _("Without %(examiner)s in %(part)s", examiner=self.examiner(one.examiner),
                     part=self.part(one.part).part.name.in_locale(current_locale()))
        return _(QUESTIONS[one.question])

    def flip(self, one: Flip) -> str:
        """Whose decision would change, from what to what."""
        seat = self.view.seats.get(one.candidate)
        who = _("seat %(seat)s %(name)s", seat=seat.number, name=seat.name) if seat else ""
        return _("%(who)s: %(before)s → %(after)s", who=who, before=self._decision(one.before),
                 after=self._decision(one.after))

    def _decision(self, one: Decision) -> str:
        if one.open:
            return _("to be examined further")
        grade = _(LEVEL_NAMES[one.grade]) if one.grade else _("not passed")
        return _("%(grade)s with the partner's paper", grade=grade) if one.awards else grade

    def agreement_chart(self, part: PartJudging) -> Markup:
        """Exact agreement and weighted kappa of every pair and panel."""
        rows = [Bar(self._bar_name(self.group(one.examiners), one.kappa),
                    (self._share(one.exact, percent=True), self._share(one.kappa))) for one in self.groups(part)]
        return Markup(bars(rows, self._agreement(), _("Agreement of examiners"), Decimal(1)))

    def agreement_legend(self) -> Markup:
        """Which bar is which."""
        return Markup(key(self._agreement()))

    def severity_chart(self, part: PartJudging) -> Markup:
        """The mean deviation of every examiner with its standard error, in points."""
        rows = [self._point(self.examiner(one.examiner), one.deviation, one.error, self.deviation(one))
                for one in part.severities]
        return Markup(ranges(rows, _("Deviation from the panel"), scale(rows)))

    def difficulty_chart(self, part: PartJudging) -> Markup:
        """The share of its full points that each item earned."""
        rows = [Bar(self._bar_name(self.item(part.part, one.key), one.difficulty),
                    (self._share(one.difficulty, percent=True),)) for one in part.items]
        return Markup(bars(rows, [_("Difficulty")], _("Difficulty of the items"), Decimal(1)))

    def discrimination_chart(self, part: PartJudging) -> Markup:
        """How each item goes with the rest, from −1 to 1."""
        rows = [self._point(self.item(part.part, one.key), one.discrimination, None, self.number(one.discrimination))
                for one in part.items]
        return Markup(ranges(rows, _("Discrimination of the items"), Decimal(1)))

    def deviation(self, one: Severity) -> str:
        """The mean deviation in points with its standard error."""
        value = self.number(one.deviation, signed=True)
        return f"{value} ± {self.number(one.error)}" if isinstance(one.error, Fraction) else value

    def logit(self, one: Severity) -> str:
        """The severity by the many-facet Rasch model with its standard error."""
        value = self.number(one.logit, signed=True)
        return f"{value} ± {self.number(one.logit_error)}" if isinstance(one.logit_error, Fraction) else value

    @staticmethod
    def _agreement() -> list[str]:
        return [_("Same points"), _("Weighted kappa")]

    @staticmethod
    def groups(part: PartJudging) -> tuple[Agreeing, ...]:
        """Panels first, then pairs."""
        return (*part.panels, *part.pairs)

    def _bar_name(self, name: str, figure: Figure) -> str:
        """The name of a bar, with the reason where there is none."""
        return _("%(text)s (%(more)s)", text=name, more=self.number(figure)) if isinstance(figure, Undefined) else name

    def _share(self, figure: Figure, percent: bool = False) -> tuple[Decimal, str] | None:
        if isinstance(figure, Undefined):
            return None
        return max(rounded(figure, 4), Decimal(0)), self.percent(figure) if percent else self.number(figure)

    def _point(self, name: str, value: Figure, reach: Figure | None, text: str) -> Point:
        return Point(name, rounded(value, 4) if isinstance(value, Fraction) else None,
                     rounded(reach, 4) if isinstance(reach, Fraction) else None, text)
