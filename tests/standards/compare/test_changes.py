"""What changed between two editions: one case for each kind of place, both directions, and every single leaf."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assess.standards.compare import SECTIONS, Change, Step, compare, plain_text, weight_tables
from assess.standards.load import read_standard
from assess.standards.model import Standard
from tests.standards.compare.editions import DATA, SMALL_STANDARD, Edit, append, drop, edited, put

TASK = {"id": "t9", "name": "检修", "points": "10", "items": [{"id": "i1", "type": "check", "text": "查", "max": "10"}]}
BAND = {"from": "0", "to": "60", "grade": "L5"}
AWARD = {"scheme": "gba", "demands": {"L5": [{"part": "theory", "pass": "70"}]}}

CASES: dict[str, tuple[Edit, tuple[str, str, str | None, str | None, str]]] = {
    "name of the standard": (put("name.zh-Hans", "测试工"), ("name", "changed", "试验工", "测试工", "head")),
    "name in one language": (
        put("name.en", "Tester"), ("name.en", "changed", "Test worker", "Tester", "head")
    ),
    "filing": (put("filing", {"number": "F-1"}), ("filing", "added", None, "filing", "head")),
    "trade": (put("trades", [{"id": "a", "name": "甲"}]), ("trades.a", "added", None, "甲", "head")),
    "level": (put("levels", ["L5"]), ("levels.L2", "removed", "L2", None, "levels")),
    "years of a clause": (
        put("eligibility.L2.skilled.all.0.years", "4"),
        ("eligibility.L2.skilled.all.grade-held.years", "changed", "5", "4", "eligibility"),
    ),
    "clause": (drop("eligibility.L5.adult.all.1"),
               ("eligibility.L5.adult.all.works", "removed", "works", None, "eligibility")),
    "route": (append("eligibility.L5", {"id": "young", "all": [{"clause": "works"}]}),
              ("eligibility.L5.young", "added", None, "young", "eligibility")),
    "all routes of a level": (drop("eligibility.L2"), ("eligibility.L2", "removed", "L2", None, "eligibility")),
    "basic requirement": (append("basics", {"id": "safety", "name": "安全"}),
                          ("basics.safety", "added", None, "安全", "requirements")),
    "function": (drop("functions.testing"), ("functions.testing", "removed", "测试", None, "requirements")),
    "name of a content": (put("functions.wiring.contents.wiring-l5.name", "接线一"),
                          ("functions.wiring.contents.wiring-l5.name", "changed", "单相接线", "接线一",
                           "requirements")),
    "skill": (append("functions.wiring.contents.wiring-l5.skills", {"id": "s9", "text": "能量"}),
              ("functions.wiring.contents.wiring-l5.skills.s9", "added", None, "能量", "requirements")),
    "key skill": (put("functions.wiring.contents.wiring-l2.skills.s2.key", True),
                  ("functions.wiring.contents.wiring-l2.skills.s2.key", "changed", "false", "true", "requirements")),
    "knowledge in the middle": (drop("functions.wiring.contents.wiring-l2.knowledge.0"),
                                ("functions.wiring.contents.wiring-l2.knowledge.1", "removed", "电路", None,
                                 "requirements")),
    "knowledge in its place": (put("functions.wiring.contents.wiring-l2.knowledge.1", "识图"),
                               ("functions.wiring.contents.wiring-l2.knowledge.2", "changed", "制图", "识图",
                                "requirements")),
    "order of knowledge": (put("functions.wiring.contents.wiring-l2.knowledge", ["标准", "电路", "制图"]),
                           ("functions.wiring.contents.wiring-l2.knowledge", "moved", "电路, 制图, 标准",
                            "标准, 电路, 制图", "requirements")),
    "weight": (put("weights.skill.wiring.L5", "55"), ("weights.skill.wiring.L5", "changed", "60", "55", "weights")),
    "weight that comes": (put("weights.skill.testing.L2", "0"),
                          ("weights.skill.testing.L2", "added", None, "0", "weights")),
    "weights of a function": (drop("weights.skill.testing"),
                              ("weights.skill.testing.L5", "removed", "40", None, "weights")),
    "pass mark": (put("assessment.L5.parts.practical.pass", "70"),
                  ("assessment.L5.parts.practical.pass", "changed", "60", "70", "parts")),
    "minutes": (drop("assessment.L5.parts.theory.minutes"),
                ("assessment.L5.parts.theory.minutes", "changed", "90", None, "parts")),
    "examiners": (put("assessment.L2.parts.review.examiners.odd", False),
                  ("assessment.L2.parts.review.examiners.odd", "changed", "true", "false", "parts")),
    "part": (drop("assessment.L2.parts.review"), ("assessment.L2.parts.review", "removed", "综合评审", None, "parts")),
    "order of parts": (lambda data: data["assessment"]["L5"]["parts"].reverse(),
                       ("assessment.L5.parts", "moved", "理论知识考试, 技能考核", "技能考核, 理论知识考试", "parts")),
    "choice": (put("assessment.L5.choices", [{"id": "c", "name": "选一"}]),
               ("assessment.L5.choices.c", "added", None, "选一", "choices")),
    "task": (append("assessment.L5.tasks", TASK), ("assessment.L5.tasks.t9", "added", None, "检修", "tasks")),
    "points of an item": (put("assessment.L5.tasks.t1.items.i1.max", "25"),
                          ("assessment.L5.tasks.t1.items.i1.max", "changed", "20", "25", "tasks")),
    "skill of an item": (put("assessment.L5.tasks.t1.items.i1.skills", []),
                         ("assessment.L5.tasks.t1.items.i1.skills.s1", "removed", "s1", None, "tasks")),
    "deduction": (put("assessment.L5.tasks.t1.items.i2.deductions.loose.amount", "3"),
                  ("assessment.L5.tasks.t1.items.i2.deductions.loose.amount", "changed", "2", "3", "tasks")),
    "descriptor": (put("assessment.L5.tasks.t2.items.i1.descriptors.3", "优"),
                   ("assessment.L5.tasks.t2.items.i1.descriptors.4", "changed", "好", "优", "tasks")),
    "rounding": (put("arithmetic", {"decimals": "0"}), ("arithmetic.decimals", "changed", "1", "0", "grading")),
    "bands": (put("grading", {"bands": [BAND]}), ("grading.bands.1", "added", None, "1", "grading")),
    "award": (put("awards", [AWARD]), ("awards.gba", "added", None, "gba", "awards")),
    "apprentice": (
        put("apprentice", {"eligibility": [{"id": "a", "all": [{"clause": "works"}]}], "probation_months": "3",
                           "decided_by": "企业"}),
        ("apprentice", "added", None, "apprentice", "appointments"),
    ),
    "competition": (put("competition", {"category": "city-1"}),
                    ("competition", "added", None, "competition", "competition")),
}  # fmt: skip


def facts(change: Change) -> tuple[str, str, str | None, str | None, str]:
    return change.at, change.kind, plain_text(change.old), plain_text(change.new), change.section


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_difference_is_told_at_its_place(case: str) -> None:
    edit, expected = CASES[case]
    assert [facts(change) for change in compare(SMALL_STANDARD, edited(edit)).changes] == [expected]


@pytest.mark.parametrize("case", CASES)
def test_seen_from_the_other_side_everything_is_the_other_way_round(case: str) -> None:
    changed = edited(CASES[case][0])
    back = {"added": "removed", "removed": "added"}
    assert [(c.at, back.get(c.kind, c.kind), c.new, c.old) for c in compare(SMALL_STANDARD, changed).changes] == [
        (c.at, c.kind, c.old, c.new) for c in compare(changed, SMALL_STANDARD).changes
    ]


def test_a_standard_does_not_differ_from_itself() -> None:
    assert compare(SMALL_STANDARD, edited(lambda data: None)).changes == ()


def test_figures_that_are_written_otherwise_are_the_same() -> None:
    assert compare(SMALL_STANDARD, edited(put("assessment.L5.parts.practical.pass", "60.0"))).changes == ()


def test_every_section_has_a_case() -> None:
    assert {expected[4] for _, expected in CASES.values()} == set(SECTIONS)


def test_something_whole_says_what_it_consists_of_without_its_defaults() -> None:
    (change,) = compare(SMALL_STANDARD, edited(append("assessment.L5.tasks", TASK))).changes
    points, item = change.inside
    assert facts(points)[:4] == ("assessment.L5.tasks.t9.points", "added", None, "10")
    assert [inner.at.rpartition(".")[2] for inner in item.inside] == ["type", "max"]


def test_a_skill_that_went_to_another_content_has_moved() -> None:
    def move(data: dict[str, Any]) -> None:
        first, second = data["functions"][0]["contents"]
        skill = first["skills"].pop()
        second["skills"].append(skill | {"text": "能接好线"})

    moved, renamed = compare(SMALL_STANDARD, edited(move)).changes
    assert facts(moved)[:4] == ("functions.wiring.contents.wiring-l2.skills.s1", "moved", "单相接线", "设计")
    assert facts(renamed)[:4] == (f"{moved.at}.text", "changed", "能接线", "能接好线")


def test_another_type_of_item_is_told_with_what_it_brings_and_takes_along() -> None:
    deduct = DATA["assessment"]["L5"]["tasks"][0]["items"][1]
    new = {key: deduct[key] for key in ("id", "text", "max")} | {"type": "points", "unit": "1"}
    changes = compare(SMALL_STANDARD, edited(put("assessment.L5.tasks.t1.items.i2", new))).changes
    assert {change.at.removeprefix("assessment.L5.tasks.t1.items.i2."): change.kind for change in changes} == {
        "type": "changed", "deductions.loose": "removed", "unit": "changed",
    }  # fmt: skip


def test_two_clauses_of_one_kind_are_told_apart() -> None:
    def two(years: str) -> Edit:
        clauses = [{"clause": "honour", "honours": ["a"]}, {"clause": "honour", "honours": ["b"], "within": years}]
        return put("eligibility.L2.skilled.all", clauses)

    (change,) = compare(edited(two("3")), edited(two("4"))).changes
    assert facts(change)[:4] == ("eligibility.L2.skilled.all.honour:2.within", "changed", "3", "4")


def test_the_weights_stand_side_by_side_with_their_differences() -> None:
    new = edited(put("weights.skill.testing", {"L2": "10", "L5": "30"}))
    theory, skill = weight_tables(SMALL_STANDARD, new)
    assert not theory.differs and skill.differs and skill.levels == ("L5", "L2")
    wiring, testing = skill.rows
    assert [cell.difference for cell in wiring.cells] == [0, 0]
    assert [(cell.old, cell.new, cell.difference) for cell in testing.cells] == [(40, 30, -10), (None, 10, None)]


# -- every leaf of a standard that is shipped ----------------------------------------------------------------------

FILE = Path(__file__).parents[3] / "standards" / "national" / "6-23-04-01" / "2024.yaml"
SHIPPED = read_standard(FILE.read_bytes(), FILE.name).standard
SHIPPED_DATA: dict[str, Any] = SHIPPED.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def leaves(data: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in members:
        yield from leaves(value, (*way, key))
    if not isinstance(data, (dict, list)):
        yield way


def another(value: Any) -> Any:
    """A value of the same kind that is not this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return str(Decimal(value) + 1) if value.replace(".", "").isdigit() else f"{value}-x"


