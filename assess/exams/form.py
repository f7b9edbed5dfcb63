"""The exam form of one level: the parts, tasks and items that a standard asks, and the fields a sheet has for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from assess.canonical import canonical, sha256_hex
from assess.errors import BadInput, NotFound
from assess.exams.asks import Asks
from assess.standards.model import (
    Arithmetic,
    Choice,
    Closed,
    Deduction,
    DeductItem,
    Demand,
    Grading,
    Item,
    JudgeItem,
    Level,
    MeasureItem,
    Part,
    PointsItem,
    Promotion,
    Standard,
    Task,
    TimeItem,
    VetoItem,
)

FieldKind = Literal["points", "check", "count", "measure", "judge", "time", "veto"]


@dataclass(frozen=True)
class Field:
    """One cell of a sheet. ``key`` is ``task.item``, or ``task.item.deduction`` for the count of one fault.

    A ``measure`` holds the measured value in steps of ``unit``, a ``time`` the seconds that were used.
    """

    key: str
    kind: FieldKind
    task: Task
    item: Item
    unit: Decimal
    deduction: Deduction | None = None

    @property
    def maximum(self) -> Decimal | None:
        """The largest value the field takes; None for a count of faults, a measured value, or a time in seconds."""
        match self.kind:
            case "judge":
                return Decimal(3)
            case "check" | "veto":
                return Decimal(1)
            case "count" | "measure" | "time":
                return None
        return None if isinstance(self.item, VetoItem) else self.item.max

    @property
    def required(self) -> bool:
        """Whether a sheet without it is incomplete; a veto (否决项) is only recorded when it occurs."""
        return self.kind != "veto"


class FormPart(Closed):
    """One part of the exam with its tasks, in the order in which they are examined."""

    part: Part
    tasks: tuple[Task, ...]
    choices: tuple[Choice, ...] = ()
    """The choices (选考) that the tasks of this part belong to."""
    unit: Decimal

    @property
    def points(self) -> Decimal:
        """Full points of a sheet: those of the compulsory tasks and, of each choice, of as many as are taken."""
        total = sum((task.points for task in self.tasks if task.choice is None), Decimal(0))
        for choice in self.choices:
            worth = sorted((task.points for task in self.tasks if task.choice == choice.id), reverse=True)
            total += sum(worth[: choice.take], Decimal(0))
        return total

    @cached_property
    def item_vetoes(self) -> tuple[tuple[str, str], ...]:
        """The vetoes that zero one item: the key of the veto and the key of the item."""
        return tuple(
            (f"{task.id}.{item.id}", f"{task.id}.{item.of}")
            for task in self.tasks for item in task.items
            if isinstance(item, VetoItem) and item.effect == "item"
        )

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All cells of a sheet of this part, in order."""
        return tuple(field for task in self.tasks for item in task.items for field in _fields(task, item, self.unit))

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The cells by their key."""
        return {field.key: field for field in self.fields}

    def field(self, key: str) -> Field:
        """The cell of that key; raises ``NotFound``."""
        try:
            return self.by_key[key]
        except KeyError:
            raise NotFound("form.no_field", field=key, part=self.part.id) from None


class FormAward(Closed):
    """A scheme that may award a partner's paper on this exam, and the higher pass marks it asks at this level."""

    scheme: str
    score_rule: str
    demands: tuple[Demand, ...] = ()
    asks: Asks | None = None
    """What the scheme's own file asked when the form was derived; None: the standard alone is looked at."""


