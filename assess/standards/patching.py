"""Applies the patches of an enterprise standard to the data of its base edition.

A patch that no longer fits is a fault that names both places: the patch, and the nearest thing that the base has. What
the patches make of the data is not judged here.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from assess.i18n.text import DEFAULT
from assess.standards.document import Document, Finding, Mark, Patched, Path, Place, shortened
from assess.standards.model import Patch

_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?", re.ASCII)


@dataclass
class _Spot:
    """A value on the way of a patch: its container, its key or index there, and the places in the container."""

    container: Any
    key: str | int
    places: dict[str | int, Any]

    @property
    def value(self) -> Any:
        return self.container[self.key]

    @property
    def place(self) -> Place:
        place: Place = self.places[self.key]
        return place


class Full:
    """The base's data while patches are applied to it; the places of data and patches go along."""

    def __init__(self, own: Document, base: Document, head: Collection[str]) -> None:
        self.own = own
        self.data = copy.deepcopy(base.data)
        self.root: Place = (own.root[0], own.root[1], _copied(base.root)[2])
        self.base_root = base.root[1]
        self.head = head
        self.patched: list[tuple[list[str], Mark, Mark]] = []
        self.faults: list[Finding] = []
        # A filing and signatures belong to one enterprise and are never inherited.
        for key in ("filing", "patches", "extends", "below"):
            self.data.pop(key, None)
            self.root[2].pop(key, None)
        for key, value in own.data.items():
            self.data[key] = value
            self.root[2][key] = own.root[2][key]

    def apply(self, number: int, patch: Patch) -> None:
        """One patch; what does not fit any more is noted as a fault at its place."""
        at: Path = ("patches", number)
        steps = patch.at.split(".")
        if steps[0] in self.head:
            place = self.root[2].get(steps[0], self.root)
            self._fault("standard.patch_of_head", (*at, "at"), place, at=patch.at)
            return
        if not self._has_value(at, patch):
            return
        spot = self._find(at, steps)
        if spot is None or not self._as_it_was(at, spot):
            return
        given = self.own.data["patches"][number].get("value")
        name = _id(given) if patch.op == "add" and isinstance(spot.value, list) else None
        self.patched.append(([*steps, name] if name else steps, self.own.place((*at, "at"))[1], spot.place[1]))
        match patch.op:
            case "add":
                self._add(at, spot, given)
            case "set":
                self._set(at, spot, given)
            case "remove":
                _remove(spot)
            case "reorder":
                self._reorder(at, spot, given)

    def document(self) -> Document:
        """The whole, once every patch was applied and none had a fault."""
        patched = tuple(Patched(remaining(self.data, steps), patch, base) for steps, patch, base in self.patched)
        return Document(self.own.name, self.data, self.root, self.own.problems, patched)

    def _fault(self, code: str, path: Path, base: Place, **params: object) -> None:
        """A patch that does not fit ``base``, the nearest thing that is there."""
        self.faults.append(Finding(code, path, params, places=(base[1],)))

    def _has_value(self, at: Path, patch: Patch) -> bool:
        """Whether the patch brings a value, which all but ``remove`` do; one that removes must not have any."""
        given = "value" in self.own.data["patches"][at[1]]
        if patch.op == "remove" and given:
            self.faults.append(Finding("standard.patch_value_unused", (*at, "value"), at_key=True))
        elif patch.op != "remove" and not given:
            self.faults.append(Finding("standard.key_missing", at, {"key": "value"}))
        else:
            return True
        return False

    def _find(self, at: Path, steps: list[str]) -> _Spot | None:
        spot = _Spot([self.data], 0, {0: self.root})
        for number, step in enumerate(steps):
            key = _key(spot.value, step)
            if key is None:
                there = ".".join(steps[:number]) or "–"
                near = spot.place if number else (self.base_root, self.base_root, {})
                meant = next(iter(get_close_matches(step, _names(spot.value), 1)), None)
                params = {"suggestion": meant, "reason": "similar"} if meant else {}
                self._fault("standard.patch_no_place", (*at, "at"), near,
                            at=".".join(steps), step=step, there=there, **params)
                return None
            spot = _Spot(spot.value, key, spot.place[2])
        return spot

    def _as_it_was(self, at: Path, spot: _Spot) -> bool:
        """Whether the base still has what the patch says it was written for; a patch that says nothing fits."""
        raw = self.own.data["patches"][at[1]]
        if "was" not in raw or _same(raw["was"], spot.value):
            return True
        self._fault("standard.patch_stale", (*at, "was"), spot.place, was=_brief(raw["was"]), got=_brief(spot.value))
        return False

    def _set(self, at: Path, spot: _Spot, given: Any) -> None:
        place = self.own.place((*at, "value"))
        spot.container[spot.key] = copy.deepcopy(given)
        spot.places[spot.key] = (place[1], place[1], _copied(place)[2])

    def _add(self, at: Path, spot: _Spot, given: Any) -> None:
        """A new member of the list, or new keys of the map, at ``spot``."""
        place = self.own.place((*at, "value"))
        if isinstance(spot.value, list):
            name = _id(given)
            there = None if name is None else _key(spot.value, name)
            if there is not None:
                self._fault("standard.patch_exists", (*at, "value", "id"), spot.place[2][there], key=name)
                return
            spot.place[2][len(spot.value)] = (place[1], place[1], _copied(place)[2])
            spot.value.append(copy.deepcopy(given))
        elif isinstance(spot.value, dict) and isinstance(given, dict):
            for key, value in given.items():
                if key in spot.value:
                    self._fault("standard.patch_exists", (*at, "value", key), spot.place[2][key], key=key)
                    continue
                spot.place[2][key] = _copied(place[2][key])
                spot.value[key] = copy.deepcopy(value)
        else:
            self._fault("standard.patch_not_addable", (*at, "at"), spot.place)

    def _reorder(self, at: Path, spot: _Spot, given: Any) -> None:
        """The members of the list in the order of the given ids, which must be those of all members, once each."""
        names = _names(spot.value) if isinstance(spot.value, list) else []
        if not names or len(names) != len(spot.value):
            self._fault("standard.patch_not_reorderable", (*at, "at"), spot.place)
            return
        if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
            self._fault("standard.reorder_ids", (*at, "value"), spot.place, ids=", ".join(names))
            return
        faults = len(self.faults)
        for number, name in enumerate(given):
            if name not in names:
                self._fault("standard.reorder_unknown", (*at, "value", number), spot.place,
                            id=name, known=", ".join(names))
            elif name in given[:number]:
                self._fault("standard.reorder_twice", (*at, "value", number), spot.place, id=name)
        missing = [name for name in names if name not in given]
        if missing and len(self.faults) == faults:
            self._fault("standard.reorder_missing", (*at, "value"), spot.place[2][names.index(missing[0])],
                        ids=", ".join(missing))
        if len(self.faults) == faults:
            order = [names.index(name) for name in given]
            places = [spot.place[2][index] for index in order]
            spot.value[:] = [spot.value[index] for index in order]
            spot.place[2].update(enumerate(places))


