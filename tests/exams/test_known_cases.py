"""The cases that grading programs are known to get wrong, through the whole way: typed, decided, shown, computed again.

What went wrong elsewhere stands in brackets. Cases of weights and of single fractions are in ``test_arithmetic``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from assess.exams.form import ExamForm
from assess.exams.result import PartInput, PartState, Result, decide
from assess.exams.result_file import check_result_file
from assess.exams.scores import missing_fields, read_entry
from tests.exams.forms import deduct, form, judge, part, points
from tests.exams.independent import independent_result
from tests.exams.result_files import Marked, banded, file_of


@dataclass(frozen=True)
class Case:
    """The items of a part, what each examiner typed into their cells, and what must come out."""

    items: Sequence[dict[str, Any]]
    typed: Sequence[Sequence[str]]
    total: str
    shown: str
    passed: bool = True
    pass_mark: str = "60"
    decimals: int = 1

    @property
    def exam(self) -> ExamForm:
        return form(part(*self.items, unit="0.001", **{"pass": self.pass_mark}), decimals=self.decimals)


def equal(count: int, mark: str, total: str, shown: str, **more: Any) -> Case:
    """So many items with the same mark."""
    return Case([points(f"i{number}") for number in range(count)], [[mark] * count], total, shown, **more)


def one(mark: str, pass_mark: str, decimals: int, shown: str, passed: bool = False) -> Case:
    """One mark, shown with so many decimals."""
    return Case([points("p")], [[mark]], "", shown, passed, pass_mark, decimals)


RIGHT = [{"id": f"q{number}", "type": "check", "max": "1"} for number in range(5)]
CASES = {
    "25 × 2.4 [59.99999999999998 → fail]": equal(25, "2.4", "60/1", "60.0"),
    "200 × 0.3": equal(200, "0.3", "60/1", "60.0"),
    "600 × 0.1": equal(600, "0.1", "60/1", "60.0"),
    "100 − 400 × 0.1": Case([deduct("d", "100", ("f", "0.1", None))], [["400"]], "60/1", "60.0"),
    "mean of 55.8, 60.8, 63.4 as thirds": Case([points("p")], [["55.8"], ["60.8"], ["63.4"]], "60/1", "60.0"),
    "79.55, pass 80, without decimals [shows 80, fails]": one("79.55", "80", 0, "79.55"),
    "74.99, cut 75": one("74.99", "75", 1, "74.99"),
    "89.66, pass 90": one("89.66", "90", 0, "89.66"),
    "59.96, pass 60 [60.0]": one("59.96", "60", 1, "59.96"),
    "2 of 5 right, 40 % needed": Case(RIGHT, [["1", "0", "0", "1", "0"]], "2/1", "2.0", pass_mark="2"),
    "judges 2 and 3 [3]": Case([judge("j", "3")], [["2"], ["3"]], "5/2", "2.5", pass_mark="2.5"),
    "judges 1, 1, 2 [2]": Case([judge("j", "3")], [["1"], ["1"], ["2"]], "4/3", "1.33", False, "2", 2),
    "3 × 0.2 of 5 [0.6000000000000001]": equal(3, "0.2", "3/5", "0.6", pass_mark="0.6"),
    "5 × 0.75 [3.8]": equal(5, "0.75", "15/4", "3.75", pass_mark="3.75", decimals=2),
    "5 × 0.75, shown with one decimal, stays 3.75": equal(5, "0.75", "15/4", "3.75", passed=False, pass_mark="3.8"),
    "60.5 to units": one("60.5", "60", 0, "61", passed=True),
    "59.995 to hundredths": one("59.995", "50", 2, "60.00", passed=True),
    "2.675 to hundredths": one("2.675", "2", 2, "2.68", passed=True),
    "0.605 to hundredths": one("0.605", "0.5", 2, "0.61", passed=True),
    "0.33 × 3": equal(3, "0.33", "99/100", "0.99", pass_mark="0.99", decimals=2),
    "60 % of 51 points: 30.6 pass": one("30.6", "30.6", 1, "30.6", passed=True),
    "60 % of 51 points: 30.5 fail": one("30.5", "30.6", 1, "30.5"),
    "7 × 12.5 [84]": equal(7, "12.5", "175/2", "87.5"),
}


def sheets_of(case: Case) -> list[Marked]:
    """The sheets as people typed them."""
    form_part, sheets = case.exam.parts[0], []
    for number, row in enumerate(case.typed, 1):
        cells = {}
        for field, text in zip(form_part.fields, row, strict=True):
            read = read_entry(field, text.translate({n: n + 0xFEE0 for n in (46, *range(48, 58))}))
            assert read is not None
            cells[field.key] = read.value
        sheets.append(Marked(number, cells))
    return sheets


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_known_case_is_right_from_the_typed_text_to_the_file(case: Case) -> None:
    data = file_of(case.exam, {"practical": sheets_of(case)})
    checked = check_result_file(data)
    assert checked.holds and isinstance(checked.result, Result)
    found = checked.result.parts[0]
    assert (found.shown, found.passed, checked.result.passed) == (case.shown, case.passed, case.passed)
    assert case.total in ("", checked.parts[0].ratio)
    file = json.loads(data)
    other = independent_result(file["form"], file["inputs"])["parts"][0]
    assert (other["total"], other["shown"], other["passed"]) == (checked.parts[0].ratio, case.shown, case.passed)


def result_of(theory: str, practical: str) -> Result:
    exam = form(part(points("p"), id="theory", kind="theory"), part(points("p")))
    data = file_of(exam, {"theory": [Marked(1, {"t.p": theory})], "practical": [Marked(1, {"t.p": practical})]})
    result = check_result_file(data).result
    assert isinstance(result, Result)
    return result


def test_theory_30_and_practical_90_where_both_need_60_fail() -> None:
    """[66 → certificate]"""
    assert (result_of("30", "90").grade, result_of("60", "90").grade) == (None, "L4")


def test_theory_0_and_practical_100_show_0_and_fail() -> None:
    """[total empty]"""
    result = result_of("0", "100")
    assert ([part.shown for part in result.parts], result.grade) == (["0.0", "100.0"], None)


def test_99_5_with_a_compulsory_item_missing_is_incomplete() -> None:
    """[100 "complete"]"""
    exam = form(part(points("p"), points("q", "0.5")))
    data = file_of(exam, {"practical": [Marked(1, {"t.p": "99.5"})]})
    checked = check_result_file(data)
    assert isinstance(checked.result, Result)
    assert (checked.result.complete, checked.result.parts[0].total, checked.result.grade) == (False, None, None)
    assert [field.key for field in missing_fields(exam.parts[0], {"t.p": None})] == ["t.q"]  # type: ignore[dict-item]


@pytest.mark.parametrize(("mark", "shown", "grade"), [("79.99", "79.99", "L5"), ("80", "80.0", "L4")])
def test_a_total_below_a_band_is_below_and_shown_below(mark: str, shown: str, grade: str) -> None:
    checked = check_result_file(file_of(banded(), {"theory": [Marked(1, {"t.p": mark})]}))
    assert isinstance(checked.result, Result) and checked.holds
    assert (checked.result.parts[0].shown, checked.result.grade) == (shown, grade)


def test_absent_is_not_zero() -> None:
    absent = decide(form(part(points("p"))), {"practical": PartInput(PartState.ABSENT)})
    assert (absent.parts[0].total, absent.parts[0].shown) == (None, None)
