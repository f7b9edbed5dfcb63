"""Measured values, times, a choice and a veto of one item by workbook (``chosen_tasks.yaml``)."""

from __future__ import annotations

from datetime import time, timedelta
from io import BytesIO

import pytest
import xlsxwriter

from assess.errors import Problems
from assess.operations.score_import import Change, import_scores, read_scores, template
from assess.operations.workbooks import read_first_sheet
from tests.choosing import config, marking
from tests.marking import THEN, Marking

__all__ = ["config", "marking"]

KEYS = ["seat", "name", "cut.depth", "cut.used", "cut.torn", "sun.colour", "oven.heat"]


def workbook(*cells: object, format: str = "") -> bytes:
    """One row for seat 1; what is a time is written as a spreadsheet keeps it, in ``format``."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet, clock = book.add_worksheet("Scores"), book.add_format({"num_format": format})
    sheet.write_row(0, 0, ["heading"] * len(KEYS))
    sheet.write_row(1, 0, KEYS)
    for column, cell in enumerate([1, "", *cells]):
        if isinstance(cell, (time, timedelta)):
            sheet.write_datetime(2, column, cell, clock)
        else:
            sheet.write(2, column, cell)
    book.close()
    return target.getvalue()


def read(marking: Marking, *cells: object, format: str = "") -> list[Change]:
    return read_scores(workbook(*cells, format=format), marking.sheets(), "page")


def test_every_kind_is_read_as_it_is_written_and_saved(marking: Marking) -> None:
    changes = read(marking, "2,35", "１１：３０", "第二刀断裂", 35)
    assert [change.after for change in changes] == ["2.35", "11:30", "第二刀断裂", "35"]
    cells = [change.entered for change in changes]
    assert import_scores(marking.store, marking.actors["first"], cells, now=THEN) == 4
    assert {key: cell.value for key, cell in marking.sheet().cells.items()} == {
        "cut.depth": "2.35", "cut.used": "690", "cut.torn": "1", "sun.colour": "35"}


@pytest.mark.parametrize("typed", ["-2.35", "−2.35", "－２.35", -2.35])
def test_a_value_below_zero_is_understood(marking: Marking, typed: object) -> None:
    change, = read(marking, typed)
    assert change.after == "-2.35"


def test_a_time_that_stands_is_text_in_the_template_and_an_unchanged_one_changes_nothing(marking: Marking) -> None:
    marking.enter("cut.used", "1:02:30")
    marking.enter("cut.depth", "2.5")
    data = template(marking.sheets(), "座号", "姓名", dict.fromkeys(marking.sheets().form.by_key, "x"))
    sheet = read_first_sheet(data)
    assert [cell.text for cell in sheet.rows[2]][2:4] == ["2.5", "1:02:30"]
    assert not any(cell.clock for cell in sheet.rows[2])
    assert read_scores(data, marking.sheets(), "page") == []


CLOCKS = {"time of day": (time(12, 30), "h:mm"), "minutes and seconds": (time(0, 12, 30), "mm:ss"),
          "duration": (timedelta(hours=12, minutes=30), "[h]:mm:ss"), "long duration": (timedelta(days=2), "[h]:mm")}


@pytest.mark.parametrize(("typed", "format"), CLOCKS.values(), ids=CLOCKS)
def test_what_the_spreadsheet_made_a_time_of_is_refused_not_guessed(
    marking: Marking, typed: object, format: str
) -> None:
    with pytest.raises(Problems) as caught:
        read(marking, "", typed, format=format)
    assert [(one.where, one.code) for one in caught.value.problems] == [("Scores!D3", "scores.clock_cell")]


def test_the_same_digits_as_text_are_minutes_and_seconds(marking: Marking) -> None:
    change, = read(marking, "", "12:30")
    assert (change.after, change.entered.text) == ("12:30", "750")


FAULTS = {"between two steps": (("2.53",), "Scores!C3", "mark.not_in_step"),
          "minutes with decimals": (("", 12.5), "Scores!D3", "mark.not_a_time"),
          "half a clock": (("", "12:5"), "Scores!D3", "mark.not_a_time"),
          "a day": (("2.5", "2026-11-23"), "Scores!D3", "mark.not_a_time")}


@pytest.mark.parametrize(("cells", "place", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_at_its_cell(marking: Marking, cells: tuple[object, ...], place: str, code: str) -> None:
    with pytest.raises(Problems) as caught:
        read(marking, *cells)
    assert [(one.where, one.code) for one in caught.value.problems] == [(place, code)]
