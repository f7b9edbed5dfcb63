"""Sheets of a small practical part for tests of figures: candidates 1, 2, 3 … with the marks of their examiners."""

from __future__ import annotations

from collections.abc import Mapping

from assess.exams.form import FormPart
from assess.exams.result import PartInput, PartState
from assess.figures.decisions import Inputs
from assess.figures.marks import PartMarks, marks_of
from tests.exams.forms import sheet

Given = Mapping[str, Mapping[str, str]]
"""By examiner the values of the items of the task ``t``."""


def scored(given: Given) -> PartInput:
    """The sealed sheets of one candidate."""
    return PartInput(PartState.SCORED, tuple(sheet(examiner, **values) for examiner, values in given.items()))


def inputs_of(*candidates: Given, part: str = "practical") -> dict[int, Inputs]:
    """What candidates 1, 2, 3 … are decided from."""
    return {number: {part: scored(given)} for number, given in enumerate(candidates, start=1)}


def table(part: FormPart, *candidates: Given) -> PartMarks:
    """The table of marks of candidates 1, 2, 3 …"""
    return marks_of(part, {number: scored(given) for number, given in enumerate(candidates, start=1)})


def one_item(*values: tuple[str, str]) -> list[Given]:
    """Candidates whom two examiners, ``a`` and ``b``, gave these points of the item ``i``."""
    return [{"a": {"i": first}, "b": {"i": second}} for first, second in values]
