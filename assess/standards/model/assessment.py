"""考核: the parts of an exam, their tasks and items, arithmetic and grading."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from assess.i18n.text import Text
from assess.standards.model.base import Closed, Deviation, Id, Level, Minutes, Points, Step, plain_number

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


class Tolerance(Closed):
    """A band of deviations from the nominal value, both ends included, and what it is worth."""

    lower: Deviation
    """下偏差: the least deviation, usually negative."""
    upper: Deviation
    """上偏差: the greatest deviation."""
    points: Points


class MeasureItem(_Item):
    """A measured value: the first band that its deviation from ``nominal`` lies in gives the points, none gives 0.

    The bands lie inside one another, the narrowest first with ``max`` points.
    """

    type: Literal["measure"]
    max: Points
    nominal: Deviation
    unit: Annotated[str, StringConstraints(min_length=1, max_length=12)]
    """The unit as a reader sees it: mm, N·m, °C."""
    step: Step
    """The smallest difference that the instrument shows; a value is entered in whole steps."""
    bands: Annotated[tuple[Tolerance, ...], Field(min_length=1, max_length=10)]


class TimeItem(_Item):
    """Time that was used: up to ``limit`` gives ``max``, every minute more costs ``loss``, at most ``cap``."""

    type: Literal["time"]
    max: Points
    limit: Minutes
    loss: Points
    cap: Points | None = None
    """The most that can be lost; not set: all points."""
    counts: Literal["started", "full"] = "started"
    """Whether a minute that was begun counts, or only one that has passed."""


class JudgeItem(_Item):
    """Judged 0–3 against descriptors by every examiner; worth max × sum / (3 × examiners)."""

    type: Literal["judge"]
    max: Points
    descriptors: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]
    """What 0, 1, 2 and 3 look like."""
    spread: Annotated[int, Field(ge=0, le=3)] = 1
    """Judges further apart than this have to settle it before the item has a value."""


class VetoItem(_Item):
    """否决项: when it occurs, with a reason, it zeroes an item, its task or its part, or fails the exam."""

    type: Literal["veto"]
    effect: Literal["item", "task", "part", "exam"]
    of: Id | None = None
    """The item of the same task that it zeroes, with the effect ``item`` only."""


Item = Annotated[
    PointsItem | CheckItem | DeductItem | MeasureItem | JudgeItem | TimeItem | VetoItem, Field(discriminator="type")
]


class Task(Closed):
    """One task of a part, with the function of the standard whose weight it carries."""

    id: Id
    part: Id = "practical"
    function: Id | None = None
    name: Text
    points: Points
    minutes: Minutes | None = None
    choice: Id | None = None
    """The choice (选考) that it belongs to; without one it is compulsory (必考)."""
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
    combine: Literal["mean", "median", "trimmed-mean"] = "mean"
    """How the marks of several examiners become one; ``trimmed-mean`` leaves out one highest and one lowest."""
    distance: Points | None = None
    """Examiners further apart than this on one item have to settle it first; not set: any distance is averaged."""
    near: Points | None = None
    """A total less than this away from the pass mark needs a further examiner's sheet; not set: no total does."""
    blind: bool = False
    """Whether examiners see of a candidate the seat only: neither name nor photo."""
    calibration: bool = False
    """Whether the examiners mark a common example before the lead examiner (考评组长) opens the marking."""
    after: Id | None = None
    """The part that must be passed before this one may be sat."""
    award: Id | None = None
    """The scheme that alone asks for this part; without it a candidate still reaches the grade of the standard."""


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


class Choice(Closed):
    """选考: so many of the tasks that name it are examined, all worth the same points and of the same function."""

    id: Id
    name: Text
    take: Annotated[int, BeforeValidator(plain_number), Field(ge=1, le=20)] = 1
    drawn: Literal["by-lot", "by-candidate", "by-office"] = "by-lot"
    """Who chooses: the lot (抽签), the candidate, or the office for the whole sitting."""


class LevelAssessment(Closed):
    """Everything that is examined for one level."""

    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    choices: tuple[Choice, ...] = ()
    tasks: tuple[Task, ...] = ()
    keep_passed: Annotated[int, BeforeValidator(plain_number), Field(ge=1, le=120)] | None = None
    """Months for which a passed part counts at a later sitting (成绩保留); not set: every part is sat again."""
