"""Calibration in the browser: the lead sets an example, examiners mark it, see why cells are closed, marking opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.people.roles import Role
from tests import calibrated
from tests.calibrated import hand_in, release, set_example
from tests.conftest import MakeAccount, SignIn
from tests.marking import VALUES, Marking
from tests.web.office.conftest import text_of

config, marking = calibrated.config, calibrated.marking
FINDING = "practical-finding"


@pytest.fixture
def browser(app: Flask, sign_in: SignIn) -> Callable[[str], FlaskClient]:
    def of(username: str) -> FlaskClient:
        client = app.test_client()
        sign_in(client, username)
        client.get("/home?lang=en")
        return client

    return of


def calibration(marking: Marking) -> str:
    return f"/examiner/lead/{marking.sitting_id}/calibration"


def example(marking: Marking) -> str:
    return f"/examiner/sittings/{marking.sitting_id}/practical/example"


def cells(page: str, **values: str) -> dict[str, str]:
    """A filled-in form of the example on that page."""
    prefix = page.split('-v" value="')[0].rpartition('"s')[2]
    versions = page.split('-v" value="')[1].split('"')[0]
    return {f"s{prefix}-v": versions, **{
        f"s{prefix}-f_" + key.replace("-", "_h").replace(".", "__"): text for key, text in (VALUES | values).items()}}


def test_from_the_example_to_the_open_marking(marking: Marking, browser: Callable[[str], FlaskClient]) -> None:
    lead, first = browser("reader"), browser("first")
    assert "a common example" in text_of(lead.get(calibration(marking)))
    grid = f"/examiner/sittings/{marking.sitting_id}/practical"
    closed = text_of(first.get(grid))
    assert "Marks cannot be entered yet." in closed and "has not set it yet" in closed
    set_page = lead.post(f"{calibration(marking)}/practical", data={"practical-text": "样品 3 号"},
                         follow_redirects=True)
    assert "样品 3 号" in text_of(set_page)
    assert "To the example" in text_of(first.get(grid)) and "Mark the example" in text_of(first.get("/examiner/"))
    page = first.get(example(marking)).get_data(as_text=True)
    answer = first.post(example(marking), data=cells(page) | {"hand-in": "1"})
    assert answer.headers["Location"].endswith("/example/hand-in")
    assert "They are final then." in text_of(first.get(answer.headers["Location"]))
    assert "handed in" in text_of(first.post(answer.headers["Location"], follow_redirects=True))
    hand_in(marking, "second", t2__colour="0")
    seen = text_of(lead.get(calibration(marking)))
    assert "1 item is beyond what the standard allows." in seen and "The judgements lie further apart" in seen
    opened = lead.post(f"{calibration(marking)}/practical/release", data={FINDING: "色泽按标准样"},
                       follow_redirects=True)
    assert "marking is open" in text_of(opened)
    assert "Marks cannot be entered yet." not in text_of(first.get(grid))
    own = text_of(first.get(example(marking)))
    assert "色泽按标准样" in own and "How the examiners differ" in own


def test_a_wrong_value_keeps_what_was_typed_and_the_others_are_saved(
    marking: Marking, browser: Callable[[str], FlaskClient]
) -> None:
    set_example(marking)
    first = browser("first")
    sent = cells(first.get(example(marking)).get_data(as_text=True), **{"t1.cut-depth": "99"})
    answer = first.post(example(marking), data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "1 value was not saved" in page and 'value="99"' in page
    assert "1 open" in text_of(first.get(example(marking)))


def test_an_incomplete_example_is_not_handed_in(marking: Marking, browser: Callable[[str], FlaskClient]) -> None:
    set_example(marking)
    first = browser("first")
    asked = first.get(example(marking) + "/hand-in")
    assert "values are missing" in text_of(asked) and "Yes, hand in" not in text_of(asked)
    assert "Nothing was handed in." in text_of(first.post(example(marking) + "/hand-in"))


def test_opening_without_everybody_wants_its_reason(marking: Marking, browser: Callable[[str], FlaskClient]) -> None:
    set_example(marking)
    hand_in(marking, "first")
    lead = browser("reader")
    assert "Not handed in yet: Second." in text_of(lead.get(calibration(marking)))
    answer = lead.post(f"{calibration(marking)}/practical/release", data={FINDING: ""})
    assert answer.status_code == 400 and "why you do not wait" in text_of(answer)


def test_the_office_sets_and_withdraws_and_does_not_open(
    marking: Marking, browser: Callable[[str], FlaskClient]
) -> None:
    office = browser("office")
    office.post(f"{calibration(marking)}/practical", data={"practical-text": "样品"})
    page = text_of(office.get(calibration(marking)))
    assert "Withdraw the example" in page and "The lead examiner opens the marking." in page
    assert office.post(f"{calibration(marking)}/practical/release", data={FINDING: "x"}).status_code == 403
    office.post(f"{calibration(marking)}/practical/withdraw")
    assert "Set the example" in text_of(office.get(calibration(marking)))


def test_the_supervisor_reads_and_changes_nothing(
    marking: Marking, browser: Callable[[str], FlaskClient], make_account: MakeAccount
) -> None:
    make_account("supervisor", Role.SUPERVISOR)
    set_example(marking)
    hand_in(marking, "first")
    hand_in(marking, "second")
    supervisor = browser("supervisor")
    answer = supervisor.get(calibration(marking))
    assert "First" in text_of(answer) and "<form method=\"post\" action=\"/examiner/lead" not in answer.text
    for act in ("practical", "practical/withdraw", "practical/release"):
        assert supervisor.post(f"{calibration(marking)}/{act}").status_code == 403
    for page in ("examiners", "judging"):
        office_page = supervisor.get(f"/office/sittings/{marking.sitting_id}/{page}")
        assert office_page.status_code == 200 and "/assign" not in office_page.text


def test_the_lead_finds_the_sitting_on_the_own_home_page(
    marking: Marking, browser: Callable[[str], FlaskClient]
) -> None:
    set_example(marking)
    hand_in(marking, "first")
    release(marking, "不等第二位")
    page = text_of(browser("reader").get("/examiner/"))
    assert "Sittings that you lead" in page and "0 of 6 sheets signed" in page
    panel = text_of(browser("reader").get(f"/examiner/lead/{marking.sitting_id}/panel"))
    assert "First" in panel and "Second" in panel
    assert "Sittings that you lead" not in text_of(browser("first").get("/examiner/"))
