"""考核: the parts of an exam, their tasks and items, arithmetic and grading."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from assess.i18n.text import Text
from assess.standards.model.base import Closed, Id, Level, Minutes, Points

# -- items of a task ---------------------------------------------------------------------------------------------


class _Item(Closed):
    id: Id
    text: Text
    """What is examined (考核内容)."""
    criterion: Text | None = None
    """How it is scored (评分标准)."""
    skills: tuple[Id, ...] = ()
    """Ids of the skill requirements that the item covers."""


class PointsItem(_Item):
    """0 … ``max`` in steps of ``unit``."""

    type: Literal["points"]
    max: Points
    unit: Points | None = None


class CheckItem(_Item):
    """All or nothing: ``max`` or 0."""

    type: Literal["check"]
    max: Points


class Deduction(Closed):
    """One fault: every occurrence costs ``amount``, all together at most ``cap``."""

    id: Id
    text: Text
    amount: Points
    cap: Points | None = None


class DeductItem(_Item):
    """``max`` less the listed deductions, never below 0."""

    type: Literal["deduct"]
    max: Points
    deductions: Annotated[tuple[Deduction, ...], Field(min_length=1)]


class JudgeItem(_Item):
    """Judged 0–3 against descriptors by every examiner; worth max × sum / (3 × examiners)."""

    type: Literal["judge"]
    max: Points
    descriptors: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]
    """What 0, 1, 2 and 3 look like."""
    spread: Annotated[int, Field(ge=0, le=3)] = 1
    """Judges further apart than this have to settle it before the item has a value."""


class VetoItem(_Item):
    """否决项: when it occurs, with a reason, it zeroes its task or its part, or fails the exam."""

    type: Literal["veto"]
    effect: Literal["task", "part", "exam"]


Item = Annotated[PointsItem | CheckItem | DeductItem | JudgeItem | VetoItem, Field(discriminator="type")]


class Task(Closed):
    """One task of a part, with the function of the standard whose weight it carries."""

    id: Id
    part: Id = "practical"
    function: Id | None = None
    name: Text
    points: Points
    minutes: Minutes | None = None
    compulsory: bool = True
    """A task that is left out makes the part incomplete; an optional one counts 0 when left out."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


# -- parts, arithmetic, grading ----------------------------------------------------------------------------------


class Examiners(Closed):
    """How many examiners score one candidate's part independently, and what they must be."""

    minimum: Annotated[int, Field(ge=1, le=15)] = 1
    odd: bool = False
    qualification: Literal["examiner", "senior-examiner"] = "examiner"


class Part(Closed):
    """理论知识考试, 技能考核 or 综合评审: passed by itself, never compensated by another part."""

    id: Id
    kind: Literal["theory", "practical", "review"]
    name: Text
    points: Points = Decimal(100)
    pass_mark: Points = Field(default=Decimal(60), alias="pass")
    minutes: Minutes | None = None
    examiners: Examiners = Examiners()
    combine: Literal["mean"] = "mean"
    distance: Points | None = None
    """Examiners further apart than this on one item have to settle it first; not set: any distance is averaged."""
    after: Id | None = None
    """The part that must be passed before this one may be sat."""


class Arithmetic(Closed):
    """The smallest step of a mark, and the one place where a result is rounded for display (half up)."""

    unit: Points = Decimal("0.5")
    decimals: Annotated[int, Field(ge=0, le=3)] = 1
    compare: Literal["exact", "rounded"] = "exact"


class Band(Closed):
    """Half-open [from, to) of the part total; the last band includes the full points."""

    at_least: Points = Field(alias="from")
    below: Points | None = Field(default=None, alias="to")
    grade: Level | None


class Grading(Closed):
    """``per_level``: the level that was sat is the grade. ``bands``: the score of ``part`` chooses it."""

    kind: Literal["per_level", "bands"] = "per_level"
    part: Id | None = None
    bands: tuple[Band, ...] = ()


class LevelAssessment(Closed):
    """Everything that is examined for one level."""

    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    tasks: tuple[Task, ...] = ()
