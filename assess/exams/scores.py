"""One examiner's sheet for one candidate and one part: what may be entered, what is missing, what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from assess.errors import BadInput
from assess.exams.arithmetic import exact_text, fits_unit, read_number
from assess.exams.form import Field, FormPart
from assess.standards.model import CheckItem, DeductItem, Item, PointsItem, Task

LONGEST_NOTE = 500
_MOST_FAULTS = 999


class SheetState(Enum):
    """``open`` (entering) → ``signed`` (by its examiner) → ``checked`` (by another person) → ``sealed``."""

    OPEN = "open"
    SIGNED = "signed"
    CHECKED = "checked"
    SEALED = "sealed"


@dataclass(frozen=True)
class Entry:
    """What stands in one cell: the value as canonical text, and a note (the reason, for a veto)."""

    value: str
    note: str = ""


@dataclass(frozen=True)
class ScoreSheet:
    """The entries of one examiner, by field key; a key that is absent was not entered, which is not 0."""

    examiner: str
    entries: Mapping[str, Entry]
    digest: str = ""
    """SHA-256 under which the sheet was sealed; the result pins it."""


def read_entry(field: Field, text: str, note: str = "") -> Entry | None:
    """The entry a person typed, in canonical form, or None when the cell was emptied or a veto did not occur.

    Raises ``BadInput`` naming what the field takes: ``mark.not_a_number``, ``mark.out_of_range``, ``mark.not_in_unit``,
    ``mark.reason_missing`` (a veto needs one), ``mark.note_too_long``.
    """
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise BadInput("mark.note_too_long", got=len(note), limit=LONGEST_NOTE)
    if not text.strip():
        return None
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


def missing_fields(part: FormPart, entries: Mapping[str, Entry]) -> tuple[Field, ...]:
    """The fields to be filled before the sheet can be signed; those of an optional task left out whole need not be."""
    left_out = {
        task.id
        for task in part.tasks
        if task.choice is not None and not any(key.startswith(f"{task.id}.") for key in entries)
    }
    return tuple(
        field
        for field in part.fields
        if field.required and field.key not in entries and field.task.id not in left_out
    )


def item_score(task: Task, item: Item, entries: Mapping[str, Entry]) -> Fraction | None:
    """What one sheet alone gives for an item, in points; None while something of it is missing.

    Judged items have no value on one sheet alone: the step (0–3) of all judges together decides (``agreement``). Here a
    step counts as its share of the maximum, for the running total only.
    """
    key = f"{task.id}.{item.id}"
    if isinstance(item, DeductItem):
        return _after_deductions(key, item, entries)
    entry = entries.get(key)
    if entry is None:
        return None
    value = Fraction(entry.value)
    if isinstance(item, PointsItem):
        return value
    if isinstance(item, CheckItem):
        return Fraction(item.max) * value
    return Fraction(item.max) * value / 3 if item.type == "judge" else Fraction(0)


def running_total(part: FormPart, entries: Mapping[str, Entry]) -> Fraction:
    """Points of the sheet so far, vetoes included; for display while entering, never for a decision."""
    total = Fraction(0)
    for task in part.tasks:
        if vetoed(task, entries, "task"):
            continue
        total += sum((item_score(task, item, entries) or Fraction(0) for item in task.items), Fraction(0))
    stopped = any(vetoed(task, entries, effect) for task in part.tasks for effect in ("part", "exam"))
    return Fraction(0) if stopped else total


def vetoed(task: Task, entries: Mapping[str, Entry], effect: str) -> bool:
    """Whether a veto item of ``task`` with that effect occurred on the sheet."""
    return any(
        item.type == "veto" and item.effect == effect and entries.get(f"{task.id}.{item.id}", Entry("0")).value == "1"
        for item in task.items
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
