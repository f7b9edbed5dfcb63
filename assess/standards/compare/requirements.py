"""What is not required any more: functions and their weights, contents, skills."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assess.i18n.text import Text
from assess.standards.compare.floor import Floor
from assess.standards.compare.places import Step, Where, member, plain, row_names
from assess.standards.model import LEVELS, Content, Level, Skill, Standard, WeightTable


def requirements(base: Standard, own: Standard) -> Iterator[Floor]:
    """Functions, weights, contents and skills that ``own`` lacks at a level that both have.

    Levels are cumulative: what is asked at a lower level already is not missing at a higher one.
    """
    rows = row_names(own)
    basics = {basic.id for basic in base.basics}
    for row, name in row_names(base).items():
        if row not in rows:
            table = Step("basics" if row in basics else "functions")
            yield Floor((table, member(row, name)), "floor.function_missing", name, None)
    kept = {row: name for row, name in row_names(base).items() if row in rows}
    for kind, weights, mine in (
        ("theory", base.weights.theory, own.weights.theory),
        ("skill", base.weights.skill, own.weights.skill),
    ):
        yield from _weights((Step("weights"), Step(kind)), weights, mine, kept, own.levels)
    yield from _Skills(base, own).missing()


def _weights(
    way: Where, base: WeightTable, own: WeightTable, names: dict[str, Text], levels: tuple[Level, ...]
) -> Iterator[Floor]:
    """Functions that carry no weight at a level any more; a weight of another size is no floor."""
    for row, name in names.items():
        for level, weight in base.get(row, {}).items():
            mine = own.get(row, {}).get(level, Decimal(0))
            if level in levels and weight > 0 and mine == 0:
                new = plain(mine) if level in own.get(row, {}) else None
                yield Floor((*way, member(row, name), member(level)), "floor.weight_absent", plain(weight), new)


class _Skills:
    """Contents and skills of both editions, wherever in their functions they stand."""

    def __init__(self, base: Standard, own: Standard) -> None:
        self.base, self.own = base, own
        contents = [content for function in own.functions for content in function.contents]
        self.contents = {content.id: content.level for content in contents}
        self.skills = {skill.id: (content.level, skill) for content in contents for skill in content.skills}

    def missing(self) -> Iterator[Floor]:
        functions = {function.id for function in self.own.functions}
        for function in self.base.functions:
            for content in function.contents if function.id in functions else ():
                if content.level in self.own.levels:
                    way = (Step("functions"), member(function.id, function.name), Step("contents"))
                    yield from self._content((*way, member(content.id, content.name)), content)

    def _content(self, way: Where, content: Content) -> Iterator[Floor]:
        level = self.contents.get(content.id)
        if level is None:
            kept = any(self._asked(skill, content.level) for skill in content.skills)
            if not kept:
                code = "floor.key_content_missing" if any(s.key for s in content.skills) else "floor.content_missing"
                yield Floor(way, code, content.name, None)
                return
        elif LEVELS.index(level) > LEVELS.index(content.level):
            yield Floor((*way, Step("level")), "floor.content_higher", content.level, level)
            return
        for skill in content.skills:
            yield from self._skill((*way, Step("skills"), member(skill.id, skill.text)), skill, content.level)

    def _skill(self, way: Where, skill: Skill, level: Level) -> Iterator[Floor]:
        if not self._asked(skill, level):
            yield Floor(way, "floor.key_skill_missing" if skill.key else "floor.skill_missing", skill.text, None)
        elif skill.key and not self.skills[skill.id][1].key:
            yield Floor((*way, Step("key")), "floor.key_dropped", "true", "false")

    def _asked(self, skill: Skill, level: Level) -> bool:
        """Whether the skill is asked at ``level`` or below it."""
        found = self.skills.get(skill.id)
        return found is not None and LEVELS.index(found[0]) <= LEVELS.index(level)
