"""Editions to compare: the small standard of the tests with one thing changed in its data."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from assess.standards.model import Standard
from assess.standards.parse import parse
from tests.standards.cases import SMALL

DATA: dict[str, Any] = parse(SMALL.encode(), "small.yaml").data
DATA["assessment"]["L5"]["parts"][0]["minutes"] = "90"
DATA["assessment"]["L2"]["parts"][1]["examiners"] |= {"qualification": "senior-examiner"}
DATA["assessment"]["L2"]["parts"][1] |= {"near": "2", "blind": True, "calibration": True}
DATA["assessment"]["L2"]["keep_passed"] = 24
DATA["functions"][0]["contents"].append(
    {"id": "wiring-l2", "name": "设计", "level": "L2", "skills": [{"id": "s2", "text": "能设计"}],
     "knowledge": ["电路", "制图", "标准"]}
)  # fmt: skip
SMALL_STANDARD = Standard.model_validate(DATA)
Edit = Callable[[dict[str, Any]], object]


def edited(edit: Edit) -> Standard:
    """The small standard after ``edit`` changed its plain data; its own checks are not asked."""
    data = copy.deepcopy(DATA)
    edit(data)
    return Standard.model_validate(data)


def put(at: str, value: Any) -> Edit:
    """Writes ``value`` at a place named by keys, ids and indices with dots; creates the last key."""

    def edit(data: dict[str, Any]) -> None:
        *way, last = at.split(".")
        spot = _found(data, way)
        spot[_key(spot, last)] = value

    return edit


def drop(at: str) -> Edit:
    """Takes the place away."""

    def edit(data: dict[str, Any]) -> None:
        *way, last = at.split(".")
        spot = _found(data, way)
        del spot[_key(spot, last)]

    return edit


def append(at: str, value: Any) -> Edit:
    """Puts a new member at the end of a list."""
    return lambda data: _found(data, at.split(".")).append(value)


def _found(data: Any, way: list[str]) -> Any:
    for step in way:
        data = data[_key(data, step)]
    return data


def _key(spot: Any, step: str) -> Any:
    if isinstance(spot, dict):
        return step
    ids = [member.get("id") if isinstance(member, dict) else member for member in spot]
    return ids.index(step) if step in ids else int(step)
