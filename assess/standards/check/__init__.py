"""Decides what one field cannot know by itself: columns that add up to 100, ids that exist, points that fit.

Takes a valid ``Standard``, yields every fault with its way through the data; errors refuse the edition, warnings are
shown to its author. All sums are exact. ``publishing`` says what must be complete besides before an edition is pinned.
"""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.advice import translations
from assess.standards.check.appointments import appointments
from assess.standards.check.awards import awards
from assess.standards.check.competition import competition
from assess.standards.check.contents import contents, key_skills
from assess.standards.check.grading import grading
from assess.standards.check.head import head
from assess.standards.check.items import items
from assess.standards.check.levels import levels
from assess.standards.check.names import ids
from assess.standards.check.parts import settings
from assess.standards.check.points import points
from assess.standards.check.publishing import publishing
from assess.standards.check.references import meanings
from assess.standards.check.routes import routes
from assess.standards.check.weights import weights
from assess.standards.document import Finding
from assess.standards.model import Standard

__all__ = ["check", "publishing"]

_CHECKS = (head, ids, levels, weights, items, settings, routes, grading, appointments, competition, awards,
           translations)  # fmt: skip


def check(standard: Standard) -> Iterator[Finding]:
    """Every fault and warning of the edition, in no particular order."""
    names = meanings(standard)
    yield from names.findings
    for by_names in (contents, key_skills, points):
        yield from by_names(standard, names)
    for one_check in _CHECKS:
        yield from one_check(standard)
