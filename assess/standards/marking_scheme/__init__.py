"""A marking scheme workbook of the WorldSkills kind as a competition standard.

``read_scheme`` finds what the sheets say, ``contradictions`` holds the stated totals against the counted ones,
``standard_data`` makes a standard of what was counted. Nothing is put right silently: what the workbook says twice and
differently, or not at all, is reported with its cell, and the author decides.
"""

from __future__ import annotations

from assess.standards.marking_scheme.build import SchemeHead, Written, standard_data
from assess.standards.marking_scheme.layout import read_scheme
from assess.standards.marking_scheme.scheme import Aspect, Criterion, Scheme, Section, Stated, SubCriterion
from assess.standards.marking_scheme.totals import contradictions

__all__ = ["Aspect", "Criterion", "Scheme", "SchemeHead", "Section", "Stated", "SubCriterion", "Written",
           "contradictions", "read_scheme", "standard_data"]
