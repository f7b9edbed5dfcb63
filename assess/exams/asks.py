"""What a scheme asks of an exam for the partner's paper, beside what the standard itself says of that scheme.

Three rules of scores are known. ``same``: the one result counts for both papers. ``higher_of_each``: for each part the
higher of both authorities' pass marks must be reached, and the contents are the union of both (就高不就低，就多不就少,
as construction trades between the mainland and Macau have it since 2025): what only the partner examines is a part of
the standard that names the scheme. ``merged``: the parts of both authorities count into one result, by weights.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assess.standards.model import Closed, Id, Points

ScoreRule = Literal["same", "merged", "higher_of_each"]


class Merged(Closed):
    """How the parts of both authorities count into one result: the percent of each, and the mark of the whole."""

    pass_mark: Points = Field(alias="pass")
    """Out of 100."""
    weights: Annotated[dict[Id, Points], Field(min_length=1)]
    """Percent by part, the exam's own and the partner's; together exactly 100."""


class Asks(Closed):
    """What the file of a scheme asks at one level, by its score rule."""

    score_rule: ScoreRule
    pass_marks: dict[Id, Points] = Field(default_factory=dict)
    """The partner's own pass marks by part, for ``higher_of_each``."""
    merged: Merged | None = None
    """For ``merged``."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are named."""
        return (*self.pass_marks, *(self.merged.weights if self.merged else ()))
