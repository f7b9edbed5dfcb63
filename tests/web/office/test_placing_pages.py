"""Prizes and ranks of a competition: the office's page, the colleague's, and what notice and candidate see of them."""

from __future__ import annotations

import secrets

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.operations import issuing
from assess.operations.accounts import AccountDetails, create_account
from assess.people.roles import OPERATOR, Role
from assess.store.sittings import enrolment
from tests.conftest import PASSWORD, SignIn
from tests.contest import AWARDED, DAY, NOTICE_OVER, Contest, config, contest, contest_instance
from tests.web.office.test_remedy_pages import opened, see, send

__all__ = ["config", "contest", "contest_instance"]
HERE = "/office/sittings/1/placings"


@pytest.fixture
def office(app: Flask, contest: Contest, sign_in: SignIn) -> FlaskClient:
    """The clerk, signed in; the competition is settled."""
    return opened(app, "office", sign_in)


def stated(**changes: str) -> dict[str, object]:
    """The form as the committee decided."""
    columns = ("group", "prize", "held")
    fields = {f"{column}_{seat}": value for seat, said in AWARDED.items()
              for column, value in zip(columns, said, strict=True)}
    return {**fields, **changes}


def test_one_enters_and_a_colleague_confirms(app: Flask, office: FlaskClient, sign_in: SignIn) -> None:
    assert "Prizes and ranks of 5 competitors are not confirmed yet." in see(office, "/office/sittings/1")
    page = see(office, HERE)
    assert "Nothing is entered yet" in page and "180.00" in page and "Confirm the places" not in page
    assert "Saved. A colleague confirms the places next." in send(office, HERE, **stated())
    assert 'name="rank' not in office.get(HERE).get_data(as_text=True)
    blocked = see(office, f"{HERE}/confirm")
    assert "You cannot confirm this now" in blocked and "Yes, confirm them" not in blocked
    send(office, f"{HERE}/confirm")
    assert "not confirmed yet" in see(office, HERE)
    colleague = opened(app, "office2", sign_in)
    asked = see(colleague, f"{HERE}/confirm")
    assert "seat 2 李𫖯 workers · rank 2 · silver · holds Level 2 / technician → Level 1 / senior technician" in asked
    done = send(colleague, f"{HERE}/confirm")
    assert "Entered by Office, confirmed by Office2" in done and "Save" not in done
    found = see(office, "/office/sittings/1/results")
    assert "workers · rank 1 · gold" in found and "a prize raises only who passed every part" in found
    assert "Settled more than once" not in found and "confirmed the places" in see(office, "/office/sittings/1/history")


FAULTS = {
    "a prize that no list offers": ({"prize_1": "platinum"}, "Not a valid choice."),
    "a prize of somebody who was absent": ({"prize_5": "gold"}, "Seat 5 has no place"),
}


@pytest.mark.parametrize(("changes", "told"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_saved(
    office: FlaskClient, changes: dict[str, str], told: str
) -> None:
    page = send(office, HERE, **stated(**changes))
    assert told in page and "Saved" not in page and "Nothing is entered yet" in see(office, HERE)


def test_notice_candidate_and_partner_see_the_place(
    app: Flask, contest: Contest, office: FlaskClient, sign_in: SignIn
) -> None:
    contest.enter()
    contest.confirm()
    send(office, "/office/sittings/1/steps/publish_notice")
    line = "Level 1 / senior technician workers · rank 2 · silver"
    assert line in see(office, "/office/sittings/1/notice")
    public = see(app.test_client(), "/notices/2026-JS-01")
    assert line in public and "161.17" not in public and "holds" not in public
    with contest.store.reading() as session:
        person_id = enrolment(session, contest.enrolments[2]).person_id
    details = AccountDetails("li-fu", "李𫖯", frozenset({Role.CANDIDATE}), person_id=person_id)
    create_account(contest.store, OPERATOR, details, PASSWORD, now=DAY, salt=b"li-fu".ljust(16, b"."))
    own = see(opened(app, "li-fu", sign_in), f"/my/results/{contest.enrolments[2]}")
    assert "Your rank and prize workers · rank 2 · silver" in own and "grade: Level 1 / senior technician" in own
    store, clerk = contest.store, contest.actors["office"]
    made = issuing.prepare(store, clerk, contest.sitting_id, NOTICE_OVER, secrets.token_bytes)
    paper = next(line for line in issuing.of_sitting(store, clerk, contest.sitting_id)
                 if (line.seat, line.authority) == (1, "dsal-demo"))
    dossier = see(opened(app, "officer", sign_in), f"/authority/certificates/{paper.id}")
    assert len(made.prepared) == 5 and "Rank and prize workers · rank 1 · gold" in dossier
