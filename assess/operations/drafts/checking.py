"""What is wrong with the text of a draft, at once, as its author types, and what it lacks for being published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from assess.config import Config
from assess.errors import Problem, Problems
from assess.i18n.text import DEFAULT
from assess.operations.checking import as_warning
from assess.operations.standards import shelved
from assess.standards.document import Document, Finding, in_order
from assess.standards.library import Shelved
from assess.standards.load import Reading, read_standard, wanted
from assess.standards.parse import parse


@dataclass(frozen=True)
class CheckedText:
    """What the check of a text found.

    ``problems`` holds everything in the order of the lines: faults as errors, advice as warnings, and as warnings too
    what keeps the text from being submitted (``blocking``), or what it needs or should have when it is published
    (``lacking``).
    """

    problems: tuple[Problem, ...]
    reading: Reading | None
    blocking: tuple[Problem, ...] = ()
    lacking: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The faults for which the text is no standard."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def check_text(config: Config, text: str, name: str, enterprise: str = "") -> CheckedText:
    """Everything about ``text``, whose places are called ``name:line:column``; changes and keeps nothing.

    With ``enterprise`` also whether the text may be that enterprise's: its ``kind``, which is no national one,
    its ``author.id``, and the folder in its ``id``.
    """
    data = text.encode("utf-8", "replace")
    shelves = shelved(config)
    reading, found = _read(shelves, data, name)
    document = reading.document if reading else _document(data, name)
    blocking = _as_warnings(document, _foreign(document, enterprise)) if enterprise else ()
    lacking = tuple(map(as_warning, wanted(reading))) if reading else ()
    problems = in_order([*found, *blocking, *lacking])
    return CheckedText(tuple(problems), reading, blocking, lacking)


def head_of(text: str, shelves: Shelved) -> tuple[str, str, str]:
    """Id, edition and Chinese name of a text, each empty where it cannot be read; the name may be its base's."""
    head = _map(_document(text.encode("utf-8", "replace"), "").data)
    extends = _map(head.get("extends"))
    base = shelves.published(_word(extends.get("id")), _word(extends.get("edition")))
    name = head.get("name")
    if name is None and base is not None:
        name = base.standard.name.to_data()
    title = _map(name).get(DEFAULT) if isinstance(name, dict) else name
    return _word(head.get("id"))[:80], _word(head.get("edition"))[:20], _word(title)[:200]


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _read(shelves: Shelved, data: bytes, name: str) -> tuple[Reading | None, tuple[Problem, ...]]:
    try:
        reading = read_standard(data, name, shelves.published)
    except Problems as error:
        return None, error.problems
    return reading, reading.warnings


def _document(data: bytes, name: str) -> Document:
    """The plain data of a text; none of a text that cannot be read."""
    try:
        return parse(data, name)
    except Problems:
        return Document(name, None, ((name, 1, 1), (name, 1, 1), {}))


def _foreign(document: Document, enterprise: str) -> list[Finding]:
    """What makes the text somebody else's than the enterprise's."""
    head, found = _map(document.data), []
    if head.get("kind") == "national":
        found.append(Finding("draft.kind_national", ("kind",)))
    author, id_ = _word(_map(head.get("author")).get("id")), _word(head.get("id"))
    if author and author != enterprise:
        found.append(Finding("draft.author_other", ("author", "id"), {"got": author, "expected": enterprise}))
    if id_ and not _lies_in(id_, enterprise):
        found.append(Finding("draft.id_elsewhere", ("id",), {"got": id_, "expected": f"{enterprise}/"}))
    return found


def _lies_in(id_: str, enterprise: str) -> bool:
    """Whether the file of that id lies in the enterprise's folder; "a/../b" only looks as if it lay in a."""
    first, *others = id_.split("/")
    return first == enterprise and bool(others) and all(part and not part.startswith(".") for part in others)


def _as_warnings(document: Document, found: list[Finding]) -> tuple[Problem, ...]:
    return tuple(replace(document.problem(finding), severity="warning") for finding in found)
