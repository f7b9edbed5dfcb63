"""Scores by workbook: all or none, by the same rules as typed ones, each fault at its cell."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter

from assess.errors import BadInput, Problems
from assess.operations import scoring
from assess.operations.score_import import Change, import_scores, read_scores, template
from assess.operations.workbooks import read_first_sheet
from tests.marking import THEN, Marking, config, marking

__all__ = ["config", "marking"]

KEYS = ["seat", "name", "t1.cut-depth", "t1.tools", "t1.shape.torn", "t1.shape.uneven", "t2.colour", "t2.mould"]


def workbook(*rows: list[object], keys: list[str] = KEYS) -> bytes:
    """A workbook with these rows below the keys; a text that begins with = becomes a formula."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Scores")
    for number, row in enumerate([["heading"] * len(keys), keys, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def read(marking: Marking, *rows: list[object]) -> list[Change]:
    return read_scores(workbook(*rows), marking.sheets(), "page")


def faults(marking: Marking, *rows: list[object]) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as caught:
        read(marking, *rows)
    return [(problem.where, problem.code) for problem in caught.value.problems]


def test_the_template_holds_the_seats_and_what_stands(marking: Marking) -> None:
    marking.enter("t1.cut-depth", "18.5", seat=2)
    headings = dict.fromkeys(marking.sheets().form.by_key, "=1+1")
    sheet = read_first_sheet(template(marking.sheets(), "座号", "姓名", headings))
    assert [cell.text for cell in sheet.rows[1]][:-1] == KEYS
    assert [cell.text for cell in sheet.rows[3]][:3] == ["2", "李𫖯", "18.5"]
    assert not any(cell.formula for row in sheet.rows for cell in row)


def test_an_unchanged_template_changes_nothing(marking: Marking) -> None:
    marking.fill(1)
    headings = dict.fromkeys(marking.sheets().form.by_key, "x")
    assert read_scores(template(marking.sheets(), "s", "n", headings), marking.sheets(), "page") == []


def test_numbers_commas_and_full_width_digits_are_understood(marking: Marking) -> None:
    changes = read(marking, [1, "陈䶮", 18.5], [2, "李𫖯", "17,5"], [3, "欧阳娜娜", "１６"])
    assert [(change.seat, change.before, change.after) for change in changes] \
        == [(1, "", "18.5"), (2, "", "17.5"), (3, "", "16")]


def test_a_difference_names_cell_and_both_values(marking: Marking) -> None:
    marking.enter("t1.cut-depth", "18")
    change, = read(marking, [1, "", 12])
    assert (change.place, change.before, change.after, change.entered.expected) == ("Scores!C3", "18", "12", 1)


def test_a_reason_in_the_column_of_a_veto_is_the_veto(marking: Marking) -> None:
    change, = read(marking, [1, "", "", "", "", "", "", "内侧霉斑"])
    assert (change.entered.text, change.entered.note) == ("1", "内侧霉斑")


def test_an_empty_cell_takes_nothing_away(marking: Marking) -> None:
    marking.fill(1)
    assert read(marking, [1, "陈䶮", "", "", "", "", ""]) == []


FAULTS = {
    "out of range": ([1, "", 21], "Scores!C3", "mark.out_of_range"),
    "not in the unit": ([1, "", 4.3], "Scores!C3", "mark.not_in_unit"),
    "computed to a hair below": ([1, "", 59.99999999999999], "Scores!C3", "mark.out_of_range"),
    "a hair beside the unit": ([1, "", 4.499999999999999], "Scores!C3", "mark.not_in_unit"),
    "a word": ([1, "", "good"], "Scores!C3", "mark.not_a_number"),
    "a formula": ([1, "", "=9+9"], "Scores!C3", "workbook.formula"),
    "no such seat": ([9, "", 1], "Scores!A3", "scores.unknown_seat"),
    "somebody else's name": ([1, "李𫖯", 1], "Scores!B3", "scores.other_name"),
}


@pytest.mark.parametrize(("row", "place", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_at_its_cell(marking: Marking, row: list[object], place: str, code: str) -> None:
    assert faults(marking, row) == [(place, code)]


def test_all_faults_come_at_once(marking: Marking) -> None:
    assert faults(marking, [1, "", 21], [1, "", 5], [2, "", "x", 3]) == [
        ("Scores!C3", "mark.out_of_range"), ("Scores!A4", "scores.seat_twice"), ("Scores!C5", "mark.not_a_number"),
        ("Scores!D5", "mark.out_of_range"),
    ]


def test_a_signed_sheet_takes_no_workbook(marking: Marking) -> None:
    marking.signed(1)
    assert faults(marking, [1, "", 5]) == [("Scores!A3", "sheet.not_open")]


def test_a_workbook_without_the_keys_is_refused(marking: Marking) -> None:
    with pytest.raises(BadInput, match=r"scores\.no_keys"):
        read_scores(workbook([1, 5], keys=["Seat", "Score"]), marking.sheets(), "page")


def test_what_is_no_workbook_is_refused(marking: Marking) -> None:
    with pytest.raises(BadInput, match=r"workbook\.not_xlsx"):
        read_scores(b"seat,score\n1,5\n", marking.sheets(), "page")


def test_an_import_saves_everything_and_the_same_again_changes_nothing(marking: Marking) -> None:
    cells = [change.entered for change in read(marking, [1, "", 18.5, 1], [2, "", 17, 0])]
    assert import_scores(marking.store, marking.actors["first"], cells, now=THEN) == 4
    assert import_scores(marking.store, marking.actors["first"], cells, now=THEN) == 0
    assert marking.sheet(2).cells["t1.cut-depth"].value == "17"


def test_one_conflict_keeps_the_whole_import_back(marking: Marking) -> None:
    cells = [change.entered for change in read(marking, [1, "", 18.5], [2, "", 17])]
    marking.enter("t1.cut-depth", "3", seat=2)
    with pytest.raises(Problems) as caught:
        import_scores(marking.store, marking.actors["first"], cells, now=THEN)
    assert [problem.code for problem in caught.value.problems] == ["mark.conflict"]
    assert "t1.cut-depth" not in marking.sheet(1).cells


def test_the_theory_of_a_whole_class_comes_in_at_once(marking: Marking) -> None:
    part = marking.sheets("reader", "theory")
    data = workbook([1, "", 88], [2, "", "59,5"], [3, "", 60], keys=["seat", "name", "theory.score"])
    cells = [change.entered for change in read_scores(data, part, "page")]
    assert import_scores(marking.store, marking.actors["reader"], cells, now=THEN) == 3
    totals = [sheet.total for sheet in scoring.own_sheets(
        marking.store, marking.actors["reader"], marking.sitting_id, "theory").sheets]
    assert totals == ["88.0", "59.5", "60.0"]
