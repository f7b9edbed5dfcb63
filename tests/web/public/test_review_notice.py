"""A name on public notice after a review: anybody reads the masked name and may object, without an account."""

from __future__ import annotations

import pytest
from flask import Flask

from assess.operations import appointing
from assess.store.session import Store
from tests.conftest import NOW
from tests.panel import UNTIL, Review, config, open_review, staffed_instance

__all__ = ["config", "staffed_instance"]


@pytest.fixture
def review(store: Store) -> Review:
    made = open_review(store)
    made.sit()
    made.vote(4, 2)
    appointing.publish(store, made.office, made.id, UNTIL, NOW)
    return made


def test_the_notice_shows_the_masked_name_and_the_grade(app: Flask, review: Review) -> None:
    page = app.test_client().get("/notices/PP-T-1?lang=en").get_data(as_text=True)
    assert "余**" in page and "余杰辉" not in page and "Special-grade technician" in page


def test_an_objection_reaches_the_office(app: Flask, review: Review) -> None:
    client = app.test_client()
    assert client.get("/notices/PP-T-1/objection?lang=en").status_code == 200
    answer = client.post("/notices/PP-T-1/objection?lang=en", data={
        "seat": "", "text": "带徒名册不实", "name": "黄先生", "contact": "3300000",
    })
    assert answer.status_code == 200 and "Objection received" in answer.get_data(as_text=True)
    assert [(one.text, one.by_whom) for one in review.view().objections] == [("带徒名册不实", "黄先生 · 3300000")]
