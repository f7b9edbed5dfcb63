"""The figures inside an item: one slip is one fault, at that figure."""

from __future__ import annotations

import pytest

from tests.standards.check.cases import RICH, Case, found_after, problem_after

CASES: dict[str, Case] = {
    "a first band without all points": ("upper: 0.02, points: 20}", "upper: 0.02, points: ¦19}", "measure_first"),
    "a band as good as a narrower one": ("points: 12.5}", "points: ¦20}", "measure_falling"),
    "a band that does not enclose the one before": ("lower: -0.05, upper", "lower: ¦-0.01, upper", "measure_nested"),
    "the same band twice": (
        "lower: -0.05, upper: 0.05,",
        "lower: -0.02, upper: ¦0.02,",
        "measure_nested",
    ),
    "a band without values": ("lower: -0.05, upper: 0.05,", "lower: ¦0.05, upper: -0.05,", "measure_empty"),
    "a sign that was forgotten": ("{lower: -0.02, upper: 0.02", "{lower: ¦0.02, upper: 0.02", "measure_nominal"),
    "a limit that the instrument cannot show": ("upper: 0.05,", "upper: ¦0.055,", "not_in_unit"),
    "a nominal value that the instrument cannot show": ("nominal: 25", "nominal: ¦25.005", "not_in_unit"),
    "band points that are no multiple of the unit": ("points: 12.5}", "points: ¦12.3}", "not_in_unit"),
    "no loss of time": ("loss: 2", "loss: ¦0", "time_loss"),
    "a loss above the cap": ("loss: 2", "loss: ¦9", "time_loss"),
    "a cap above the points": ("cap: 8", "cap: ¦11", "time_loss"),
    "a loss that is no multiple of the unit": ("loss: 2", "loss: ¦1.3", "not_in_unit"),
    "a veto of an item without saying which": ("effect: item, of: diameter", "effect: ¦item", "veto_of_missing"),
    "a veto of a task that names an item": ("effect: item, of: diam", "effect: task, ¦of: diam", "veto_of_unused"),
    "a veto of an item that is not there": ("of: diameter", "of: ¦diametre", "veto_of_unknown"),
    "a veto of a veto": ("of: diameter", "of: ¦ruined", "veto_of_unknown"),
}


@pytest.mark.parametrize(("old", "new", "code"), CASES.values(), ids=CASES)
def test_a_figure_inside_an_item_that_does_not_fit_is_the_only_fault(old: str, new: str, code: str) -> None:
    found, place = found_after(RICH, (old, new))
    assert found == [(f"standard.{code}", place)]


def test_a_band_that_does_not_fit_names_the_one_before_it() -> None:
    problem = problem_after(RICH, ("lower: -0.05, upper", "lower: -0.01, upper"))
    assert problem.params["inner_lower"] == "-0.02"
    assert [place.split(":")[1] for place in problem.also] == [str(int(problem.where.split(":")[1]) - 1)]
