"""Names places of a standard as patches do: keys and ids with dots, and with each step what it is called.

Ids are the identity of a thing; what has no id goes by what tells it from its neighbours: a clause by its kind, an
award by its scheme, a level or a skill that is named by itself, everything else by its number, counted from 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assess.i18n.text import Text
from assess.standards.model import Closed, Route, Standard

_NAMES_ITSELF = ("id", "scheme", "part", "clause", "at")
"""The fields that tell the members of a list apart, the first that a member has."""


@dataclass(frozen=True)
class Step:
    """One step of the way to a place; ``name`` is what a thing with an id is called.

    ``member``: a member of the list or table before it, as opposed to a key that the file format knows.
    """

    key: str
    name: Text | None = None
    member: bool = False


Where = tuple[Step, ...]
Value = Text | str | Route | tuple[Text | str, ...] | None
"""What stands at a place: a text with its languages, a figure or code as it is written, a route of admission, the
members of a list in their order, or nothing."""


def member(key: str, name: Text | None = None) -> Step:
    """The step to a member of a list or table."""
    return Step(key, name, member=True)


def at_of(where: Where) -> str:
    """The place in the form of a patch: ``assessment.L4.parts.practical.pass``."""
    return ".".join(step.key for step in where)


def name_of(thing: Any) -> Text | None:
    """What a thing is called: its name, or what it asks."""
    for field in ("name", "text"):
        if isinstance(found := getattr(thing, field, None), Text):
            return found
    return None


def row_names(*editions: Standard) -> dict[str, Text]:
    """What the rows of the weight tables are called, by the last edition that has them."""
    basics = {basic.id: basic.name for one in editions for basic in one.basics}
    return basics | {function.id: function.name for one in editions for function in one.functions}


def label_of(thing: Any) -> Text | str:
    """The name of a thing, or what stands for it when it has none."""
    if isinstance(thing, (Text, str)):
        return thing
    return name_of(thing) or _own_key(thing) or ""


def value_of(leaf: Any) -> Text | str | None:
    """A text as it is; everything else as the file would say it."""
    if leaf is None or isinstance(leaf, (Text, str)):
        return leaf
    if isinstance(leaf, bool):
        return "true" if leaf else "false"
    return plain(leaf) if isinstance(leaf, Decimal) else str(leaf)


def plain(number: Decimal) -> str:
    """The figure without trailing zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain_text(value: Value) -> str | None:
    """The value as one plain text, the Chinese one of a text."""
    if isinstance(value, Route):
        return "; ".join(f"{clause.clause} {_details(clause)}".strip() for clause in value.all)
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return None if value is None else str(value)


def keyed(members: Sequence[Any]) -> dict[str, Any]:
    """The members of a list by their keys; a key that comes again has its number behind it (``honour:2``)."""
    found: dict[str, Any] = {}
    times: Counter[str] = Counter()
    for number, member in enumerate(members, start=1):
        key = _own_key(member) or str(number)
        times[key] += 1
        found[f"{key}:{times[key]}" if times[key] > 1 else key] = member
    return found


def _own_key(member: Any) -> str | None:
    if isinstance(member, str):
        return member
    keys = (getattr(member, field, None) for field in _NAMES_ITSELF) if isinstance(member, Closed) else ()
    return next((str(key) for key in keys if key is not None), None)


def _details(clause: Closed) -> str:
    given = clause.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"clause", "evidence"})
    return ", ".join(f"{key} {' / '.join(map(str, v)) if isinstance(v, list) else v}" for key, v in given.items())
