"""What one sheet adds up to, step by step, so that a second person can check the sums (核分) with a pencil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assess.exams.arithmetic import clock_text, exact_text, shown
from assess.exams.choices import taken_tasks
from assess.exams.form import FormPart
from assess.exams.measuring import measured, timed
from assess.exams.scores import Entry, item_score, running_total, vetoed, zeroed_items
from assess.standards.model import Deduction, DeductItem, Item, MeasureItem, Task, TimeItem, Tolerance, VetoItem


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
class Deviated:
    """How a measured value became points: value − nominal value = deviation, which ``band`` takes (None: no band)."""

    value: str
    nominal: str
    deviation: str
    """With its sign, ``+0.05``; ``0`` for the nominal value itself."""
    band: Tolerance | None


@dataclass(frozen=True)
class Delayed:
    """How a used time became a loss: used − limit = over, so many minutes count, each costs the item's loss.

    Times are ``m:ss`` or ``h:mm:ss``; ``lost`` is what really goes, the cap where the minutes would cost more.
    """

    used: str
    limit: str
    over: str
    minutes: int
    lost: Amount
    capped: bool


@dataclass(frozen=True)
class ItemLine:
    """One item: what was entered, how it became a score, and the score.

    ``score`` is None while something is missing, and of a veto. An item that a veto took (``zeroed``) keeps the score
    that it had, but does not count.
    """

    item: Item
    entry: Entry | None
    score: Amount | None
    losses: tuple[Loss, ...]
    deviated: Deviated | None = None
    delayed: Delayed | None = None
    zeroed: bool = False


@dataclass(frozen=True)
class TaskLine:
    """One task: its items, what they add up to, and what counts after a veto of the task, the part or the exam.

    ``taken`` is False for a task of a choice (选考) that was not marked; then nothing of it counts.
    """

    task: Task
    items: tuple[ItemLine, ...]
    earned: Amount
    counted: Amount
    vetoed: bool
    taken: bool


@dataclass(frozen=True)
class Breakdown:
    """One whole sheet; ``stopped`` when a veto took the whole part or exam."""

    tasks: tuple[TaskLine, ...]
    total: Amount
    stopped: bool


def breakdown(part: FormPart, entries: Mapping[str, Entry]) -> Breakdown:
    """The sums of one sheet."""
    taken, nothing = taken_tasks(part, entries), zeroed_items(part, entries)
    tasks = tuple(_task(task, entries, nothing, taken=task in taken) for task in part.tasks)
    stopped = any(vetoed(task, entries, effect) for task in part.tasks for effect in ("part", "exam"))
    return Breakdown(tasks, _amount(running_total(part, entries)), stopped)


def _task(task: Task, entries: Mapping[str, Entry], nothing: frozenset[str], *, taken: bool) -> TaskLine:
    keys = [f"{task.id}.{item.id}" for item in task.items]
    scores = [item_score(task, item, entries) for item in task.items]
    earned = sum((score for key, score in zip(keys, scores, strict=True) if score is not None and key not in nothing),
                 Fraction(0))
    stopped = any(vetoed(task, entries, effect) for effect in ("task", "part", "exam"))
    lines = tuple(_item(key, item, score, entries, zeroed=key in nothing)
                  for key, item, score in zip(keys, task.items, scores, strict=True))
    return TaskLine(task, lines, _amount(earned), _amount(Fraction(0) if stopped else earned), stopped, taken)


def _item(key: str, item: Item, score: Fraction | None, entries: Mapping[str, Entry], *, zeroed: bool) -> ItemLine:
    entry = entries.get(key)
    worth = None if score is None or isinstance(item, VetoItem) else _amount(score)
    losses: tuple[Loss, ...] = ()
    if isinstance(item, DeductItem):
        losses = tuple(_loss(deduction, entries.get(f"{key}.{deduction.id}")) for deduction in item.deductions)
    deviated = _deviated(item, entry) if isinstance(item, MeasureItem) and entry is not None else None
    delayed = _delayed(item, entry) if isinstance(item, TimeItem) and entry is not None else None
    return ItemLine(item, entry, worth, losses, deviated, delayed, zeroed)


def _loss(deduction: Deduction, entry: Entry | None) -> Loss:
    if entry is None:
        return Loss(deduction, "", _amount(Fraction(0)), False)
    lost = Fraction(deduction.amount) * Fraction(entry.value)
    capped = deduction.cap is not None and lost > Fraction(deduction.cap)
    return Loss(deduction, entry.value, _amount(Fraction(deduction.cap or 0) if capped else lost), capped)


def _deviated(item: MeasureItem, entry: Entry) -> Deviated:
    found = measured(item, Fraction(entry.value))
    sign = "+" if found.deviation > 0 else ""
    return Deviated(entry.value, exact_text(Fraction(item.nominal)), sign + exact_text(found.deviation), found.band)


def _delayed(item: TimeItem, entry: Entry) -> Delayed:
    found = timed(item, int(entry.value))
    return Delayed(clock_text(found.seconds), clock_text(item.limit * 60), clock_text(found.over), found.minutes,
                   _amount(found.lost), found.capped)


def _amount(value: Fraction) -> Amount:
    exact = exact_text(value)
    return Amount(exact, shown(value, decimals=2) if "/" in exact else exact)
