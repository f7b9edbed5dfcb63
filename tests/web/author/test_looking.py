"""What a draft leads to: the sheets of its exam to try, its weights as charts, and where it is found."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.desk_of_authors import TEXT, Desk
from tests.web.author.conftest import words

EMPTY = {"code": "6-31-01-99", "name": "试验电工"}


def from_template(browser: FlaskClient) -> str:
    """The address of a draft from the template: L5 with one deduction, points up to 60, and a veto."""
    return str(browser.post("/standards/drafts/new/empty", data=EMPTY).headers["Location"])


def test_marks_that_are_tried_are_added_up_and_kept_nowhere(tan: FlaskClient) -> None:
    sheet = from_template(tan) + "/preview/L5/practical"
    tried = {"s0-v": "0 0 0", "s0-f_preparation__check__missed": "1", "s0-f_operation__size": "45.5"}
    page = words(tan.post(sheet, data=tried))
    assert "75.5 / 100 complete" in page and "enough to pass" in page
    assert "0.0 / 100 2 open" in words(tan.get(sheet))


def test_a_veto_that_is_tried_takes_the_points(tan: FlaskClient) -> None:
    sheet = from_template(tan) + "/preview/L5/practical"
    tried = {"s0-v": "0 0 0", "s0-f_preparation__check__missed": "0", "s0-f_operation__size": "60",
             "s0-b_operation__safety": "1", "s0-f_operation__safety": "1", "s0-r_operation__safety": "触电"}
    assert "not enough to pass" in words(tan.post(sheet, data=tried))


def test_the_sheet_refuses_what_an_examiner_could_not_enter(tan: FlaskClient) -> None:
    sheet = from_template(tan) + "/preview/L5/practical"
    page = tan.post(sheet, data={"s0-v": "0 0 0", "s0-f_operation__size": "60.25"}).get_data(as_text=True)
    assert 'aria-invalid="true"' in page and 'value="60.25"' in page


def test_every_part_of_every_level_can_be_opened(tan: FlaskClient, desk: Desk) -> None:
    address = f"/standards/drafts/{desk.open()}/preview"
    page = tan.get(address).get_data(as_text=True)
    levels = re.findall(rf'href="({address}/L\d)"', page)
    assert len(levels) == 5
    for level in levels:
        for part in re.findall(rf'href="({level}/[a-z-]+)"', tan.get(level).get_data(as_text=True)):
            assert tan.get(part).status_code == 200


def test_a_text_with_errors_says_why_there_is_nothing_to_see(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open(TEXT.replace("value: 25", "value: 35", 1))
    for tab in ("preview", "weights", "changes"):
        assert "once the errors of the text are put right" in words(tan.get(f"/standards/drafts/{draft_id}/{tab}"))


def test_a_level_or_part_that_is_not_there_is_not_found(tan: FlaskClient, desk: Desk) -> None:
    address = f"/standards/drafts/{desk.open()}/preview"
    assert tan.get(f"{address}/L9").status_code == tan.get(f"{address}/L4/nothing").status_code == 404


def test_each_level_has_a_chart_with_the_figures_of_its_table(tan: FlaskClient, desk: Desk) -> None:
    page = tan.get(f"/standards/drafts/{desk.open()}/weights").get_data(as_text=True)
    charts = re.findall(r'<svg class="chart" role="img" aria-label="([^"]+)"', page)
    assert len(charts) == 5 and "Weights: Level 4 / intermediate worker" in charts
    assert ">25 %</text>" in page and "style=" not in page


def test_drafts_and_editions_are_found_by_name_and_code(tan: FlaskClient, desk: Desk) -> None:
    desk.open()
    from_template(tan)
    cases = (("试验电工", "6-31-01-99", "2026.2"), ("6-23-04-01 2026.2", "2026.2", "6-31-01-99"),
             ("MOTORCYCLE", "Digest", "6-31-01-99"), ("nothing like it", "No draft matches", "2026.2"))
    for search, found, missed in cases:
        page = words(tan.get("/standards/", query_string={"search": search}))
        assert found in page and missed not in page


def test_the_list_tells_how_much_is_wrong_with_each_draft(tan: FlaskClient, desk: Desk) -> None:
    desk.open(TEXT.replace("value: 25", "value: 35", 1))
    assert "1 error" in words(tan.get("/standards/"))


def test_the_file_of_an_edition_is_handed_out_byte_for_byte(tan: FlaskClient, desk: Desk) -> None:
    answer = tan.get("/standards/national/6-23-04-01/editions/2024/text")
    assert answer.data == (desk.store.config.standards / "national/6-23-04-01/2024.yaml").read_bytes()
    assert 'filename=national-6-23-04-01-2024.yaml' in answer.headers["Content-Disposition"]
