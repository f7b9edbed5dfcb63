"""Reads a design; every fault is reported with file, line and column."""

from __future__ import annotations

from assess.certificates.design.check import check
from assess.certificates.design.model import Design
from assess.errors import Problems
from assess.standards.document import Document, in_order
from assess.standards.parse import MAX_PROBLEMS, parse
from assess.standards.validate import validate


def parse_design(data: bytes, name: str) -> Design:
    """The design in ``data``; ``name`` is its file name, for messages. Raises what ``read_design`` raises."""
    return read_design(data, name)[0]


def read_design(data: bytes, name: str) -> tuple[Design, Document]:
    """The design, and the document that knows the place of everything in it.

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
    return design, document
