"""Ids that do not agree: the fault is where the slip is, and the sums are not called wrong because of it."""

from __future__ import annotations

import pytest

from assess.standards.load import read_standard
from tests.standards.cases import faults
from tests.standards.check.cases import RICH, Case, found_after, problem_after

CASES: dict[str, Case] = {
    "a function that everything else calls otherwise": ("- id: turning\n", "- id: ¦turnning\n", "id_declared"),
    "a task of a misspelt function": ("function: gauging\n", "function: ¦gaging\n", "id_unknown"),
    "a row of a misspelt function": (
        "turning: {L4: 70",
        "¦turnig: {L4: 70",
        "id_unknown",
    ),
    "a row of a function that is called quite otherwise": ("gauging: {L4: 30", "¦xyz: {L4: 30", "id_unknown"),
    "a task of a basic": ("function: gauging\n", "function: ¦ethics\n", "id_unknown"),
    "a skill that nobody knows": ("skills: [outer]", "skills: [¦outter]", "id_unknown"),
    "a part after one that is misspelt": ("after: theory", "after: ¦theorie", "id_unknown"),
    "a part that its tasks call otherwise": (
        "- id: practical\n        points",
        "- id: ¦practic\n        points",
        "id_declared",
    ),
    "the task of a misspelt part": ("part: macau", "part: ¦macao", "id_unknown"),
    "a function that has the id of another one": ("- id: gauging\n", "- id: ¦turning\n", "id_twice"),
}


@pytest.mark.parametrize(("old", "new", "code"), CASES.values(), ids=CASES)
def test_a_slip_in_an_id_is_one_fault_where_it_is(old: str, new: str, code: str) -> None:
    found, place = found_after(RICH, (old, new))
    assert found == [(f"standard.{code}", place)]


def test_an_id_that_resembles_a_known_one_is_told_which() -> None:
    problem = problem_after(RICH, ("skills: [outer]", "skills: [outter]"))
    assert (problem.params["suggestion"], problem.params["reason"]) == ("outer", "similar")
    assert problem.also == (f"standards/x.yaml:{line_of('id: outer')}:14",)


def test_an_id_that_is_there_twice_is_told_which_one_is_missing() -> None:
    problem = problem_after(RICH, ("- id: gauging\n", "- id: turning\n"))
    assert problem.params["suggestion"] == "gauging"
    assert f"standards/x.yaml:{line_of('gauging: {L4: 30')}:5" in problem.also


def test_a_file_full_of_unknown_ids_is_refused_at_once() -> None:
    # Each of them would be compared with every known one, if the number of comparisons had no limit.
    skills = ", ".join(f"skill-{number}" for number in range(3000))
    found = faults(RICH.replace("skills: [outer]", f"skills: [{skills}]"))
    assert {problem.code for problem in found} == {"standard.id_unknown", "standard.key_skill_not_examined"}


def test_the_correct_standard_has_no_fault() -> None:
    assert read_standard(RICH.encode(), "x").warnings == ()


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(RICH.splitlines(), 1) if text in line)