def remaining(data: Any, steps: Sequence[str]) -> Path:
    """The way to a place named by keys and ids; what is not there (any more) keeps its name, which leads nowhere."""
    value = data
    path: Path = ()
    for step in steps:
        key = _key(value, step)
        if key is None:
            return (*path, step)
        value, path = value[key], (*path, key)
    return path


def _remove(spot: _Spot) -> None:
    """Takes the value away; in a list the later members and their places move up."""
    del spot.container[spot.key]
    if isinstance(spot.key, int):
        later = [spot.places[index] for index in range(spot.key + 1, len(spot.container) + 1)]
        spot.places.pop(len(spot.container))
        spot.places.update(enumerate(later, start=spot.key))
    else:
        del spot.places[spot.key]


def _id(member: Any) -> str | None:
    """The id of a member of a list, when it has one that is a text."""
    name = member.get("id") if isinstance(member, dict) else None
    return name if isinstance(name, str) else None


def _names(value: Any) -> list[str]:
    """The keys of a map, the ids of a list's members."""
    if isinstance(value, dict):
        return list(value)
    return [name for name in map(_id, value) if name is not None] if isinstance(value, list) else []


def _key(value: Any, step: str) -> str | int | None:
    """The key of a map, or the index of the list member with that id; None when there is none."""
    if isinstance(value, dict):
        return step if step in value else None
    if isinstance(value, list):
        return next((i for i, one in enumerate(value) if isinstance(one, dict) and one.get("id") == step), None)
    return None


def _same(was: Any, now: Any) -> bool:
    """Whether the base has what the patch says: numbers by value, a plain text as the zh-Hans of a map of languages.

    Of a list whose members have ids, the ids are enough.
    """
    if isinstance(was, str) and isinstance(now, dict):
        return was == now.get(DEFAULT)
    if isinstance(was, str) and isinstance(now, str):
        return was == now or (bool(_NUMBER.fullmatch(was) and _NUMBER.fullmatch(now)) and Decimal(was) == Decimal(now))
    if isinstance(was, dict) and isinstance(now, dict):
        return was.keys() == now.keys() and all(_same(was[key], now[key]) for key in was)
    if isinstance(was, list) and isinstance(now, list):
        return was == _names(now) or (len(was) == len(now) and all(map(_same, was, now)))
    return bool(was == now)


def _brief(value: Any) -> str:
    """The value as a message shows it."""
    if isinstance(value, dict) and DEFAULT not in value:
        return "{" + shortened(", ".join(value)) + "}"
    if isinstance(value, list):
        return "[" + shortened(", ".join(_names(value) or map(str, value))) + "]"
    return shortened(value[DEFAULT] if isinstance(value, dict) else "–" if value is None else value)


def _copied(place: Place) -> Place:
    """The place with inner maps of its own, which patches may change."""
    return place[0], place[1], {key: _copied(inner) for key, inner in place[2].items()}
