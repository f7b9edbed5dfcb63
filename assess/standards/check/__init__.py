"""Decides what one field cannot know by itself: columns that add up to 100, ids that exist, points that fit.

Takes a valid ``Standard``, yields every fault with its way through the data; errors refuse the edition, warnings are
shown to its author. All sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.advice import key_skills, translations
from assess.standards.check.assessment import assessment
from assess.standards.check.grading import grading
from assess.standards.check.names import ids, levels
from assess.standards.check.weights import weights
from assess.standards.document import Finding
from assess.standards.model import Standard


def check(standard: Standard) -> Iterator[Finding]:
    """Every fault and warning of the edition, in no particular order."""
    for one_check in (ids, levels, weights, assessment, grading, key_skills, translations):
        yield from one_check(standard)
