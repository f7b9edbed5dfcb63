"""An enterprise standard is its base with patches: what may be patched, and where a fault is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assess.errors import Problem, Problems
from assess.standards.load import Reading, read_standard, wanted
from tests.standards.cases import HERE, NAME, SMALL, changed, expected_place, faults

BASE_NAME = "standards/base.yaml"
BASE = read_standard(SMALL.encode(), BASE_NAME)

OWN = f"""\
format: 1
id: works/9-99-99-99
kind: enterprise
edition: "1"
author: {{id: works, name: 试验厂}}
filing: {{number: F-1, date: 2026-03-01}}
extends:
  id: national/9-99-99-99
  edition: "2026"
  sha256: {BASE.sha256}
patches:
  - {{op: set, at: weights.skill.wiring.L5, value: 50, reason: 甲}}
  - {{op: set, at: weights.skill.testing.L5, value: 50, reason: 乙}}
  - {{op: set, at: assessment.L5.tasks.t1.points, value: 50, reason: 丙}}
  - {{op: set, at: assessment.L5.tasks.t1.items.i1.max, value: 10, reason: 丁}}
  - op: add
    at: assessment.L5.tasks
    value:
      id: t3
      function: testing
      name: 加试
      points: 10
      items:
        - {{id: i1, type: check, text: 加试, max: 10}}
    reason: 戊
  - {{op: set, at: assessment.L5.parts.theory.minutes, value: 95, reason: 己}}
