"""What the office reads about the partner's paper: on the results, and when it prepares the certificates."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import update

from assess.store.sittings import SittingRow
from tests.marking import Marking
from tests.partnered import config, marking, partnered
from tests.web.office.conftest import SignIn, text_of

__all__ = ["config", "marking", "partnered"]


def test_results_and_certificates_say_why_the_partners_paper_is_not_due(
    app: Flask, marking: Marking, sign_in: SignIn
) -> None:
    client = app.test_client()
    sign_in(client, "office")
    page = text_of(client.get("/office/sittings/1/results?lang=en"))
    assert "澳门法规 (for the partner only, pass mark 60)" in page
    assert "not met: “技能考核” is below 70 points" in page and "not met: “澳门法规” was not passed" in page
    assert page.count("What the partner authority asks is met.") == 1
    prepared = text_of(client.post("/office/sittings/1/certificates/prepare?lang=en", follow_redirects=True))
    assert "did not reach what the partner authority asks beyond that (技能考核)" in prepared
    assert "(澳门法规), so its certificate is not due" in prepared


def test_a_sitting_without_a_scheme_says_nothing_of_partners(app: Flask, marking: Marking, sign_in: SignIn) -> None:
    with marking.store.unit_of_work() as session:
        session.execute(update(SittingRow).values(schemes=[]))
    client = app.test_client()
    sign_in(client, "office")
    assert "partner authority" not in text_of(client.get("/office/sittings/1/results?lang=en"))
