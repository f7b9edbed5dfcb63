"""A standard as tables of texts, ready for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assess.i18n.text import DEFAULT
from assess.standards.check.faults import plain
from assess.standards.item_table import notation
from assess.standards.item_table.columns import (
    CHOICE,
    CONTENT,
    EXAMINERS,
    FUNCTION,
    ITEM,
    LANGUAGES,
    PART,
    SHEETS,
    SKILL,
    TASK,
    Column,
)
from assess.standards.model import LEVELS, Standard

Row = dict[str, str]


@dataclass(frozen=True)
class Table:
    """One sheet: its keys in their order, and for each row the texts by key; what is absent is empty."""

    name: str
    keys: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def tables(standard: Standard) -> tuple[Table, ...]:
    """Everything of the standard that has the shape of a table, and ``other`` with all the rest, a line a value."""
    data = standard.model_dump(by_alias=True)
    levels = [(level, data["assessment"][level]) for level in LEVELS if level in data["assessment"]]
    rows: dict[str, Iterator[Row]] = {
        "items": (row for level, held in levels for row in _items(level, held)),
        "parts": (_part(level, part) for level, held in levels for part in held["parts"]),
        "choices": (_row(CHOICE, one) | {"level": level} for level, held in levels for one in held["choices"]),
        "weights": _weights(data["weights"]),
        "functions": (row for function in data["functions"] for row in _function(function)),
        "basics": (_row(SHEETS["basics"], basic) for basic in data["basics"]),
    }
    found = [_table(name, list(rows[name])) for name in SHEETS]
    return (*found, _other(standard))


def empty_tables() -> tuple[Table, ...]:
    """The same sheets with nothing in them, for whoever begins with one."""
    return tuple(_table(name, []) for name in SHEETS)


def _table(name: str, rows: Sequence[Row]) -> Table:
    """The sheet with a column for each language that some row has."""
    used = {key for row in rows for key in row}
    keys = [
        key
        for column in SHEETS[name]
        for key in (column.key, *(f"{column.key}@{language}" for language in LANGUAGES))
        if key == column.key or key in used
    ]
    return Table(name, tuple(keys), tuple(rows))


def _row(columns: Sequence[Column], data: Mapping[str, Any]) -> Row:
    """The cells of ``columns`` for one map of the data."""
    row: Row = {}
    for column in columns:
        value = data.get(column.target)
        if value is None or column.kind == "lines":
            continue
        if column.kind == "text":
            row |= _text(column.key, value)
        elif column.kind == "ids":
            row[column.key] = " ".join(value)
        else:
            row[column.key] = _plain(value)
    return row


def _text(key: str, value: str | Mapping[str, str]) -> Row:
    by_language = {DEFAULT: value} if isinstance(value, str) else value
    return {key if language == DEFAULT else f"{key}@{language}": text for language, text in by_language.items()}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, Decimal) else str(value)


def _items(level: str, assessment: Mapping[str, Any]) -> Iterator[Row]:
    for task in assessment["tasks"]:
        for item in task["items"]:
            yield {"level": level} | _row(TASK, task) | _item(item)


def _item(item: Mapping[str, Any]) -> Row:
    row = _row(ITEM, item)
    for step, descriptor in enumerate(item.get("descriptors", ())):
        row |= _text(f"descriptor-{step}", descriptor)
    if "deductions" in item:
        row |= _deductions(item["deductions"])
    if "bands" in item:
        row["bands"] = "\n".join(
            notation.line(_plain(band[key]) for key in ("lower", "upper", "points")) for band in item["bands"]
        )
    return row


def _deductions(faults: Sequence[Mapping[str, Any]]) -> Row:
    """The lines, and for each further language the texts alone, line by line."""
    texts = [_text("deductions", fault["text"]) for fault in faults]
    lines = [
        notation.line((text["deductions"], _plain(fault["amount"]),
                       "" if fault["cap"] is None else _plain(fault["cap"]), fault["id"]))
        for text, fault in zip(texts, faults, strict=True)
    ]
    row = {"deductions": "\n".join(lines)}
    for key in sorted({key for text in texts for key in text} - {"deductions"}):
        row[key] = "\n".join(notation.line([text.get(key, notation.NONE)]) for text in texts)
    return row


def _part(level: str, part: Mapping[str, Any]) -> Row:
    return {"level": level} | _row(PART, part) | _row(EXAMINERS, part["examiners"])


def _weights(weights: Mapping[str, Mapping[str, Mapping[str, Decimal]]]) -> Iterator[Row]:
    for table, rows in weights.items():
        for row, column in rows.items():
            yield {"table": table, "row": row} | {level: _plain(figure) for level, figure in column.items()}


def _function(function: Mapping[str, Any]) -> Iterator[Row]:
    """A row for each skill and each knowledge; a function or a content without any has a row of its own."""
    own = _row(FUNCTION, function)
    for content in function["contents"]:
        inner = own | _row(CONTENT, content)
        skills = [_row(SKILL, skill) | {"what": "skill"} for skill in content["skills"]]
        known = [_text("text", text) | {"what": "knowledge"} for text in content["knowledge"]]
        yield from ([inner | row for row in (*skills, *known)] or [inner])
    if not function["contents"]:
        yield own


def _other(standard: Standard) -> Table:
    """What no other sheet holds, for reading: the way to each value, and the value."""
    data = standard.model_dump(by_alias=True, exclude_defaults=True,
                               exclude={"functions", "weights", "basics", "assessment", "patches"})
    rows = [{"at": ".".join(path), "value": value} for path, value in _leaves(data, ())]
    return Table("other", ("at", "value"), tuple(rows))


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, start=1):
            name = inner.get("id") if isinstance(inner, dict) else None
            yield from _leaves(inner, (*path, str(name or number)))
    elif value is not None:
        yield path, _plain(value)
