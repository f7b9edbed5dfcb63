"""The sums of a level: one slip is one fault, at the figure that the other sums contradict."""

from __future__ import annotations

import pytest

from assess.errors import Problem
from tests.standards.cases import changed, faults
from tests.standards.check.cases import RICH, Case, found_after

CASES: dict[str, Case] = {
    "items that do not make the task": ("max: 30}]", "max: ¦31}]", "task_sum"),
    "a measured item whose bands say otherwise": (
        "max: 20\n            nominal",
        "max: ¦22\n            nominal",
        "task_sum",
    ),
    "a task that says more than its items": ("points: 50\n        items", "points: ¦55\n        items", "task_sum"),
    "a partner's task that says more than its items": (
        "name: 法规\n        points: 20",
        "name: 法规\n        points: ¦15",
        "task_sum",
    ),
    "one of a choice that says more than its items": (
        "name: 铜\n        points: 20",
        "name: 铜\n        points: ¦25",
        "task_sum",
    ),
    "one of a choice with items that make more": ("铜, max: 20", "铜, max: ¦21", "task_sum"),
    "a part that says more than its tasks": ("points: 100", "points: ¦110", "part_sum"),
    "a partner's part that says more than its tasks": (
        "points: 20\n        pass",
        "points: ¦30\n        pass",
        "part_sum",
    ),
    "a weight that its tasks contradict": ("turning: {L4: 70,", "turning: {¦L4: 65,", "weights_sum"),
    "a weight that is not there": ("gauging: {L4: 30, L3", "¦gauging: {L3", "weights_sum"),
    "a task of the wrong function": ("function: gauging\n", "function: ¦turning\n", "task_function"),
    "a task without a function": ("        function: gauging\n", "", "task_function"),
    "a pass mark of nothing": ("pass: 60", "pass: ¦0", "pass_zero"),
    "a pass mark that nobody reaches": ("pass: 12", "pass: ¦21", "pass_above_points"),
}


@pytest.mark.parametrize(("old", "new", "code"), CASES.values(), ids=CASES)
def test_one_slip_in_the_figures_is_one_fault(old: str, new: str, code: str) -> None:
    found, place = found_after(RICH, (old, new))
    if "¦" in new:
        assert (f"standard.{code}", place) in found
    assert [each for each, _ in found if each not in ("standard.measure_first",)] == [f"standard.{code}"]


def errors(*changes: tuple[str, str]) -> list[Problem]:
    return list(faults(changed(*changes, text=RICH)))


def test_a_wrong_weight_says_what_the_tasks_ask_for() -> None:
    (problem,) = errors(("turning: {L4: 70,", "turning: {L4: 65,"))
    assert (problem.params["function"], problem.params["points"], problem.params["expected"]) == ("turning", "70", "70")


def test_two_tasks_that_trade_points_are_two_faults() -> None:
    found = errors(
        ("points: 50\n        items", "points: 55\n        items"),
        ("name: 测量\n        points: 30", "name: 测量\n        points: 25"),
    )
    assert [problem.code for problem in found] == ["standard.task_sum", "standard.task_sum"]


def test_what_only_a_partner_asks_does_not_count_for_the_weights() -> None:
    # 20 points of practice for the partner alone stand beside the 100 that the weights divide.
    assert errors() == []


def test_a_function_whose_tasks_and_items_agree_on_other_points_names_its_cell() -> None:
    (problem,) = errors(
        ("name: 测量\n        points: 30", "name: 测量\n        points: 32"), ("max: 30}]", "max: 32}]")
    )
    assert problem.code == "standard.function_points" and problem.params["expected"] == "30"
    cell = next(number for number, line in enumerate(RICH.splitlines(), 1) if "gauging: {L4: 30" in line)
    assert f"standards/x.yaml:{cell}:15" in problem.also


def test_a_weight_of_nothing_is_only_advised_against() -> None:
    found = errors(
        ("gauging: {L4: 30, L3: 50}", "gauging: {L4: 30, L3: 50}\n    ethics2: {L4: 0}"),
        (
            "  - id: gauging\n",
            "  - {id: ethics2, name: 空, contents: [{id: c, name: 空, level: L4}]}\n  - id: gauging\n",
        ),
    )
    assert {problem.code for problem in found if problem.severity == "error"} == set()
    assert "standard.weight_zero" in [problem.code for problem in found]
