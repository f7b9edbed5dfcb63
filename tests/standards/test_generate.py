"""A draft made from any table of skill weights loads without errors and gives exact forms for every level."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.config import load_config
from assess.errors import BadInput
from assess.exams.form import derive_form
from assess.operations.standards import library
from assess.standards.generate import WeightTableInput, generate, place_of, read_weight_table
from assess.standards.generate.assessing import apportioned
from assess.standards.load import Reading, no_bases, read_standard
from assess.standards.model import LEVELS, JudgeItem, Standard, VetoItem
from tests.beside import beside

CODE = "9-99-99-99"


def table(weights: dict[str, dict[str, Any]], **more: str) -> WeightTableInput:
    entry = {"occupation_code": CODE, "occupation_name": "试验工", "edition": "2026", "skill_weights": weights, **more}
    return read_weight_table(json.dumps({"standards": [entry]}).encode(), "w.json", CODE)


def read(text: str) -> Reading:
    return read_standard(text.encode(), "x.yaml", no_bases)


def national() -> list[Standard]:
    """The published national standards of the installation, of which there are some."""
    editions = library(load_config({})).editions.values()
    found = [edition.reading.standard for edition in editions if edition.reading.standard.kind == "national"]
    assert len(found) >= 3
    return found


def assert_exact(weights: WeightTableInput, text: str) -> None:
    reading = read(text)
    standard = reading.standard
    assert [problem for problem in reading.warnings if problem.code != "standard.name_untranslated"] == []
    names = {function.id: str(function.name) for function in standard.functions}
    given_weights = {
        name: {level: weight for level, weight in column.items() if weight}
        for name, column in weights.skill_weights.items()
    }
    skill = {names[row]: column for row, column in standard.weights.skill.items()}
    assert skill == {name: column for name, column in given_weights.items() if column}
    for level in standard.levels:
        form = derive_form(standard, level, reading.sha256)
        for part in form.parts:
            assert sum(task.points for task in part.tasks) == part.part.points == 100
            for task in part.tasks:
                worth = [item.max for item in task.items if not isinstance(item, VetoItem)]
                assert sum(worth) == task.points and all(worth)
        practical = form.part("practical").tasks
        assert {names[task.function or ""]: task.points for task in practical} == {
            name: column[level] for name, column in given_weights.items() if column.get(level)
        }


@st.composite
def tables(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Columns of 100 in steps of 1, 0.5, 0.1 or 0.01 over some of up to 30 functions, as a JSON file has them."""
    names = draw(st.lists(st.text("装配检测安a 1:#「,-{}\"'培训", min_size=1, max_size=6).map(str.strip).filter(bool),
                          min_size=1, max_size=30, unique=True))  # fmt: skip
    weights: dict[str, dict[str, Any]] = {name: {} for name in names}
    for level in draw(st.lists(st.sampled_from(LEVELS), min_size=1, unique=True)):
        units = draw(st.sampled_from([100, 200, 1000, 10_000]))
        chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=min(30, units), unique=True))
        cuts = draw(st.lists(st.integers(0, units), min_size=len(chosen) - 1, max_size=len(chosen) - 1).map(sorted))
        for name, low, high in zip(chosen, [0, *cuts], [*cuts, units], strict=True):
            weights[name][level] = float(Decimal(high - low) * 100 / units)
    return weights


@given(tables())
@settings(max_examples=100, deadline=None)
def test_any_table_gives_a_standard_without_errors_and_exact_forms(weights: dict[str, dict[str, Any]]) -> None:
    given_table = table(weights)
    assert_exact(given_table, generate(given_table))


ODD = {
    "thirds": {"安装": {"L5": 33.33}, "检修": {"L5": 33.33}, "维护": {"L5": 33.34}},
    "one level only": {"评茶": {"L1": 100}},
    "a gap in the levels": {"a": {"L5": 60, "L2": 100}, "b": {"L5": 40}},
    "a single function": {"装配": dict.fromkeys(LEVELS, 100)},
    "thirty functions": {f"功能{number}": {"L4": 3.5 if number < 20 else 3} for number in range(30)},
    "the same words thirty times": {f"装配{number}": {"L3": 1} for number in range(100)},
    "crumbs": {"主": {"L5": 99.97}, "甲": {"L5": 0.01}, "乙": {"L5": 0.02}},
    "zero and nothing": {"a": {"L5": 100, "L4": 100}, "b": {"L5": 0, "L4": None}, "c": {}},
    "texts for numbers": {"a": {"L5": "62.5"}, "b": {"L5": "37.5"}},
    "names like signs": {"- a: b": {"L5": 50}, "# {}, [x] '\"": {"L5": 50}},
}


@pytest.mark.parametrize("weights", ODD.values(), ids=ODD)
def test_an_odd_table_gives_a_standard_as_well(weights: dict[str, dict[str, Any]]) -> None:
    for kind, author in (("national", ""), ("enterprise", "qiaodu")):
        given_table = table(weights)
        assert_exact(given_table, generate(given_table, kind=kind, author=author))  # type: ignore[arg-type]


def test_the_tables_of_nine_published_standards_give_standards() -> None:
    file = beside("national_weights.json")
    codes = [entry["occupation_code"] for entry in json.loads(file.read_text(encoding="utf-8"))["standards"]]
    assert len(codes) == 9
    for code in codes:
        published = read_weight_table(file.read_bytes(), file.name, code)
        assert_exact(published, generate(published))


