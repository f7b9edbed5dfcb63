"""Measured values, times, a choice of tasks and a veto of one item, on the examiner's pages (``chosen_tasks.yaml``)."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from assess.operations.workbooks import read_first_sheet
from tests.choosing import config, marking
from tests.marking import Marking
from tests.web.examiner.test_journal import deliver, operation
from tests.web.examiner.test_score_pages import cell, grid_url, inputs, send, text
from tests.web.examiner.test_signing_pages import confirmed

__all__ = ["config", "marking"]


def sheet_url(marking: Marking) -> str:
    return f"/examiner/sheets/{marking.sheet().id}"


def sheet_page(client: FlaskClient, marking: Marking) -> str:
    return text(client.get(f"{sheet_url(marking)}?lang=en"))


def test_a_cell_says_nominal_value_bands_limit_and_loss(first: FlaskClient, marking: Marking) -> None:
    page = sheet_page(first, marking)
    for words in ("2.5 ±0.1 mm, step 0.05", "2.4 to 2.6 mm (±0.1): 30 points", "2.2 to 2.8 mm (±0.3): 15 points",
                  "anything else: 0 points", "limit 10:00, then −2 a minute", "up to 10:00: 30 points",
                  "then −2 for every started minute, at most −20"):
        assert words in page, words
    grid = text(first.get(f"{grid_url(marking)}?lang=en"))
    assert "2.5 ±0.1 mm, step 0.05" in grid and "2.2 to 2.8 mm (±0.3): 15 points" in grid


def test_values_are_understood_as_people_type_them_and_shown_with_what_they_are_worth(
    first: FlaskClient, marking: Marking
) -> None:
    answer = send(first, sheet_url(marking), **{
        cell(marking, 1, "cut__depth"): "２，３５", cell(marking, 1, "cut__used"): "11：30"})
    assert answer.status_code == 302
    page = sheet_page(first, marking)
    again = inputs(page)
    assert (again[cell(marking, 1, "cut__depth")], again[cell(marking, 1, "cut__used")]) == ("2.35", "11:30")
    assert "deviation −0.15, within ±0.3: 15 points" in page
    assert "1:30 over the limit (minutes that count: 2), −4: 26 points" in page
    assert inputs(text(first.get(grid_url(marking))))[cell(marking, 1, "cut__used")] == "11:30"


def test_a_page_that_was_not_touched_changes_nothing(first: FlaskClient, marking: Marking) -> None:
    marking.enter("cut.used", "690")
    send(first, grid_url(marking))
    assert marking.sheet().cells["cut.used"].version == 1


def test_a_value_between_two_steps_is_refused_with_the_step(first: FlaskClient, marking: Marking) -> None:
    page = text(send(first, sheet_url(marking), **{cell(marking, 1, "cut__depth"): "2.53"}))
    assert "2.53 does not fit. This value is measured in steps of 0.05 mm." in page
    assert inputs(page)[cell(marking, 1, "cut__depth")] == "2.53" and not marking.sheet().cells


def test_a_receipt_tells_what_the_entries_of_the_task_come_to(first: FlaskClient, marking: Marking) -> None:
    def receipt(field: str, value: str, **more: Any) -> Any:
        answer = deliver(first, marking, operation(marking, field=field, value=value, **more)).json
        return answer["receipts"][0]["standing"]["text"], answer["sheets"][str(marking.sheet().id)]["told"]

    assert receipt("cut.used", "12:00") == ("12:00", {
        "cut.depth": "", "cut.used": "2:00 over the limit (minutes that count: 2), −4: 26 points"})
    assert receipt("cut.torn", "1", note="第二刀断裂")[1]["cut.depth"] == "A veto takes it: 0 points."
    assert receipt("sun.colour", "35")[1] == {"drying": "Marked: 晒制"}
    assert receipt("oven.heat", "60")[1]["drying"].startswith("晒制 + 烘制 are marked, only 1 may be.")


def test_a_conflict_names_times_as_they_are_written(first: FlaskClient, marking: Marking) -> None:
    marking.enter("cut.used", "11:30")
    answer = deliver(first, marking, operation(marking, field="cut.used", value="12:30")).json
    assert answer and answer["receipts"][0]["standing"] == {"value": "690", "text": "11:30", "note": "", "version": 1}


def test_a_choice_says_how_many_of_how_many_and_who_chooses(first: FlaskClient, marking: Marking) -> None:
    page = sheet_page(first, marking)
    assert "干燥方式</strong> – elective, 1 of 2 (drawn by lot)" in page
    assert "No task is marked yet, 1 must be." in page and page.count("elective, 1 of 2") == 3
    assert text(first.get(f"{grid_url(marking)}?lang=en")).count("elective, 1 of 2 (drawn by lot)") == 2


def test_a_veto_of_one_item_names_it(first: FlaskClient, marking: Marking) -> None:
    assert "When it occurs, “皮厚” counts 0." in sheet_page(first, marking)
    assert "only if it occurred: “皮厚” counts 0" in text(first.get(f"{grid_url(marking)}?lang=en"))


def fill(marking: Marking, *fields: tuple[str, str]) -> str:
    for field, value in (("cut.depth", "2.5"), ("cut.used", "9:59"), *fields):
        marking.enter(field, value)
    return f"/examiner/sittings/{marking.sitting_id}/practical/sign?lang=en"


def test_a_sheet_that_lacks_a_task_of_a_choice_cannot_be_chosen_for_signing(
    first: FlaskClient, marking: Marking
) -> None:
    page = text(first.get(fill(marking)))
    assert 'name="sheet"' not in page and "No task is marked yet, 1 must be." in page and "#task-sun" in page
    marking.enter("sun.colour", "35")
    assert 'name="sheet"' in text(first.get(fill(marking)))


def test_a_sheet_with_a_task_too_many_says_which_two(first: FlaskClient, marking: Marking) -> None:
    page = text(first.get(fill(marking, ("sun.colour", "35"), ("oven.heat", "61"))))
    assert 'name="sheet"' not in page and "晒制 + 烘制 are marked, only 1 may be." in page
    refused = confirmed(first, marking, marking.sheet().id)
    assert "2 tasks are marked and only 1 may be" in text(refused)


def test_a_choice_that_is_open_keeps_the_candidate_among_the_open_ones(first: FlaskClient, marking: Marking) -> None:
    fill(marking)
    page = text(first.get(f"{grid_url(marking)}?only=open&lang=en"))
    assert "1 open" in page and cell(marking, 1, "cut__depth") in inputs(page)


def test_the_template_says_choice_unit_limit_and_the_item_of_the_veto(first: FlaskClient, marking: Marking) -> None:
    answer = first.get(f"/examiner/sittings/{marking.sitting_id}/practical/import/template.xlsx?lang=en")
    headings = [head.text for head in read_first_sheet(answer.data).rows[0]][2:]
    assert headings == [
        "皮厚 (2.5 ±0.1 mm, step 0.05)",
        "操作用时 (such as 12:30; limit 10:00, then −2 a minute)",
        "果皮断裂 (Reason, only if it occurred: “皮厚” counts 0)",
        "晒制 (elective, 1 of 2 (drawn by lot)): 色泽 (0–40, step 0.5)",
        "烘制 (elective, 1 of 2 (drawn by lot)): 出炉温度 (60 ±2 °C, step 1)",
    ]
    page = text(first.get(f"/examiner/sittings/{marking.sitting_id}/practical/import?lang=en"))
    assert "A used time is text: minutes:seconds such as 12:30." in page
