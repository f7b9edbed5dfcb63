"""What every sheet of a part gave for every item, in points: the one table that the figures of judging come from.

It holds the panel alone. A further examiner is called to single candidates because the panel disagreed or stands near
the pass mark: how that sheet compares would say nothing about the panel, though it counts in the decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from assess.exams.form import FormPart
from assess.exams.result import PartInput, PartState
from assess.exams.scores import ScoreSheet, item_score
from assess.standards.model import CheckItem, DeductItem, Item, JudgeItem, PointsItem, Task, VetoItem

_JUDGED = (PointsItem, CheckItem, DeductItem, JudgeItem)


@dataclass(frozen=True)
class ScoredItem:
    """An item that earns points, by its key ``task.item``."""

    key: str
    task: Task
    item: Item

    @property
    def maximum(self) -> Fraction:
        """Its full points."""
        return Fraction(0) if isinstance(self.item, VetoItem) else Fraction(self.item.max)

    @property
    def judged(self) -> bool:
        """Whether an examiner's severity shows in it; a measured value and a time are read off an instrument."""
        return isinstance(self.item, _JUDGED)


@dataclass(frozen=True)
class CandidateMarks:
    """The points of one candidate on each sheet of the panel, by item, before vetoes; what is missing is absent."""

    candidate: int
    by_examiner: Mapping[str, Mapping[str, Fraction]]

    @cached_property
    def panel(self) -> tuple[str, ...]:
        """The examiners who marked the candidate."""
        return tuple(sorted(self.by_examiner))

    @cached_property
    def common(self) -> frozenset[str]:
        """The items for which every sheet has a mark."""
        return frozenset.intersection(*(frozenset(marks) for marks in self.by_examiner.values()))


@dataclass(frozen=True)
class PartMarks:
    """The marks of all candidates of one part."""

    part: FormPart
    items: tuple[ScoredItem, ...]
    candidates: tuple[CandidateMarks, ...]

    @cached_property
    def examiners(self) -> tuple[str, ...]:
        """Everybody who marked somebody."""
        return tuple(sorted({examiner for one in self.candidates for examiner in one.by_examiner}))

    @cached_property
    def judged(self) -> tuple[ScoredItem, ...]:
        """The items in which severity shows."""
        return tuple(item for item in self.items if item.judged)

    def marked_by(self, examiners: Sequence[str]) -> list[CandidateMarks]:
        """The candidates whom all of these examiners marked."""
        return [one for one in self.candidates if set(examiners) <= set(one.by_examiner)]


def scored_items(part: FormPart) -> tuple[ScoredItem, ...]:
    """The items of a part that earn points, in the order of the form."""
    return tuple(
        ScoredItem(f"{task.id}.{item.id}", task, item)
        for task in part.tasks for item in task.items if not isinstance(item, VetoItem)
    )


def marks_of(part: FormPart, inputs: Mapping[int, PartInput]) -> PartMarks:
    """The marks on the panel's sheets of ``inputs`` (by candidate); a part that was not scored has none."""
    items = scored_items(part)
    panels = {candidate: [sheet for sheet in given.sheets if not sheet.further]
              for candidate, given in sorted(inputs.items()) if given.state is PartState.SCORED}
    return PartMarks(part, items, tuple(
        CandidateMarks(candidate, {sheet.examiner: points_of(items, sheet) for sheet in sheets})
        for candidate, sheets in panels.items() if sheets
    ))


def points_of(items: Sequence[ScoredItem], sheet: ScoreSheet) -> dict[str, Fraction]:
    """What one sheet gives for each item, in points; an item that it has no mark for is absent."""
    given = {one.key: item_score(one.task, one.item, sheet.entries) for one in items}
    return {key: value for key, value in given.items() if value is not None}
