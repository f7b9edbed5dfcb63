"""Lists inside of one cell: a line for each member, its fields between bars.

Deductions: ``text | amount | cap | id``, cap and id may be missing. Bands: ``lower | upper | points``, or with one
figure for both ends ``±0.02 | points``. A bar, a backslash or a line break of a text stands after a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assess.standards.grid import figure

NONE = "-"
"""A line for which a further language has no text."""

_ESCAPES = {"\\": "\\\\", "|": "\\|", "｜": "\\｜", "\n": "\\n"}
_MARK = re.compile(r"\\(.)")
_FIELD = re.compile(r"(?:\\.|[^|｜\\]|\\$)*")


def line(fields: Iterable[str]) -> str:
    """One line; fields at its end that are empty are left out."""
    escaped = ["".join(_ESCAPES.get(char, char) for char in field) for field in fields]
    while escaped and not escaped[-1]:
        escaped.pop()
    return " | ".join(escaped)


def fields_of(text: str) -> list[str]:
    """The fields of one line, as they were before ``line``; full-width bars count as bars."""
    fields, start = [], 0
    while True:
        found = _FIELD.match(text, start)
        end = found.end() if found else len(text)
        fields.append(_unescaped(text[start:end].strip()))
        if end >= len(text):
            return fields
        start = end + 1


def _unescaped(field: str) -> str:
    return _MARK.sub(lambda mark: "\n" if mark[1] == "n" else mark[1], field)


def deductions(lines: Sequence[str]) -> list[dict[str, Any]] | str:
    """The deductions as data, or the line that is none."""
    found: list[dict[str, Any]] = []
    for number, text in enumerate(lines, start=1):
        fields = fields_of(text)
        if len(fields) not in (2, 3, 4) or not fields[0]:
            return text
        fields += [""] * (4 - len(fields))
        taken = {each["id"] for each in found}
        own = {"id": fields[3] or _free(f"d{number}", taken), "text": fields[0], "amount": figure(fields[1])}
        found.append(own | ({"cap": figure(fields[2])} if fields[2] else {}))
    return found


def bands(lines: Sequence[str]) -> list[dict[str, str]] | str:
    """The bands as data, or the line that is none."""
    found = []
    for text in lines:
        fields = fields_of(text)
        if len(fields) == 2 and fields[0].startswith("±"):
            half = figure(fields[0][1:])
            fields = [f"-{half}", half, fields[1]]
        if len(fields) != 3:
            return text
        lower, upper, points = map(figure, fields)
        found.append({"lower": lower, "upper": upper, "points": points})
    return found


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "x"
    return name
