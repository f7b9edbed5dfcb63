"""Workbooks as the text of a draft, with everything that has to be looked at; nothing is saved here.

Whoever calls shows text, problems and differences, and saves the text as a draft only when a person says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assess.errors import BadInput, Problem, Refused
from assess.operations.exchange.words import understood_words
from assess.operations.workbooks import Limits, read_workbook
from assess.standards.check import check
from assess.standards.derive import derive
from assess.standards.document import Document, Path
from assess.standards.edit import with_block
from assess.standards.item_table import Difference, differences, merged, patches, read_tables
from assess.standards.load import Bases, no_bases
from assess.standards.marking_scheme import SchemeHead, contradictions, read_scheme, standard_data
from assess.standards.model import Standard
from assess.standards.parse import parse
from assess.standards.validate import validate
from assess.standards.write import yaml_text

LIMITS = Limits(rows=5000, columns=120, text=12_000, file=4 * 1024 * 1024)
"""A standard of 2,000 items with four languages fits."""
_TASK = ("assessment", "level", "tasks", 0)
"""As long as the way to a task."""


@dataclass(frozen=True)
class Imported:
    """A workbook as the text of a draft, and what is to be said about it.

    ``problems``: where a cell says it ``Sheet!C7``, else ``file:line:column`` of ``text``. The draft opens in spite of
    them.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    """What would change of the text that was there before."""


def import_items(data: bytes, into: str, name: str, bases: Bases = no_bases, reason: str = "") -> Imported:
    """The text ``into``, which messages call ``name``, with what the workbook says of items, parts, weights, functions.

    What the workbook does not change stays byte for byte; comments inside of a changed block are lost and counted. A
    standard that builds on another gets patches, all with ``reason``.
    Raises ``Problems``: ``table.refused`` with every fault of the workbook, ``standard.invalid`` for a text that cannot
    be read; ``BadInput`` for what is no such workbook; ``Refused`` ``table.reason_missing``.
    """
    own = parse(into.encode(), name)
    if not isinstance(own.data, dict):
        raise BadInput("table.no_standard", name=name)
    builds_on = "extends" in own.data
    full = derive(own, bases) if builds_on else own
    read = read_tables(read_workbook(data, LIMITS), understood_words())
    found = differences(full.data, read)
    if builds_on and found and not reason.strip():
        raise Refused("table.reason_missing")
    if builds_on:
        added = patches(full.data, read, reason.strip())
        blocks = {"patches": [*own.data.get("patches", ()), *added]} if added else {}
    else:
        whole = merged(full.data, read)
        blocks = {key: whole[key] for key in dict.fromkeys(each.at.split(".", 1)[0] for each in found)}
    text = into
    for key, block in blocks.items():
        text = with_block(text, key, yaml_text({key: block}))
    lost = into.count("#") - text.count("#")
    notes = [Problem("table.comments_lost", f"{name}:1:1", {"count": lost}, "warning")] if lost > 0 else []
    new = parse(text.encode(), name)
    checked = _checked(derive(new, bases) if builds_on else new, read.place)
    return Imported(text, (*read.warnings, *notes, *checked), found)


def import_marking_scheme(data: bytes, head: SchemeHead) -> Imported:
    """A competition standard of what the workbook counts, and every contradiction in it.

    Raises ``BadInput`` for what is no marking scheme: ``workbook.…``, ``scheme.no_table``, ``scheme.no_aspects``.
    """
    scheme, unclear = read_scheme(read_workbook(data, LIMITS))
    written = standard_data(scheme, head)
    text = yaml_text(written.data, written.comments)
    said = [*unclear, *contradictions(scheme)]
    told = {problem.where for problem in said}
    document = parse(text.encode(), f"{head.id}/{head.edition}.yaml")
    # What is wrong with an aspect was said in the words of its workbook; the model need not say it again.
    known = {path for path, cell in written.places.items() if cell in told and len(path) > len(_TASK)}
    checked = [
        problem for problem in _checked(document, lambda path: _nearest(written.places, path), known)
        if problem.severity == "error" and problem.where not in told
    ]
    return Imported(text, (*said, *checked))


def _checked(document: Document, place: Callable[[Path], str | None],
             known: Collection[Path] = ()) -> list[Problem]:
    """What is wrong with the standard as it would be, at the cell that says so or else at its place in the text.

    Nothing is said of what lies below the ``known`` places.
    """
    standard, findings = validate(Standard, document.data)
    if standard is not None:
        findings.extend(check(standard))
    problems = []
    for finding in findings:
        if any(finding.path[: len(path)] == path for path in known):
            continue
        problem, cell = document.problem(finding), place(finding.path)
        problems.append(Problem(problem.code, cell, problem.params, problem.severity) if cell else problem)
    return problems


def _nearest(places: Mapping[Path, Any], path: Path) -> str | None:
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return str(places[path[:length]])
    return None
