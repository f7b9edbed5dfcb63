"""What the entries of a sheet come to, in the reader's language: beside the cells, in receipts, for the checker.

The figures are those of ``exams.breakdown`` and ``exams.choices``; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.breakdown import Amount, Delayed, Deviated, ItemLine, breakdown
from assess.exams.choices import choice_faults, taken_of
from assess.exams.form import FormPart
from assess.exams.scores import Entry
from assess.i18n import N_
from assess.i18n.formats import format_score
from assess.standards.model import Choice, MeasureItem, Task, TimeItem
from assess.web.cells import signed, tolerance
from assess.web.locale import _, current_locale

DRAWN: Mapping[str, str] = {
    "by-lot": N_("drawn by lot"),
    "by-candidate": N_("chosen by the candidate"),
    "by-office": N_("chosen by the office"),
}


def elective(part: FormPart, task: Task) -> str:
    """How many tasks of the choice are taken, of how many, and who chooses; empty for a compulsory task."""
    choice = next((choice for choice in part.choices if choice.id == task.choice), None)
    if choice is None:
        return ""
    return _("elective, %(take)s of %(all)s (%(drawn)s)", take=choice.take, all=len(_of(part, choice)),
             drawn=_(DRAWN[choice.drawn]))


def told(part: FormPart, entries: Mapping[str, Entry], task_id: str = "") -> dict[str, str]:
    """What measured values, used times and choices come to so far, by key of the item and id of the choice.

    An item without a value has an empty text. ``task_id`` asks for what an entry in that task changes.
    """
    measured = {task.id for task in part.tasks if task_id in ("", task.id)
                and any(isinstance(item, (MeasureItem, TimeItem)) for item in task.items)}
    found = {
        f"{line.task.id}.{item.item.id}": item_told(item)
        for line in (breakdown(part, entries).tasks if measured else ()) if line.task.id in measured
        for item in line.items if isinstance(item.item, (MeasureItem, TimeItem))
    }
    named = {task.choice for task in part.tasks if task_id in ("", task.id)}
    return found | {choice.id: choice_told(part, choice, entries) for choice in part.choices if choice.id in named}


def item_told(line: ItemLine) -> str:
    """How a measured value or a used time became points; empty before one is entered."""
    if line.zeroed:
        return _("A veto takes it: 0 points.")
    if line.score is None:
        return ""
    if line.deviated is not None:
        return _("%(steps)s: %(points)s points", steps=deviation_steps(line.deviated), points=figure(line.score))
    assert line.delayed is not None
    return _("%(steps)s: %(points)s points", steps=delay_steps(line.delayed), points=figure(line.score))


def deviation_steps(found: Deviated) -> str:
    """Deviation and the band that takes it."""
    deviation = signed(found.deviation)
    if found.band is None:
        return _("deviation %(deviation)s, outside every tolerance", deviation=deviation)
    return _("deviation %(deviation)s, within %(tolerance)s", deviation=deviation, tolerance=tolerance(found.band))


def delay_steps(found: Delayed) -> str:
    """Minutes over the limit and what they cost."""
    if not found.minutes:
        return _("%(over)s over the limit, nothing lost", over=found.over) if found.over != "0:00" \
            else _("within the limit")
    steps = _("%(over)s over the limit (minutes that count: %(minutes)s), −%(lost)s", over=found.over,
              minutes=found.minutes, lost=figure(found.lost))
    return _("%(steps)s (the most that can be lost)", steps=steps) if found.capped else steps


def choice_told(part: FormPart, choice: Choice, entries: Mapping[str, Entry]) -> str:
    """Which tasks of a choice are marked, and what to do when that is not as many as are to be taken."""
    taken = taken_of(part, choice, entries)
    names = " + ".join(task.name.in_locale(current_locale()) for task in taken)
    if len(taken) > choice.take:
        return _("%(tasks)s are marked, only %(take)s may be. Empty the cells of the task that was not examined.",
                 tasks=names, take=choice.take)
    if not taken:
        return _("No task is marked yet, %(take)s must be.", take=choice.take)
    if len(taken) < choice.take:
        return _("%(tasks)s: %(taken)s of %(take)s tasks are marked.", tasks=names, taken=len(taken), take=choice.take)
    return _("Marked: %(tasks)s", tasks=names)


def open_choices(part: FormPart, entries: Mapping[str, Entry]) -> list[tuple[Choice, Task, str]]:
    """The choices that keep a sheet from being signed: each with the task to look at first, and what to do."""
    return [
        (fault.choice, (fault.taken or _of(part, fault.choice))[0], choice_told(part, fault.choice, entries))
        for fault in choice_faults(part, entries)
    ]


def figure(amount: Amount) -> str:
    """The amount in the reader's notation."""
    return format_score(amount.shown, current_locale())


def _of(part: FormPart, choice: Choice) -> tuple[Task, ...]:
    return tuple(task for task in part.tasks if task.choice == choice.id)
