"""How examiners differ on a common example, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assess.exams.arithmetic import exact_text, shown
from assess.exams.form import FormPart
from assess.exams.scores import entry_text
from assess.figures.calibration import ItemDifference
from assess.figures.figure import Figure, Undefined
from assess.i18n import N_
from assess.i18n.formats import format_score
from assess.operations.calibrating import Compared
from assess.standards.model import JudgeItem, VetoItem
from assess.web.locale import _, current_locale

BEYOND: Mapping[str, str] = {
    "spread": N_("The judgements lie further apart than the standard allows."),
    "distance": N_("The marks lie further apart than the standard allows."),
    "veto": N_("Not all examiners saw the veto."),
    "missing": N_("Not all examiners entered a mark."),
}


class Line(NamedTuple):
    """One row of the table: what is examined, what each examiner gave, how far they are apart, what that means."""

    task: str
    item: str
    values: list[str]
    apart: str
    beyond: str


class CompareWords:
    """Says the differences on one example."""

    def __init__(self, part: FormPart, compared: Compared) -> None:
        self.part, self.figures, self.names = part, compared.figures, compared.names

    @property
    def examiners(self) -> list[str]:
        """The names, in the order of the columns."""
        return [self.names[one] for one in self.figures.examiners]

    def lines(self) -> Iterator[Line]:
        """The items in the order of the form."""
        language = current_locale()
        for one in self.figures.items:
            yield Line(one.task.name.in_locale(language), one.item.text.in_locale(language),
                       [self._value(one, place) for place in range(len(self.figures.examiners))], self._apart(one),
                       _(BEYOND[one.beyond]) if one.beyond else "")

    def beyond(self) -> int:
        """How many items are beyond what the standard allows."""
        return sum(bool(one.beyond) for one in self.figures.items)

    def choices(self) -> list[str]:
        """The names of choices of which not all marked the same tasks."""
        return [choice.name.in_locale(current_locale()) for choice in self.part.choices
                if choice.id in self.figures.choices]

    def totals(self) -> list[str]:
        """The total of each examiner."""
        return [_number(shown(total, decimals=1)) for total in self.figures.totals]

    def apart(self) -> str:
        """How far the totals are apart."""
        return _number(shown(self.figures.apart, decimals=1))

    def same(self) -> str:
        """The share of items on which all gave the same points."""
        return _percent(self.figures.same)

    def pairs(self) -> list[tuple[str, str]]:
        """The same share for every two examiners."""
        return [(" · ".join(self.names[one] for one in two), _percent(share)) for two, share in self.figures.pairs]

    def _value(self, one: ItemDifference, place: int) -> str:
        value = one.values[place]
        if isinstance(one.item, VetoItem):
            return _("It occurred") if value else _("did not occur")
        if value is None:
            return "–"
        points = _number(exact_text(value))
        if not one.read[place]:
            return points
        field = self.part.field(f"{one.task.id}.{one.item.id}")
        return _("%(text)s (%(more)s)", text=_number(entry_text(field, one.read[place])),
                 more=_("%(points)s points", points=points))

    @staticmethod
    def _apart(one: ItemDifference) -> str:
        if one.apart is None or isinstance(one.item, VetoItem):
            return "–"
        text = _number(exact_text(one.apart))
        return _("%(steps)s steps", steps=text) if isinstance(one.item, JudgeItem) else text


def _percent(figure: Figure) -> str:
    return _("too few to say") if isinstance(figure, Undefined) else f"{_number(shown(figure * 100, decimals=0))} %"


def _number(text: str) -> str:
    return format_score(text, current_locale())
