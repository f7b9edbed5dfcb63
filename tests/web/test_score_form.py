"""The WTForms class of a part: names, kinds, and what a sent page means."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from assess.errors import BadInput
from assess.operations.scoring import Entered
from assess.web.score_form import ScoreForm, field_key, field_name, score_form
from tests.exams.forms import deduct, judge, part, points, veto

EVERY = part(points("cut-depth", "20", unit="0.5"), {"id": "data", "type": "check", "max": "10"}, judge("j", "30"),
             deduct("errors", "40", ("torn", "2", "10")), veto("v", "task"))
SHEET: Any = SimpleNamespace(id=7)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,39}", fullmatch=True)


@pytest.fixture
def page(app: Flask) -> Any:
    """A running request, because messages need a reader's language."""
    with app.test_request_context("/?lang=en"):
        yield


def sent(**fields: str) -> ScoreForm:
    data = MultiDict({f"s7-{name}": value for name, value in {"v": "0 0 0 0 0", **fields}.items()})
    return score_form(EVERY, "every")(data, prefix="s7-")


def entered(form: ScoreForm) -> dict[str, tuple[str, str | None]]:
    form.validate()
    return {cell.field: (cell.text, cell.note) for cell in form.entered(SHEET, "page")}


@given(st.lists(IDS, min_size=1, max_size=3))
def test_a_field_name_leads_back_to_its_key(ids: list[str]) -> None:
    key = ".".join(ids)
    assert field_key(field_name(key)) == key
    assert field_name(key).replace("_", "").isalnum()


@given(st.lists(IDS, min_size=2, max_size=3), st.lists(IDS, min_size=2, max_size=3))
def test_no_two_keys_share_a_name(one: list[str], other: list[str]) -> None:
    assert (field_name(".".join(one)) == field_name(".".join(other))) is (one == other)


def test_the_class_is_built_once_for_each_form() -> None:
    assert score_form(EVERY, "every") is score_form(EVERY, "every")
    assert score_form(EVERY, "every") is not score_form(EVERY, "another digest")


def test_items_called_like_parts_of_wtforms_do_no_harm(page: Any) -> None:
    form = sent(f_t__data="1", f_t__errors__torn="2")
    assert entered(form) == {"t.data": ("1", None), "t.errors.torn": ("2", None)}
    assert form.errors == {}


def test_a_cell_that_was_not_on_the_page_is_not_emptied(page: Any) -> None:
    assert entered(sent(f_t__cut_hdepth="")) == {"t.cut-depth": ("", None)}


def test_a_remark_comes_with_its_cell_only_if_the_page_had_one(page: Any) -> None:
    assert entered(sent(f_t__j="2", n_t__j=" 略暗 ")) == {"t.j": ("2", "略暗")}


REFUSED = {
    "t.cut-depth": ({"f_t__cut_hdepth": "4.3"}, "0.5"),
    "t.data": ({"f_t__data": "2"}, "0 to 1"),
    "t.j": ({"f_t__j": "4"}, "0 to 3"),
    "t.errors.torn": ({"f_t__errors__torn": "one"}, "one"),
}


@pytest.mark.parametrize("key", REFUSED)
def test_a_value_that_does_not_fit_is_refused_at_its_field(page: Any, key: str) -> None:
    fields, words = REFUSED[key]
    form = sent(**fields, f_t__v="")
    assert not form.validate()
    assert words in form.cell(key).errors[0]
    assert key not in entered(form)


VETOES = {
    "reason typed in the grid": ({"r_t__v": "短路"}, ("1", "短路")),
    "reason emptied in the grid": ({"r_t__v": ""}, ("", "")),
    "box and reason": ({"b_t__v": "1", "f_t__v": "1", "r_t__v": "短路"}, ("1", "短路")),
    "box not ticked": ({"b_t__v": "1", "r_t__v": ""}, ("", "")),
}


@pytest.mark.parametrize(("fields", "expected"), VETOES.values(), ids=VETOES)
def test_a_veto_is_its_reason(page: Any, fields: dict[str, str], expected: tuple[str, str]) -> None:
    assert entered(sent(**fields)) == {"t.v": expected}


HALF = {"box without reason": {"f_t__v": "1", "r_t__v": " "}, "reason without box": {"r_t__v": "短路"}}


@pytest.mark.parametrize("fields", HALF.values(), ids=HALF)
def test_half_a_veto_is_refused(page: Any, fields: dict[str, str]) -> None:
    form = sent(b_t__v="1", **fields)
    assert not form.validate()
    assert form.cell("t.v").errors
    assert entered(form) == {}


def test_the_same_page_sent_twice_has_the_same_operations_and_another_value_has_not(page: Any) -> None:
    def operations(value: str, page_id: str = "page") -> list[str]:
        return [cell.operation for cell in sent(f_t__j=value).entered(SHEET, page_id)]

    assert operations("2") == operations("2")
    assert operations("2") != operations("3")
    assert operations("2") != operations("2", "a later page")


def test_each_cell_names_the_version_that_was_seen(page: Any) -> None:
    cells: list[Entered] = list(sent(v="3 1 4 1 5", f_t__j="2", f_t__cut_hdepth="1").entered(SHEET, "page"))
    assert [(cell.field, cell.expected) for cell in cells] == [("t.cut-depth", 3), ("t.j", 4)]


@pytest.mark.parametrize("versions", ["", "1 2", "1 2 3 4 x", "1 2 3 4 -5", "1 2 3 4 ²"])
def test_versions_that_do_not_fit_the_form_are_refused(page: Any, versions: str) -> None:
    with pytest.raises(BadInput, match=r"form\.other_version"):
        list(sent(v=versions).entered(SHEET, "page"))
