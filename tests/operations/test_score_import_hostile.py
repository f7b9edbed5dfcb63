"""Workbooks of scores as people and other programs make them: what is no plain value, of no own form, is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import update

from assess.errors import BadInput, Problems
from assess.i18n.sentences import sentence
from assess.operations.score_import import Change, import_scores, read_scores, template
from assess.store.sheets import SheetRow
from tests.marking import THEN, Marking, config, marking

__all__ = ["config", "marking"]

KEYS = ["seat", "name", "t1.cut-depth", "t1.tools"]
Draw = Callable[[xlsxwriter.Workbook, Any], object]


def workbook(draw: Draw, keys: list[str] = KEYS) -> bytes:
    """A workbook whose first sheet has the keys and a row for seat 1; ``draw`` does the rest."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Scores")
    sheet.write_row(1, 0, keys)
    sheet.write_row(2, 0, [1, "陈䶮"])
    draw(book, sheet)
    book.close()
    return target.getvalue()


def read(marking: Marking, draw: Draw, keys: list[str] = KEYS) -> list[Change]:
    return read_scores(workbook(draw, keys), marking.sheets(), "page")


REFUSED_CELLS: dict[str, tuple[Draw, str, str]] = {
    "a formula": (lambda book, sheet: sheet.write_formula("C3", "=9+9", None, 18), "Scores!C3", "workbook.formula"),
    "a cell that an array formula fills": (
        lambda book, sheet: (sheet.write_array_formula("C3:D3", "{=A3:B3*9}", None, 9), sheet.write_number("D3", 1)),
        "Scores!D3", "workbook.formula"),
    "a formula for the seat": (
        lambda book, sheet: (sheet.write_formula("A3", "=1", None, 1), sheet.write_number("C3", 18)),
        "Scores!A3", "workbook.formula"),
    "a formula for the name": (
        lambda book, sheet: (sheet.write_formula("B3", '="陈䶮"', None, "陈䶮"), sheet.write_number("C3", 18)),
        "Scores!B3", "workbook.formula"),
    "a percentage": (
        lambda book, sheet: sheet.write_number("C3", 0.85, book.add_format({"num_format": "0%"})),
        "Scores!C3", "mark.not_a_number"),
    "a percentage of one's own form": (
        lambda book, sheet: sheet.write_number("C3", 0.85, book.add_format({"num_format": "0.0%;[Red]-0.0%"})),
        "Scores!C3", "mark.not_a_number"),
    "a day, as 3-4 becomes one": (
        lambda book, sheet: sheet.write_number("C3", 46085, book.add_format({"num_format": "yyyy-mm-dd"})),
        "Scores!C3", "mark.not_a_number"),
    "a time of day": (
        lambda book, sheet: sheet.write_number("C3", 0.5208, book.add_format({"num_format": "hh:mm"})),
        "Scores!C3", "scores.clock_cell"),
    "yes instead of 1": (lambda book, sheet: sheet.write_boolean("D3", True), "Scores!D3", "mark.not_a_number"),
    "an error of the spreadsheet": (lambda book, sheet: sheet.write_formula("C3", "=1/0", None, "#DIV/0!"),
                                    "Scores!C3", "workbook.formula"),
    "thousands or thousandths": (lambda book, sheet: sheet.write_string("C3", "1,000"), "Scores!C3",
                                 "mark.not_a_number"),
    "an exponent": (lambda book, sheet: sheet.write_string("C3", "1e1"), "Scores!C3", "mark.not_a_number"),
    "a sign": (lambda book, sheet: sheet.write_string("C3", "+18"), "Scores!C3", "mark.not_a_number"),
    "half a unit": (lambda book, sheet: sheet.write_number("C3", 18.4999999), "Scores!C3", "mark.not_in_unit"),
}


@pytest.mark.parametrize("case", REFUSED_CELLS)
def test_what_is_no_plain_value_is_refused_at_its_cell(marking: Marking, case: str) -> None:
    draw, place, code = REFUSED_CELLS[case]
    with pytest.raises(Problems) as caught:
        read(marking, draw)
    assert (place, code) in [(problem.where, problem.code) for problem in caught.value.problems]


REFUSED_BOOKS: dict[str, tuple[Draw, list[str], str]] = {
    "merged cells": (lambda book, sheet: sheet.merge_range("C3:C5", 18), KEYS, "workbook.merged"),
    "a key in two columns": (lambda book, sheet: None, [*KEYS, "t1.tools"], "scores.key_twice"),
    "a cell that the form lacks": (lambda book, sheet: None, [*KEYS, "t9.other"], "scores.unknown_key"),
    "the template of another sitting": (lambda book, sheet: None, [*KEYS, "template:0123456789abcdef"],
                                        "scores.other_template"),
    "a sheet without keys": (lambda book, sheet: None, ["座号", "姓名"], "scores.no_keys"),
}


