"""A competition standard of what a marking scheme counts.

What a workbook cannot say (occupation, author, level) is asked of the person who imports it; what a standard needs
besides is taken as stated in ``_ASSUMED`` and marked in the draft for its author to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import gcd
from typing import Any

from assess.standards.check.faults import plain
from assess.standards.document import Path
from assess.standards.marking_scheme.aspects import item_of
from assess.standards.marking_scheme.scheme import Aspect, Scheme, SubCriterion
from assess.standards.model import Level


@dataclass(frozen=True)
class SchemeHead:
    """What the person who imports has to say, because no workbook does."""

    id: str
    code: str
    """Code of the occupation."""
    author_id: str
    author_name: str
    edition: str
    name: str = ""
    """Empty: the title of the workbook."""
    level: Level = "L3"
    category: str = "enterprise"
    examiners: int = 3
    """How many judge; judgement is usually by three."""


@dataclass(frozen=True)
class Written:
    """The data of a standard, the comments for its draft, and the cells that its values come from."""

    data: dict[str, Any]
    comments: dict[Path, str]
    places: dict[Path, str]


def standard_data(scheme: Scheme, head: SchemeHead) -> Written:
    """The draft of a competition standard; sub-criteria are its tasks, aspects its items."""
    ids = {section.id: _plain_id(f"wsos-{section.id}") for section in scheme.sections}
    level = head.level
    tasks, comments = [], _assumed(head)
    places: dict[Path, str] = {}
    for number, part in enumerate(scheme.parts):
        at: Path = ("assessment", level, "tasks", number)
        tasks.append(_task(part, ids))
        places |= dict(_places(part, at))
        if part.day:
            comments[at] = f"Day of marking: {part.day}"
    name = head.name or scheme.title or head.id
    data: dict[str, Any] = {
        "format": 1, "id": head.id, "kind": "competition", "code": head.code, "name": name, "edition": head.edition,
        "author": {"id": head.author_id, "name": head.author_name},
        "source": scheme.title or name,
        "overview": name,
        "levels": [level],
        "eligibility": {level: [{"id": "entrant", "all": [{"clause": "works"}]}]},
        "functions": list(_functions(scheme, ids, level)),
        "assessment": {level: {"parts": [_part(scheme.counted, head.examiners)], "tasks": tasks}},
        "arithmetic": {"unit": plain(_unit(scheme)), "decimals": 2},
        "competition": {"category": head.category, "sections": list(_sections(scheme, ids))},
    }  # fmt: skip
    for path in (("functions",), ("competition", "sections")):
        _drop_empty(data, path)
    return Written(data, comments, places)


def _assumed(head: SchemeHead) -> dict[Path, str]:
    """What no marking scheme says: the draft says beside it that somebody has to look."""
    return {
        (): "Made from a marking scheme. Its counted marks are used; places with a comment are not in the workbook.",
        ("eligibility",): "Who may enter: not in the workbook.",
        ("assessment", head.level, "parts"): "Pass mark (60 of 100) and number of examiners: not in the workbook.",
        ("competition",): "Class, and the grades that prizes lead to: not in the workbook.",
    }


def _part(total: Decimal, examiners: int) -> dict[str, Any]:
    pass_mark = plain((total * 60 / 100).quantize(Decimal("0.001")))
    return {"id": "practical", "kind": "practical", "name": "技能考核", "points": plain(total), "pass": pass_mark,
            "examiners": {"minimum": examiners}}


def _task(part: SubCriterion, ids: dict[str, str]) -> dict[str, Any]:
    sections = {aspect.section.text if aspect.section else "" for aspect in part.aspects}
    function = ids.get(sections.pop()) if len(sections) == 1 else None
    counts: dict[str, int] = {}
    items = []
    for aspect in part.aspects:
        counts[aspect.kind] = counts.get(aspect.kind, 0) + 1
        item = item_of(aspect, _item_id(aspect, counts[aspect.kind]))
        section = aspect.section.text if aspect.section else ""
        items.append(item | ({"skills": [f"{ids[section]}-skill"]} if section in ids else {}))
    task: dict[str, Any] = {"id": _plain_id(part.id), "name": part.name or part.id, "points": plain(part.counted),
                            "items": items}
    return task | ({"function": function} if function else {})


def _item_id(aspect: Aspect, number: int) -> str:
    return _plain_id(aspect.label if len(aspect.label) > 1 else f"{aspect.label}{number}")


def _plain_id(label: str) -> str:
    """The label as an id: "A1" is a1, "2.1" is n2-1."""
    plain_label = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")
    return plain_label if plain_label[:1].isalpha() else f"n{plain_label}" if plain_label else "n"


def _functions(scheme: Scheme, ids: dict[str, str], level: Level) -> Iterator[dict[str, Any]]:
    """A section of the specification as a function with one skill, which its aspects examine."""
    for section in scheme.sections:
        id_, name = ids[section.id], section.name or section.id
        skill = {"id": f"{id_}-skill", "text": name}
        yield {"id": id_, "name": name,
               "contents": [{"id": f"{id_}-content", "name": name, "level": level, "skills": [skill]}]}


def _sections(scheme: Scheme, ids: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The sections with the marks that their aspects carry."""
    for section in scheme.sections:
        points = scheme.by_section.get(section.id, Decimal(0))
        yield {"id": ids[section.id], "name": section.name or section.id, "points": plain(points)}


def _unit(scheme: Scheme) -> Decimal:
    """The largest step that every mark is a multiple of; it also measures what is deducted, where that is smaller."""
    marks = [aspect.worth for aspect in scheme.aspects if aspect.worth]
    marks += [Decimal(fault["amount"]) for part in scheme.parts for aspect in part.aspects
              for fault in item_of(aspect, "i").get("deductions", ())]
    if not marks:
        return Decimal("0.5")
    fractions = [Fraction(mark) for mark in marks]
    scale = reduce(lambda a, b: a * b // gcd(a, b), (each.denominator for each in fractions))
    step = reduce(gcd, (int(each * scale) for each in fractions))
    return Decimal(step) / Decimal(scale)


def _places(part: SubCriterion, at: Path) -> Iterator[tuple[Path, str]]:
    yield at, part.place
    for number, aspect in enumerate(part.aspects):
        inner = (*at, "items", number)
        yield inner, aspect.place
        if aspect.mark is not None:
            yield (*inner, "max"), aspect.mark.place
        for score, cell in aspect.scores.items():
            yield (*inner, "descriptors", score), cell.place


def _drop_empty(data: dict[str, Any], path: Path) -> None:
    for key in path[:-1]:
        data = data[str(key)]
    if not data[str(path[-1])]:
        del data[str(path[-1])]
