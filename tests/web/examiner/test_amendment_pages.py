"""Asking for an amendment, standing by a returned sheet, and the lead examiner's decision, on the pages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assess.exams.scores import SheetState
from assess.operations import scoring
from tests.marking import THEN, Marking
from tests.operations.test_amending import DEPTH, leading

SignIn = Callable[[FlaskClient, str], None]


def text(response: TestResponse) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))))


def cells_of(page: TestResponse) -> dict[str, str]:
    """What the form of the page would send as it stands."""
    body = page.get_data(as_text=True)
    sent = {}
    for tag in re.findall(r"<input[^>]*>", body):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        box = 'type="radio"' in tag or 'type="checkbox"' in tag
        if name and (" checked" in tag or not box):
            sent[name[1]] = html.unescape(value[1]) if value else ""
    return sent


def test_the_differences_are_shown_and_asked_for_with_a_reason(first: FlaskClient, marking: Marking) -> None:
    sheet_id = marking.signed(1)
    assert "Ask for an amendment" in text(first.get(f"/examiner/sheets/{sheet_id}?lang=en"))
    address = f"/examiner/sheets/{sheet_id}/amend"
    typed = {**cells_of(first.get(address)), f"s{sheet_id}-f_t1__cut_hdepth": "17"}
    question = first.post(address, data=typed)
    assert "下刀深浅 三刀开皮 18.5 17 " in text(question)
    assert question.get_data(as_text=True).count("<tr>") == 2  # the heading and the one cell that differs
    carried = cells_of(question)
    assert "Write why the sheet has to be changed." in text(first.post(address, data={**carried, "reason": ""}))
    answer = first.post(address, data={**carried, "reason": "读数看错"}, follow_redirects=True)
    assert "You asked for an amendment." in text(answer) and "waits for a second person" in text(answer)
    assert (marking.sheet(1).cells[DEPTH].value, marking.sheet(1).state) == ("18.5", SheetState.SIGNED)


def test_nothing_changed_and_a_value_that_does_not_fit_are_said(first: FlaskClient, marking: Marking) -> None:
    address = f"/examiner/sheets/{marking.signed(1)}/amend"
    as_it_stands = cells_of(first.get(f"{address}?lang=en"))
    assert "Nothing is different" in text(first.post(address, data=as_it_stands))
    wrong = {**as_it_stands, f"s{marking.sheet(1).id}-f_t1__cut_hdepth": "99"}
    assert "99 is too much." in text(first.post(address, data=wrong))


def test_a_cell_carried_along_that_never_was_there_is_refused(first: FlaskClient, marking: Marking) -> None:
    address = f"/examiner/sheets/{marking.signed(1)}/amend"
    assert first.post(address, data={"changes": '[{"field": 1}]', "reason": "x"}).status_code == 400


def test_an_examiner_withdraws_what_was_asked(first: FlaskClient, marking: Marking) -> None:
    marking.signed(1)
    asked = marking.asked(DEPTH, "17")
    page = text(first.get(f"/examiner/sittings/{marking.sitting_id}/practical/amendments?lang=en"))
    assert "Withdraw" in page and "读数" in page
    answer = first.post(f"/examiner/amendments/{asked}/withdraw", follow_redirects=True)
    assert "The amendment was withdrawn." in text(answer)


def test_a_returned_sheet_says_why_and_is_signed_again_with_words(first: FlaskClient, marking: Marking) -> None:
    sheet_id = marking.signed(1)
    scoring.give_back(marking.store, marking.actors["checker"], sheet_id, "色泽与标准样不符", THEN)
    assert "色泽与标准样不符" in text(first.get(f"/examiner/sheets/{sheet_id}?lang=en"))
    assert "1 sheet was given back" in text(first.get("/examiner/"))
    assert "A sheet was given back" not in text(first.get(f"/examiner/sittings/{marking.sitting_id}/practical/sign"))
    address = f"/examiner/sheets/{sheet_id}/stand-by"
    assert "Write why the sheet is right as it stands." in text(first.post(address, data={"words": ""}))
    first.post(address, data={"words": "已再次对照"})
    assert marking.sheet(1).state is SheetState.SIGNED


def test_the_lead_examiner_agrees_on_the_own_page(app: Flask, marking: Marking, sign_in: SignIn) -> None:
    marking.signed(1)
    leading(marking, "reader")
    asked, client = marking.asked(DEPTH, "17"), app.test_client()
    sign_in(client, "reader")
    address = f"/examiner/sittings/{marking.sitting_id}/amendments"
    assert "81.2 → 79.7" in text(client.get(f"{address}?lang=en"))
    answer = client.post(address, data={f"a{asked}-decision": "agree"}, follow_redirects=True)
    assert "The values were changed." in text(answer) and "No amendment waits for you" in text(answer)
    assert marking.sheet(1).cells[DEPTH].value == "17"


def test_examiners_who_lead_nothing_have_no_such_page(first: FlaskClient, marking: Marking) -> None:
    assert first.get(f"/examiner/sittings/{marking.sitting_id}/amendments").status_code == 403
