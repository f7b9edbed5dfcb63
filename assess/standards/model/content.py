"""基本要求, 工作要求 and 权重表: what a worker of each level must know and be able to do."""

from __future__ import annotations

from pydantic import Field

from assess.i18n.text import Text
from assess.standards.model.base import Closed, Id, Level, Percent


class Skill(Closed):
    """One 技能要求."""

    id: Id
    text: Text
    key: bool = False
    """★ in the printed standard: must be examined."""


class Content(Closed):
    """工作内容 with its 技能要求 and 相关知识要求, for one level."""

    id: Id
    name: Text
    level: Level
    skills: tuple[Skill, ...] = ()
    knowledge: tuple[Text, ...] = ()


class Function(Closed):
    """职业功能."""

    id: Id
    name: Text
    contents: tuple[Content, ...] = ()


class Basic(Closed):
    """基本要求: 职业道德 or 基础知识."""

    id: Id
    name: Text


WeightTable = dict[Id, dict[Level, Percent]]
"""Function or basic → level → percent. A level that is absent lacks the function, which is not a weight of 0."""


class Weights(Closed):
    """权重表 of theory (basics and functions) and of skill (functions)."""

    theory: WeightTable = Field(default_factory=dict)
    skill: WeightTable = Field(default_factory=dict)
