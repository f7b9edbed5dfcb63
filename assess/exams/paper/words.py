"""The words of a score sheet in one language: headings, what an exam asks, how an item is scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from assess.exams.arithmetic import clock_text, exact_text
from assess.exams.form import ExamForm, FormPart
from assess.exams.level_names import LEVEL_NAMES
from assess.exams.paper.setting import Setting
from assess.i18n import N_, gettext_in
from assess.i18n.formats import format_score
from assess.i18n.text import Text
from assess.standards.model import Band, Choice, Deduction, MeasureItem, Part, Task, TimeItem, Tolerance, VetoItem

DRAWN: Mapping[str, str] = {
    "by-lot": N_("drawn by lot"),
    "by-candidate": N_("chosen by the candidate"),
    "by-office": N_("chosen by the office"),
}
COMBINED: Mapping[str, str] = {
    "mean": N_("the mean of their marks counts"),
    "median": N_("the median of their marks counts"),
    "trimmed-mean": N_("the mean of their marks counts, without one highest and one lowest"),
}


class Words:
    """Texts for readers of one locale, all of them printable."""

    def __init__(self, locale: str, setting: Setting) -> None:
        self.locale = locale
        self._setting = setting

    def gettext(self, msgid: str, **params: object) -> str:
        """``msgid`` in the reader's language."""
        return gettext_in(self.locale, msgid, **params)

    def of(self, text: Text | str) -> str:
        """A text of the standard, or of a person, as it can be printed."""
        return self._setting.printable(text if isinstance(text, str) else text.in_locale(self.locale))

    def level(self, form: ExamForm) -> str:
        """What the level is called."""
        return self.gettext(LEVEL_NAMES[form.level])

    def title(self, form: ExamForm, part: FormPart) -> str:
        """The heading of the sheet, below the name of the standard."""
        return self.gettext("%(level)s · %(part)s · score sheet", level=self.level(form), part=self.of(part.part.name))

    def asked(self, part: Part) -> str:
        """Points, pass mark and minutes of a part."""
        asked = self.gettext("%(points)s points, passed from %(mark)s", points=self.plain(part.points),
                             mark=self.plain(part.pass_mark))
        return asked if part.minutes is None else f"{asked} · {self.minutes(part.minutes)}"

    def minutes(self, number: int) -> str:
        """A time that is given."""
        return self.gettext("%(minutes)s minutes", minutes=number)

    def points(self, number: Decimal) -> str:
        """Points with their word."""
        return self.gettext("%(points)s points", points=self.plain(number))

    def examiners(self, part: Part) -> str:
        """How many examiners of which qualification score a candidate, and how their marks become one."""
        asked = part.examiners
        found = self.gettext("%(count)s examiners or more", count=asked.minimum)
        if asked.odd:
            found += self.gettext(", odd")
        if asked.qualification == "senior-examiner":
            found += " · " + self.gettext("senior examiner")
        more = [] if asked.minimum == 1 else [self.gettext(COMBINED[part.combine])]
        return " · ".join([found, *more, *self._marking(part)])

    def _marking(self, part: Part) -> Iterator[str]:
        """What the part asks of the marking besides."""
        if part.near is not None:
            yield self.gettext("a further examiner when a total is less than %(near)s points from the pass mark",
                               near=self.plain(part.near))
        if part.blind:
            yield self.gettext("examiners see the seat, not the name")
        if part.calibration:
            yield self.gettext("a common example is marked before")

    def elective(self, choice: Choice, tasks: int) -> str:
        """How many of the tasks of a choice are taken, and who chooses."""
        return self.gettext("elective, %(take)s of %(all)s (%(drawn)s)", take=choice.take, all=tasks,
                            drawn=self.gettext(DRAWN[choice.drawn]))

    def deduction(self, fault: Deduction) -> str:
        """What one fault costs."""
        if fault.cap is None:
            return self.gettext("−%(amount)s each time", amount=self.plain(fault.amount))
        return self.gettext("−%(amount)s each time, at most −%(cap)s", amount=self.plain(fault.amount),
                            cap=self.plain(fault.cap))

    def bands(self, item: MeasureItem) -> list[str]:
        """The nominal value, and what each band of tolerance is worth, line by line."""
        unit = self.of(item.unit)
        nominal = self.gettext("nominal value %(nominal)s %(unit)s, step %(step)s", nominal=self.signed(item.nominal),
                               unit=unit, step=self.plain(item.step))
        bands = (self._band(item, band, unit) for band in item.bands)
        return [nominal, *bands, self.gettext("anything else: 0 points")]

    def _band(self, item: MeasureItem, band: Tolerance, unit: str) -> str:
        if band.lower == band.upper:
            return self.gettext("%(value)s %(unit)s exactly: %(points)s points", unit=unit,
                                value=self.signed(item.nominal + band.lower), points=self.plain(band.points))
        return self.gettext(
            "%(low)s to %(high)s %(unit)s (%(tolerance)s): %(points)s points",
            low=self.signed(item.nominal + band.lower), high=self.signed(item.nominal + band.upper), unit=unit,
            tolerance=self._tolerance(band), points=self.plain(band.points),
        )

    def _tolerance(self, band: Tolerance) -> str:
        if band.lower == -band.upper:
            return f"±{self.plain(band.upper)}"
        return f"{self.signed(band.lower, plus=True)}/{self.signed(band.upper, plus=True)}"

    def time(self, item: TimeItem) -> list[str]:
        """The limit and what every minute over it costs."""
        limit = self.gettext("up to %(limit)s: %(points)s points", limit=clock_text(item.limit * 60),
                             points=self.plain(item.max))
        if item.counts == "started":
            loss = self.gettext("then −%(loss)s for every started minute", loss=self.plain(item.loss))
        else:
            loss = self.gettext("then −%(loss)s for every full minute", loss=self.plain(item.loss))
        if item.cap is not None:
            loss = self.gettext("%(rule)s, at most −%(cap)s", rule=loss, cap=self.plain(item.cap))
        return [limit, loss]

    def veto(self, task: Task, item: VetoItem) -> str:
        """What a veto does when it occurs."""
        match item.effect:
            case "item":
                zeroed = next(one.text for one in task.items if one.id == item.of)
                return self.gettext("When it occurs, “%(item)s” counts 0.", item=self.of(zeroed))
            case "task":
                return self.gettext("When it occurs, this task counts 0.")
            case "part":
                return self.gettext("When it occurs, this part counts 0.")
        return self.gettext("When it occurs, the exam is failed.")

    def grade(self, band: Band) -> str:
        """Which grade a band of scores leads to."""
        grade = self.gettext(LEVEL_NAMES[band.grade]) if band.grade else self.gettext("no grade")
        if band.below is None:
            return self.gettext("from %(low)s: %(grade)s", low=self.plain(band.at_least), grade=grade)
        return self.gettext("from %(low)s to below %(high)s: %(grade)s", low=self.plain(band.at_least),
                            high=self.plain(band.below), grade=grade)

    def plain(self, number: Decimal) -> str:
        """An exact number in the reader's notation."""
        return format_score(exact_text(Fraction(number)), self.locale)

    def signed(self, number: Decimal, *, plus: bool = False) -> str:
        """A number that may be below 0, with a minus as wide as a plus."""
        sign = "−" if number < 0 else "+" if plus and number > 0 else ""
        return sign + self.plain(abs(number))
