"""Builds the full data of an enterprise standard: its base edition with the patches applied.

The head of the file (who, which edition, filing, chain …) replaces the base's; what is asked and examined changes only
by patches, each with its reason, so that a reader sees every difference from the national standard. The base is pinned
by the digest of its file. Decides nothing about the result: it is validated and checked like any other standard.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from assess.errors import Problems
from assess.standards.document import Document, Finding, Mark, Patched, Path, Place
from assess.standards.model import Base, Patch
from assess.standards.validate import validate

OWN = ("format", "id", "kind", "edition", "author")
"""What every file must say for itself."""
HEAD = (
    *OWN,
    "code",
    "name",
    "source",
    "sample",
    "chain",
    "extends",
    "patches",
    "filing",
    "trades",
    "overview",
    "below",
    "apprentice",
    "appointments",
    "competition",
    "awards",
)
"""What a file may say for itself."""


class _Read(Protocol):
    @property
    def sha256(self) -> str: ...
    @property
    def document(self) -> Document: ...


def derive(own: Document, bases: Callable[[str, str], _Read | None]) -> Document:
    """The document of the full standard; raises ``Problems`` for a wrong base, head or patch."""
    base_pin, findings = validate(Base, own.data["extends"])
    findings = _within(("extends",), findings)
    patches, faults = validate(tuple[Patch, ...], own.data.get("patches", []))
    findings += _within(("patches",), faults)
    for key in own.data:
        if key not in HEAD:
            findings.append(Finding("standard.only_by_patch", (key,), {"key": key}, at_key=True))
    findings += [Finding("standard.key_missing", (), {"key": key}) for key in OWN if key not in own.data]
    base = bases(base_pin.id, base_pin.edition) if base_pin else None
    if base_pin and base is None:
        params: dict[str, object] = {"id": base_pin.id, "edition": base_pin.edition}
        findings.append(Finding("standard.base_unknown", ("extends", "id"), params))
    if base_pin and base and base.sha256 != base_pin.sha256:
        params = {"got": base_pin.sha256, "expected": base.sha256, "id": base_pin.id, "edition": base_pin.edition}
        findings.append(Finding("standard.base_changed", ("extends", "sha256"), params))
    if findings or base is None or patches is None:
        raise _invalid(own, findings)
    full = _Full(own, base.document)
    full.take_head()
    for number, patch in enumerate(patches):
        full.apply(number, patch)
    return full.document()


def _within(at: Path, findings: list[Finding]) -> list[Finding]:
    return [Finding(f.code, (*at, *f.path), f.params, f.severity, f.at_key, f.among) for f in findings]


def _invalid(own: Document, findings: list[Finding]) -> Problems:
    return Problems("standard.invalid", [*own.problems, *map(own.problem, findings)], where=own.name)


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


class _Full:
    """The base's data while patches are applied to it; the places of data and patches go along."""

    def __init__(self, own: Document, base: Document) -> None:
        self.own = own
        self.data = copy.deepcopy(base.data)
        self.root: Place = (own.root[0], own.root[1], _copied(base.root)[2])
        self.patched: list[tuple[list[str], Mark, Mark]] = []
        self.faults: list[Finding] = []

    def take_head(self) -> None:
        """The head of the file in place of the base's; a filing belongs to one enterprise and is never inherited."""
        for key in ("filing", "patches", "extends"):
            self.data.pop(key, None)
            self.root[2].pop(key, None)
        for key, value in self.own.data.items():
            self.data[key] = value
            self.root[2][key] = self.own.root[2][key]

    def apply(self, number: int, patch: Patch) -> None:
        """One patch; what does not fit any more is noted as a fault at its place."""
        at: Path = ("patches", number)
        steps = patch.at.split(".")
        spot = self._find(at, steps)
        if steps[0] in HEAD:
            self._fault("standard.patch_of_head", (*at, "at"), at=patch.at)
        elif spot is not None:
            given = self.own.data["patches"][number].get("value")
            value_place = self.own.place((*at, "value"))
            marks = self.own.place((*at, "at"))[1], spot.place[1]
            if patch.op == "add":
                name = _id(given) if isinstance(spot.value, list) else None
                self.patched.append(([*steps, name] if name else steps, *marks))
                self._add(at, spot, given, value_place)
            elif patch.op == "set":
                self.patched.append((steps, *marks))
                spot.container[spot.key] = copy.deepcopy(given)
                spot.places[spot.key] = (value_place[1], value_place[1], _copied(value_place)[2])
            else:
                self.patched.append((steps, *marks))
                self._remove(spot)

    def document(self) -> Document:
        """The whole; raises ``Problems`` when a patch did not fit."""
        if self.faults:
            raise _invalid(self.own, self.faults)
        patched = tuple(Patched(self._remaining(steps), patch, base) for steps, patch, base in self.patched)
        return Document(self.own.name, self.data, self.root, self.own.problems, patched)

    def _fault(self, code: str, path: Path, **params: object) -> None:
        self.faults.append(Finding(code, path, params))

    def _find(self, at: Path, steps: list[str]) -> _Spot | None:
        spot = _Spot([self.data], 0, {0: self.root})
        for number, step in enumerate(steps):
            key = _key(spot.value, step)
            if key is None:
                there = ".".join(steps[:number]) or "–"
                self._fault("standard.patch_no_place", (*at, "at"), at=".".join(steps), step=step, there=there)
                return None
            spot = _Spot(spot.value, key, spot.place[2])
        return spot

    def _add(self, at: Path, spot: _Spot, given: Any, place: Place) -> None:
        """A new member of the list, or new keys of the map, at ``spot``."""
        if isinstance(spot.value, list):
            name = _id(given)
            if name is not None and _key(spot.value, name) is not None:
                self._fault("standard.patch_exists", (*at, "value", "id"), key=name)
                return
            spot.place[2][len(spot.value)] = (place[1], place[1], _copied(place)[2])
            spot.value.append(copy.deepcopy(given))
        elif isinstance(spot.value, dict) and isinstance(given, dict):
            for key, value in given.items():
                if key in spot.value:
                    self._fault("standard.patch_exists", (*at, "value", key), key=key)
                    continue
                spot.place[2][key] = _copied(place[2][key])
                spot.value[key] = copy.deepcopy(value)
        else:
            self._fault("standard.patch_not_addable", (*at, "at"))

    @staticmethod
    def _remove(spot: _Spot) -> None:
        """Takes the value away; in a list the later members and their places move up."""
        del spot.container[spot.key]
        if isinstance(spot.key, int):
            later = [spot.places[index] for index in range(spot.key + 1, len(spot.container) + 1)]
            spot.places.pop(len(spot.container))
            spot.places.update(enumerate(later, start=spot.key))
        else:
            del spot.places[spot.key]

    def _remaining(self, steps: list[str]) -> Path:
        """The way to the patched place in the final data; what was removed keeps its name, which leads nowhere."""
        value = self.data
        path: Path = ()
        for step in steps:
            key = _key(value, step)
            if key is None:
                return (*path, step)
            value, path = value[key], (*path, key)
        return path


def _id(member: Any) -> str | None:
    """The id of a member of a list, when it has one that is a text."""
    name = member.get("id") if isinstance(member, dict) else None
    return name if isinstance(name, str) else None


def _key(value: Any, step: str) -> str | int | None:
    """The key of a map, or the index of the list member with that id; None when there is none."""
    if isinstance(value, dict):
        return step if step in value else None
    if isinstance(value, list):
        return next((i for i, one in enumerate(value) if isinstance(one, dict) and one.get("id") == step), None)
    return None


def _copied(place: Place) -> Place:
    """The place with inner maps of its own, which patches may change."""
    return place[0], place[1], {key: _copied(inner) for key, inner in place[2].items()}
