"""A standard as a competency framework for other systems: 1EdTech CASE v1.0, one CFPackage.

The tree is that of the printed standard: 基本要求 and the levels below the document; below a level its functions, below
those their contents, below those skills and knowledge. Every thing has an identifier made of the standard's id, its
edition and the thing's own ids (UUID version 5, RFC 9562), so that two exports of an edition name the same things.
Decides nothing and reads no clock: the time of the last change is a parameter. Links are ``urn:uuid:``, because nobody
promises that an address of this installation answers for ever.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from assess.i18n.text import Text
from assess.standards.check.faults import plain
from assess.standards.model import Content, Function, Level, Standard

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.imsglobal.org/case#occupational-standard")

TYPES: Mapping[str, Text] = {
    "basic": Text({"zh-Hans": "基本要求", "zh-Hant-MO": "基本要求", "pt-MO": "Requisito básico",
                   "en": "Basic requirement"}),
    "level": Text({"zh-Hans": "职业技能等级", "zh-Hant-MO": "職業技能等級", "pt-MO": "Nível de qualificação",
                   "en": "Skill level"}),
    "function": Text({"zh-Hans": "职业功能", "zh-Hant-MO": "職業功能", "pt-MO": "Função profissional",
                      "en": "Occupational function"}),
    "content": Text({"zh-Hans": "工作内容", "zh-Hant-MO": "工作內容", "pt-MO": "Conteúdo do trabalho",
                     "en": "Work content"}),
    "skill": Text({"zh-Hans": "技能要求", "zh-Hant-MO": "技能要求", "pt-MO": "Competência exigida",
                   "en": "Required skill"}),
    "knowledge": Text({"zh-Hans": "相关知识要求", "zh-Hant-MO": "相關知識要求", "pt-MO": "Conhecimento exigido",
                       "en": "Required knowledge"}),
}
"""The kinds of things in a standard, as ``CFItemType`` names them."""

KEY_SKILL = Text({"zh-Hans": "关键技能", "zh-Hant-MO": "關鍵技能", "pt-MO": "competência-chave", "en": "key skill"})
_WEIGHT = Text({"zh-Hans": "技能权重 {got}%", "zh-Hant-MO": "技能權重 {got}%", "pt-MO": "Peso na competência: {got} %",
                "en": "Skill weight {got}%"})


@dataclass(frozen=True)
class Head:
    """What an export says beside the standard: language of its texts, time of the last change, names of the levels."""

    locale: str
    changed: datetime
    """In UTC."""
    levels: Mapping[str, str]
    """Level → how the reader's language calls it."""
    published: bool = False


@dataclass(frozen=True)
class _Node:
    """One thing of the standard: its ids from the document downwards, and what a reader sees of it."""

    path: tuple[str, ...]
    kind: str
    text: str
    number: str
    parent: tuple[str, ...]
    level: Level | None = None
    notes: str = ""
    key: bool = False


def package(standard: Standard, head: Head) -> dict[str, Any]:
    """The CFPackage as plain data for JSON."""
    return _Package(standard, head).data()


