"""Marking schemes of competitions: what is counted becomes a standard, what contradicts itself is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import pytest

from assess.errors import BadInput, Problem
from assess.operations.workbooks import Limits, read_workbook
from assess.standards.grid import Cell, Sheet, column_name
from assess.standards.load import read_standard
from assess.standards.marking_scheme import Scheme, SchemeHead, contradictions, read_scheme, standard_data
from assess.standards.marking_scheme.aspects import deductions, tolerance
from assess.standards.model import DeductItem, JudgeItem, MeasureItem, PointsItem, Standard
from assess.standards.write import yaml_text
from tests.beside import beside

HEAD = SchemeHead("city/web", "4-04-05-01", "city", "市技能竞赛办公室", "2026")
Rows = Sequence[Sequence[object]]

SHORT_HEADINGS = (
    "Sub\n Criterion\n ID", "Sub Criterion\n Name or Description", "Aspect\n Type\n M = Meas\n J = Judg",
    "Aspect - Description", "Judg Score",
    "Extra Aspect Description (Meas or Judg)\n OR\n Judgement Score Description (Judg only)",
    "Max\n Mark", "Criterion A", "Total\n Mark", 7,
)  # fmt: skip
SHORT: Rows = (
    ("07 Tiling",),
    (),
    ("Criteria",),
    ("ID", "Name", "", "", "", "", "Mark"),
    ("A", "Wall", "", "", "", "", 7),
    (),
    SHORT_HEADINGS,
    ("A1", "Layout", "", "", "", "", 4),
    ("", "", "J1", "Joints", "", "", 2),
    *(("", "", "", "", score, f"looks like {score}") for score in range(4)),
    ("", "", "", "First row"),
    ("", "", "M1", "Starts at the corner", "", "", 1),
    ("", "", "M2", "All tiles are whole", "", "Deduct 0.25 per broken tile; deduct 0.5 if two touch.", 1),
    ("A2", "Safety", "", "", "", "", 3),
    ("", "", "M3", "Gloves and goggles", "", "0.75 each", "1.5"),
    ("", "", "M4", "Order", "", "", 1.5),
    ("", "", "", "", "", "", "", "Competition", "Total\n Mark", 7),
)  # fmt: skip

FULL_HEADINGS = ("Sub\nCriterion\nID", "Sub Criterion\nName or Description", "Day of\nMarking",
                 "Aspect\nType\nM = Meas\nJ = Judg", "Aspect - Description", "Judg\nScore",
                 "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
                 "Requirement\n(Measurement Only)", "WSOS\nSection", "Calculation Row\n(Export only)", "Max\nMark")
FULL: Rows = (
    ("15 Plumbing",),
    ("Section", "", "WSOS Marks", "Aspect Marks", "Variation"),
    (1, "Work organisation", 20, 20, 0),
    (2, "Pipework", 10, 10, 0),
    ("", "Total", 30, 30),
    (),
    ("Criteria",),
    ("ID", "Name", "", "Mark"),
    ("A", "Heating", "", 20),
    ("B", "Gas", "", 10),
    (),
    (*FULL_HEADINGS, "Criterion A", "Total\nMark", 20),
    ("A1", "Bending", "C1"),
    ("", "", "", "M", "Length of leg", "", "", "1200 ±2 mm", 1, "", 12),
    ("", "", "", "M", "Slope", "", "", "1.5 +0.5/-0.2 °", 2, "", 4),
    ("", "", "", "M", "Tightness", "", "", "no leak at 3 bar", 2, 1, 2),
    ("", "", "", "J", "Cleanliness", "", "", "", 2, "", 2),
    *(("", "", "", "", "", score, f"clean {score}") for score in range(4)),
    (*FULL_HEADINGS, "Criterion B", "Total\nMark", 10),
    ("B1", "Test", "C2"),
    ("", "", "", "M", "Protocol", "", "", "", 1, "", 8),
    ("", "", "", "M", "Label", "", "", "", 2, "", 2),
    ("", "", "", "", "", "", "", "", "", "", "", "Competition", "Total\nMark", 30),
)  # fmt: skip
CALCULATIONS: Rows = (("Row", "Rule"), (1, "REGULAR_DIFFERENCE_DEDUCTION", "0.5 per 0.1 bar"))


def sheet(rows: Rows, name: str = "CIS Marking Scheme Import") -> Sheet:
    """The rows as a workbook's reader would give them."""
    return Sheet(name, [
        [Cell(f"{name}!{column_name(column)}{number}", str(value), value if isinstance(value, float) else None)
         for column, value in enumerate(row)]
        for number, row in enumerate(rows, start=1)
    ])


