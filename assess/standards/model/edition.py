"""The edition itself: its head, and everything above put together."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from assess.i18n.text import Text
from assess.standards.model.appointment import Appointed, Appointment, Apprentice, Competition
from assess.standards.model.assessment import Arithmetic, Grading, LevelAssessment
from assess.standards.model.base import Closed, Day, Id, Level, Points
from assess.standards.model.content import Basic, Function, Weights
from assess.standards.model.eligibility import Route


def _one(value: Any) -> Any:
    return 1 if value == "1" else value


class Author(Closed):
    """编制单位."""

    id: Id
    name: Text


class Filing(Closed):
    """备案 of an enterprise's standard: number, day and document, once the authority has given them."""

    number: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = None
    date: Day | None = None
    document: Text | None = None
    """The notice or reply by which it was filed."""


class Base(Closed):
    """The edition that an enterprise standard builds on, pinned by the digest of its file."""

    id: str
    edition: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Patch(Closed):
    """One place of the base edition that an enterprise standard changes, and why.

    ``at`` leads there by keys and ids: "assessment.L4.parts.practical.pass". ``set`` replaces what is there, ``remove``
    takes it away, ``add`` puts ``value`` into the list or the map there, ``reorder`` brings the members of the list
    there into the order of the ids in ``value``.
    """

    op: Literal["set", "add", "remove", "reorder"]
    at: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    was: Any = None
    """What the base has there: a patch that was written for another figure is found when the base changes."""
    value: Any = None
    reason: Text


class Below(Closed):
    """A place where the standard asks less than its national base, and who answers for it.

    ``at`` is the place as ``compare`` names it. The figures of law leave open how "below" is measured (人社厅发〔2023〕
    31号): the program lists, a person signs.
    """

    at: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    reason: Text
    signed: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    """Name of the person who answers for it."""
    date: Day


class Trade(Closed):
    """工种 / 职业方向."""

    id: Id
    name: Text


class Demand(Closed):
    """A higher demand of the partner authority on one part: a pass mark above the standard's own."""

    part: Id
    pass_mark: Points = Field(alias="pass")


class Award(Closed):
    """One scheme of ``certs/schemes`` that may award the partner's paper on this standard's exams (一试双证).

    ``same``: the one result counts for both. ``merged``: the standard was written for both authorities together.
    ``higher_of_each``: the higher of both demands and the union of the contents (就高不就低，就多不就少); what only the
    partner asks is a part with ``award``, and a higher pass mark stands in ``demands``.
    """

    scheme: Id
    score_rule: Literal["same", "merged", "higher_of_each"] = "same"
    occupation: Text | None = None
    """What the partner calls the occupation, where the scheme does not say it."""
    grades: dict[Level, Text] = Field(default_factory=dict)
    """The partner's name of each level, where the authority's data do not say it."""
    demands: dict[Level, tuple[Demand, ...]] = Field(default_factory=dict)


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
    below: tuple[Below, ...] = ()
    trades: tuple[Trade, ...] = ()
    overview: Text
    levels: tuple[Level, ...] = ()
    """The levels that exams lead to; a standard of appointments only has none."""
    eligibility: dict[Level, tuple[Route, ...]] = Field(default_factory=dict)
    basics: tuple[Basic, ...] = ()
    functions: tuple[Function, ...] = ()
    weights: Weights = Weights()
    assessment: dict[Level, LevelAssessment] = Field(default_factory=dict)
    arithmetic: Arithmetic = Arithmetic()
    grading: Grading = Grading()
    apprentice: Apprentice | None = None
    appointments: dict[Appointed, Appointment] = Field(default_factory=dict)
    competition: Competition | None = None
    awards: tuple[Award, ...] = ()

    def award(self, scheme: str) -> Award | None:
        """What the standard says of that scheme; None when it does not name it."""
        return next((award for award in self.awards if award.scheme == scheme), None)
