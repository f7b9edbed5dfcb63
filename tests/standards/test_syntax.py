"""What an expert who is no programmer mistypes is said in their words, at the place where it was typed."""

from __future__ import annotations

import pytest

from assess.errors import Problems
from assess.standards.parse import parse
from tests.standards.cases import expected_place

TEXT = """\
items:
  - id: taking
    text: 采集浆料和纸样：按规定
    unit: "%"
    max: 6
    faults:
      - {id: place, text: 部位错误, amount: 2}
      - {id: label, text: 标签漏项, amount: 1}
"""

SLIPS = {
    "a full-width colon": ("max: 6", "max¦：6", "full_width"),
    "a full-width colon at the head of a member": ("- id: taking", "- id¦：taking", "full_width"),
    "a full-width comma": ("{id: place, text", "{id: place¦，text", "full_width"),
    "full-width braces": ("{id: place, text: 部位错误, amount: 2}", "¦｛id: place, amount: 2｝", "full_width"),
    "no space after a colon": ("max: 6", "max¦:6", "space_missing"),
    "a wide space after a colon": ("max: 6", "max¦:\u30006", "space_missing"),
    "no space after a hyphen": ("- {id: label", "¦-{id: label", "space_missing"),
    "a text that starts with a sign of YAML": ('unit: "%"', "unit: ¦%", "quotes_needed"),
    "a text with a colon": ("采集浆料和纸样：按规定", "采集¦: 按规定", "quotes_needed"),
    "a closing quote that is forgotten": ('unit: "%"', 'unit: ¦"%', "quote_open"),
    "a closing quote that is forgotten before another text": (
        'unit: "%"\n    max: 6',
        'unit: ¦"%\n    max: "%"',
        "quote_open",
    ),
    "a brace that is not closed": ("{id: place, text: 部位错误, amount: 2}", "¦{id: place, amount: 2", "bracket_open"),
    "a comma that is forgotten": ("{id: place, text", "¦{id: place text", "bracket_open"),
    "a key too far to the right": ("    max: 6", "     ¦max: 6", "indentation"),
    "a key too far to the left": ("    max: 6", "   ¦max: 6", "indentation"),
    "a tab": ("    max: 6", "¦\tmax: 6", "indentation_character"),
    "no-break spaces": ("    max: 6", "¦\u00a0\u00a0\u00a0\u00a0max: 6", "indentation_character"),
}


def problem_of(text: str) -> tuple[str, str] | None:
    try:
        parse(text.encode(), "x.yaml")
    except Problems as error:
        (problem,) = error.problems
        return problem.code, problem.where
    return None


@pytest.mark.parametrize(("old", "new", "code"), SLIPS.values(), ids=SLIPS)
def test_a_slip_of_the_pen_is_one_fault_at_its_place(old: str, new: str, code: str) -> None:
    assert TEXT.count(old) == 1
    text, place = expected_place(TEXT.replace(old, new))
    line, column = place.rsplit(":", 2)[1:]
    assert problem_of(text) == (f"yaml.{code}", f"x.yaml:{line}:{column}")


def test_full_width_signs_inside_of_texts_are_no_slips() -> None:
    assert problem_of(TEXT) is None