def test_the_weights_of_the_shipped_standards_give_standards() -> None:
    for shipped in national():
        names = {function.id: str(function.name) for function in shipped.functions}
        weights = {names[row]: dict(column) for row, column in shipped.weights.skill.items()}
        published = WeightTableInput(
            code=shipped.code, name=str(shipped.name), edition=shipped.edition, skill_weights=weights
        )
        assert_exact(published, generate(published))


TWO = {"装配": {"L5": 100, "L2": 62.5}, "质量管理": {"L2": 37.5}}


def test_the_same_table_gives_the_same_text() -> None:
    assert generate(table(TWO)) == generate(table(TWO))


def test_every_level_has_its_conditions_with_evidence_and_its_panel() -> None:
    standard = read(generate(table({"装配": dict.fromkeys(LEVELS, 100)}))).standard
    assert {level: [route.id for route in routes] for level, routes in standard.eligibility.items()} == {
        "L5": ["work"],
        "L4": ["years", "lower-grade", "diploma"],
        "L3": ["years", "lower-grade", "title", "senior-class", "college-with-grade", "assessed-college"],
        "L2": ["lower-grade", "junior-title", "middle-title", "technician-college", "technician-class"],
        "L1": ["lower-grade", "middle-title", "senior-title"],
    }
    assert all(clause.evidence for routes in standard.eligibility.values() for route in routes for clause in route.all)
    for level in LEVELS:
        parts = {part.kind: part for part in standard.assessment[level].parts}
        assert ("review" in parts) == parts["practical"].examiners.odd == (level in ("L2", "L1"))


def test_the_conditions_are_those_of_the_shipped_standards() -> None:
    own = read(generate(table({"装配": dict.fromkeys(LEVELS, 100)}))).standard
    for shipped in national():
        assert demands(shipped) == {level: routes for level, routes in demands(own).items() if level in shipped.levels}


def demands(standard: Standard) -> dict[str, list[Any]]:
    """What each level asks, without the wording of the evidence."""
    without = {"all": {"__all__": {"evidence"}}}
    return {
        level: [route.model_dump(exclude=without) for route in routes]  # type: ignore[arg-type]
        for level, routes in standard.eligibility.items()
    }


def test_theory_follows_the_weights_of_skill_in_whole_numbers() -> None:
    standard = read(generate(table({"a": {"L5": 33.33}, "b": {"L5": 66.66}, "c": {"L5": 0.01}}))).standard
    theory = {row: column["L5"] for row, column in standard.weights.theory.items()}
    assert theory == {"ethics": 5, "foundation": 25, "f1": 23, "f2": 46, "f3": 1}


def test_shares_are_whole_exact_and_at_least_one_while_they_last() -> None:
    assert apportioned(70, [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]) == [23, 23, 24]
    assert apportioned(10, [97, 1, 1, 1]) == [7, 1, 1, 1]
    assert sorted(apportioned(2, [1, 1, 1])) == [0, 1, 1]


def test_the_draft_says_what_of_it_is_made_up_and_what_to_replace() -> None:
    text = generate(table(TWO, source_pdf="官方.pdf"))
    standard = read(text).standard
    assert standard.sample is not None and all(standard.sample.has(locale) for locale in ("zh-Hant-MO", "pt-MO", "en"))
    assert "官方.pdf" in str(standard.source)
    for section in (
        "name:",
        "overview:",
        "functions:",
        "  theory:",
        "  skill:",
        "  L5:\n    parts:",
        "  L2:\n    parts:",
    ):
        assert re.search(rf"^ *# .*\n{section}", text, re.MULTILINE), section


def test_the_ids_say_what_a_function_is() -> None:
    rows = {"设备安装": {"L5": 40}, "管路安装": {"L5": 40}, "接线": {"L5": 20}, "培训指导": {"L1": 100}}
    assert list(read(generate(table(rows))).standard.weights.skill) == [
        "installation",
        "installation-2",
        "f3",
        "training",
    ]


def test_technicians_are_judged_and_others_lose_points_for_faults() -> None:
    standard = read(generate(table(TWO))).standard
    assert [item.type for item in standard.assessment["L5"].tasks[0].items] == ["points", "deduct", "points", "veto"]
    assert any(isinstance(item, JudgeItem) for item in standard.assessment["L2"].tasks[0].items)


def test_a_draft_belongs_where_its_name_says() -> None:
    assert place_of(table(TWO)) == f"national/{CODE}/2026.yaml"
    assert place_of(table(TWO), kind="enterprise", author="qiaodu", edition="2026.1") == f"qiaodu/{CODE}/2026.1.yaml"
    standard = read(generate(table(TWO), kind="enterprise", author="qiaodu", edition="2026.1")).standard
    assert (standard.id, standard.edition, standard.kind) == (f"qiaodu/{CODE}", "2026.1", "enterprise")


AUTHORS = {"": "generate.author_missing", "Qiaodu": "standard.value_form", "../x": "standard.value_form"}


@pytest.mark.parametrize(("author", "code"), AUTHORS.items())
def test_an_enterprise_has_an_author_with_a_proper_id(author: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        generate(table(TWO), kind="enterprise", author=author)
    assert refused.value.code == code


def test_a_table_that_was_never_a_file_is_held_to_100_too() -> None:
    short = WeightTableInput(code=CODE, name="试验工", edition="2026", skill_weights={"装配": {"L5": Decimal(99)}})
    with pytest.raises(BadInput) as refused:
        generate(short)
    assert refused.value.code == "standard.weights_sum"
    assert refused.value.params == {"column": "skill_weights.L5", "got": "99", "figures": "装配 99"}
