"""Single mutations of a standard's figures and ids that must make it wrong, each with the line it changes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assess.standards.document import Path
from assess.standards.load import Reading


@dataclass(frozen=True)
class Mutation:
    """One value of the file replaced by another one."""

    kind: str
    path: Path
    line: int
    old: str
    new: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {'.'.join(map(str, self.path))}: {self.old} → {self.new} (line {self.line})"


def mutations(reading: Reading, text: str, count: int, seed: int) -> list[Mutation]:
    """``count`` mutations, as many of each kind as there are; the same ones for the same seed."""
    random_ = random.Random(seed)
    kinds: dict[str, list[tuple[Path, str, bool]]] = {}
    for kind, path, new, at_key in _all(reading, random_):
        kinds.setdefault(kind, []).append((path, new, at_key))
    chosen = [random_.choice(kinds[random_.choice(sorted(kinds))]) for _ in range(count)]
    names = {(path, new): kind for kind, members in kinds.items() for path, new, _ in members}
    return [_mutation(reading, text, names[path, new], path, new, at_key) for path, new, at_key in chosen]


def _mutation(reading: Reading, text: str, kind: str, path: Path, new: str, at_key: bool) -> Mutation:
    place = reading.document.place(path)
    _, line, column = place[0] if at_key else place[1]
    lines = text.splitlines(keepends=True)
    old = str(path[-1]) if at_key else str(_at(reading.document.data, path))
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    assert after.startswith(old), f"{old!r} is not at line {line}: {after!r}"
    lines[line - 1] = before + new + after[len(old) :]
    return Mutation(kind, path, line, old, new, "".join(lines))


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


Found = Iterator[tuple[str, Path, str, bool]]


def _all(reading: Reading, random_: random.Random) -> Found:
    """Everything in the file itself that is mutated: kind, place, new value, whether the key is meant."""
    data = reading.document.data

    def other(value: str) -> str:
        """Another figure that is as plausible."""
        figure, step = Decimal(value), random_.choice([1, 2, 3, 5, 10])
        return str(figure - step if figure > step and random_.random() < 0.5 else figure + step)

    def slip(value: str) -> str:
        """The id with one letter too many, one too few, or one that is another."""
        place = random_.randrange(1, len(value))
        letter = random_.choice([letter for letter in "bdfklmqrvwz" if letter != value[place]])
        return random_.choice([value[:place] + letter + value[place:], value[:place] + letter + value[place + 1 :]])

    yield from _weights(data, other, slip)
    functions = [function["id"] for function in data["functions"]]
    for i, function in enumerate(data["functions"]):
        yield "id of a function", ("functions", i, "id"), slip(function["id"]), False
        skills = [
            (("functions", i, "contents", k, "skills", j, "id"), skill["id"])
            for k, content in enumerate(function["contents"]) for j, skill in enumerate(content["skills"])
        ]  # fmt: skip
        for (path, _), (_, before) in zip(skills[1:], skills, strict=False):
            yield "id of a skill", path, before, False
    for level, examined in data["assessment"].items():
        yield from _parts(("assessment", level), examined, other, slip)
        for n, task in enumerate(examined["tasks"]):
            yield from _task(("assessment", level, "tasks", n), examined["tasks"], n, other, slip)
            if "function" in task:
                path = ("assessment", level, "tasks", n, "function")
                yield "function of a task", path, slip(task["function"]), False
                yield "function of a task", path, random_.choice([f for f in functions if f != task["function"]]), False


def _weights(data: Any, other: Callable[[str], str], slip: Callable[[str], str]) -> Found:
    for name, table in data["weights"].items():
        for row, column in table.items():
            yield "row of a table", ("weights", name, row), slip(row), True
            for level, weight in column.items():
                yield "weight", ("weights", name, row, level), other(weight), False


def _parts(at: Path, examined: Any, other: Callable[[str], str], slip: Callable[[str], str]) -> Found:
    for i, part in enumerate(examined["parts"]):
        tasks = [task for task in examined["tasks"] if task.get("part", "practical") == part["id"]]
        if tasks:
            yield "id of a part", (*at, "parts", i, "id"), slip(part["id"]), False
            yield "points of a part", (*at, "parts", i, "points"), other(part["points"]), False
        for wrong in (str(Decimal(part["points"]) + 1), "0"):
            yield "pass mark", (*at, "parts", i, "pass"), wrong, False
        if "after" in part:
            yield "part before", (*at, "parts", i, "after"), slip(part["after"]), False


def _task(at: Path, tasks: Any, n: int, other: Callable[[str], str], slip: Callable[[str], str]) -> Found:
    task = tasks[n]
    yield "points of a task", (*at, "points"), other(task["points"]), False
    if n:
        yield "id of a task", (*at, "id"), tasks[n - 1]["id"], False
    if "part" in task:
        yield "part of a task", (*at, "part"), slip(task["part"]), False
    for k, item in enumerate(task["items"]):
        if k:
            yield "id of an item", (*at, "items", k, "id"), task["items"][k - 1]["id"], False
        if "max" in item:
            yield "points of an item", (*at, "items", k, "max"), other(item["max"]), False
        for j, skill in enumerate(item.get("skills", ())):
            yield "skill of an item", (*at, "items", k, "skills", j), slip(skill), False
        for j, fault in enumerate(item.get("deductions", ())):
            path = (*at, "items", k, "deductions", j, "amount")
            yield "deduction", path, str(Decimal(fault.get("cap", item["max"])) + 1), False