def scheme_of(rows: Rows, *more: Sheet) -> tuple[Scheme, list[Problem]]:
    """The scheme, and everything that is reported of it."""
    scheme, unclear = read_scheme([sheet(rows), *more])
    return scheme, [*unclear, *contradictions(scheme)]


def standard_of(scheme: Scheme) -> Standard:
    """The draft as it is written and read again; raises ``Problems`` when it is no standard."""
    written = standard_data(scheme, HEAD)
    return read_standard(yaml_text(written.data, written.comments).encode(), "draft.yaml").standard


def changed(rows: Rows, *places: tuple[int, int, object]) -> list[list[object]]:
    """The rows with other values at row (from 1) and column (from 0)."""
    found = [list(row) for row in rows]
    for row, column, value in places:
        found[row - 1] += [""] * (column + 1 - len(found[row - 1]))
        found[row - 1][column] = value
    return found


def test_the_short_layout_becomes_a_standard_without_a_fault() -> None:
    scheme, reported = scheme_of(SHORT)
    standard = standard_of(scheme)
    assert reported == [] and scheme.counted == 7
    examined = standard.assessment["L3"]
    assert [(task.id, str(task.name), task.points) for task in examined.tasks] == [
        ("a1", "Layout", Decimal(4)), ("a2", "Safety", Decimal(3))
    ]
    assert [(item.id, item.type) for task in examined.tasks for item in task.items] == [
        ("j1", "judge"), ("m1", "check"), ("m2", "deduct"), ("m3", "points"), ("m4", "check")
    ]
    assert (examined.parts[0].points, examined.parts[0].pass_mark) == (Decimal(7), Decimal("4.2"))
    assert standard.arithmetic.unit == Decimal("0.25") and standard.competition is not None


def test_descriptors_deductions_and_headings_between_aspects_are_kept() -> None:
    first, *_ = standard_of(scheme_of(SHORT)[0]).assessment["L3"].tasks
    judged, check, deduct = first.items
    assert isinstance(judged, JudgeItem) and [str(text) for text in judged.descriptors] == [
        f"looks like {score}" for score in range(4)
    ]
    assert str(check.text) == "First row: Starts at the corner"
    assert isinstance(deduct, DeductItem)
    assert [(str(each.text), each.amount, each.cap) for each in deduct.deductions] == [
        ("broken tile", Decimal("0.25"), None), ("two touch", Decimal("0.5"), Decimal("0.5"))
    ]


def test_the_full_layout_has_sections_requirements_and_calculations() -> None:
    scheme, reported = scheme_of(FULL, sheet(CALCULATIONS, "Calculations"))
    standard = standard_of(scheme)
    assert [(each.code, each.where) for each in reported] == [("scheme.calculation", "CIS Marking Scheme Import!D16")]
    assert standard.competition is not None
    assert [(each.id, str(each.name), each.points) for each in standard.competition.sections] == [
        ("wsos-1", "Work organisation", Decimal(20)), ("wsos-2", "Pipework", Decimal(10))
    ]
    bending, test = standard.assessment["L3"].tasks
    leg, slope, tight, clean = bending.items
    assert isinstance(leg, MeasureItem)
    assert (leg.nominal, leg.unit, leg.step, leg.bands[0].lower, leg.bands[0].upper) == (1200, "mm", 1, -2, 2)
    assert isinstance(slope, MeasureItem)
    assert (slope.unit, slope.step, slope.bands[0].lower) == ("°", Decimal("0.1"), Decimal("-0.2"))
    assert isinstance(tight, PointsItem) and "REGULAR_DIFFERENCE_DEDUCTION | 0.5 per 0.1 bar" in str(tight.criterion)
    assert [item.id for item in bending.items] == ["m1", "m2", "m3", "j1"] and clean.skills == ("wsos-2-skill",)
    assert test.function is None


