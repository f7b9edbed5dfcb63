"""What the score pages send while somebody types: one message with many entries, and the receipts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assess.canonical import digest
from tests.marking import Marking

SignIn = Callable[[FlaskClient, str], None]
DEPTH = "t1.cut-depth"
JOURNAL = "f" * 32


def operation(marking: Marking, **message: Any) -> dict[str, Any]:
    """An entry for seat 1 as the script writes it."""
    entry = {"sheet": marking.sheet(1).id, "field": DEPTH, "value": "18.5", "version": 0, "sequence": 1, **message}
    return {"operation": digest(entry)[:32], **entry}


def deliver(client: FlaskClient, marking: Marking, *operations: dict[str, Any], **message: Any) -> TestResponse:
    """Sends entries as the journal of the first examiner."""
    account = marking.actors["first"].account_id
    body = {"account": account, "journal": JOURNAL, "operations": list(operations), "left": [], **message}
    return client.post("/examiner/journal?lang=en", json=body)


def receipts(answer: TestResponse) -> list[dict[str, Any]]:
    assert answer.json is not None
    found: list[dict[str, Any]] = answer.json["receipts"]
    return found


def test_an_entry_is_saved_with_its_receipt_and_the_sums_of_its_sheet(first: FlaskClient, marking: Marking) -> None:
    sent = operation(marking)
    assert deliver(first, marking, sent).json == {
        "receipts": [{"operation": sent["operation"], "state": "saved", "version": 1,
                      "standing": {"value": "18.5", "text": "18.5", "note": "", "version": 1}}],
        "sheets": {str(marking.sheet(1).id): {"total": "18.5", "missing": 4, "told": {}}},
    }


def test_an_entry_delivered_twice_is_answered_alike_and_counts_once(first: FlaskClient, marking: Marking) -> None:
    sent = operation(marking)
    assert deliver(first, marking, sent).json == deliver(first, marking, sent).json
    assert marking.sheet(1).cells[DEPTH].version == 1


def test_a_conflict_answers_with_what_stands(first: FlaskClient, marking: Marking) -> None:
    marking.enter(DEPTH, "18")
    (answer,) = receipts(deliver(first, marking, operation(marking, value="12")))
    assert answer["state"] == "conflict"
    assert answer["standing"] == {"value": "18", "text": "18", "note": "", "version": 1}


def test_a_refused_entry_says_why_and_keeps_no_other_back(first: FlaskClient, marking: Marking) -> None:
    wrong, right = operation(marking, value="21"), operation(marking, field="t1.tools", value="1", sequence=2)
    refused, saved = receipts(deliver(first, marking, wrong, right))
    assert (refused["state"], refused["code"]) == ("refused", "mark.out_of_range")
    assert refused["message"] == "21 is too much. Type a number from 0 to 20."
    assert saved["state"] == "saved" and marking.sheet(1).cells.keys() == {"t1.tools"}


def test_an_entry_after_the_session_ended_asks_to_sign_in(client: FlaskClient, marking: Marking) -> None:
    answer = deliver(client, marking, operation(marking))
    assert (answer.status_code, answer.json and answer.json["code"]) == (401, "request.sign_in")
    assert marking.sheet(1).cells == {}


def test_the_journal_of_another_account_is_refused_whole(first: FlaskClient, marking: Marking, sign_in: SignIn) -> None:
    sign_in(first, "second")
    answer = deliver(first, marking, operation(marking))
    assert (answer.status_code, answer.json and answer.json["code"]) == (409, "journal.other_account")
    assert marking.sheet(1).cells == {}


SHAPELESS = {"no field": {"field": None}, "a number for a text": {"value": 5}, "a negative version": {"version": -1},
             "a foreign operation id": {"operation": "x"}, "something more": {"extra": 1},
             "a huge value": {"value": "9" * 999}}


@pytest.mark.parametrize("message", SHAPELESS.values(), ids=SHAPELESS)
def test_a_shapeless_message_is_refused(first: FlaskClient, marking: Marking, message: dict[str, object]) -> None:
    answer = deliver(first, marking, {**operation(marking), **message})
    assert (answer.status_code, answer.json and answer.json["code"]) == (400, "request.bad")


def test_the_service_worker_changes_with_the_files_and_is_asked_for_again(client: FlaskClient) -> None:
    answer = client.get("/examiner/worker.js")
    assert answer.mimetype == "text/javascript" and answer.headers["Cache-Control"] == "no-cache"
    assert answer.text.startswith('const VERSION = "') and 'const SCOPE = "/examiner/";' in answer.text
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]


def test_only_score_pages_are_kept_and_each_names_its_account(first: FlaskClient, marking: Marking) -> None:
    account = str(marking.actors["first"].account_id)
    for page in (f"sittings/{marking.sitting_id}/practical", f"sheets/{marking.sheet(1).id}"):
        assert first.get(f"/examiner/{page}").headers["Score-Page-Of"] == account
    assert "Score-Page-Of" not in first.get(f"/examiner/sittings/{marking.sitting_id}/practical/sign").headers
