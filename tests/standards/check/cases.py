"""The correct standards of this folder, and what is said of one of them after one slip."""

from __future__ import annotations

from pathlib import Path

from assess.errors import Problem
from tests.standards.cases import changed, expected_place, faults

FOLDER = Path(__file__).parent
RICH, CONTEST, APPOINTED = (
    (FOLDER / f"{name}.yaml").read_text(encoding="utf-8") for name in ("rich", "contest", "appointed")
)

Case = tuple[str, str, str]
"""Old text, new text with ¦ before the place of the fault, code."""


def found_after(text: str, *changes: tuple[str, str]) -> tuple[list[tuple[str, str]], str]:
    """Code and place of every problem after the changes, and the place that was marked with ¦."""
    faulty, place = expected_place(changed(*changes, text=text))
    return [(problem.code, problem.where) for problem in faults(faulty)], place


def problem_after(text: str, *changes: tuple[str, str]) -> Problem:
    """The only problem after the changes."""
    (problem,) = faults(changed(*changes, text=text))
    return problem
