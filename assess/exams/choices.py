"""Which tasks of a part were examined: every compulsory one (必考), and of each choice (选考) as many as it says.

A task that belongs to a choice is taken when something was entered in one of its cells. A task that was not taken
counts nothing and nothing of it is missing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assess.exams.form import FormPart
from assess.standards.model import Choice, Task


@dataclass(frozen=True)
class ChoiceFault:
    """A choice of which not exactly ``choice.take`` tasks were marked; ``taken`` are those that were."""

    choice: Choice
    taken: tuple[Task, ...]

    @property
    def reason(self) -> str:
        """``missing``: a task more must be marked; ``too_many``: the cells of a task must be emptied."""
        return "missing" if len(self.taken) < self.choice.take else "too_many"


def taken_tasks(part: FormPart, keys: Collection[str]) -> tuple[Task, ...]:
    """The compulsory tasks and those of choices in which something was entered, in order; ``keys`` of the entries."""
    entered = {key.partition(".")[0] for key in keys}
    return tuple(task for task in part.tasks if task.choice is None or task.id in entered)


def taken_of(part: FormPart, choice: Choice, keys: Collection[str]) -> tuple[Task, ...]:
    """The tasks of one choice in which something was entered, in order."""
    return tuple(task for task in taken_tasks(part, keys) if task.choice == choice.id)


def choice_faults(part: FormPart, keys: Collection[str]) -> tuple[ChoiceFault, ...]:
    """The choices that keep a sheet with these entries from being signed; ``keys`` of the entries."""
    faults = (ChoiceFault(choice, taken_of(part, choice, keys)) for choice in part.choices)
    return tuple(fault for fault in faults if len(fault.taken) != fault.choice.take)