class _Package:
    def __init__(self, standard: Standard, head: Head) -> None:
        self.standard = standard
        self.head = head
        self.time = head.changed.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.name = standard.name.in_locale(head.locale)

    def data(self) -> dict[str, Any]:
        nodes = list(_nodes(self.standard, self.head))
        return {
            "CFDocument": self._document(),
            "CFItems": [self._item(node) for node in nodes],
            "CFAssociations": [*self._tree(nodes), *self._ladder(nodes)],
            "CFDefinitions": self._definitions({node.kind for node in nodes}),
        }

    def _id(self, *path: str) -> str:
        return str(uuid.uuid5(_NAMESPACE, "\n".join((self.standard.id, self.standard.edition, *path))))

    def _own(self, *path: str) -> dict[str, Any]:
        identifier = self._id(*path)
        return {"identifier": identifier, "uri": f"urn:uuid:{identifier}", "lastChangeDateTime": self.time}

    def _link(self, title: str, *path: str) -> dict[str, str]:
        identifier = self._id(*path)
        return {"title": title, "identifier": identifier, "uri": f"urn:uuid:{identifier}"}

    def _document(self) -> dict[str, Any]:
        standard, locale = self.standard, self.head.locale
        notes = [text.in_locale(locale) for text in (standard.source, standard.sample) if text is not None]
        # No day of publication: the schema takes it only from validators that tell a date from a date with time.
        document = self._own() | {
            "title": f"{self.name} {standard.edition}",
            "creator": standard.author.name.in_locale(locale),
            "publisher": standard.author.name.in_locale(locale),
            "description": standard.overview.in_locale(locale),
            "subject": [self.name],
            "subjectURI": [self._link(self.name, "subject")],
            "language": locale,
            "version": standard.edition,
            "adoptionStatus": "Adopted" if self.head.published else "Draft",
        }
        if notes:
            document["notes"] = "\n".join(notes)
        return document

    def _item(self, node: _Node) -> dict[str, Any]:
        kind = TYPES[node.kind].in_locale(self.head.locale)
        item = self._own(*node.path) | {
            "fullStatement": node.text,
            "CFItemType": kind,
            "CFItemTypeURI": self._link(kind, "type", node.kind),
            "humanCodingScheme": node.number,
            "language": self.head.locale,
            "CFDocumentURI": self._link(self.name),
        }
        if node.level is not None:
            item["educationLevel"] = [node.level]
        if node.key:
            item["conceptKeywords"] = [KEY_SKILL.in_locale(self.head.locale)]
        if node.notes:
            item["notes"] = node.notes
        return item

    def _tree(self, nodes: list[_Node]) -> Iterator[dict[str, Any]]:
        counts: dict[tuple[str, ...], int] = {}
        titles = {node.path: node.text for node in nodes} | {(): self.name}
        for node in nodes:
            counts[node.parent] = counts.get(node.parent, 0) + 1
            yield self._association("isChildOf", node.path, node.parent, titles) | {
                "sequenceNumber": counts[node.parent]
            }

    def _ladder(self, nodes: list[_Node]) -> Iterator[dict[str, Any]]:
        """A lower level precedes the next one."""
        levels = [node for node in nodes if node.kind == "level"]
        titles = {node.path: node.text for node in levels}
        for lower, higher in pairwise(levels):
            yield self._association("precedes", lower.path, higher.path, titles)

    def _association(self, kind: str, origin: tuple[str, ...], destination: tuple[str, ...],
                     titles: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
        return self._own(kind, *origin, "→", *destination) | {
            "associationType": kind,
            "originNodeURI": self._link(titles[origin], *origin),
            "destinationNodeURI": self._link(titles[destination], *destination),
            "CFDocumentURI": self._link(self.name),
        }

    def _definitions(self, kinds: set[str]) -> dict[str, Any]:
        code = self.standard.code
        return {
            "CFSubjects": [self._own("subject") | {"title": self.name, "hierarchyCode": code}],
            "CFItemTypes": [
                self._own("type", kind) | {
                    "title": text.in_locale(self.head.locale), "typeCode": kind, "hierarchyCode": str(number),
                }
                for number, (kind, text) in enumerate(TYPES.items(), start=1)
                if kind in kinds
            ],
        }  # fmt: skip


def _nodes(standard: Standard, head: Head) -> Iterator[_Node]:
    """Everything of the standard, each after what it belongs to."""
    for number, basic in enumerate(standard.basics, start=1):
        yield _Node(("basic", basic.id), "basic", basic.name.in_locale(head.locale), f"B{number}", ())
    for level in standard.levels:
        at = ("level", level)
        yield _Node(at, "level", head.levels[level], level, (), level)
        functions = [function for function in standard.functions if _has(standard, function, level)]
        for number, function in enumerate(functions, start=1):
            yield from _function(standard, head, (level, function), f"{level}.{number}")


def _has(standard: Standard, function: Function, level: Level) -> bool:
    """Whether a level has a function: by its contents or by its weight."""
    weighted = level in standard.weights.skill.get(function.id, {})
    return weighted or any(content.level == level for content in function.contents)


def _function(standard: Standard, head: Head, which: tuple[Level, Function], number: str) -> Iterator[_Node]:
    level, function = which
    at = ("level", level, function.id)
    weight = standard.weights.skill.get(function.id, {}).get(level)
    notes = _WEIGHT.in_locale(head.locale).format(got=plain(weight)) if weight is not None else ""
    yield _Node(at, "function", function.name.in_locale(head.locale), number, at[:2], level, notes)
    contents = [content for content in function.contents if content.level == level]
    for place, content in enumerate(contents, start=1):
        yield from _content(content, head.locale, at, f"{number}.{place}")


def _content(content: Content, locale: str, parent: tuple[str, ...], number: str) -> Iterator[_Node]:
    at = ("content", content.id)
    yield _Node(at, "content", content.name.in_locale(locale), number, parent, content.level)
    for place, skill in enumerate(content.skills, start=1):
        yield _Node(("skill", skill.id), "skill", skill.text.in_locale(locale), f"{number}.{place}", at,
                    content.level, key=skill.key)
    for place, knowledge in enumerate(content.knowledge, start=1):
        yield _Node((*at, "knowledge", str(place)), "knowledge", knowledge.in_locale(locale), f"{number}.K{place}", at,
                    content.level)
