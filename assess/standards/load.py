"""Reads one edition: bytes to a checked ``Standard``, or all its faults at once with ``file:line:column``.

The steps: bytes → plain data (``parse``) → patches on the base's data (``derive``) → model (``validate``) → what the
model cannot know (``check``). Opens no files: an enterprise standard's base is asked of ``bases``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from assess.canonical import sha256_hex
from assess.errors import Problem, Problems
from assess.standards.check import check, publishing
from assess.standards.check.below import below
from assess.standards.derive import derive
from assess.standards.document import Document, in_order
from assess.standards.model import Standard
from assess.standards.parse import MAX_PROBLEMS, parse
from assess.standards.validate import validate

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """One edition as it was read: the standard, the SHA-256 of its file, and warnings for its author."""

    standard: Standard
    sha256: str
    warnings: tuple[Problem, ...]
    document: Document
    base: Reading | None = None
    """The edition that it builds on."""

    @property
    def name(self) -> str:
        """The file, as messages name it."""
        return self.document.name


Bases = Callable[[str, str], Reading | None]
"""Answers id and edition of a base with its reading, None when there is no such published edition."""


def no_bases(_id: str, _edition: str) -> Reading | None:
    """For standards that stand alone."""
    return None


def read_standard(data: bytes, name: str, bases: Bases = no_bases) -> Reading:
    """The edition in ``data``; raises ``Problems`` ("standard.invalid") with every fault and warning of the file."""
    document = parse(data, name)
    if isinstance(document.data, dict) and "extends" in document.data:
        document = derive(document, bases)
    standard, findings = validate(Standard, document.data)
    base = None
    if standard is not None:
        findings.extend(check(standard))
        base = bases(standard.extends.id, standard.extends.edition) if standard.extends else None
    if standard is not None and base is not None:
        findings.extend(below(base.standard, standard, document))
    problems = in_order([*document.problems, *map(document.problem, findings)])
    if standard is None or any(problem.severity == "error" for problem in problems):
        raise Problems("standard.invalid", problems[:MAX_PROBLEMS], where=name)
    return Reading(standard, sha256_hex(data), tuple(problems), document, base)


def wanted(reading: Reading, day: str | None = None) -> tuple[Problem, ...]:
    """What a sound edition needs before it is published on ``day`` (errors), and what it should have (warnings)."""
    return tuple(in_order([reading.document.problem(finding) for finding in publishing(reading.standard, day)]))


def read_data_file(kind: type[T], data: bytes, name: str) -> T:
    """The value of ``kind`` in any other YAML data file; raises ``Problems`` ("standard.invalid") with all faults."""
    document = parse(data, name)
    value, findings = validate(kind, document.data)
    problems = in_order([*document.problems, *map(document.problem, findings)])
    if value is None or problems:
        raise Problems("standard.invalid", problems[:MAX_PROBLEMS], where=name)
    return value
