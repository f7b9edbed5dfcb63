"""Ids that are declared in one place and named in others: functions, skills, and the parts of a level.

A slip in one of them is one fault at that place. The other checks then take the id for the one that is meant, so that
the sums are not called wrong because of a wrong letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from assess.standards.check.faults import twice, unknown_params
from assess.standards.document import Finding, Path
from assess.standards.model import Level, Standard

Named = tuple[Path, str]
"""A place and the id that stands there."""

_GUESSED = 20
"""So many unknown ids of a kind are compared with the known ones; a file with more was not written by slips."""


@dataclass(frozen=True)
class Meaning:
    """What the unknown ids of one kind are taken for, and what is left open by an id that is there twice."""

    meant: Mapping[str, str] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    """The id that one of the two probably has to be."""
    double: frozenset[str] = frozenset()

    def of(self, id_: str) -> str:
        """The id that is meant, which is the same one unless there is a slip."""
        return self.meant.get(id_, id_)


@dataclass(frozen=True)
class Meanings:
    """The meaning of the ids of a whole standard, and the faults of those that are unknown or there twice."""

    function: Meaning
    skill: Meaning
    parts: Mapping[Level, Meaning]
    findings: tuple[Finding, ...]


def meanings(standard: Standard) -> Meanings:
    """What every id stands for, with the faults of those that are unknown or there twice."""
    function, of_functions = _functions(standard)
    skill, of_skills = _skills(standard)
    parts, of_parts = _parts(standard)
    return Meanings(function, skill, parts, (*of_functions, *of_skills, *of_parts))


def _functions(standard: Standard) -> tuple[Meaning, list[Finding]]:
    """Functions and basics share the theory weights, hence one set of names; all else names functions only."""
    functions: list[Named] = [(("functions", i), f.id) for i, f in enumerate(standard.functions)]
    basics: list[Named] = [(("basics", i), basic.id) for i, basic in enumerate(standard.basics)]
    theory: list[Named] = [(("weights", "theory", row), row) for row in standard.weights.theory]
    skill: list[Named] = [(("weights", "skill", row), row) for row in standard.weights.skill]
    tasks: list[Named] = [
        (("assessment", level, "tasks", k, "function"), task.function)
        for level, examined in standard.assessment.items()
        for k, task in enumerate(examined.tasks) if task.function is not None
    ]  # fmt: skip
    meaning, findings = _resolved("function", [*basics, *functions], [*theory, *skill, *tasks])
    known, other = [id_ for _, id_ in functions], {id_ for _, id_ in basics}
    for path, id_ in (*skill, *tasks):
        if id_ in other and id_ not in known:
            params = unknown_params("function", id_, known)
            findings.append(Finding("standard.id_unknown", path, params, at_key=path[0] == "weights"))
    rows = {row for _, row in skill}
    strange = [row for row in rows if row not in known and row not in other and row not in meaning.meant]
    without = [id_ for id_ in known if id_ not in rows]
    if len(strange) == len(without) == 1:
        return replace(meaning, meant={**meaning.meant, strange[0]: without[0]}), findings
    return meaning, findings


def _skills(standard: Standard) -> tuple[Meaning, list[Finding]]:
    declared: list[Named] = [
        (("functions", i, "contents", k, "skills", j), skill.id)
        for i, function in enumerate(standard.functions)
        for k, content in enumerate(function.contents)
        for j, skill in enumerate(content.skills)
    ]
    named: list[Named] = [
        (("assessment", level, "tasks", n, "items", k, "skills", j), skill)
        for level, examined in standard.assessment.items()
        for n, task in enumerate(examined.tasks)
        for k, item in enumerate(task.items)
        for j, skill in enumerate(item.skills)
    ]
    return _resolved("skill", declared, named)


def _parts(standard: Standard) -> tuple[dict[Level, Meaning], list[Finding]]:
    """The parts of every level, as its tasks and the parts after them name them."""
    parts, findings = {}, []
    for level, examined in standard.assessment.items():
        at: Path = ("assessment", level)
        declared: list[Named] = [((*at, "parts", i), part.id) for i, part in enumerate(examined.parts)]
        named: list[Named] = [((*at, "tasks", k, "part"), task.part) for k, task in enumerate(examined.tasks)]
        named += [((*at, "parts", i, "after"), p.after) for i, p in enumerate(examined.parts) if p.after is not None]
        parts[level], faults = _resolved("part", declared, named)
        findings += faults
    return parts, findings


def _resolved(kind: str, declared: Sequence[Named], named: Sequence[Named]) -> tuple[Meaning, list[Finding]]:
    """What the named ids of one kind stand for, and the faults among declared and named ones."""
    places: dict[str, Path] = {id_: (*path, "id") for path, id_ in reversed(declared)}
    uses: dict[str, list[Path]] = defaultdict(list)
    for path, id_ in named:
        uses[id_].append(path)
    strange = [id_ for id_ in uses if id_ not in places]
    idle = [id_ for id_ in places if id_ not in uses]
    meant = _meant(strange, idle, list(places))
    findings = list(twice(kind, declared))
    double = frozenset(str(finding.params["id"]) for finding in findings)
    if len(findings) == len(strange) == 1:
        # One of the two that carry the same id is the one that is missing.
        (missing,) = strange
        params = findings[0].params | {"suggestion": missing, "reason": "lost"}
        among = (*findings[0].among, *uses[missing])
        return Meaning({}, frozenset(strange), double), [replace(findings[0], params=params, among=among)]
    for id_ in strange:
        findings += _strange(kind, id_, uses[id_], meant.get(id_), places, idle)
    return Meaning(meant, frozenset(), double), findings


def _meant(strange: list[str], idle: list[str], known: list[str]) -> dict[str, str]:
    """The known id that each strange one resembles, one that nothing names first of all."""
    if len(strange) > _GUESSED:
        return {}
    meant = {}
    for id_ in strange:
        close = get_close_matches(id_, idle, 1) or get_close_matches(id_, known, 1)
        if close:
            meant[id_] = close[0]
        elif len(strange) == len(idle) == 1:
            meant[id_] = idle[0]
    return meant


def _strange(
    kind: str, id_: str, uses: list[Path], meant: str | None, places: Mapping[str, Path], idle: list[str]
) -> Iterator[Finding]:
    """The fault of an id that nothing declares: at the declaration, if all that name it agree, else where it stands."""
    if meant in idle and len(uses) > 1:
        said: dict[str, object] = {"kind": kind, "id": meant, "suggestion": id_, "count": len(uses)}
        yield Finding("standard.id_declared", places[meant], said, among=tuple(uses))
        return
    params = unknown_params(kind, id_, list(places))
    if meant is not None:
        params |= {"suggestion": meant, "reason": "similar"}
    among = (places[meant],) if meant is not None else ()
    for path in uses:
        yield Finding("standard.id_unknown", path, params, at_key=path[0] == "weights", among=among)