def test_days_and_what_was_assumed_are_comments_of_the_draft() -> None:
    written = standard_data(scheme_of(FULL)[0], HEAD)
    text = yaml_text(written.data, written.comments)
    assert "# Day of marking: C1" in text and "# Pass mark (60 of 100)" in text


CONTRADICTIONS: dict[str, tuple[Rows, str, str, dict[str, object]]] = {
    "the criterion in its list": (
        changed(SHORT, (5, 6, 8)), "scheme.criterion_total", "G5", {"criterion": "A", "stated": "8", "counted": "7"}),
    "the criterion in the headings": (
        changed(SHORT, (7, 9, 6.5)), "scheme.criterion_total", "J7", {"stated": "6.5", "counted": "7"}),
    "the sub-criterion": (
        changed(SHORT, (8, 6, 5)), "scheme.part_total", "G8", {"part": "A1", "stated": "5", "counted": "4"}),
    "the competition": (changed(SHORT, (20, 9, 10)), "scheme.grand_total", "J20", {"stated": "10", "counted": "7"}),
    "a section": (
        changed(FULL, (3, 2, 25)), "scheme.section_marks", "C3", {"section": "1", "stated": "25", "counted": "20"}),
    "a section's aspects": (
        changed(FULL, (4, 3, 9)), "scheme.section_aspects", "D4", {"section": "2", "stated": "9", "counted": "10"}),
    "all sections": (changed(FULL, (5, 2, 31)), "scheme.grand_total", "C5", {"stated": "31", "counted": "30"}),
    "a sub-criterion twice": (changed(SHORT, (17, 0, "A1")), "scheme.id_twice", "A17", {"reason": "part"}),
    "an aspect twice": (changed(SHORT, (19, 2, "M3")), "scheme.id_twice", "C19", {"reason": "aspect"}),
    "a section twice": (changed(FULL, (4, 0, 1)), "scheme.id_twice", "A4", {"reason": "section"}),
    "a sub-criterion elsewhere": (
        changed(SHORT, (17, 0, "B2")), "scheme.part_elsewhere", "A17", {"part": "B2", "criterion": "A"}),
    "no description of 2": (
        changed(SHORT, (12, 5, "")), "scheme.descriptor_missing", "C9", {"aspect": "J1", "scores": "2"}),
    "a score described twice": (changed(SHORT, (11, 4, 0)), "scheme.score_twice", "E11", {"score": "0"}),
    "a score of 4": (changed(SHORT, (13, 4, 4)), "scheme.score_range", "E13", {"got": "4"}),
    "a score of nothing": (changed(SHORT, (16, 4, 1), (16, 2, "")), "scheme.score_stray", "E16", {}),
    "a type that is none": (changed(SHORT, (15, 2, "X1")), "scheme.type_unknown", "C15", {"got": "X1"}),
    "a mark in words": (changed(SHORT, (15, 6, "one")), "scheme.mark_not_a_number", "G15", {"got": "one"}),
    "a total in words": (changed(SHORT, (5, 6, "seven")), "scheme.mark_not_a_number", "G5", {"got": "seven"}),
    "no mark": (changed(SHORT, (15, 6, "")), "scheme.mark_missing", "C15", {"aspect": "M1"}),
    "no description": (changed(SHORT, (15, 3, "")), "scheme.text_missing", "C15", {"aspect": "M1"}),
    "a section that is none": (changed(FULL, (14, 8, 7)), "scheme.section_unknown", "I14", {"section": "7"}),
    "an aspect without section": (changed(FULL, (14, 8, "")), "scheme.section_missing", "D14", {"aspect": "M"}),
    "a row nobody knows": (changed(SHORT, (6, 3, ""), (14, 6, 9)), "scheme.row_unclear", "D14", {}),
    "an aspect before everything": (changed(SHORT, (8, 2, "M9"), (8, 0, "")), "scheme.aspect_stray", "C8", {}),
    "no aspects": (changed([*SHORT[:17], ("A2", "Safety"), ("A3", "Empty"), *SHORT[18:]]), "scheme.part_empty",
                   "A18", {"part": "A2"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_reported_at_its_cell_with_both_figures(name: str) -> None:
    rows, code, place, params = CONTRADICTIONS[name]
    _, reported = scheme_of(rows)
    found = [each for each in reported if each.code == code and each.where.endswith(f"!{place}")]
    assert len(found) == 1, [(each.code, each.where) for each in reported]
    assert params.items() <= found[0].params.items()


def test_the_counted_marks_are_used_whatever_is_stated() -> None:
    standard = standard_of(scheme_of(changed(SHORT, (5, 6, 8), (8, 6, 5), (20, 9, 10)))[0])
    assert standard.assessment["L3"].parts[0].points == 7 and standard.assessment["L3"].tasks[0].points == 4


def test_a_missing_descriptor_leaves_the_others_at_their_scores() -> None:
    scheme, _ = scheme_of(changed(SHORT, (12, 4, ""), (12, 5, "")))
    item = standard_data(scheme, HEAD).data["assessment"]["L3"]["tasks"][0]["items"][0]
    assert item["descriptors"] == ["looks like 0", "looks like 1", "", "looks like 3"]


def test_a_sheet_without_a_marking_scheme_is_refused() -> None:
    with pytest.raises(BadInput, match=r"scheme\.no_table"):
        read_scheme([sheet(SHORT[:6])])
    with pytest.raises(BadInput, match=r"scheme\.no_aspects"):
        read_scheme([sheet(SHORT[:8])])


def test_a_formula_may_be_a_total_and_nothing_else() -> None:
    plain = sheet(SHORT)
    rows = [[Cell(c.place, c.text, formula=c.place.split("!")[1] in ("G5", "G8", "G15")) for c in row]
            for row in plain.rows]
    _, unclear = read_scheme([Sheet(plain.name, rows)])
    assert [(each.code, each.where) for each in unclear] == [("workbook.formula", f"{plain.name}!G15")]


@pytest.mark.parametrize(
    ("requirement", "read"),
    [
        ("20.5 ±0.1 mm", ("20.5", "mm", "0.1", "-0.1", "0.1")),
        ("20,50mm +/- 0,1mm", ("20.50", "mm", "0.01", "-0.1", "0.1")),
        ("Ø 12 ± 0.05 mm", ("12", "mm", "0.01", "-0.05", "0.05")),
        ("230 +10/-5 V", ("230", "V", "1", "-5", "10")),
        ("-18 ±2 °C", ("-18", "°C", "1", "-2", "2")),
        ("20 ±0.1", None), ("20 mm ±0.1 cm", None), ("about 20 ±1 mm", None), ("20 ±1 mm and level", None),
        ("20 mm", None), ("", None),
    ],
)  # fmt: skip
def test_a_tolerance_is_read_where_nothing_else_is_said(requirement: str, read: tuple[str, ...] | None) -> None:
    found = tolerance(requirement)
    assert (found and tuple(found[key] for key in ("nominal", "unit", "step", "lower", "upper"))) == read


@pytest.mark.parametrize(
    "words", ["Deduct marks for errors", "Deduct 0.25 per error, at most two", "0.5 each", "",
              "Deduct 0.25 per error; the rest by eye", "Deduct 1 for bad work"],
)
def test_words_that_say_more_than_a_deduction_stay_words(words: str) -> None:
    assert deductions([words]) is None


def test_the_real_workbook_is_taken_whole() -> None:
    data = beside("marking_scheme_two_columns_example.xlsx").read_bytes()
    scheme, unclear = read_scheme(read_workbook(data, Limits(rows=5000)))
    assert [*unclear, *contradictions(scheme)] == []
    assert Counter(aspect.kind for aspect in scheme.aspects) == {"M": 80, "J": 8}
    assert scheme.counted == Decimal("50.00")
    assert [part.counted for part in scheme.parts] == [10, 25, 5, 5, 5]
    tasks = standard_of(scheme).assessment["L3"].tasks
    assert Counter(item.type for task in tasks for item in task.items) == {
        "check": 50, "deduct": 29, "judge": 8, "points": 1
    }