@pytest.mark.parametrize("case", REFUSED_BOOKS)
def test_a_workbook_that_cannot_be_meant_is_refused_whole(marking: Marking, case: str) -> None:
    draw, keys, code = REFUSED_BOOKS[case]
    with pytest.raises(BadInput) as caught:
        read(marking, draw, keys)
    assert caught.value.code == code and sentence(caught.value, "en") != code


def test_a_hidden_sheet_is_not_the_first(marking: Marking) -> None:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    hidden, shown = book.add_worksheet("Old"), book.add_worksheet("Scores")
    for sheet, mark in ((hidden, 3), (shown, 18)):
        sheet.write_row(1, 0, KEYS)
        sheet.write_row(2, 0, [1, "陈䶮", mark])
    shown.activate()
    shown.set_first_sheet()
    hidden.hide()
    book.close()
    change, = read_scores(target.getvalue(), marking.sheets(), "page")
    assert (change.place, change.after) == ("Scores!C3", "18")


def test_a_hidden_row_is_shown_among_the_differences(marking: Marking) -> None:
    change, = read(marking, lambda book, sheet: (sheet.write_number("C3", 18), sheet.set_row(2, None, None,
                                                                                             {"hidden": True})))
    assert (change.seat, change.after) == (1, "18")


def test_a_column_of_remarks_of_ones_own_is_left_aside(marking: Marking) -> None:
    change, = read(marking, lambda book, sheet: sheet.write_row(2, 2, [18, "", "gut gemacht"]), [*KEYS, "Bemerkung"])
    assert change.field.key == "t1.cut-depth"


def test_other_programs_write_texts_into_the_cell_and_leave_out_empty_ones(marking: Marking) -> None:
    plain = workbook(lambda book, sheet: None)
    rows = ('<row r="2"><c r="A2" t="inlineStr"><is><t>seat</t></is></c>'
            '<c r="C2" t="inlineStr"><is><t>t1.cut-depth</t></is></c></row>'
            '<row r="3"><c r="A3" s="0" t="n"><v>1</v></c>'
            '<c r="C3" t="inlineStr"><is><r><t>１７</t></r><r><t>,5</t></r></is></c></row>')
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
            new.writestr(name, data)
    change, = read_scores(target.getvalue(), marking.sheets(), "page")
    assert (change.place, change.after) == ("Scores!C3", "17.5")


def test_a_formula_that_does_not_say_where_it_stands_is_refused(marking: Marking) -> None:
    plain = workbook(lambda book, sheet: sheet.write_formula("C3", "=9+9", None, 18))
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b' r="C3"', b""))
    with pytest.raises(BadInput) as caught:
        read_scores(target.getvalue(), marking.sheets(), "page")
    assert caught.value.code == "workbook.damaged"


def test_the_own_template_names_its_sitting_and_that_of_another_one_is_refused(marking: Marking) -> None:
    sheets = marking.sheets()
    data = template(sheets, "s", "n", dict.fromkeys(sheets.form.by_key, "x"))
    assert read_scores(data, sheets, "page") == []
    for other in (replace(sheets, sitting_id=99), replace(sheets, form_digest="0" * 64)):
        with pytest.raises(BadInput) as caught:
            read_scores(data, other, "page")
        assert caught.value.code == "scores.other_template"


@pytest.mark.parametrize("state", ["returned", "signed", "checked", "sealed"])
def test_a_sheet_that_was_signed_takes_no_workbook_whatever_became_of_it(marking: Marking, state: str) -> None:
    with marking.store.unit_of_work() as session:
        session.execute(update(SheetRow).values(state=state))
    with pytest.raises(Problems) as caught:
        read(marking, lambda book, sheet: sheet.write_number("C3", 18))
    assert [(problem.where, problem.code) for problem in caught.value.problems] == [("Scores!A3", "sheet.not_open")]


def test_what_was_entered_after_the_dry_run_is_not_written_over(marking: Marking) -> None:
    changes = read(marking, lambda book, sheet: sheet.write_row(2, 2, [18, 1]))
    marking.enter("t1.tools", "0")
    with pytest.raises(Problems) as caught:
        import_scores(marking.store, marking.actors["first"], [change.entered for change in changes], now=THEN)
    assert [(problem.where, problem.code) for problem in caught.value.problems] == [("t1.tools", "mark.conflict")]
    assert {key: cell.value for key, cell in marking.sheet().cells.items()} == {"t1.tools": "0"}


def test_nobody_imports_into_another_examiners_sheets(marking: Marking) -> None:
    changes = read(marking, lambda book, sheet: sheet.write_number("C3", 18))
    with pytest.raises(Problems) as caught:
        import_scores(marking.store, marking.actors["second"], [change.entered for change in changes], now=THEN)
    assert [problem.code for problem in caught.value.problems] == ["policy.forbidden"]
    assert not marking.sheet().cells