class ExamForm(Closed):
    """What one level of one edition examines; pinned to the edition by the digest of its file."""

    standard: str
    edition: str
    standard_sha256: str
    level: Level
    parts: tuple[FormPart, ...]
    arithmetic: Arithmetic
    grading: Grading
    awards: tuple[FormAward, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    """What places and prizes of a competition lead to (以赛代评); a sitting with some is placed before its notice."""

    @cached_property
    def record(self) -> bytes:
        """The form's canonical bytes; of a kept form (``read_form``) the very bytes that it was read from."""
        # The form of an ordinary exam has the bytes that it always had.
        return canonical(self.model_dump(mode="json", exclude=None if self.promotions else {"promotions"}))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of ``record``, 64 hexadecimal digits; results pin it."""
        return sha256_hex(self.record)

    def part(self, part_id: str) -> FormPart:
        """The part of that id; raises ``NotFound``."""
        for part in self.parts:
            if part.part.id == part_id:
                return part
        raise NotFound("form.no_part", part=part_id, level=self.level)


def derive_form(
    standard: Standard, level: Level, standard_sha256: str, schemes: Mapping[str, Asks] | None = None
) -> ExamForm:
    """The form of ``level``; a part without tasks has one field for its whole score (theory marked elsewhere).

    ``schemes`` are those the exam is held under, with what each asks: what only another scheme asks is left out. None:
    everything, to be looked at. Raises ``NotFound`` when the standard does not assess the level.
    """
    if level not in standard.assessment:
        raise NotFound("form.no_level", level=level, standard=standard.id, edition=standard.edition)
    assessment = standard.assessment[level]
    parts = []
    for part in assessment.parts:
        if part.award is not None and schemes is not None and part.award not in schemes:
            continue
        tasks = tuple(task for task in assessment.tasks if task.part == part.id)
        named = {task.choice for task in tasks}
        choices = tuple(choice for choice in assessment.choices if choice.id in named)
        parts.append(FormPart(part=part, tasks=tasks or (_whole(part),), choices=choices,
                              unit=standard.arithmetic.unit))
    return ExamForm(
        standard=standard.id,
        edition=standard.edition,
        standard_sha256=standard_sha256,
        level=level,
        parts=tuple(parts),
        arithmetic=standard.arithmetic,
        grading=standard.grading,
        awards=tuple(_awards(standard, level, schemes)),
        promotions=standard.competition.promotions if standard.competition else (),
    )


def read_form(record: bytes) -> ExamForm:
    """The form that was kept as these canonical bytes, with the digest it always had.

    A key that only a later program knows is absent in them and gets its default, under which nothing changes
    (decision 0010): so the digest is that of the bytes, never of the form written anew. Raises
    ``BadInput("form.unreadable")`` for bytes that are no form.
    """
    try:
        form = ExamForm.model_validate(json.loads(record), by_name=True)
    except (ValueError, RecursionError) as error:
        raise BadInput("form.unreadable") from error
    form.__dict__["record"] = record  # where ``cached_property`` keeps it
    return form


def _awards(standard: Standard, level: Level, schemes: Mapping[str, Asks] | None) -> Iterator[FormAward]:
    """The schemes that the standard names, in its order, and then those that name the standard themselves."""
    named = [award for award in standard.awards if schemes is None or award.scheme in schemes]
    for award in named:
        yield FormAward(scheme=award.scheme, score_rule=award.score_rule, demands=award.demands.get(level, ()),
                        asks=None if schemes is None else schemes[award.scheme])
    for scheme, asks in sorted((schemes or {}).items()):
        if scheme not in {award.scheme for award in named}:
            yield FormAward(scheme=scheme, score_rule=asks.score_rule, asks=asks)


def _whole(part: Part) -> Task:
    score = PointsItem(type="points", id="score", text=part.name, max=part.points)
    return Task(id=part.id, part=part.id, name=part.name, points=part.points, items=(score,))


def _fields(task: Task, item: Item, unit: Decimal) -> Iterator[Field]:
    key = f"{task.id}.{item.id}"
    if isinstance(item, DeductItem):
        for deduction in item.deductions:
            yield Field(f"{key}.{deduction.id}", "count", task, item, Decimal(1), deduction)
    elif isinstance(item, PointsItem):
        yield Field(key, "points", task, item, item.unit or unit)
    elif isinstance(item, MeasureItem):
        yield Field(key, "measure", task, item, item.step)
    elif isinstance(item, TimeItem):
        yield Field(key, "time", task, item, Decimal(1))
    elif isinstance(item, JudgeItem):
        yield Field(key, "judge", task, item, Decimal(1))
    elif isinstance(item, VetoItem):
        yield Field(key, "veto", task, item, Decimal(1))
    else:
        yield Field(key, "check", task, item, Decimal(1))
