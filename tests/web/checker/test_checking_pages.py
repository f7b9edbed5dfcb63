"""Checking sums and giving sheets back."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assess.exams.scores import SheetState
from tests.marking import Marking


def url(marking: Marking) -> str:
    return f"/checker/sittings/{marking.sitting_id}/practical"


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True)


def test_the_list_says_how_many_sheets_wait(checker: FlaskClient, marking: Marking) -> None:
    marking.signed(1)
    page = text(checker.get("/checker/?lang=en"))
    assert "Check 1 sheet" in page and "0 of 6 sheets checked" in page


def test_every_entry_and_sum_is_spelled_out(checker: FlaskClient, marking: Marking) -> None:
    marking.signed(1)
    page = text(checker.get(f"{url(marking)}?lang=en"))
    for words in ("撕裂: 2 × 2", "−4", "40 × 2 / 3 =", "54.5 + 26.67", "487/6 ≈", "5 sheets are not signed yet"):
        assert words in page, words


def test_sheets_that_are_not_signed_show_no_mark(checker: FlaskClient, marking: Marking) -> None:
    marking.enter("t1.cut-depth", "17.5")
    assert "17.5" not in text(checker.get(url(marking)))


def test_ticked_sheets_are_checked_and_the_others_wait(checker: FlaskClient, marking: Marking) -> None:
    chosen = marking.signed(1)
    marking.signed(2)
    assert checker.post(url(marking), data={"sheet": [str(chosen)]}).status_code == 302
    assert [marking.sheet(seat).state for seat in (1, 2)] == [SheetState.CHECKED, SheetState.SIGNED]


def test_confirming_nothing_says_so(checker: FlaskClient, marking: Marking) -> None:
    marking.signed(1)
    answer = checker.post(f"{url(marking)}?lang=en")
    assert answer.status_code == 409 and "Choose at least one sheet." in text(answer)


def test_a_sheet_goes_back_with_a_reason_only(checker: FlaskClient, marking: Marking) -> None:
    back = f"{url(marking)}/sheets/{marking.signed(1)}/give-back"
    assert "Write what the examiner has to look at." in text(checker.post(f"{back}?lang=en"))
    assert "Write the reason for which" in text(checker.post(f"{back}?lang=en", data={"reason": " "}))
    assert checker.post(back, data={"reason": "色泽漏判"}).status_code == 302
    assert (marking.sheet(1).state, marking.sheet(1).returned) == (SheetState.RETURNED, "色泽漏判")


def test_an_examiner_of_the_sitting_is_not_let_in(client: FlaskClient, marking: Marking,
                                                  sign_in: Callable[[FlaskClient, str], None]) -> None:
    sign_in(client, "first")
    assert client.get(url(marking)).status_code == 403


def test_an_amendment_waits_with_old_and_new_and_is_refused_with_an_answer(
    checker: FlaskClient, marking: Marking
) -> None:
    marking.signed(1)
    asked = marking.asked("t1.cut-depth", "17", reason="读数看错一格")
    assert "1 amendment waits for you" in text(checker.get("/checker/?lang=en"))
    assert "an amendment waits" in text(checker.get(url(marking)))
    address = f"/checker/sittings/{marking.sitting_id}/amendments"
    page = text(checker.get(address))
    assert "读数看错一格" in page and "81.2 → 79.7" in page
    silent = checker.post(address, data={f"a{asked}-decision": "refuse", f"a{asked}-answer": ""})
    assert silent.status_code == 400 and "Write why you refuse." in text(silent)
    answer = checker.post(address, data={f"a{asked}-decision": "refuse", f"a{asked}-answer": "照片为18.5"},
                          follow_redirects=True)
    assert "The amendment was refused." in text(answer)
    assert marking.sheet(1).cells["t1.cut-depth"].value == "18.5"


def test_the_history_of_a_sheet_shows_versions_and_amendments_but_no_open_sheet(
    checker: FlaskClient, marking: Marking
) -> None:
    marking.enter("t1.cut-depth", "12")
    assert checker.get(f"/checker/sheets/{marking.sheet(1).id}/history").status_code == 409
    sheet_id = marking.signed(1)
    marking.amend("t1.cut-depth", "17")
    page = text(checker.get(f"/checker/sheets/{sheet_id}/history?lang=en"))
    for words in ("6 entries", "signed the sheet", "看错读数", "agreed to the amendment; the values were changed"):
        assert words in page, words
