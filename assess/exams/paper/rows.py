"""What stands in the rows of a score sheet, before anything is measured: one row for each item of the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assess.exams.form import FormPart
from assess.exams.paper.setting import BLANK, CIRCLED, FILL, TICK, WIDE_LEADING, Paragraph
from assess.exams.paper.words import Words
from assess.standards.model import (
    CheckItem,
    DeductItem,
    Item,
    JudgeItem,
    MeasureItem,
    PointsItem,
    Task,
    TimeItem,
    VetoItem,
)

NOTHING = "—"
_SMALL = 8.5


@dataclass(frozen=True)
class Section:
    """One cell of the column 评分标准; ``wide`` ones take the column 扣分 too, where nothing is deducted."""

    paragraphs: tuple[Paragraph, ...]
    wide: bool = False


@dataclass(frozen=True)
class Row:
    """One item: its number, what is examined, full points, how it is scored."""

    number: str
    content: tuple[Paragraph, ...]
    worth: str
    sections: tuple[Section, ...]
    score: str = ""
    """What stands in the column 得分 already: a dash where no points are given."""


def rows_of(part: FormPart, task: Task, number: int, words: Words) -> list[Row]:
    """The rows of a task; items are numbered through, as 3.1, 3.2 …"""
    return [_row(part, task, item, f"{number}.{place}", words) for place, item in enumerate(task.items, 1)]


def _row(part: FormPart, task: Task, item: Item, number: str, words: Words) -> Row:
    content = (Paragraph(words.of(item.text)),)
    criterion = (Paragraph(words.of(item.criterion)),) if item.criterion else ()
    if isinstance(item, VetoItem):
        marked = (Paragraph(words.gettext("Veto"), "title"), *content)
        return Row(number, marked, NOTHING, (_veto(task, item, criterion, words),), NOTHING)
    return Row(number, content, words.plain(item.max), tuple(_sections(part, item, criterion, words)))


def _sections(part: FormPart, item: Item, criterion: tuple[Paragraph, ...], words: Words) -> Iterator[Section]:
    """How an item with points is scored, each kind in its way."""
    match item:
        case PointsItem():
            step = words.gettext("0–%(max)s, step %(unit)s", max=words.plain(item.max),
                                 unit=words.plain(item.unit or part.unit))
            yield Section((*criterion, _small(step)))
        case CheckItem():
            yield Section((*criterion, *_check(item, words)))
        case DeductItem():
            yield from _deductions(item, criterion, words)
        case MeasureItem():
            measured = words.gettext("Measured value: %(blank)s %(unit)s", blank=FILL, unit=words.of(item.unit))
            yield Section((*criterion, *map(_small, words.bands(item))), wide=True)
            yield Section((Paragraph(measured),))
        case TimeItem():
            used = words.gettext("Time used: %(blank)s min %(blank)s s", blank=BLANK).replace(" ", "\u00a0")
            yield Section((*criterion, *map(_small, words.time(item))), wide=True)
            yield Section((Paragraph(used),))
        case JudgeItem():
            yield Section((*criterion, *_judged(item, words)), wide=True)


def _check(item: CheckItem, words: Words) -> tuple[Paragraph, ...]:
    yes = words.gettext("√ fulfilled: %(points)s points", points=words.plain(item.max))
    no = words.gettext("× not fulfilled: 0 points")
    return tuple(Paragraph(_ticked(choice), leading=WIDE_LEADING) for choice in (yes, no))


def _deductions(item: DeductItem, criterion: tuple[Paragraph, ...], words: Words) -> Iterator[Section]:
    """The criterion across, then every fault with what it costs, room for how often, and its own cell 扣分."""
    if criterion:
        yield Section(criterion, wide=True)
    for fault in item.deductions:
        times = words.gettext("times: %(blank)s", blank=BLANK).replace(" ", "\u00a0")
        costs = f"{words.deduction(fault)}  {times}"
        yield Section((Paragraph(words.of(fault.text)), _small(costs)))


def _judged(item: JudgeItem, words: Words) -> Iterator[Paragraph]:
    yield _small(words.gettext("Circle one; points = %(max)s × mark ÷ 3", max=words.plain(item.max)))
    for circle, text in zip(CIRCLED, item.descriptors, strict=True):
        yield Paragraph(f"{circle}\u00a0{words.of(text)}", leading=WIDE_LEADING)


def _veto(task: Task, item: VetoItem, criterion: tuple[Paragraph, ...], words: Words) -> Section:
    effect, occurred = words.veto(task, item), _ticked(words.gettext("It occurred"))
    reason = words.gettext("%(name)s: %(value)s", name=words.gettext("Reason"), value=FILL)
    line = Paragraph(f"{occurred}  {reason}", leading=WIDE_LEADING)
    return Section((*criterion, _small(effect), line), wide=True)


def _ticked(text: str) -> str:
    return f"{TICK}\u00a0{text}".replace(" ", "\u00a0")


def _small(text: str) -> Paragraph:
    return Paragraph(text, size=_SMALL)
