"""A choice of tasks on the office's page of marking."""

from __future__ import annotations

from flask import Flask

from tests.choosing import config, marking
from tests.marking import Marking
from tests.operations.test_choosing import filled, sign
from tests.operations.test_settling import seal
from tests.web.office.conftest import SignIn, text_of

__all__ = ["config", "marking"]


def test_a_choice_that_examiners_marked_differently_is_told_with_the_tasks(
    app: Flask, marking: Marking, sign_in: SignIn
) -> None:
    seal(marking, sign(marking, filled(marking, sun__colour="35")),
         sign(marking, filled(marking, username="second", oven__heat="61"), "second"))
    client = app.test_client()
    sign_in(client, "office")
    page = text_of(client.get("/office/sittings/1/marking?lang=en"))
    assert "干燥方式" in page and "Examiner 1: 晒制 Examiner 2: 烘制" in page
    assert "Not all examiners marked the same tasks" in page
