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
