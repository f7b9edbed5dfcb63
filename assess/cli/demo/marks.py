"""Invented marks: a good performance that differs from seat to seat and a little from examiner to examiner."""

from __future__ import annotations

import secrets
from datetime import datetime
from decimal import Decimal

from assess.cli.demo.cast import FAILS_THEORY
from assess.exams.form import Field, FormPart
from assess.operations import scoring
from assess.people.roles import Actor
from assess.standards.model import MeasureItem, Task, TimeItem
from assess.store.session import Store


def fill(store: Store, examiner: Actor, sheet: scoring.SheetView, part: FormPart, number: int,
         day: datetime) -> None:
    """Enters one sheet: a good performance that differs from seat to seat and a little from examiner to examiner."""
    examined = drawn(part, sheet.seat)
    for place, field in enumerate(part.fields):
        if field.required and field.task in examined:
            weak = sheet.name == FAILS_THEORY and field.task.part == "theory"
            text = invented_mark(field, sheet.seat * 7 + place * 3 + number % 2, weak)
            scoring.save(store, examiner, sheet.id, field.key, text, expected=0, operation=secrets.token_hex(16),
                         device="demo", now=day)


def drawn(part: FormPart, seat: int) -> list[Task]:
    """The compulsory tasks, and of each choice as many as it takes, from seat to seat others."""
    tasks = [task for task in part.tasks if task.choice is None]
    for choice in part.choices:
        among = [task for task in part.tasks if task.choice == choice.id]
        tasks += [among[(seat + turn) % len(among)] for turn in range(choice.take)]
    return tasks


def invented_mark(field: Field, seed: int, weak: bool) -> str:
    """A mark between 76 % and 96 % of the field (45 % for a weak one), in its unit; a time is a little over.

    A measured value lies in the widest band, and every other one on the nominal value.
    """
    if isinstance(field.item, MeasureItem):
        band = field.item.bands[-1]
        return f"{field.item.nominal + (band.upper or band.lower) * (seed % 2):f}"
    if isinstance(field.item, TimeItem):
        return f"{field.item.limit + seed % 3}:00"
    if field.kind == "check":
        return "1"
    if field.kind == "count":
        return "1" if seed % 5 == 0 else "0"
    if field.kind == "judge":
        return "2" if seed % 3 == 0 else "3"
    share = Decimal(45) if weak else Decimal(76 + seed % 21)
    steps = (field.maximum or Decimal(0)) * share / 100 // field.unit
    return f"{(steps * field.unit).normalize():f}"
