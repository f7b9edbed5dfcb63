"""Compares two editions place by place, and lists where a standard may lie below its national base."""

from __future__ import annotations

from assess.standards.compare.changes import SECTIONS, Change, Comparison, compare
from assess.standards.compare.floor import Floor
from assess.standards.compare.floors import Signed, floors, signatures, stale, unsigned
from assess.standards.compare.implying import admits_no_more, implies
from assess.standards.compare.places import Step, plain, plain_text
from assess.standards.compare.weights import WeightCell, WeightRow, WeightsCompared, weight_tables

__all__ = [
    "SECTIONS",
    "Change",
    "Comparison",
    "Floor",
    "Signed",
    "Step",
    "WeightCell",
    "WeightRow",
    "WeightsCompared",
    "admits_no_more",
    "compare",
    "floors",
    "implies",
    "plain",
    "plain_text",
    "signatures",
    "stale",
    "unsigned",
    "weight_tables",
]
