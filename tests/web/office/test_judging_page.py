"""The page on the quality of judging: empty before the seal, every figure with its sentence and its table, no names
for a reader who may not see persons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.jobs import worker
from assess.operations import judging, scoring, sittings
from assess.people.roles import Role
from tests import marking as cast
from tests.conftest import MakeAccount, SignIn
from tests.marking import NAMES, THEN, Marking
from tests.web.office.conftest import text_of

config, marking = cast.config, cast.marking
See = Callable[[str], str]


@pytest.fixture
def address(marking: Marking) -> str:
    return f"/office/sittings/{marking.sitting_id}/judging"


@pytest.fixture
def signed_in(app: Flask, sign_in: SignIn) -> Callable[[str], FlaskClient]:
    def client(username: str) -> FlaskClient:
        browser = app.test_client()
        sign_in(browser, username)
        browser.get("/home?lang=en")
        return browser

    return client


def seal_all(marking: Marking) -> None:
    """Every sheet of the sitting; the second examiner is severe, and the second candidate passes by the first alone."""
    for username in ("first", "second"):
        for sheet in marking.sheets(username).sheets:
            marking.fill(sheet.seat, username)
            if username == "second":
                marking.enter("t1.cut-depth", "0", sheet.seat, username=username)
                marking.enter("t1.shape.uneven", "6" if sheet.seat == 2 else "0", sheet.seat, username=username)
    reader = marking.actors["reader"]
    for sheet in marking.sheets("reader", "theory").sheets:
        scoring.save(marking.store, reader, sheet.id, "theory.score", "70", expected=0, operation=f"t{sheet.id}",
                     now=THEN)
    for username, part in (("first", "practical"), ("second", "practical"), ("reader", "theory")):
        ids = [sheet.id for sheet in marking.sheets(username, part).sheets]
        scoring.sign(marking.store, marking.actors[username], ids, THEN)
        scoring.check(marking.store, marking.actors["checker"], ids, THEN)
        scoring.seal(marking.store, marking.actors["office"], ids, THEN)


@pytest.fixture
def figures(marking: Marking) -> Marking:
    """The sitting with everything sealed and computed."""
    seal_all(marking)
    judging.ask(marking.store, marking.actors["office"], marking.sitting_id, THEN)
    worker.run_until_idle(marking.store, THEN)
    return marking


def test_before_sheets_are_sealed_the_page_says_so(marking: Marking, address: str,
                                                  signed_in: Callable[[str], FlaskClient]) -> None:
    page = text_of(signed_in("office").get(address))
    assert "There are no figures before score sheets are sealed." in page
    assert "Compute" not in page


def test_the_office_has_the_figures_computed(marking: Marking, address: str,
                                             signed_in: Callable[[str], FlaskClient]) -> None:
    seal_all(marking)
    office = signed_in("office")
    assert "The figures have not been computed yet" in text_of(office.get(address))
    answer = office.post(address, follow_redirects=True)
    assert "The figures are being computed." in text_of(answer)
    worker.run_until_idle(marking.store, THEN)
    page = text_of(office.get(address))
    assert "Nothing is changed automatically" in page and "Would a decision change?" in page


def test_whose_decision_would_change_is_named_to_the_office(figures: Marking, address: str,
                                                            signed_in: Callable[[str], FlaskClient]) -> None:
    page = text_of(signed_in("office").get(address))
    assert "Without First in 技能考核" in page
    assert f"seat 2 {NAMES[1]}: Level 4 / intermediate worker → not passed" in page


def test_every_chart_has_a_sentence_and_a_table_with_its_figures(figures: Marking, address: str,
                                                                signed_in: Callable[[str], FlaskClient]) -> None:
    page = signed_in("office").get(address).get_data(as_text=True)
    assert page.count("<figure>") == page.count('<svg class="chart" ') == page.count("</figcaption>\n    <p>")
    text = text_of(signed_in("office").get(address))
    for heading in ("ICC(2,1)", "Kappa", "Deviation", "Logits", "Discrimination", "Lost to a veto", "All points"):
        assert heading in text


def test_no_figure_is_shown_as_nan(figures: Marking, address: str, signed_in: Callable[[str], FlaskClient]) -> None:
    page = text_of(signed_in("office").get(address))
    assert "NaN" not in page and "nan" not in page.split() and "too few to say" in page


def test_the_supervisor_sees_the_same(figures: Marking, address: str, make_account: MakeAccount,
                                      signed_in: Callable[[str], FlaskClient]) -> None:
    make_account("supervisor", Role.SUPERVISOR)
    assert "Without First" in text_of(signed_in("supervisor").get(address))


def test_the_lead_examiner_is_shown_nobody(figures: Marking, address: str,
                                           signed_in: Callable[[str], FlaskClient]) -> None:
    sittings.assign(figures.store, figures.actors["office"], figures.sitting_id, figures.actors["first"].account_id, "",
                    "lead", THEN)
    lead = signed_in("first")
    assert lead.get(address).status_code == 403  # the office's own page
    answer = lead.get(f"/examiner/lead/{figures.sitting_id}/judging")
    page = text_of(answer)
    assert answer.status_code == 200 and "it is hidden, because it would point at a person" in page
    assert not any(name in page for name in (*NAMES, "Second", "Reader"))
    assert "Examiner 2 · Examiner 3" in page and "Would a decision change?" in page


def test_an_examiner_who_does_not_lead_is_sent_away(figures: Marking, address: str,
                                                    signed_in: Callable[[str], FlaskClient]) -> None:
    assert signed_in("second").get(f"/examiner/lead/{figures.sitting_id}/judging").status_code == 403
    assert signed_in("checker").get(address).status_code == 403
