"""Reads a design; every fault is reported with file, line and column."""

from __future__ import annotations

from assess.certificates.design.check import check
from assess.certificates.design.model import Design
from assess.errors import Problems
from assess.standards.document import in_order
from assess.standards.parse import MAX_PROBLEMS, parse
from assess.standards.validate import validate


def parse_design(data: bytes, name: str) -> Design:
    """The design in ``data``; ``name`` is its file name, for messages.

    Raises ``Problems("design.invalid")`` with every fault as ``file:line:column``.
    """
    try:
        document = parse(data, name)
    except Problems as error:
        raise Problems("design.invalid", error.problems, file=name) from error
    design, findings = validate(Design, document.data)
    if design is not None:
        findings.extend(check(design))
    problems = in_order([*document.problems, *map(document.problem, findings)])
    if design is None or problems:
        raise Problems("design.invalid", problems[:MAX_PROBLEMS], file=name)
    return design
