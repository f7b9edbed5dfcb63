"""The CASE export: a whole tree with stable names, valid for other systems."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest

from assess.config import load_config
from assess.operations.standards import library
from assess.standards.case import Head, package
from assess.standards.load import read_standard
from assess.standards.model import Standard
from tests.beside import beside
from tests.standards.cases import SMALL, changed

LEVELS = {"L5": "五级/初级工", "L4": "四级/中级工", "L3": "三级/高级工", "L2": "二级/技师", "L1": "一级/高级技师"}
NOW = datetime(2026, 3, 1, 8, 0, 0, tzinfo=UTC)


def head(locale: str = "zh-Hans", now: datetime = NOW, published: bool = True) -> Head:
    return Head(locale, now, LEVELS, published)


def shipped() -> list[Standard]:
    return [edition.reading.standard for edition in library(load_config({})).editions.values()]


def small() -> Standard:
    return read_standard(SMALL.encode(), "x.yaml").standard


def identifiers(value: Any) -> list[str]:
    """Every thing that has an identifier of its own, wherever it stands; links to things are left out."""
    own = []
    if isinstance(value, dict):
        if "identifier" in value and "lastChangeDateTime" in value:
            own.append(value["identifier"])
        value = list(value.values())
    if isinstance(value, list):
        own += [found for inner in value for found in identifiers(inner)]
    return own


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant-MO", "pt-MO", "en"])
def test_exports_of_all_shipped_standards_are_valid_against_the_schema(locale: str) -> None:
    schema = beside("case-v1p0-cfpackage-schema.json").read_text(encoding="utf-8")
    validator = jsonschema.Draft7Validator(json.loads(schema))
    for standard in shipped():
        found = json.loads(json.dumps(package(standard, head(locale))))
        assert [error.message for error in validator.iter_errors(found)] == []
    # The control: the validator does refuse.
    del found["CFItems"][0]["fullStatement"]
    assert not validator.is_valid(found)


def test_every_association_ends_at_something_that_exists() -> None:
    for standard in shipped():
        found = package(standard, head())
        nodes = {found["CFDocument"]["identifier"], *(item["identifier"] for item in found["CFItems"])}
        for association in found["CFAssociations"]:
            assert {association[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI")} <= nodes


def test_no_two_things_share_an_identifier() -> None:
    found = [each for standard in shipped() for each in identifiers(package(standard, head()))]
    assert len(found) == len(set(found)) > 1000


def test_the_tree_reaches_every_basic_skill_and_knowledge_from_the_document() -> None:
    for standard in shipped():
        found = package(standard, head())
        children: dict[str, list[str]] = {}
        for association in found["CFAssociations"]:
            if association["associationType"] == "isChildOf":
                parent = association["destinationNodeURI"]["identifier"]
                children.setdefault(parent, []).append(association["originNodeURI"]["identifier"])
        reached, todo = [], [found["CFDocument"]["identifier"]]
        while todo:
            reached += (below := children.get(todo.pop(), []))
            todo += below
        assert sorted(reached) == sorted(item["identifier"] for item in found["CFItems"])
        statements = {item["fullStatement"] for item in found["CFItems"]}
        contents = [content for function in standard.functions for content in function.contents]
        assert statements >= {str(skill.text) for content in contents for skill in content.skills}
        assert statements >= {str(known) for content in contents for known in content.knowledge}
        assert statements >= {str(basic.name) for basic in standard.basics}


def test_identifiers_stay_when_time_and_language_change() -> None:
    standard = small()
    first, later = package(standard, head()), package(standard, head("en", datetime(2030, 1, 1, tzinfo=UTC)))
    assert identifiers(first) == identifiers(later) and first != later


def test_another_edition_has_other_identifiers() -> None:
    other = read_standard(changed(('edition: "2026"', 'edition: "2027"')).encode(), "x.yaml").standard
    assert not set(identifiers(package(small(), head()))) & set(identifiers(package(other, head())))


def test_levels_functions_and_key_skills_are_told() -> None:
    found = package(small(), head("en"))
    items = {item["humanCodingScheme"]: item for item in found["CFItems"]}
    assert items["L5"]["fullStatement"] == "五级/初级工" and items["L5"]["CFItemType"] == "Skill level"
    assert items["L5.1"]["notes"] == "Skill weight 60%"
    assert items["L5.1.1.1"]["conceptKeywords"] == ["key skill"] and items["L5.1.1.1"]["educationLevel"] == ["L5"]
    precedes = [each for each in found["CFAssociations"] if each["associationType"] == "precedes"]
    assert [(each["originNodeURI"]["title"], each["destinationNodeURI"]["title"]) for each in precedes] == [
        ("五级/初级工", "二级/技师")
    ]


def test_a_draft_says_that_it_is_one() -> None:
    document = package(small(), head(published=False))["CFDocument"]
    assert document["adoptionStatus"] == "Draft"
