"""Enrolling by spreadsheet on the pages: template, dry run, import, and everything that can go wrong with it."""

from __future__ import annotations

import html
import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from assess.operations import sittings
from assess.operations.rosters import COLUMNS
from tests.conftest import NOW
from tests.operations.test_rosters import GOOD as CHINESE
from tests.operations.test_rosters import workbook
from tests.web.office.conftest import Desk, text_of

GOOD = CHINESE | {"grade": "L5"}
SECOND = GOOD | {"name_zh": "李𫖯", "document_number": "440799199203044533"}


@pytest.fixture
def path(desk: Desk) -> str:
    return f"/office/sittings/{desk.sitting_id}/roster"


def upload(desk: Desk, path: str, data: bytes) -> str:
    answer = desk.client.post(path, data={"workbook": (BytesIO(data), "roster.xlsx")})
    assert answer.status_code == 200, text_of(answer)
    return answer.get_data(as_text=True)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def batch(page: str) -> str:
    found = re.search(r'name="batch"[^>]*value="([^"]+)"', page)
    assert found, words(page)
    return found[1]


def enrolled(desk: Desk) -> int:
    return sittings.sitting_view(desk.store, desk.office, desk.sitting_id, NOW).enrolled


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant-MO", "pt-MO", "en"])
def test_the_template_of_every_language_can_be_filled_in_and_read_back(desk: Desk, path: str, language: str) -> None:
    data = desk.client.get(f"{path}-template.xlsx?lang={language}").data
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    headings, keys, example = sheet.to_python()[:3]
    assert tuple(keys) == COLUMNS
    assert len(set(headings)) >= len(COLUMNS) - 1
    # The words of the template's own lists, with a person instead of the example.
    person = {"name_zh": "欧阳䶮", "document_number": GOOD["document_number"]}
    filled = dict(zip(COLUMNS, example, strict=True)) | person
    desk.client.get("/office/?lang=en")
    assert "1 person can be enrolled" in words(upload(desk, path, workbook({k: v for k, v in filled.items() if v})))


def test_a_template_without_people_is_called_empty(desk: Desk, path: str) -> None:
    data = desk.client.get(f"{path}-template.xlsx").data
    assert "There are no people in the sheet" in words(upload(desk, path, data))


def test_the_dry_run_shows_every_row_and_keeps_nothing(desk: Desk, path: str) -> None:
    page = upload(desk, path, workbook(GOOD, SECOND))
    assert "All 2 people can be enrolled. Nothing is saved yet." in words(page)
    assert "欧阳䶮" in page and "李𫖯" in page
    assert GOOD["document_number"] not in page
    assert enrolled(desk) == 0


def test_the_import_enrols_everybody_of_the_dry_run(desk: Desk, path: str) -> None:
    page = upload(desk, path, workbook(GOOD, SECOND))
    assert "2 people were enrolled." in desk.send(path + "/import", batch=batch(page))
    assert enrolled(desk) == 2


def test_an_import_sent_twice_enrols_once(desk: Desk, path: str) -> None:
    closed = batch(upload(desk, path, workbook(GOOD, SECOND)))
    desk.send(path + "/import", batch=closed)
    page = desk.send(path + "/import", batch=closed)
    assert "Nobody was enrolled" in page and "欧阳䶮 is enrolled in this sitting already." in page
    assert enrolled(desk) == 2


def test_an_import_after_enrolment_was_closed_in_another_window_enrols_nobody(desk: Desk, path: str) -> None:
    closed = batch(upload(desk, path, workbook(GOOD)))
    sittings.take_step(desk.store, desk.people["office2"], desk.sitting_id, "cancel", NOW, "台风")
    assert "Enrolment is not open at this sitting." in desk.send(path + "/import", batch=closed)
    assert enrolled(desk) == 0


def test_a_batch_of_another_sitting_or_a_made_up_one_is_refused(desk: Desk, path: str) -> None:
    assert "did not arrive as it was shown" in desk.send(path + "/import", batch="bWFkZSB1cA==")
    assert enrolled(desk) == 0


def test_one_wrong_row_keeps_everybody_out_and_is_named_by_its_cell(desk: Desk, path: str) -> None:
    page = upload(desk, path, workbook(GOOD, SECOND | {"document_number": "440799199203044534"}))
    assert "1 error: nobody was enrolled" in words(page)
    assert "名单!E4 The last character does not match the others" in words(page)
    assert 'name="batch"' not in page
    assert enrolled(desk) == 0


def test_an_unusual_card_is_a_warning_apart_and_can_be_imported(desk: Desk, path: str) -> None:
    macau = GOOD | {"document_type": "macau_bir", "document_number": "91234567", "name_zh": "陳嘉敏",
                    "born": "1991-07-09"}
    page = upload(desk, path, workbook(macau))
    assert "Unusual, but possible" in words(page) and "名单!E3" in page
    assert batch(page)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"name;number\nx;1\n", "This is not an .xlsx workbook."),
        (workbook(GOOD)[:900], "This is not an .xlsx workbook."),
        (workbook({"name_zh": "x"}, keys=("name_zh",)), "was not made from the template"),
        (workbook(GOOD | {"document_number": 440799199001022117}), "keep only 15 digits"),
        (workbook(GOOD | {"workshop": "=1+1"}), "This cell holds a formula."),
        (workbook(GOOD | {"residence": "月球"}), "“月球” is not known here. Possible are:"),
    ],
)
def test_a_wrong_workbook_is_explained(desk: Desk, path: str, data: bytes, said: str) -> None:
    page = upload(desk, path, data)
    assert said in words(page)
    assert enrolled(desk) == 0


def test_no_file_is_asked_for_beside_the_field(desk: Desk, path: str) -> None:
    answer = desk.client.post(path, data={})
    assert "Choose the workbook." in text_of(answer)


