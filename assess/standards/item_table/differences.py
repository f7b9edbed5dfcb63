"""What tables would change of a standard's data, and the data with the change made."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assess.standards.check.faults import plain
from assess.standards.document import Path
from assess.standards.item_table.read import ReadTables, tidy


@dataclass(frozen=True)
class Difference:
    """One value that would be another; an empty text where there is none."""

    at: str
    """Keys and ids on the way to it: assessment.L4.tasks.t1.items.i2.max."""
    before: str
    after: str
    place: str
    """The cell that says so; empty for what the workbook leaves out."""


def merged(data: Mapping[str, Any], read: ReadTables) -> dict[str, Any]:
    """The standard's data with the sections of the workbook in place of its own; all others stay."""
    whole: dict[str, Any] = copy.deepcopy(dict(data))
    for path, section in read.sections.items():
        inner = whole
        for key in path[:-1]:
            if not isinstance(inner.get(str(key)), dict):
                inner[str(key)] = {}
            inner = inner[str(key)]
        inner[str(path[-1])] = section
    return whole


def differences(data: Mapping[str, Any], read: ReadTables) -> tuple[Difference, ...]:
    """Every value of the sections that the workbook would change, remove or add, in their order."""
    found: list[Difference] = []
    for path, section in read.sections.items():
        old, new = dict(_leaves(tidy(path, at_path(data, path)), path, path)), dict(_leaves(section, path, path))
        for name in dict.fromkeys([*new, *old]):
            before, after = old.get(name, ("", ()))[0], new.get(name, ("", ()))[0]
            if before != after:
                place = read.place(new[name][1]) if name in new else None
                found.append(Difference(name, before, after, place or ""))
    return tuple(found)


def at_path(data: Any, path: Path) -> Any:
    """What the data have at the end of that way; None where it does not lead there."""
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _leaves(value: Any, named: Path, path: Path) -> Iterator[tuple[str, tuple[str, Path]]]:
    """Way by ids → the value as text and its way by places, for every value inside."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*named, str(key)), (*path, key))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            name = inner.get("id") if isinstance(inner, Mapping) else None
            yield from _leaves(inner, (*named, str(name or number + 1)), (*path, number))
    elif value is not None:
        yield ".".join(map(str, named)), (_text(value), path)


def _text(value: Any) -> str:
    """Figures alike whether they came as text or as a number."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = plain(value) if isinstance(value, Decimal) else str(value)
    try:
        return plain(Decimal(text)) if text.replace(".", "", 1).lstrip("+-").isdigit() else text
    except ArithmeticError:
        return text
