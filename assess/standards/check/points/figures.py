"""The figures of one level that have to fit together, and where each of them stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from assess.standards.check.references import Meanings
from assess.standards.document import Path
from assess.standards.model import Level, Part, Standard, Task, VetoItem

T = TypeVar("T")


@dataclass(frozen=True)
class Share:
    """What a function and a part get from one compulsory task, or from a choice of which some tasks are examined."""

    part: str
    function: str | None
    points: Fraction
    tasks: tuple[int, ...]
    """The numbers of the tasks."""


@dataclass(frozen=True)
class Figures:
    """All figures of one level; ids that are slips stand as what they mean."""

    level: Level
    parts: tuple[Part, ...]
    tasks: tuple[Task, ...]
    points: tuple[Decimal, ...]
    """Points of each task: what it says, or what it should say once that is known."""
    take: Mapping[str, int]
    """Choice → how many of its tasks are examined."""
    weights: Mapping[str, Decimal]
    """The column of skill weights: function → percent."""
    cells: Mapping[str, Path]
    """Function → its cell in the column, or where it would be."""
    functions: frozenset[str]

    @classmethod
    def of(cls, standard: Standard, level: Level, names: Meanings) -> Figures:
        """The figures of that level as the standard says them."""
        examined, part = standard.assessment[level], names.parts[level]
        tasks = tuple(
            task.model_copy(update={
                "part": part.of(task.part),
                "function": None if task.function is None else names.function.of(task.function),
            }) for task in examined.tasks
        )  # fmt: skip
        table = standard.weights.skill
        rows = {names.function.of(row): row for row in sorted(table, key=lambda row: row not in names.function.meant)}
        return cls(
            level=level,
            parts=examined.parts,
            tasks=tasks,
            points=tuple(task.points for task in tasks),
            take={choice.id: choice.take for choice in examined.choices},
            weights={function: table[row][level] for function, row in rows.items() if level in table[row]},
            cells={function: ("weights", "skill", row, level) for function, row in rows.items()},
            functions=frozenset(function.id for function in standard.functions) | names.function.lost,
        )

    def at(self, task: int, *keys: str | int) -> Path:
        """The place of a task, or of something in it."""
        return ("assessment", self.level, "tasks", task, *keys)

    def takes(self, tasks: Iterable[int]) -> tuple[Path, ...]:
        """Where it stands how many are taken of the choices that these tasks belong to."""
        named = {self.tasks[task].choice for task in tasks}
        return tuple(
            ("assessment", self.level, "choices", i, "take") for i, choice in enumerate(self.take) if choice in named
        )

    @property
    def all_tasks(self) -> Path:
        """The list of tasks."""
        return ("assessment", self.level, "tasks")

    def saying(self, points: tuple[Decimal, ...]) -> Figures:
        """The same with other points of the tasks."""
        return replace(self, points=points)

    @cached_property
    def own(self) -> frozenset[str]:
        """The practical parts that lead to the grade: what only a partner asks does not count for the weights."""
        return frozenset(part.id for part in self.parts if part.kind == "practical" and part.award is None)

    @cached_property
    def available(self) -> Fraction:
        """The points that the skill weights divide."""
        return Fraction(sum((part.points for part in self.parts if part.id in self.own), Decimal(0)))

    @cached_property
    def members(self) -> dict[str, tuple[int, ...]]:
        """Choice → the numbers of its tasks."""
        found: dict[str, tuple[int, ...]] = {}
        for number, task in enumerate(self.tasks):
            if task.choice is not None:
                found[task.choice] = (*found.get(task.choice, ()), number)
        return found

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """All shares; the tasks of a choice that differ count like most of them."""
        return tuple(self._shares())

    def _shares(self) -> Iterator[Share]:
        for number, task in enumerate(self.tasks):
            if task.choice is None:
                yield Share(task.part, task.function, Fraction(self.points[number]), (number,))
        for choice, numbers in self.members.items():
            tasks = [self.tasks[number] for number in numbers]
            worth = most([self.points[number] for number in numbers])
            part, function = most([task.part for task in tasks]), most([task.function for task in tasks])
            # A choice that leaves nothing to choose has a fault of its own, not one of its sums.
            take = min(self.take.get(choice, 1), max(len(numbers) - 1, 1))
            yield Share(part, function, Fraction(worth) * take, numbers)

    @cached_property
    def got(self) -> dict[str, Fraction]:
        """Function → the points that its tasks carry in the own practical parts."""
        found: dict[str, Fraction] = {}
        for share in self.shares:
            if share.function is not None and share.part in self.own:
                found[share.function] = found.get(share.function, Fraction(0)) + share.points
        return found

    @cached_property
    def unplaced(self) -> tuple[Share, ...]:
        """What the own practical parts have that belongs to no known function."""
        return tuple(share for share in self.shares if share.part in self.own and share.function not in self.functions)

    def expected(self, function: str) -> Fraction:
        """The points that the function's weight asks for."""
        return Fraction(self.weights.get(function, Decimal(0))) * self.available / 100

    @cached_property
    def off(self) -> dict[str, Fraction]:
        """Function → how far its points lie above what its weight asks for, where they do not agree."""
        if not self.weights:
            return {}
        rows = dict.fromkeys([*self.weights, *self.got])
        found = {row: self.got.get(row, Fraction(0)) - self.expected(row) for row in rows if row in self.functions}
        return {row: difference for row, difference in found.items() if difference}

    def in_part(self, part: str) -> Fraction:
        """The points of all tasks of a part."""
        return sum((share.points for share in self.shares if share.part == part), Fraction(0))

    def of_function(self, function: str) -> tuple[int, ...]:
        """The numbers of the tasks that carry the function's points."""
        return tuple(
            number for share in self.shares if share.function == function and share.part in self.own
            for number in share.tasks
        )  # fmt: skip


def sum_of_items(task: Task) -> Decimal:
    """What the items of a task add up to; a veto carries no points."""
    return sum((item.max for item in task.items if not isinstance(item, VetoItem)), Decimal(0))


def most(values: list[T]) -> T:
    """The value that occurs most often, the first of several."""
    return Counter(values).most_common(1)[0][0]
