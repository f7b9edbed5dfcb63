"""The eight grades (新八级工, 人社部发〔2022〕14号): names, ranks, ways in; the model of ``standards/ladder.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assess.i18n.text import Text
from assess.standards.model import Closed

GradeId = Literal["apprentice", "L5", "L4", "L3", "L2", "L1", "special", "chief"]
"""The five levels of exams keep their names (``model.Level``); the other three are never reached by scores."""


class Rung(Closed):
    """One grade. ``rank`` 1 is the lowest."""

    id: GradeId
    rank: Annotated[int, Field(ge=1, le=8)]
    name: Text
    printed: Text | None = None
    """How a certificate says it, such as 三级/高级工; not set: there is no such certificate form."""
    digit: Annotated[str, Field(pattern="^[1-5]$")] | None = None
    """The level's digit in a certificate number; not set: none exists, or none is known."""
    way: Literal["decision", "exam", "exam-and-review", "appointment"]
    sure: Text
    """How well founded this entry is."""


class Ladder(Closed):
    """All grades, lowest first."""

    rungs: Annotated[tuple[Rung, ...], Field(min_length=8, max_length=8)]

    def rung(self, grade: str) -> Rung:
        """The rung of that id; raises ``KeyError``."""
        return {rung.id: rung for rung in self.rungs}[grade]  # type: ignore[index]
