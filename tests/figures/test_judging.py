"""All figures of a sitting together: from sealed sheets, kept as data and read back the same."""

from __future__ import annotations

from fractions import Fraction

from assess.exams.result import PartInput, PartState
from assess.figures.judging import Judging, judge
from tests.exams.forms import form, part, points
from tests.exams.forms import judge as judged
from tests.figures.marked import inputs_of

EXAM = form(part(points("i", "50"), judged("j", "50")), part(points("score"), id="theory"))
INPUTS = inputs_of(*({"a": {"i": str(20 + n), "j": "2"}, "b": {"i": str(22 + n), "j": "1"}} for n in range(6)))


def test_figures_are_kept_as_data_and_read_back_to_the_last_fraction() -> None:
    found = judge(EXAM, INPUTS).with_model("practical", "fitted", {"a": (Fraction(1, 3), Fraction(1, 7))})
    assert Judging.model_validate_json(found.model_dump_json()) == found
    assert found.parts[0].severities[0].logit == Fraction(1, 3)


def test_a_part_without_sealed_sheets_has_no_figures() -> None:
    assert [one.part for one in judge(EXAM, INPUTS).parts] == ["practical"]


def test_candidates_without_a_decision_are_counted_apart() -> None:
    decided = {**INPUTS[1], "theory": PartInput(PartState.ABSENT)}
    found = judge(EXAM, {**INPUTS, 1: decided})
    assert (found.decided, found.undecided) == (1, 5)


def test_a_sitting_without_candidates_has_nothing_to_divide_by() -> None:
    found = judge(EXAM, {})
    assert (found.decided, found.parts) == (0, ())
    assert all(one.asked == 0 for one in found.scenarios)


def test_the_order_of_candidates_and_sheets_does_not_matter() -> None:
    def turned(given: PartInput) -> PartInput:
        return PartInput(given.state, tuple(reversed(tuple(given.sheets))))

    other = {number: {"practical": turned(given["practical"])} for number, given in reversed(INPUTS.items())}
    assert judge(EXAM, dict(sorted(other.items()))) == judge(EXAM, INPUTS)
