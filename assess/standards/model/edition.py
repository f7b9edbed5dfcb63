"""The edition itself: its head, and everything above put together."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from assess.i18n.text import Text
from assess.standards.model.assessment import Arithmetic, Grading, LevelAssessment
from assess.standards.model.base import Closed, Id, Level
from assess.standards.model.content import Basic, Function, Weights
from assess.standards.model.eligibility import Route


def _one(value: Any) -> Any:
    return 1 if value == "1" else value


class Author(Closed):
    """编制单位."""

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
