"""Differences and floors in words: nothing that can differ is left without a name."""

from __future__ import annotations

from typing import Any

import pytest

import assess.standards.model as model
from assess.i18n.sentences import SENTENCES
from assess.standards.compare import compare, floors
from assess.standards.compare.admitting import RouteWords
from assess.standards.compare.words import Words
from assess.standards.model import Closed, Patch, Route
from tests.standards.compare import test_changes, test_floors
from tests.standards.compare.editions import SMALL_STANDARD, Edit, append, edited, put

UNSAID = {"format", "patches", "scheme", "assessment", "weights"}
"""Not compared, or never said: what is in them is named instead."""
SAID_BY_PARENT = {"limit"}
"""Keys whose words depend on what they belong to."""


def said(edit: Edit, locale: str = "en") -> list[str]:
    new = edited(edit)
    words = Words(SMALL_STANDARD, new, locale)
    return [words.sentence(words.change(change)) for change in compare(SMALL_STANDARD, new).changes]


def test_every_key_of_the_model_has_words() -> None:
    classes = [getattr(model, name) for name in model.__all__]
    models = [kind for kind in classes if isinstance(kind, type) and issubclass(kind, Closed) and kind is not Patch]
    keys = {info.alias or name for kind in models for name, info in kind.model_fields.items()}
    families = ("field", "place", "thing")
    lacking = {key for key in keys if not any(f"compare.{family}.{key}" in SENTENCES for family in families)}
    assert lacking == UNSAID | SAID_BY_PARENT


@pytest.mark.parametrize("case", test_changes.CASES)
def test_every_kind_of_difference_is_said_without_a_code(case: str) -> None:
    edit, (at, *_) = test_changes.CASES[case]
    new = edited(edit)
    words = Words(SMALL_STANDARD, new, "en")
    (change,) = compare(SMALL_STANDARD, new).changes
    assert change.code in SENTENCES
    sentence = words.sentence(words.change(change))
    assert "compare." not in sentence and "–" not in sentence and at not in sentence


@pytest.mark.parametrize("case", test_floors.CASES)
def test_every_kind_of_floor_is_said_without_a_code(case: str) -> None:
    own = edited(test_floors.CASES[case][0])
    (floor,) = floors(SMALL_STANDARD, own)
    assert floor.code in SENTENCES
    words = Words(SMALL_STANDARD, own, "en")
    sentence = words.sentence(words.floor(floor))
    assert "floor." not in sentence and "compare." not in sentence and "–" not in sentence


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (put("assessment.L5.parts.practical.pass", "70"), "Level 5 / junior worker · Practice: Pass mark 60 → 70"),
        (put("assessment.L5.parts.theory.minutes", "120"), "Level 5 / junior worker · Theory: Minutes 90 → 120"),
        (put("assessment.L5.parts.practical.after", None),
         "Level 5 / junior worker · Practice: Only after Theory → not set"),
        (put("assessment.L5.tasks.t1.function", "testing"),
         "Level 5 / junior worker · 接线: Function 接线 → 测试"),
        (put("weights.skill.testing.L2", "5"), "Skill weights · 测试: Level 2 / technician — → 5"),
        (put("name.zh-Hans", "检验工"), "Designation “试验工” → “检验工”"),
        (put("name.en", "Tester"), "Designation (English) Test worker → Tester"),
        (put("arithmetic", {"compare": "rounded"}),
         "Arithmetic: Compared with the pass mark exactly → after rounding"),
        (append("eligibility.L5", {"id": "young", "all": [{"clause": "works"}]}),
         "Conditions of admission · Level 5 / junior worker: route added: young"),
    ],
)  # fmt: skip
def test_a_difference_names_place_field_and_both_values(edit: Edit, sentence: str) -> None:
    assert said(edit) == [sentence]


def test_a_portuguese_reader_sees_decimals_with_a_comma() -> None:
    (sentence,) = said(put("assessment.L5.parts.practical.pass", "70.5"), "pt-MO")
    assert "60 → 70,5" in sentence


def test_an_edition_is_no_decimal() -> None:
    (sentence,) = said(put("edition", "2026.2"), "pt-MO")
    assert sentence.endswith("2026 → 2026.2")


def test_a_reader_sees_texts_in_the_own_language() -> None:
    def both(data: dict[str, Any]) -> None:
        data["name"] |= {"zh-Hans": "检验工", "en": "Inspector"}

    assert said(both, "en") == ["Designation “Test worker” → “Inspector”"]
    (sentence,) = said(both, "zh-Hans")
    assert "试验工" in sentence and "检验工" in sentence and "Inspector" not in sentence


ROUTES = {
    "5 years of work in the occupation": [{"clause": "work-years", "years": 5}],
    "at least 16 years old + works, or means to work, in the occupation": [
        {"clause": "age", "years": 16}, {"clause": "works"}],
    "Level 4 / intermediate worker held (years: 4; related occupations do not count)": [
        {"clause": "grade-held", "grade": "L4", "years": 4, "related": False}],
    "Junior professional title (years: 1)": [{"clause": "title", "title": "junior", "years": 1}],
    "College (three years) / Bachelor or higher (in any field; final year included)": [
        {"clause": "diploma", "diplomas": ["college", "bachelor"], "field": "any", "final_year": True}],
    "apprenticeship finished (years: 2)": [{"clause": "apprenticeship", "years": 2}],
    "competition result: city, class 1 (group: workers; prizes: gold; or rank up to 3)": [
        {"clause": "competition", "classes": ["city-1"], "group": "worker", "prizes": ["gold"], "rank": 3}],
    "certificate of dsal: basic": [{"clause": "recognition", "authority": "dsal", "grades": ["basic"]}],
    "honour: city / province (at most 3 years ago)": [
        {"clause": "honour", "honours": ["city", "province"], "within": 3}],
}  # fmt: skip


@pytest.mark.parametrize("words", ROUTES)
def test_a_route_is_said_with_all_that_it_asks(words: str) -> None:
    route = Route.model_validate({"id": "r", "all": ROUTES[words]})
    assert RouteWords("en").route(route) == words
