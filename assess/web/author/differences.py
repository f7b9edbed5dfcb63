"""Two texts beside each other: which lines went and which came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_AROUND = 2
"""Lines that are the same and shown before and after a change, so that one sees where it is."""


@dataclass(frozen=True)
class DiffLine:
    """A line of a comparison: its sign ("+", "-", " " or "…" for lines left out), its number, and the line."""

    sign: str
    number: int | None
    text: str


def differences(old: str, new: str) -> list[DiffLine]:
    """What was taken away ("-", numbered as in ``old``) and added ("+", as in ``new``); empty when nothing was."""
    before, after = old.split("\n"), new.split("\n")
    # Lines of a standard repeat a lot (type: points); without junk the comparison keeps them in their places.
    groups = SequenceMatcher(None, before, after, autojunk=len(before) > 2_000).get_grouped_opcodes(_AROUND)
    lines: list[DiffLine] = []
    for number, group in enumerate(groups):
        if number:
            lines.append(DiffLine("…", None, ""))
        for tag, i1, i2, j1, j2 in group:
            lines.extend(_lines(tag, before, after, (i1, i2, j1, j2)))
    return lines


def _lines(tag: str, before: list[str], after: list[str], at: tuple[int, int, int, int]) -> Iterator[DiffLine]:
    i1, i2, j1, j2 = at
    if tag == "equal":
        yield from (DiffLine(" ", j + 1, after[j]) for j in range(j1, j2))
        return
    yield from (DiffLine("-", i + 1, before[i]) for i in range(i1, i2))
    yield from (DiffLine("+", j + 1, after[j]) for j in range(j1, j2))
