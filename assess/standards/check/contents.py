"""工作要求: what is weighted has contents, what has contents is weighted, and key skills (★) are examined."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import higher
from assess.standards.check.references import Meanings
from assess.standards.document import Finding, Path
from assess.standards.model import Level, Standard


def contents(standard: Standard, names: Meanings) -> Iterator[Finding]:
    """A level includes the ones below it: a function with a weight needs contents at that level or a lower one."""
    cells = _cells(standard, names)
    for i, function in enumerate(standard.functions):
        weighted = cells.get(function.id, {})
        having = [content.level for content in function.contents]
        lacking = [level for level in weighted if not any(not higher(own, level) for own in having)]
        if lacking and standard.kind != "competition" and not names.function.lost:
            params: dict[str, object] = {"function": function.id, "levels": ", ".join(lacking)}
            among = tuple(weighted[level] for level in lacking)
            yield Finding("standard.function_without_contents", ("functions", i, "id"), params, among=among)
        for k, content in enumerate(function.contents):
            if content.level in standard.levels and content.level not in weighted and standard.kind != "competition":
                params = {"content": content.id, "function": function.id, "level": content.level}
                at: Path = ("functions", i, "contents", k, "level")
                yield Finding("standard.content_without_weight", at, params, severity="warning")


def _cells(standard: Standard, names: Meanings) -> dict[str, dict[Level, Path]]:
    """Function → level → a cell of a weight table that gives it a weight there."""
    cells: dict[str, dict[Level, Path]] = {}
    for name, table in (("skill", standard.weights.skill), ("theory", standard.weights.theory)):
        for row, column in table.items():
            for level, weight in column.items():
                if weight and level in standard.levels:
                    cells.setdefault(names.function.of(row), {}).setdefault(level, ("weights", name, row, level))
    return cells


def key_skills(standard: Standard, names: Meanings) -> Iterator[Finding]:
    """Every key skill (★) of an examined level is covered by an item of that level."""
    covered = {
        level: {names.skill.of(skill) for task in assessment.tasks for item in task.items for skill in item.skills}
        for level, assessment in standard.assessment.items()
    }
    for i, function in enumerate(standard.functions):
        for k, content in enumerate(function.contents):
            for j, skill in enumerate(content.skills):
                open_ = skill.id in names.skill.double or content.level not in covered
                if skill.key and not open_ and skill.id not in covered[content.level]:
                    at: Path = ("functions", i, "contents", k, "skills", j, "id")
                    params: dict[str, object] = {"skill": skill.id, "level": content.level}
                    within: tuple[Path, ...] = (("assessment", content.level, "tasks"),)
                    yield Finding("standard.key_skill_not_examined", at, params, within=within)
