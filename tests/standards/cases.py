"""A small correct standard, and a way to write a faulty one that shows where its fault is expected."""

from __future__ import annotations

from pathlib import Path

from assess.errors import Problem, Problems
from assess.standards.load import Bases, no_bases, read_standard

NAME = "standards/x.yaml"
SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")
HERE = "¦"
"""Stands in a replacement right before the character that the fault must point to."""


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """``text`` with every change made, each of which must occur exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return text


def expected_place(text: str) -> tuple[str, str]:
    """The text without the mark, and the place of the mark as ``file:line:column``."""
    before, _, after = text.partition(HERE)
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return before + after, f"{NAME}:{line}:{column}"


def faults(text: str | bytes, bases: Bases = no_bases, name: str = NAME) -> tuple[Problem, ...]:
    """What the loader says about ``text``: the problems it is refused with, or its warnings."""
    data = text.encode() if isinstance(text, str) else text
    try:
        return read_standard(data, name, bases).warnings
    except Problems as error:
        return error.problems
