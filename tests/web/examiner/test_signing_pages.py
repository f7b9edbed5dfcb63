"""Signing and importing, page by page."""

from __future__ import annotations

import html
import re
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assess.exams.scores import SheetState
from assess.operations.scoring.standing import standing_digest
from tests.marking import NAMES, Marking
from tests.operations.test_score_import import workbook


def url(marking: Marking, page: str) -> str:
    return f"/examiner/sittings/{marking.sitting_id}/practical/{page}"


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True)


def seen(marking: Marking, sheet_id: int) -> str:
    """What a page shows of a sheet before signing."""
    cells = next(sheet.cells for sheet in marking.sheets().sheets if sheet.id == sheet_id)
    return f"{sheet_id}:{standing_digest(cells)}"


def confirmed(client: FlaskClient, marking: Marking, *sheets: int | str) -> TestResponse:
    """Signs sheets, each by its id as it stands, or with what was seen of it."""
    chosen = [seen(marking, sheet) if isinstance(sheet, int) else sheet for sheet in sheets]
    return client.post(url(marking, "sign/confirm?lang=en"), data={"sheet": chosen, "confirmed": "1"})


def test_the_summary_leads_to_what_is_missing(first: FlaskClient, marking: Marking) -> None:
    marking.fill(1)
    marking.enter("t1.cut-depth", "5", 2)
    page = text(first.get(url(marking, "sign?lang=en")))
    assert f'value="{seen(marking, marking.sheet(1).id)}"' in page
    assert f'href="/examiner/sheets/{marking.sheet(2).id}#s{marking.sheet(2).id}-f_t1__tools"' in page
    assert "4 values are missing: 刀具消毒" in page


def test_signing_asks_once_more_and_signs_only_what_was_chosen(first: FlaskClient, marking: Marking) -> None:
    chosen = marking.fill(1)
    marking.fill(2)
    page = text(first.post(url(marking, "sign/confirm?lang=en"), data={"sheet": seen(marking, chosen)}))
    assert "After signing" in page and NAMES[0] in page and NAMES[1] not in page
    assert f'name="sheet" value="{seen(marking, chosen)}"' in page
    assert marking.sheet(1).state is SheetState.OPEN
    assert confirmed(first, marking, chosen).status_code == 302
    assert [marking.sheet(seat).state for seat in (1, 2)] == [SheetState.SIGNED, SheetState.OPEN]


def test_signing_nothing_or_something_incomplete_says_so(first: FlaskClient, marking: Marking) -> None:
    assert "Choose at least one sheet." in text(confirmed(first, marking))
    page = text(confirmed(first, marking, marking.sheet(1).id))
    assert "The sheet of seat 1 is not complete: 5 values are missing." in page


def test_signing_twice_says_that_it_is_done(first: FlaskClient, marking: Marking) -> None:
    assert "not in the right state any more" in text(confirmed(first, marking, marking.signed(1)))


def test_nothing_is_signed_when_the_sheet_is_not_what_its_examiner_saw(first: FlaskClient, marking: Marking) -> None:
    before = seen(marking, marking.fill(1))
    marking.enter("t1.cut-depth", "3")
    page = text(confirmed(first, marking, before))
    assert "Seat 1: something else stands on the sheet than what you saw" in page
    assert marking.sheet(1).state is SheetState.OPEN


def test_what_a_page_never_sends_is_refused(first: FlaskClient, marking: Marking) -> None:
    assert confirmed(first, marking, f"{marking.fill(1)}").status_code == 400


def upload(client: FlaskClient, marking: Marking, data: bytes) -> TestResponse:
    return client.post(url(marking, "import?lang=en"), data={"workbook": (BytesIO(data), "scores.xlsx")})


def test_a_workbook_is_shown_before_it_is_saved(first: FlaskClient, marking: Marking) -> None:
    marking.enter("t1.cut-depth", "18")
    page = text(upload(first, marking, workbook([1, NAMES[0], 12.5, 1])))
    assert "2 values differ from what stands." in page and "<del>18</del>" in page and "<ins>12.5</ins>" in page
    assert marking.sheet(1).cells["t1.cut-depth"].value == "18"
    changes = html.unescape(re.search(r'name="changes" type="hidden" value="([^"]*)"', page)[1])  # type: ignore[index]
    assert first.post(url(marking, "import/save"), data={"changes": changes}).status_code == 302
    assert marking.sheet(1).cells["t1.cut-depth"].value == "12.5"


def test_what_changed_in_between_keeps_the_workbook_back(first: FlaskClient, marking: Marking) -> None:
    page = text(upload(first, marking, workbook([1, "", 12.5, 1])))
    changes = html.unescape(re.search(r'name="changes" type="hidden" value="([^"]*)"', page)[1])  # type: ignore[index]
    marking.enter("t1.cut-depth", "3")
    answer = first.post(url(marking, "import/save?lang=en"), data={"changes": changes})
    assert answer.status_code == 409 and "Meanwhile “3” was entered elsewhere" in text(answer)
    assert marking.sheet(1).cells.keys() == {"t1.cut-depth"}


def test_a_faulty_workbook_names_every_cell(first: FlaskClient, marking: Marking) -> None:
    answer = upload(first, marking, workbook([1, "", 21], [2, "", "=9+9"]))
    assert answer.status_code == 400
    assert "<code>Scores!C3</code> 21 is too much" in text(answer) and "<code>Scores!C4</code>" in text(answer)


def test_no_workbook_and_a_wrong_file_say_what_to_do(first: FlaskClient, marking: Marking) -> None:
    assert "Choose the filled-in workbook." in text(first.post(url(marking, "import?lang=en"), data={}))
    assert upload(first, marking, b"PK not a workbook").status_code == 400


def test_made_up_changes_are_refused(first: FlaskClient, marking: Marking) -> None:
    assert first.post(url(marking, "import/save"), data={"changes": "[[1]]"}).status_code == 400
    other = f'[{{"sheet_id":{marking.sheet(1, "second").id},"field":"t1.tools","text":"1","expected":0,' \
            '"operation":"x","note":null}]'
    first.post(url(marking, "import/save"), data={"changes": other})
    assert marking.sheet(1, "second").cells == {}


def test_the_template_comes_as_a_file(first: FlaskClient, marking: Marking) -> None:
    answer = first.get(url(marking, "import/template.xlsx"))
    assert answer.data.startswith(b"PK") and "attachment" in answer.headers["Content-Disposition"]
