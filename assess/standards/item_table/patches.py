"""What tables change of a standard that builds on another: patches, each with the reason that a person gives.

An item that becomes another kind of item is set as a whole; of everything else only what differs is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assess.i18n.text import DEFAULT
from assess.standards.document import Path
from assess.standards.item_table.differences import at_path, merged
from assess.standards.item_table.read import ReadTables, tidy

Patch = dict[str, Any]


def patches(data: Mapping[str, Any], read: ReadTables, reason: str) -> list[Patch]:
    """The patches that turn the full data of the standard, its present patches applied, into what the tables say."""
    found: list[Patch] = []
    for path, section in read.sections.items():
        way = ".".join(map(str, path))
        if at_path(data, path) is None:
            found.append(_added(data, path, section))
        else:
            found += _changes(at_path(data, path), tidy(path, at_path(data, path)), section, way)
        data = merged(data, ReadTables({path: section}, {}))
    return [patch | {"reason": reason} for patch in found]


def _added(data: Mapping[str, Any], path: Path, section: Any) -> Patch:
    """The whole section, put into the nearest thing around it that exists."""
    there = max(length for length in range(len(path)) if at_path(data, path[:length]) is not None)
    value = section
    for key in reversed(path[there:]):
        value = {str(key): value}
    return {"op": "add", "at": ".".join(map(str, path[:there])), "value": value}


def _changes(raw: Any, old: Any, new: Any, at: str) -> Iterator[Patch]:
    """``raw`` is what stands in the data, ``old`` the same without what is so by default, as ``new`` is written."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old.get("type") == new.get("type"):
        if _is_text(old) or _is_text(new):
            yield _set(raw, new, at)
        else:
            yield from _of_map(raw, old, new, at)
    elif isinstance(old, list) and isinstance(new, list) and _ids(old) is not None and _ids(new) is not None:
        yield from _of_list(raw, old, new, at)
    else:
        yield _set(raw, new, at)


def _set(raw: Any, new: Any, at: str) -> Patch:
    was = {} if isinstance(raw, (dict, list)) else {"was": raw}
    return {"op": "set", "at": at} | was | {"value": new}


def _of_map(raw: Mapping[str, Any], old: dict[str, Any], new: dict[str, Any], at: str) -> Iterator[Patch]:
    for key in old:
        if key not in new:
            yield {"op": "remove", "at": f"{at}.{key}"}
        else:
            yield from _changes(raw[key], old[key], new[key], f"{at}.{key}")
    for key in new:
        # A value that stands in the data and is only what it would be anyway can be set, not added.
        if key not in old and key in raw:
            yield _set(raw[key], new[key], f"{at}.{key}")
        elif key not in old:
            yield {"op": "add", "at": at, "value": {key: new[key]}}


def _of_list(raw: list[Any], old: list[Any], new: list[Any], at: str) -> Iterator[Patch]:
    before, after = ({each["id"]: each for each in members} for members in (old, new))
    in_data = {each["id"]: each for each in raw}
    for id_ in before:
        if id_ not in after:
            yield {"op": "remove", "at": f"{at}.{id_}"}
        else:
            yield from _changes(in_data[id_], before[id_], after[id_], f"{at}.{id_}")
    for id_ in after:
        if id_ not in before:
            yield {"op": "add", "at": at, "value": after[id_]}
    kept = [id_ for id_ in before if id_ in after]
    if [*kept, *(id_ for id_ in after if id_ not in before)] != list(after):
        yield {"op": "reorder", "at": at, "value": list(after)}


def _ids(members: list[Any]) -> set[str] | None:
    """The ids of the members; None when one has none, or two the same."""
    ids = {member["id"] for member in members if isinstance(member, dict) and isinstance(member.get("id"), str)}
    return ids if len(ids) == len(members) and members else None


def _is_text(value: Mapping[str, Any]) -> bool:
    return DEFAULT in value