CODES = {"L5": "L4", "L4": "L3", "L3": "L2", "L2": "L1", "L1": "L5", "examiner": "senior-examiner", "junior": "middle",
         "senior-examiner": "examiner", "middle": "senior", "senior": "junior", "theory": "practical",
         "practical": "review", "review": "theory", "part": "exam", "task": "part", "exam": "task",
         "national": "enterprise", "bands": "per_level"}  # fmt: skip
FIXED = ("format", "clause", "type", "id")
"""What a mutant may not touch: other fields would have to change with it, or it would be another thing."""


def mutant(way: tuple[Any, ...]) -> Standard | None:
    data = copy.deepcopy(SHIPPED_DATA)
    spot = data
    for step in way[:-1]:
        spot = spot[step]
    value = spot[way[-1]]
    spot[way[-1]] = CODES.get(value, another(value))
    if value in ("6-23-04-01", "2024"):
        spot[way[-1]] = {"6-23-04-01": "6-23-04-02", "2024": "2025"}[value]
    return None if way[-1] in FIXED else Standard.model_validate(data)


def names_on(way: tuple[Any, ...]) -> list[str]:
    """The way of the data in the words of a comparison: members of lists by what tells them apart."""
    value: Any = SHIPPED_DATA
    names = []
    for step in way:
        member = value[step]
        if isinstance(value, list):
            told = [member[key] for key in ("id", "clause") if isinstance(member, dict) and key in member]
            names.append(told[0] if told else str(step + 1))
        else:
            names.append(step)
        value = member
    return names


