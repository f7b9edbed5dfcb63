"""A candidate reads whether the exam also met what the partner authority asks."""

from __future__ import annotations

from flask import Flask

from assess.operations.accounts import AccountDetails, create_account
from assess.operations.settling import preview
from assess.people.roles import OPERATOR, Role
from assess.store.sittings import enrolment
from tests.conftest import SignIn
from tests.marking import PASSWORD, THEN, Marking
from tests.partnered import config, marking, partnered
from tests.web.office.conftest import text_of

__all__ = ["config", "marking", "partnered"]


def own_page(app: Flask, marking: Marking, sign_in: SignIn, seat: int) -> str:
    """The result page of the candidate of a seat, without markup."""
    line = preview(marking.store, marking.actors["office"], marking.sitting_id)[seat - 1]
    with marking.store.reading() as session:
        person_id = enrolment(session, line.enrolment_id).person_id
    details = AccountDetails("candidate", line.name, frozenset({Role.CANDIDATE}), person_id=person_id)
    create_account(marking.store, OPERATOR, details, PASSWORD, now=THEN, salt=b"candidate".ljust(16, b"."))
    client = app.test_client()
    sign_in(client, "candidate")
    return text_of(client.get(f"/my/results/{line.enrolment_id}?lang=en"))


def test_who_met_it_is_told_so(app: Flask, marking: Marking, sign_in: SignIn) -> None:
    page = own_page(app, marking, sign_in, 1)
    assert "What the partner authority asks is met." in page and "not met" not in page


def test_who_missed_the_partners_part_passed_all_the_same(app: Flask, marking: Marking, sign_in: SignIn) -> None:
    page = own_page(app, marking, sign_in, 3)
    assert "Passed – grade: Level 3 / senior worker" in page
    assert "not met: “澳门法规” was not passed" in page
    assert "Only the partner authority asks for this part; the grade does not depend on it." in page


def test_a_demand_is_named_with_its_mark(app: Flask, marking: Marking, sign_in: SignIn) -> None:
    assert "not met: “技能考核” is below 70 points" in own_page(app, marking, sign_in, 2)
