"""The shape of one edition of an occupational standard; the model class is the schema of its file.

Unknown and missing keys are refused by name. Numbers are ``Decimal`` read from text, never floats. What one field
cannot know by itself (columns that add up to 100, ids that must exist) is decided in ``assess.standards.check``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from assess.i18n.text import Text

Level = Literal["L5", "L4", "L3", "L2", "L1"]
LEVELS: tuple[Level, ...] = ("L5", "L4", "L3", "L2", "L1")
"""The five levels that exams lead to, from 五级/初级工 up to 一级/高级技师."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""A name for machines: lower-case letters, digits and hyphens; never shown as the name of a thing."""

_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


def _plain(value: Any) -> Any:
    """``value``; a text must be a number as people write it: Python would also read "6e1", "6_0" and "６０"."""
    if isinstance(value, str) and not _PLAIN_NUMBER.fullmatch(value):
        raise PydanticCustomError("plain_number", "a number with digits 0 to 9 and at most one dot")
    return value


def _one(value: Any) -> Any:
    return 1 if value == "1" else value


Points = Annotated[Decimal, BeforeValidator(_plain), Field(ge=0, le=1000, decimal_places=3, allow_inf_nan=False)]
Percent = Annotated[Decimal, BeforeValidator(_plain), Field(ge=0, le=100, decimal_places=2, allow_inf_nan=False)]
Minutes = Annotated[int, BeforeValidator(_plain), Field(ge=1, le=6000)]
Years = Annotated[int, BeforeValidator(_plain), Field(ge=0, le=120)]


class Closed(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


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


# -- eligibility -------------------------------------------------------------------------------------------------


class _Clause(Closed):
    evidence: Text | None = None
    """What the applicant shows for it."""


class AgeClause(_Clause):
    """At least so many years old on the day of the exam."""

    clause: Literal["age"]
    years: Years


class WorksClause(_Clause):
    """Works in the occupation or a related one, or means to."""

    clause: Literal["works"]


class WorkYearsClause(_Clause):
    """Has worked so many years in the occupation or a related one."""

    clause: Literal["work-years"]
    years: Years


class GradeHeldClause(_Clause):
    """Holds the certificate of a level of this or a related occupation, since so many years."""

    clause: Literal["grade-held"]
    grade: Level
    years: Years = 0


class TitleClause(_Clause):
    """Holds a professional title (职称) of at least this rank, since so many years."""

    clause: Literal["title"]
    title: Literal["junior", "middle", "senior"]
    years: Years = 0


class DiplomaClause(_Clause):
    """Holds, or is about to finish, one of these diplomas in this or a related field."""

    clause: Literal["diploma"]
    diplomas: Annotated[tuple[Id, ...], Field(min_length=1)]
    years: Years = 0
    final_year: bool = False


Clause = Annotated[
    AgeClause | WorksClause | WorkYearsClause | GradeHeldClause | TitleClause | DiplomaClause,
    Field(discriminator="clause"),
]


class Route(Closed):
    """One way to be admitted: all of its clauses hold. The routes of a level are alternatives."""

    id: Id
    all: Annotated[tuple[Clause, ...], Field(min_length=1)]


# -- contents of the work ----------------------------------------------------------------------------------------


class Skill(Closed):
    id: Id
    text: Text
    key: bool = False
    """★ in the printed standard: must be examined."""


class Content(Closed):
    """工作内容 with its 技能要求 and 相关知识要求, for one level."""

    id: Id
    name: Text
    level: Level
    skills: tuple[Skill, ...] = ()
    knowledge: tuple[Text, ...] = ()


class Function(Closed):
    """职业功能."""

    id: Id
    name: Text
    contents: tuple[Content, ...] = ()


class Basic(Closed):
    """基本要求: 职业道德 or 基础知识."""

    id: Id
    name: Text


WeightTable = dict[Id, dict[Level, Percent]]
"""Function or basic → level → percent. A level that is absent lacks the function, which is not a weight of 0."""


class Weights(Closed):
    """权重表 of theory (basics and functions) and of skill (functions)."""

    theory: WeightTable
    skill: WeightTable


# -- the edition -------------------------------------------------------------------------------------------------


class Author(Closed):
    id: Id
    name: Text


class Filing(Closed):
    """备案 of an enterprise's standard: number and day, once the authority has given them."""

    number: str | None = None
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None


class Base(Closed):
    """The edition that an enterprise standard builds on, pinned by the digest of its file."""

    id: str
    edition: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Patch(Closed):
    """One place of the base edition that an enterprise standard changes, and why.

    ``at`` leads there by keys and ids: "assessment.L4.parts.practical.pass". ``set`` replaces what is there, ``remove``
    takes it away, ``add`` puts ``value`` into the list or the map there.
    """

    op: Literal["set", "add", "remove"]
    at: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    value: Any = None
    reason: Text


class Trade(Closed):
    """工种 / 职业方向."""

    id: Id
    name: Text


class Awards(Closed):
    """Which schemes of ``certs/schemes`` may award their papers on this standard's exams."""

    schemes: tuple[Id, ...] = ()


class Standard(Closed):
    """One edition of a standard; ``id`` and ``edition`` name it for ever."""

    format: Annotated[Literal[1], BeforeValidator(_one)]
    """Version of this file format, for the day when there is another."""
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9./-]{0,79}$")]
    kind: Literal["national", "enterprise", "competition"]
    code: Annotated[str, StringConstraints(pattern=r"^\d(-\d\d){3}$")]
    """Code of the occupation in the national classification (职业编码)."""
    name: Text
    edition: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$")]
    author: Author
    source: Text | None = None
    """Where the contents were taken from."""
    sample: Text | None = None
    """What of this file is made up for demonstration; pages and papers show it. Not set: nothing is."""
    chain: Text | None = None
    """The industrial chain it belongs to."""
    extends: Base | None = None
    patches: tuple[Patch, ...] = ()
    """What was changed of the base edition; everything else of the standard is the base's."""
    filing: Filing | None = None
    trades: tuple[Trade, ...] = ()
    overview: Text
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    eligibility: dict[Level, tuple[Route, ...]]
    basics: tuple[Basic, ...]
    functions: tuple[Function, ...]
    weights: Weights
    assessment: dict[Level, LevelAssessment]
    arithmetic: Arithmetic = Arithmetic()
    grading: Grading = Grading()
    awards: Awards = Awards()
