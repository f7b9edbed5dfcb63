"""特级技师 and 首席技师 by review and appointment (评聘), 学徒工 by the enterprise's own decision.

The law leaves panel, quorum, votes, days and term open (人社部发〔2022〕14号): all of them are fields here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from assess.i18n.text import Text
from assess.standards.model.base import Closed, Id, Level, Points, Share, Years, plain_number
from assess.standards.model.eligibility import Route

Appointed = Literal["special", "chief"]
"""The two grades of the ladder that are reached by appointment."""

Count = Annotated[int, BeforeValidator(plain_number), Field(ge=1, le=99)]


class Evidence(Closed):
    """One thing that the applicant hands in."""

    id: Id
    text: Text
    required: bool = True


class Stage(Closed):
    """One step of the review: 业绩评审 (on paper), 现场答辩 (defence) or 综合评审 (overall)."""

    id: Id
    kind: Literal["record", "defence", "overall"]
    name: Text


class Panel(Closed):
    """Who reviews: how many ``members``, how many of them from ``outside`` the enterprise, and what they must be."""

    members: Annotated[int, BeforeValidator(plain_number), Field(ge=3, le=99)]
    odd: bool = True
    outside: Annotated[int, BeforeValidator(plain_number), Field(ge=0, le=99)] = 0
    qualification: Text


class Votes(Closed):
    """``quorum``: share of the panel that must be present; ``needed``: share of those present who must be in favour."""

    quorum: Share
    needed: Share
    secret: bool = True


class Term(Closed):
    """How long an appointment lasts, and whether it can be renewed after another review."""

    years: Annotated[int, BeforeValidator(plain_number), Field(ge=1, le=20)]
    renewable: bool = True


class Appointment(Closed):
    """The whole way to one of the two grades."""

    eligibility: Annotated[tuple[Route, ...], Field(min_length=1)]
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    panel: Panel
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    votes: Votes
    publication_days: Count
    """公示: days that the names stay public before the appointment, in working days."""
    term: Term
    sure: Text
    """How well founded these figures are."""


class Apprentice(Closed):
    """学徒工: when an enterprise confirms somebody after apprenticeship and probation (转正定级)."""

    eligibility: Annotated[tuple[Route, ...], Field(min_length=1)]
    evidence: tuple[Evidence, ...] = ()
    probation_months: Annotated[int, BeforeValidator(plain_number), Field(ge=0, le=36)]
    decided_by: Text
    """Who in the enterprise decides."""


class Promotion(Closed):
    """One line of a competition's rule (以赛代评): the group and the prize or rank, and the grade it leads to.

    Whoever holds the grade ``to`` already is raised to ``if_held``, where that is set; never above 高级技师.
    """

    group: Literal["worker", "student"]
    prizes: tuple[Id, ...] = ()
    rank: Count | None = None
    to: Level
    if_held: Level | None = None


class Section(Closed):
    """One section of a standards specification (WSOS) and the points that it should carry of the total."""

    id: Id
    name: Text
    points: Points


class Competition(Closed):
    """What makes a standard a competition's: its class, its sections, and the grades that its prizes lead to."""

    category: Id
    """Class of the competition, such as national-1, province-2, city-1 or enterprise."""
    sections: tuple[Section, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    valid_years: Years | None = None
