"""One examiner's sheet for one candidate and one part: what may be entered, what is missing, what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from assess.errors import BadInput
from assess.exams.arithmetic import (
    added,
    clock_text,
    exact,
    exact_text,
    fits_unit,
    read_number,
    read_seconds,
    read_signed,
)
from assess.exams.choices import taken_tasks
from assess.exams.form import Field, FormPart
from assess.exams.measuring import measured, timed
from assess.standards.model import CheckItem, DeductItem, Item, JudgeItem, MeasureItem, PointsItem, Task, TimeItem

LONGEST_NOTE = 500
_MOST_FAULTS = 999
_MOST_MEASURED = 999_999
_MOST_SECONDS = 999 * 3600 + 59 * 60 + 59


class SheetState(Enum):
    """``open`` (entering) → ``signed`` (by its examiner) → ``checked`` (by another person) → ``sealed``.

    Once signed a sheet is never open again. ``returned``: somebody gave it back with a reason; its examiner asks for an
    amendment or stands by it, and signs again.
    """

    OPEN = "open"
    RETURNED = "returned"
    SIGNED = "signed"
    CHECKED = "checked"
    SEALED = "sealed"


@dataclass(frozen=True)
class Entry:
    """What stands in one cell: the value as canonical text, and a note (the reason, for a veto).

    A measured value is kept as measured (``-0.05``), a time in whole seconds.
    """

    value: str
    note: str = ""


@dataclass(frozen=True)
class ScoreSheet:
    """The entries of one examiner, by field key; a key that is absent was not entered, which is not 0."""

    examiner: str
    entries: Mapping[str, Entry]
    digest: str = ""
    """SHA-256 under which the sheet was sealed; the result pins it."""
    further: bool = False
    """Whether a further examiner filled it in, who decides where the others disagree (``agreement``)."""


def read_entry(field: Field, text: str, note: str = "") -> Entry | None:
    """The entry a person typed, in canonical form, or None when the cell was emptied or a veto did not occur.

    Raises ``BadInput`` naming what the field takes: ``mark.not_a_number``, ``mark.out_of_range``, ``mark.not_in_unit``,
    ``mark.not_in_step`` (of the instrument), ``mark.not_a_time``, ``mark.reason_missing`` (a veto needs one),
    ``mark.note_too_long``.
    """
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise BadInput("mark.note_too_long", got=len(note), limit=LONGEST_NOTE)
    if not text.strip():
        return None
    if isinstance(field.item, MeasureItem):
        return Entry(_read_measured(field.item, text), note)
    if field.kind == "time":
        return Entry(_read_time(text), note)
    number = read_number(text)
    top = _MOST_FAULTS if field.maximum is None else field.maximum
    if number > top:
        raise BadInput("mark.out_of_range", got=text.strip(), lowest="0", highest=exact_text(Fraction(top)))
    if field.kind == "points" and not fits_unit(number, field.unit):
        raise BadInput("mark.not_in_unit", got=text.strip(), unit=exact_text(Fraction(field.unit)))
    if field.kind != "points" and number != number.to_integral_value():
        raise BadInput("mark.not_in_unit", got=text.strip(), unit="1")
    if field.kind == "veto" and not number:
        return None  # it did not occur: nothing is recorded, and an optional task stays left out
    if field.kind == "veto" and not note:
        raise BadInput("mark.reason_missing")
    return Entry(exact_text(Fraction(number)), note)


def entry_text(field: Field, value: str) -> str:
    """A kept value as a person writes and reads it: a time as ``m:ss``. ``read_entry`` reads it again."""
    return clock_text(int(value)) if field.kind == "time" and value else value


def _read_measured(item: MeasureItem, text: str) -> str:
    value = read_signed(text)
    if abs(value) > _MOST_MEASURED:
        raise BadInput("mark.out_of_range", got=text.strip(), lowest=f"-{_MOST_MEASURED}", highest=f"{_MOST_MEASURED}")
    if not fits_unit(value, item.step):
        raise BadInput("mark.not_in_step", got=text.strip(), step=exact_text(Fraction(item.step)), unit=item.unit)
    return exact_text(Fraction(value))


def _read_time(text: str) -> str:
    seconds = read_seconds(text)
    if seconds > _MOST_SECONDS:
        raise BadInput("mark.out_of_range", got=text.strip(), lowest="0:00", highest=clock_text(_MOST_SECONDS))
    return str(seconds)


def missing_fields(part: FormPart, entries: Mapping[str, Entry]) -> tuple[Field, ...]:
    """The fields to be filled before the sheet can be signed.

    Those of a task that was not chosen need not be (``choices.choice_faults`` says which choice still lacks one), nor
    those of an item that a veto took: a piece that is broken cannot be measured.
    """
    examined = {task.id for task in taken_tasks(part, entries)}
    nothing = zeroed_items(part, entries)
    return tuple(
        field
        for field in part.fields
        if field.required and field.key not in entries and field.task.id in examined
        and f"{field.task.id}.{field.item.id}" not in nothing
    )


def item_score(task: Task, item: Item, entries: Mapping[str, Entry]) -> Fraction | None:
    """What one sheet alone gives for an item before vetoes, in points; None while something of it is missing.

    Judged items have no value on one sheet alone: the step (0–3) of all judges together decides (``agreement``). Here a
    step counts as its share of the maximum, for the running total only.
    """
    key = f"{task.id}.{item.id}"
    if isinstance(item, DeductItem):
        return _after_deductions(key, item, entries)
    entry = entries.get(key)
    if entry is None:
        return None
    value = exact(entry.value)
    if isinstance(item, PointsItem):
        return value
    if isinstance(item, CheckItem):
        return Fraction(item.max) * value
    if isinstance(item, MeasureItem):
        return measured(item, value).points
    if isinstance(item, TimeItem):
        return timed(item, int(entry.value)).points
    return Fraction(item.max) * value / 3 if isinstance(item, JudgeItem) else Fraction(0)


def running_total(part: FormPart, entries: Mapping[str, Entry]) -> Fraction:
    """Points of the sheet so far, vetoes included; for display while entering, never for a decision."""
    total, nothing = Fraction(0), zeroed_items(part, entries)
    for task in part.tasks:
        if vetoed(task, entries, "task"):
            continue
        total += added(item_score(task, item, entries) or Fraction(0) for item in task.items
                       if f"{task.id}.{item.id}" not in nothing)
    stopped = any(vetoed(task, entries, effect) for task in part.tasks for effect in ("part", "exam"))
    return Fraction(0) if stopped else total


def vetoed(task: Task, entries: Mapping[str, Entry], effect: str) -> bool:
    """Whether a veto item of ``task`` with that effect occurred on the sheet."""
    return any(
        item.type == "veto" and item.effect == effect and entries.get(f"{task.id}.{item.id}", Entry("0")).value == "1"
        for item in task.items
    )


def zeroed_items(part: FormPart, entries: Mapping[str, Entry]) -> frozenset[str]:
    """The keys (``task.item``) of the items that a veto of their own took on this sheet."""
    return frozenset(
        item for veto, item in part.item_vetoes if veto in entries and entries[veto].value == "1"
    )


def _after_deductions(key: str, item: DeductItem, entries: Mapping[str, Entry]) -> Fraction | None:
    left = Fraction(item.max)
    for deduction in item.deductions:
        entry = entries.get(f"{key}.{deduction.id}")
        if entry is None:
            return None
        lost = Fraction(deduction.amount) * Fraction(entry.value)
        left -= lost if deduction.cap is None else min(lost, Fraction(deduction.cap))
    return max(left, Fraction(0))
