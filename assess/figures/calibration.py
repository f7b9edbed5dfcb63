"""How examiners differ on a common example that all of them marked: item by item, and beyond what the standard allows.

One candidate is too few for kappa or an intraclass correlation: what can be said is who gave the same points, and how
far apart the others are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.exams.agreement import agree
from assess.exams.choices import taken_tasks
from assess.exams.form import FormPart
from assess.exams.result import PartInput, PartState
from assess.exams.scores import ScoreSheet, item_score, running_total
from assess.figures.coefficients import exact_agreement
from assess.figures.examiners import pairs
from assess.figures.figure import Figure
from assess.figures.marks import marks_of
from assess.standards.model import Item, JudgeItem, MeasureItem, Task, TimeItem, VetoItem


@dataclass(frozen=True)
class ItemDifference:
    """One item as each examiner marked it, in the order of the examiners."""

    task: Task
    item: Item
    values: tuple[Fraction | None, ...]
    """Points; of a judged item the step, of a veto 1 where it was seen; None: nothing was entered."""
    read: tuple[str, ...]
    """What each read off an instrument – a measured value, a time – in canonical form; empty for other items."""
    apart: Fraction | None
    """From the lowest to the highest; None while fewer than two entered something."""
    beyond: str
    """The rule of the standard that they are beyond – ``spread``, ``distance``, ``veto``, ``missing`` – or empty."""


@dataclass(frozen=True)
class Differences:
    """Everything that two or more examiners' sheets of the same example tell."""

    examiners: tuple[str, ...]
    items: tuple[ItemDifference, ...]
    choices: tuple[str, ...]
    """The ids of choices of which they did not mark the same tasks."""
    totals: tuple[Fraction, ...]
    apart: Fraction
    """Between the lowest and the highest total."""
    same: Figure
    """The share of items that earn points on which all gave the same."""
    pairs: tuple[tuple[tuple[str, ...], Figure], ...]
    """The same share for every two of them; empty where there are but two."""


def differences(part: FormPart, sheets: Sequence[ScoreSheet]) -> Differences | None:
    """How the sheets of one example differ, the examiners in the order of their ids; None of fewer than two."""
    if len(sheets) < 2:
        return None
    ordered = sorted(sheets, key=lambda sheet: sheet.examiner)
    reasons = {one.key: one.reason for one in agree(part, ordered).open}
    taken = {task.id for sheet in ordered for task in taken_tasks(part, sheet.entries)}
    marks = marks_of(part, {0: PartInput(PartState.SCORED, ordered)})
    totals = tuple(running_total(part, sheet.entries) for sheet in ordered)
    (example,) = marks.candidates
    return Differences(
        examiners=tuple(sheet.examiner for sheet in ordered),
        items=tuple(_item(task, item, ordered, reasons) for task in part.tasks if task.id in taken
                    for item in task.items),
        choices=tuple(choice.id for choice in part.choices if choice.id in reasons),
        totals=totals, apart=max(totals) - min(totals),
        same=exact_agreement([[given[item.key] for given in example.by_examiner.values()]
                              for item in marks.items if item.key in example.common]),
        pairs=tuple((two.examiners, two.exact) for two in pairs(marks)) if len(ordered) > 2 else (),
    )


def _item(task: Task, item: Item, sheets: Sequence[ScoreSheet], reasons: dict[str, str]) -> ItemDifference:
    values = tuple(_value(task, item, sheet) for sheet in sheets)
    known = [value for value in values if value is not None]
    read = tuple(_read(task, item, sheet) for sheet in sheets)
    return ItemDifference(task, item, values, read, max(known) - min(known) if len(known) > 1 else None,
                          reasons.get(f"{task.id}.{item.id}", ""))


def _read(task: Task, item: Item, sheet: ScoreSheet) -> str:
    entry = sheet.entries.get(f"{task.id}.{item.id}")
    return entry.value if entry and isinstance(item, (MeasureItem, TimeItem)) else ""


def _value(task: Task, item: Item, sheet: ScoreSheet) -> Fraction | None:
    entry = sheet.entries.get(f"{task.id}.{item.id}")
    if isinstance(item, VetoItem):
        return Fraction(entry.value) if entry else Fraction(0)
    if isinstance(item, JudgeItem):
        return Fraction(entry.value) if entry else None
    return item_score(task, item, sheet.entries)
