"""The plain data of a YAML file with the place of every key and value, and the faults that are found in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from assess.errors import Problem

Path = tuple[str | int, ...]
"""Way from the root of the data to a value: keys of maps, indices of lists."""


# Both are plain tuples, because a file has tens of thousands of them and a class costs five times as much.
Mark = tuple[str, int, int]
"""File, line and column, the last two counted from 1 as people do."""
Place = tuple[Mark, Mark, dict[str | int, Any]]
"""The marks of a key and of its value (of a member of a list: twice the same), and the places inside the value."""


@dataclass(frozen=True)
class Finding:
    """A fault somewhere in the data; ``Document.problem`` tells where in the file that is."""

    code: str
    path: Path
    params: dict[str, object] = field(default_factory=dict)
    severity: str = "error"
    at_key: bool = False
    among: tuple[Path, ...] = ()
    """The other values that take part in the fault, such as the rest of a column that adds up to 105."""
    within: tuple[Path, ...] = ()
    """Lists and maps that the fault is about as a whole: a patch that took something out of one may have caused it."""
    places: tuple[Mark, ...] = ()
    """Places that take part and lie in another file's data."""


@dataclass(frozen=True)
class Patched:
    """A place of the base's data that a patch changed, where the patch stands, and where the base has it."""

    path: Path
    patch: Mark
    base: Mark


@dataclass(frozen=True)
class Document:
    """The plain data of one file, the places of it, and the faults that did not keep it from being read.

    The data of an enterprise standard is its base's with the patches applied; its places lie in both files.
    """

    name: str
    data: Any
    root: Place
    problems: tuple[Problem, ...] = ()
    patched: tuple[Patched, ...] = ()

    def place(self, path: Path) -> Place:
        """The place of ``path``, or of the nearest thing around it that exists."""
        place = self.root
        for step in path:
            if step not in place[2]:
                break
            place = place[2][step]
        return place

    def problem(self, finding: Finding) -> Problem:
        """The finding with its place: in the patch when a patch caused it, which then names the place in the base."""
        place = self.place(finding.path)
        mark = place[0] if finding.at_key else place[1]
        params = dict(finding.params)
        cause = self._cause(finding)
        if cause is not None:
            params["base"] = shown(cause.base if mark[0] == self.name else mark)
            mark = mark if mark[0] == self.name else self._in_patch(finding, cause)
        # A place that a fault shares with others is that of the key, which is where an eye looks for it.
        others = [self.place(path)[0] for path in finding.among if path != finding.path]
        also = dict.fromkeys(shown(other) for other in (*others, *finding.places) if other != mark)
        return Problem(finding.code, shown(mark), params, finding.severity, tuple(also))

    def _in_patch(self, finding: Finding, cause: Patched) -> Mark:
        """The place of the value that the patch brought, else of the patch itself: what it removed has no place."""
        brought = [self.place(path) for path in finding.among if path[: len(cause.path)] == cause.path]
        return next((place[1] for place in brought if place[1][0] == self.name), cause.patch)

    def _cause(self, finding: Finding) -> Patched | None:
        """The patch nearest around something that takes part in the fault, else the last one inside of it."""
        paths = (finding.path, *finding.among, *finding.within)
        around = [p for p in self.patched if any(path[: len(p.path)] == p.path for path in paths)]
        if around:
            return max(reversed(around), key=lambda patched: len(patched.path))
        # A patch deep inside the file is not why the file as a whole lacks something.
        wide = [path for path in paths if path]
        inside = [p for p in self.patched if len(p.path) == 1 or any(p.path[: len(path)] == path for path in wide)]
        return inside[-1] if inside else None


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Errors and warnings in the order of their places."""

    def place(problem: Problem) -> tuple[str, int, int]:
        file, line, column = problem.where.rsplit(":", 2)
        return file, int(line), int(column)

    return sorted(problems, key=place)


def shown(mark: Mark) -> str:
    """``file:line:column``, as editors jump to it."""
    return "{}:{}:{}".format(*mark)


def shortened(value: object) -> str:
    """``value`` as text of a length that fits into a message."""
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
