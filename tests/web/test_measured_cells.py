"""Measured values and times as examiners type them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from assess.web.cells import takes
from assess.web.score_form import ScoreForm, score_form
from tests.exams.forms import part

WIDTH: dict[str, Any] = {
    "id": "width", "type": "measure", "max": "4", "nominal": "24", "unit": "mm", "step": "0.01",
    "bands": [{"lower": "-0.08", "upper": "0", "points": "4"}],
}  # fmt: skip
USED: dict[str, Any] = {"id": "used", "type": "time", "max": "2", "limit": "140", "loss": "0.5"}
BOTH = part(WIDTH, USED)


@pytest.fixture
def page(app: Flask) -> Any:
    """A running request, because messages need a reader's language."""
    with app.test_request_context("/?lang=en"):
        yield


def sent(**fields: str) -> ScoreForm:
    return score_form(BOTH, "measured")(MultiDict({"s7-v": "0 0", **fields}), prefix="s7-")


def test_a_measured_value_and_a_time_are_taken_as_typed(page: Any) -> None:
    assert sent(**{"s7-f_t__width": "23.94", "s7-f_t__used": "141:30"}).validate()


@pytest.mark.parametrize(
    "name, typed, says",
    [
        ("s7-f_t__width", "23.945", "0.01"),
        ("s7-f_t__width", "wide", "number"),
        ("s7-f_t__used", "12.5", "12.5"),
    ],
)
def test_what_the_instrument_or_the_clock_cannot_show_is_refused(page: Any, name: str, typed: str, says: str) -> None:
    form = sent(**{name: typed})
    assert not form.validate()
    assert says in " ".join(form.cell(name.removeprefix("s7-f_").replace("__", ".")).errors)


def test_the_sheet_says_unit_and_step_of_the_instrument_and_how_a_time_is_written(page: Any) -> None:
    width, used = (takes(field) for field in BOTH.fields)
    assert all(words in width for words in ("24 −0.08/0 mm", "0.01"))
    assert all(words in used for words in ("12:30", "2:20:00", "−0.5"))
