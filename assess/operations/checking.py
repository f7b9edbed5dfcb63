"""Checks files of standards, published ones and drafts, wherever they lie: for authors, and for CI.

A published file that was changed is a fault of that file; all others are still checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assess.config import Config
from assess.errors import BadInput, NotFound, Problem, Problems
from assess.operations.files import read_file
from assess.standards.library import INDEX, LADDER, Shelved, changed_since, shelve
from assess.standards.load import Reading, read_standard, wanted
from assess.store.shelf import Shelf

BEFORE_PUBLISHING = "before_publishing"
"""Set among the parameters of a problem that only keeps the edition from being published."""


@dataclass(frozen=True)
class FileReport:
    """What the check of one file found; the index has one of its own only when it is faulty."""

    file: str
    reading: Reading | None
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether the file may be used: it was read, and nothing worse than a warning was found."""
        return self.reading is not None and all(problem.severity != "error" for problem in self.problems)


def check_paths(config: Config, paths: Sequence[Path], day: date | None = None) -> tuple[FileReport, ...]:
    """A report for every file; of a folder for every standard below it. Raises ``NotFound`` for a path that is none.

    A draft's report also says, as warnings, what it needs before it can be published, on ``day`` if there is one.
    """
    shelf = Shelf(config.standards)
    shelved = shelve(shelf.read_all())
    reports = []
    for path in paths:
        files = _files(path)
        reports += [_report(file, shelf.name_of(file) or "", shelved, day) for file in files]
        index = config.standards / INDEX
        faults = _of_index(shelved)
        if faults and path.is_dir() and index.resolve().is_relative_to(path.resolve()):
            reports.append(FileReport(str(index), None, faults))
    return tuple(reports)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        names = [name for name, _, _ in Shelf(path).stamp()]
        return [path / name for name in names if Path(name).name not in (INDEX, LADDER)]
    if not path.is_file():
        raise NotFound("file.not_found", file=str(path))
    return [path]


def _report(path: Path, name: str, shelved: Shelved, day: date | None) -> FileReport:
    """``name``: the file on the shelf of standards, empty when it lies elsewhere."""
    try:
        data = read_file(path)
    except (BadInput, NotFound) as error:
        return FileReport(str(path), None, (Problem(error.code, f"{path}:1:1", error.params),))
    entry = shelved.entries.get(name)
    changed = changed_since(entry, data, str(path)) if entry else None
    before = (changed,) if changed else ()
    try:
        reading = read_standard(data, str(path), shelved.published)
    except Problems as error:
        return FileReport(str(path), None, (*before, *error.problems))
    lacking = () if entry else tuple(map(as_warning, wanted(reading, day.isoformat() if day else None)))
    return FileReport(str(path), reading, (*before, *reading.warnings, *lacking))


def as_warning(problem: Problem) -> Problem:
    """What only keeps an edition from being published, as a warning that says so."""
    if problem.severity == "error":
        return replace(problem, severity="warning", params={**problem.params, BEFORE_PUBLISHING: True})
    return problem


def _of_index(shelved: Shelved) -> tuple[Problem, ...]:
    """The faults that no file shows by itself: entries without a file, entries that call it by another name."""
    codes = ("standard.published_missing", "standard.index_differs", "standard.published_twice")
    return shelved.faults if not shelved.entries else tuple(f for f in shelved.faults if f.code in codes)
