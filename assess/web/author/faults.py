"""Faults of a text as its author sees them: the line and what stands there, what is wrong, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assess.errors import Problem
from assess.i18n.sentences import sentence_of
from assess.operations.drafts import DraftView
from assess.web.locale import current_locale, say

_LONGEST_EXCERPT = 120


@dataclass(frozen=True)
class Fault:
    """One fault. ``line`` and ``column`` count from 1 and are None where the fault lies in another file.

    ``also`` are the other lines of the text that take part in it, such as the rest of a column that adds up to 105.
    """

    code: str
    line: int | None
    column: int | None
    severity: str
    message: str
    excerpt: str
    also: tuple[int, ...]


def faults_of(problems: Iterable[Problem], file: str, text: str) -> list[Fault]:
    """The problems of ``text``, whose places are called ``file:line:column``."""
    lines = text.split("\n")
    return [_fault(problem, file, lines) for problem in problems]


def file_of(view: DraftView) -> str:
    """What the places of a draft's faults call its text."""
    return f"{view.line.edition or view.id}.yaml"


def faults_of_draft(view: DraftView) -> list[Fault]:
    """Everything that is wrong with a draft, and what it lacks, in the order of its lines."""
    return faults_of(view.checked.problems, file_of(view), view.text)


def _fault(problem: Problem, file: str, lines: list[str]) -> Fault:
    name, line, column = problem.where.rsplit(":", 2)
    message, number = say(problem), int(line)
    if "base" in problem.params:
        message += " " + sentence_of("standard.in_base", problem.params, current_locale())
    if name != file:
        return Fault(problem.code, None, None, problem.severity, f"{problem.where} {message}", "", ())
    also = {int(other.rsplit(":", 2)[1]) for other in problem.also if other.rsplit(":", 2)[0] == file}
    return Fault(problem.code, number, int(column), problem.severity, message, _excerpt(lines, number),
                 tuple(sorted(also - {number})))


def _excerpt(lines: list[str], number: int) -> str:
    """What stands on the line, so that it is found without an editor, too."""
    stands = lines[number - 1].strip() if number <= len(lines) else ""
    return stands if len(stands) <= _LONGEST_EXCERPT else stands[: _LONGEST_EXCERPT - 1] + "…"
