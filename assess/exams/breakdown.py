"""What one sheet adds up to, step by step, so that a second person can check the sums (核分) with a pencil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assess.exams.arithmetic import exact_text, shown
from assess.exams.form import FormPart
from assess.exams.scores import Entry, item_score, running_total, vetoed
from assess.standards.model import Deduction, DeductItem, Item, Task, VetoItem


@dataclass(frozen=True)
class Amount:
    """An exact number (``7.5``, ``20/3``), and as a reader sees it: a fraction without end rounded to hundredths."""

    exact: str
    shown: str


@dataclass(frozen=True)
class Loss:
    """What one kind of fault took off an item: ``count`` times its amount, or its cap where that is less."""

    deduction: Deduction
    count: str
    """Empty: nobody entered it yet."""
    lost: Amount
    capped: bool


@dataclass(frozen=True)
class ItemLine:
    """One item: what was entered, what it is worth (None while something is missing, and of a veto), the losses."""

    item: Item
    entry: Entry | None
    score: Amount | None
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class TaskLine:
    """One task: its items, what they add up to, and what counts after a veto."""

    task: Task
    items: tuple[ItemLine, ...]
    earned: Amount
    counted: Amount
    vetoed: bool


@dataclass(frozen=True)
class Breakdown:
    """One whole sheet; ``stopped`` when a veto took the whole part or exam."""

    tasks: tuple[TaskLine, ...]
    total: Amount
    stopped: bool


def breakdown(part: FormPart, entries: Mapping[str, Entry]) -> Breakdown:
    """The sums of one sheet."""
    tasks = tuple(_task(task, entries) for task in part.tasks)
    stopped = any(vetoed(task, entries, effect) for task in part.tasks for effect in ("part", "exam"))
    return Breakdown(tasks, _amount(running_total(part, entries)), stopped)


def _task(task: Task, entries: Mapping[str, Entry]) -> TaskLine:
    scores = [item_score(task, item, entries) for item in task.items]
    earned = sum((score for score in scores if score is not None), Fraction(0))
    stopped = any(vetoed(task, entries, effect) for effect in ("task", "part", "exam"))
    lines = tuple(_item(task, item, score, entries) for item, score in zip(task.items, scores, strict=True))
    return TaskLine(task, lines, _amount(earned), _amount(Fraction(0) if stopped else earned), stopped)


def _item(task: Task, item: Item, score: Fraction | None, entries: Mapping[str, Entry]) -> ItemLine:
    key = f"{task.id}.{item.id}"
    losses: tuple[Loss, ...] = ()
    if isinstance(item, DeductItem):
        losses = tuple(_loss(deduction, entries.get(f"{key}.{deduction.id}")) for deduction in item.deductions)
    worth = None if score is None or isinstance(item, VetoItem) else _amount(score)
    return ItemLine(item, entries.get(key), worth, losses)


def _loss(deduction: Deduction, entry: Entry | None) -> Loss:
    if entry is None:
        return Loss(deduction, "", _amount(Fraction(0)), False)
    lost = Fraction(deduction.amount) * Fraction(entry.value)
    capped = deduction.cap is not None and lost > Fraction(deduction.cap)
    return Loss(deduction, entry.value, _amount(Fraction(deduction.cap or 0) if capped else lost), capped)


def _amount(value: Fraction) -> Amount:
    exact = exact_text(value)
    return Amount(exact, shown(value, decimals=2) if "/" in exact else exact)