WAYS = list(leaves(SHIPPED_DATA))


def test_every_changed_leaf_is_found_at_its_place() -> None:
    """Scalars in lists (levels, skills of an item) go and come under their own names, all else is found exactly."""
    found: Counter[str] = Counter()
    for way in WAYS[::5]:
        changed = mutant(way)
        if changed is None:
            continue
        places = {change.at for change in compare(SHIPPED, changed).changes}
        expected = ".".join(name for name in names_on(way) if name != "zh-Hans")
        in_list = isinstance(way[-1], int)
        around = expected.rpartition(".")[0]
        assert any(at.startswith(around) for at in places) if in_list else expected in places, (way, places)
        found["in a list" if in_list else "field"] += 1
    assert found["field"] > 120 and found["in a list"] > 30


def test_a_comparison_that_overlooks_a_field_would_be_seen() -> None:
    """Negative control: without the walk into tasks their leaves are not found."""
    way = next(way for way in WAYS if "tasks" in way and way[-1] == "max")
    changed = mutant(way)
    assert changed is not None
    blind = changed.model_copy(update={"assessment": SHIPPED.assessment})
    assert compare(SHIPPED, changed).changes and not compare(SHIPPED, blind).changes


def test_a_place_reads_like_that_of_a_patch() -> None:
    change = Change((Step("weights"), Step("skill"), Step("wiring", member=True)), "changed", "1", "2")
    assert change.at == "weights.skill.wiring" and change.code == "compare.changed"
