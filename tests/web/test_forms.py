"""The messages of the fields themselves are ours, in words and in the catalogues."""

from __future__ import annotations

import pytest
from flask import Flask
from wtforms import IntegerField, StringField
from wtforms.validators import NumberRange
from wtforms.validators import Optional as Maybe

from assess.i18n.extract import template
from assess.web.forms import Form, at_most


class Sample(Form):
    word = StringField(validators=[at_most(3)])
    between = IntegerField(validators=[Maybe(), NumberRange(1, 9)])
    upwards = IntegerField(validators=[Maybe(), NumberRange(1)])
    number = IntegerField(validators=[Maybe()])


def errors(app: Flask, **sent: str) -> list[str]:
    with app.test_request_context("/?lang=en", method="POST", data=sent):
        form = Sample(meta={"csrf": False})
        form.validate()
        return [str(message) for field in form for message in field.errors]


def test_a_text_that_is_too_long_is_told_by_how_much(app: Flask) -> None:
    assert errors(app, word="abcd") == ["At most 3 characters; these are 4."]
    assert errors(app, word="abc") == []


@pytest.mark.parametrize(
    ("sent", "msgid"),
    [
        ({"between": "10"}, "Number must be between %(min)s and %(max)s."),
        ({"upwards": "0"}, "Number must be at least %(min)s."),
        ({"number": "x"}, "Not a valid integer value."),
    ],
)
def test_a_message_of_a_field_stands_in_the_catalogues(app: Flask, sent: dict[str, str], msgid: str) -> None:
    assert errors(app, **sent) == [msgid % {"min": 1, "max": 9}]
    assert msgid in template()
