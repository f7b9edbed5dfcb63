"""What a candidate learns from an exam: points earned and possible, function by function, and what was missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.exams.agreement import Agreement
from assess.exams.form import FormPart
from assess.exams.result import PartResult
from assess.figures.marks import scored_items
from assess.i18n.text import Text
from assess.standards.model import Item, JudgeItem, Task, VetoItem


@dataclass(frozen=True)
class Missing:
    """An item that did not earn its full points, or a veto that occurred (then ``lost`` is None)."""

    task: Text
    item: Text
    lost: Fraction | None
    possible: Fraction
    asked: Text | None
    """What would have earned them: the criterion, of a judged item what its best step looks like."""


@dataclass(frozen=True)
class FunctionPoints:
    """The tasks of one function (职业功能); a task without a function stands for itself."""

    function: str
    """Its id; empty for a task without one."""
    task: Text | None
    """The name of that task."""
    earned: Fraction
    possible: Fraction
    missing: tuple[Missing, ...]
    """The greatest loss first, after vetoes."""


def feedback(part: FormPart, result: PartResult) -> tuple[FunctionPoints, ...]:
    """The points of each function in the order of the form; nothing where the part has no total.

    Points are those that count: a task that a veto took has earned none. A veto of the whole part or exam takes its
    points besides, and stands among what was missing.
    """
    agreement = result.agreement
    if result.total is None or agreement is None:
        return ()
    groups: dict[str, list[Task]] = {}
    for task in part.tasks:
        if task.id in agreement.taken:
            groups.setdefault(task.function or f".{task.id}", []).append(task)
    return tuple(_group(name, tasks, part, result, agreement) for name, tasks in groups.items())


def _group(name: str, tasks: Sequence[Task], part: FormPart, result: PartResult, agreement: Agreement) \
        -> FunctionPoints:
    values = {mark.key: mark.value for mark in agreement.marks}
    ids = {task.id for task in tasks}
    vetoes = [
        Missing(task.name, item.text, None, Fraction(task.points), item.criterion)
        for task in tasks for item in task.items
        if isinstance(item, VetoItem) and f"{task.id}.{item.id}" in agreement.vetoes
    ]
    short = [
        Missing(one.task.name, one.item.text, one.maximum - values[one.key], one.maximum, _asked(one.item))
        for one in scored_items(part)
        if one.task.id in ids and one.key in values and values[one.key] < one.maximum
    ]
    short.sort(key=lambda one: one.lost or Fraction(0), reverse=True)
    return FunctionPoints(
        function="" if name.startswith(".") else name,
        task=tasks[0].name if name.startswith(".") else None,
        earned=sum((result.tasks[task.id] for task in tasks), Fraction(0)),
        possible=sum((Fraction(task.points) for task in tasks), Fraction(0)),
        missing=(*vetoes, *short),
    )


def _asked(item: Item) -> Text | None:
    return item.descriptors[3] if isinstance(item, JudgeItem) else item.criterion