"""


def published(id_: str, edition: str) -> Reading | None:
    return BASE if (id_, edition) == ("national/9-99-99-99", "2026") else None


def patched(patch: str) -> tuple[Problem, ...]:
    """The problems of the correct enterprise standard with one more patch."""
    return faults(OWN + f"  - {patch}\n", published)


def test_a_standard_that_extends_is_its_base_with_the_patches_applied() -> None:
    standard = read_standard(OWN.encode(), NAME, published).standard
    assert standard.weights.skill == {"wiring": {"L5": 50, "L2": 100}, "testing": {"L5": 50}}
    assert [task.id for task in standard.assessment["L5"].tasks] == ["t1", "t2", "t3"]
    assert standard.assessment["L5"].parts[0].minutes == 95
    assert (standard.id, standard.kind, str(standard.name)) == ("works/9-99-99-99", "enterprise", "试验工")
    assert standard.extends is not None and standard.extends.sha256 == BASE.sha256
    assert [str(patch.reason) for patch in standard.patches] == list("甲乙丙丁戊己")


def test_patches_leave_the_base_as_it_was() -> None:
    read_standard(OWN.encode(), NAME, published)
    assert BASE.standard.weights.skill["wiring"]["L5"] == Decimal(60)
    assert BASE.document.data["weights"]["skill"]["wiring"]["L5"] == "60"
    assert BASE.document.place(("assessment", "L5", "tasks", 2))[0][0] == BASE_NAME


def test_a_removed_member_is_gone_and_later_ones_keep_their_places() -> None:
    text = changed(
        ("set, at: weights.skill.testing.L5, value: 50", "remove, at: weights.skill.testing"),
        ("weights.skill.wiring.L5, value: 50", "weights.skill.wiring.L5, value: 100"),
        ("tasks.t1.points, value: 50", "tasks.t1.points, value: 90"),
        ("i1.max, value: 10", "i1.max, value: 50"),
        ("      function: testing\n", "      function: wiring\n"),
        text=OWN,
    )
    reading = read_standard(
        f"{text}  - {{op: remove, at: assessment.L5.tasks.t2, reason: 庚}}\n".encode(), NAME, published
    )
    assert [task.id for task in reading.standard.assessment["L5"].tasks] == ["t1", "t3"]
    assert reading.document.place(("assessment", "L5", "tasks", 1))[1][0] == NAME


# a replacement in the enterprise standard with ¦ where the fault is, code
CASES = {
    "a stale digest": (BASE.sha256, HERE + "0" * 64, "standard.base_changed"),
    "an unknown base": ('edition: "2026"', 'edition: "2025"', "standard.base_unknown"),
    "a place that is gone": ("at: weights.skill.wiring.L5", "at: ¦weights.skill.wiring.L4", "standard.patch_no_place"),
    "an id that is gone": (
        "at: assessment.L5.tasks.t1.points",
        "at: ¦assessment.L5.tasks.t9.points",
        "standard.patch_no_place",
    ),
    "an id that is there already": ("      id: t3", "      id: ¦t2", "standard.patch_exists"),
    "an addition to a text": (
        "at: assessment.L5.tasks\n",
        "at: ¦assessment.L5.tasks.t1.name\n",
        "standard.patch_not_addable",
    ),
    "a patch of the head": ("at: weights.skill.wiring.L5", "at: ¦author.name", "standard.patch_of_head"),
    "content in the head": ("patches:", "¦levels: [L5]\npatches:", "standard.only_by_patch"),
    "no author": ("author: {id: works, name: 试验厂}\n", "", "standard.key_missing"),
    "a patch without reason": (", reason: 甲}", "}", "standard.key_missing"),
    "an unknown operation": ("op: add", "op: ¦append", "standard.value_choice"),
    "a value that is no number": ("theory.minutes, value: 95", "theory.minutes, value: ¦x", "standard.value_number"),
    "an unknown type in a patch": ("type: check", "type: ¦chek", "standard.value_choice"),
    "a column that no longer adds up": (
        "at: weights.skill.testing.L5, value: 50",
        "at: weights.skill.testing.L5, value: ¦55",
        "standard.weights_sum",
    ),
    "an added task that is too large": ("      points: 10\n", "      points: ¦11\n", "standard.task_sum"),
    "a task that loses its function": (
        "at: assessment.L5.tasks.t1.points, value: 50",
        "at: assessment.L5.tasks.t1.function, value: testing",
        "standard.function_not_examined",
    ),
}


@pytest.mark.parametrize(("old", "new", "code"), CASES.values(), ids=CASES)
def test_a_fault_points_to_the_patch(old: str, new: str, code: str) -> None:
    text, place = expected_place(changed((old, new), text=OWN))
    found = [(problem.code, problem.where) for problem in faults(text, published)]
    assert (code, place) in found if HERE in new else code in [each for each, _ in found]


def test_a_patch_says_its_value_unless_it_removes() -> None:
    (problem,) = patched("{op: set, at: assessment.L5.parts.practical.name, reason: 庚}")
    assert (problem.code, problem.params["key"]) == ("standard.key_missing", "value")
    (problem,) = patched("{op: remove, at: assessment.L5.tasks.t3, value: 3, reason: 庚}")
    assert problem.code == "standard.patch_value_unused"


def test_what_the_whole_file_lacks_is_not_the_doing_of_a_patch() -> None:
    text = changed(("filing: {number: F-1, date: 2026-03-01}\n", ""), text=OWN)
    reading = read_standard(text.encode(), NAME, published)
    lacking = [problem for problem in wanted(reading) if problem.code == "standard.publish_filing"]
    assert [("base" in problem.params, problem.where.split(":")[0]) for problem in lacking] == [(False, NAME)]


def test_a_national_standard_builds_on_no_other() -> None:
    text, place = expected_place(changed(("kind: enterprise", "kind: ¦national"), text=OWN))
    found = [(problem.code, problem.where) for problem in faults(text, published) if problem.severity == "error"]
    assert found == [("standard.national_extends", place)]


def test_a_fault_of_a_patch_names_the_place_in_the_base_as_well() -> None:
    problems = patched("{op: set, at: assessment.L5.parts.practical.name, value: , reason: 庚}")
    (problem,) = problems
    line = next(number for number, text in enumerate(SMALL.splitlines(), 1) if "技能考核" in text)
    assert problem.code == "standard.value_empty"
    assert problem.where.startswith(f"{NAME}:{OWN.count(chr(10)) + 1}:")
    assert str(problem.params["base"]).startswith(f"{BASE_NAME}:{line}:")


def test_a_sum_broken_by_a_patch_in_another_place_points_to_that_patch() -> None:
    text, place = expected_place(changed(("i1.max, value: 10", "i1.max, value: ¦12"), text=OWN))
    problem = next(problem for problem in faults(text, published) if problem.code == "standard.task_sum")
    assert (problem.params["task"], problem.where) == ("t1", place)


def test_a_faulty_head_and_faulty_patches_are_told_together() -> None:
    text = changed(("kind: enterprise\n", ""), ("op: add", "op: append"), (BASE.sha256, "0" * 64), text=OWN)
    with pytest.raises(Problems) as caught:
        read_standard(text.encode(), NAME, published)
    assert {problem.code for problem in caught.value.problems} == {
        "standard.key_missing",
        "standard.value_choice",
        "standard.base_changed",
    }


def test_members_are_brought_into_another_order_with_their_places() -> None:
    text = OWN + "  - {op: reorder, at: assessment.L5.tasks, value: [t3, t2, t1], reason: 庚}\n"
    reading = read_standard(text.encode(), NAME, published)
    assert [task.id for task in reading.standard.assessment["L5"].tasks] == ["t3", "t2", "t1"]
    places = [reading.document.place(("assessment", "L5", "tasks", number))[1][0] for number in range(3)]
    assert places == [NAME, BASE_NAME, BASE_NAME]


# a patch with ¦ where the fault is, code, what the base has there
STALE = {
    "a member that is not there": (
        "{op: reorder, at: functions, value: [wiring, ¦soldering]}",
        "reorder_unknown",
        "  - id: wiring",
    ),
    "a member twice": ("{op: reorder, at: functions, value: [wiring, ¦wiring]}", "reorder_twice", "  - id: wiring"),
    "a member that is left out": (
        "{op: reorder, at: functions, value: ¦[wiring]}",
        "reorder_missing",
        "  - id: testing",
    ),
    "an order of nothing": ("{op: reorder, at: functions, value: ¦wiring}", "reorder_ids", "  - id: wiring"),
    "an order of members without ids": (
        "{op: reorder, at: ¦assessment.L5.tasks.t1.items.i1.skills, value: [s1]}",
        "patch_not_reorderable",
        "skills: [s1]",
    ),
    "another figure": ("{op: set, at: assessment.L5.parts.theory.minutes, was: ¦85, value: 80}", "patch_stale", NAME),
    "another text": ("{op: set, at: functions.wiring.name, was: ¦焊接, value: 布线}", "patch_stale", "    name: 接线"),
    "other members": (
        "{op: remove, at: functions.wiring.contents, was: ¦[wiring-l4]}",
        "patch_stale",
        "- id: wiring-l5",
    ),
    "a place that is gone": (
        "{op: set, at: ¦functions.soldering.name, value: 焊接}",
        "patch_no_place",
        "  - id: wiring",
    ),
    "an id that is there already": (
        "{op: add, at: functions, value: {id: ¦testing, name: 又}}",
        "patch_exists",
        "  - id: testing",
    ),
}


@pytest.mark.parametrize(("patch", "code", "base"), STALE.values(), ids=STALE)
def test_a_patch_that_no_longer_fits_names_both_places(patch: str, code: str, base: str) -> None:
    text, place = expected_place(f"{OWN}  - {patch[:-1]}, reason: 庚}}\n")
    (problem,) = faults(text, published)
    assert (problem.code, problem.where) == (f"standard.{code}", place)
    (also,) = problem.also
    if base == NAME:
        # An earlier patch of the same file has set it.
        assert also.startswith(f"{NAME}:")
    else:
        line = next(number for number, text in enumerate(SMALL.splitlines(), 1) if base in text)
        assert also.startswith(f"{BASE_NAME}:{line}:")


FITTING = {
    "the same figure": "{op: set, at: weights.theory.wiring.L2, was: 95.0, value: 95}",
    "the zh-Hans text": "{op: set, at: assessment.L5.parts.practical.name, was: 技能考核, value: 操作}",
    "the same map": "{op: set, at: weights.theory.ethics, was: {L2: 5, L5: 10}, value: {L5: 10, L2: 5}}",
    "the ids of a list": "{op: reorder, at: functions, was: [wiring, testing], value: [testing, wiring]}",
    "no word of it": "{op: set, at: functions.wiring.name, value: 布线}",
}


@pytest.mark.parametrize("patch", FITTING.values(), ids=FITTING)
def test_a_patch_fits_when_the_base_has_what_it_was_written_for(patch: str) -> None:
    found = patched(f"{patch[:-1]}, reason: 庚}}")
    assert [problem.code for problem in found if problem.severity == "error"] == []


def test_with_a_base_that_changed_the_patches_are_looked_at_all_the_same() -> None:
    text = changed((BASE.sha256, "0" * 64), ("theory.minutes, value", "theory.mintues, value"), text=OWN)
    assert [problem.code for problem in faults(text, published)] == ["standard.base_changed", "standard.patch_no_place"]
