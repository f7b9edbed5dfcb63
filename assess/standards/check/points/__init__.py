"""The sums of one level: items = task, tasks = function's weight, tasks = part, and the column of skill weights = 100.

The same point stands in several of these sums, so one slip breaks several of them. Where the others agree on what it
should be, the fault is said once, at the figure that is wrong, and names the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.points.choices import choices
from assess.standards.check.points.figures import Figures
from assess.standards.check.points.functions import functions
from assess.standards.check.points.parts import parts
from assess.standards.check.points.tasks import tasks
from assess.standards.check.references import Meanings
from assess.standards.document import Finding
from assess.standards.model import Standard


def points(standard: Standard, names: Meanings) -> Iterator[Finding]:
    """Faults of the sums of every level that is examined."""
    for level in standard.assessment:
        if level in standard.levels:
            figures = Figures.of(standard, level, names)
            figures, of_tasks = tasks(figures)
            yield from of_tasks
            yield from choices(figures)
            yield from functions(figures)
            yield from parts(figures)
