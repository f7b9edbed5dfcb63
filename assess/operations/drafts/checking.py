"""What is wrong with the text of a draft, at once, as its author types, and what it lacks for being published."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assess.config import Config
from assess.errors import Problem, Problems
from assess.operations.standards import library
from assess.standards.document import Document, Finding
from assess.standards.load import Reading, read_standard
from assess.standards.parse import parse


@dataclass(frozen=True)
class CheckedText:
    """What the check of a text found.

    ``problems`` holds everything in the order of the lines: faults as errors, and what only keeps the text from being
    reviewed (``blocking``) or published (``lacking``) as warnings.
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

    With ``enterprise`` also whether the text may be that enterprise's: its ``author.id``, and the folder in its ``id``.
    """
    data = text.encode("utf-8", "replace")
    reading, found = _read(config, data, name)
    document = reading.document if reading else _document(data, name)
    blocking = _as_warnings(document, _foreign(document, enterprise)) if enterprise else ()
    problems = sorted([*found, *blocking], key=_place)
    return CheckedText(tuple(problems), reading, blocking)


def head_of(text: str) -> tuple[str, str, str]:
    """Id, edition and Chinese name that a text gives itself, each empty where it cannot be read."""
    document = _document(text.encode("utf-8", "replace"), "")
    head = document.data if isinstance(document.data, dict) else {}
    name = head.get("name")
    words = [head.get("id"), head.get("edition"), name.get("zh-Hans") if isinstance(name, dict) else name]
    id_, edition, title = (word if isinstance(word, str) else "" for word in words)
    return id_[:80], edition[:20], title[:200]


def _read(config: Config, data: bytes, name: str) -> tuple[Reading | None, tuple[Problem, ...]]:
    shelves = library(config)
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
    if not isinstance(document.data, dict):
        return []
    author, id_ = document.data.get("author"), document.data.get("id")
    found = []
    if isinstance(author, dict) and isinstance(author.get("id"), str) and author["id"] != enterprise:
        found.append(Finding("draft.author_other", ("author", "id"), {"got": author["id"], "expected": enterprise}))
    if isinstance(id_, str) and not _lies_in(id_, enterprise):
        found.append(Finding("draft.id_elsewhere", ("id",), {"got": id_, "expected": f"{enterprise}/"}))
    return found


def _lies_in(id_: str, enterprise: str) -> bool:
    """Whether the file of that id lies in the enterprise's folder; "a/../b" only looks as if it lay in a."""
    first, *others = id_.split("/")
    return first == enterprise and bool(others) and all(part and not part.startswith(".") for part in others)


def _as_warnings(document: Document, found: list[Finding]) -> tuple[Problem, ...]:
    return tuple(replace(document.problem(finding), severity="warning") for finding in found)


def _place(problem: Problem) -> tuple[int, int]:
    _, line, column = problem.where.rsplit(":", 2)
    return int(line), int(column)
