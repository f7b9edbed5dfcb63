"""The checker's sheet of measured values, times, a choice and a veto of one item (``chosen_tasks.yaml``)."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.choosing import config, marking
from tests.marking import Marking
from tests.operations.test_choosing import filled, sign
from tests.web.checker.test_checking_pages import text, url

__all__ = ["config", "marking"]


def shown(client: FlaskClient, marking: Marking) -> str:
    page = re.sub(r"<[^>]+>", "", text(client.get(f"{url(marking)}?lang=en")))
    return re.sub(r"\s+", " ", page)


def test_a_deviation_and_its_band_are_worked_out(checker: FlaskClient, marking: Marking) -> None:
    sign(marking, filled(marking, sun__colour="35", cut__depth="2.35"))
    page = shown(checker, marking)
    assert "2.35 − 2.5 = −0.15 mm ±0.1: 30 ±0.3: 15 ✓ " in page


def test_a_value_outside_every_band_says_so(checker: FlaskClient, marking: Marking) -> None:
    sign(marking, filled(marking, oven__heat="62.0", cut__depth="-2"))
    page = shown(checker, marking)
    assert "−2 − 2.5 = −4.5 mm ±0.1: 30 ±0.3: 15 outside every tolerance: 0 0" in page
    assert "62 − 60 = +2 °C ±2: 40 ✓" in page


def test_minutes_over_the_limit_loss_and_cap_are_worked_out(checker: FlaskClient, marking: Marking) -> None:
    sign(marking, filled(marking, sun__colour="35"))
    sign(marking, filled(marking, username="second", sun__colour="35", cut__used="25:01"), "second")
    page = shown(checker, marking)
    assert "11:30 − 10:00 = 1:30 started minutes: 2 2 × 2 = −4 30 − 4 26" in page
    assert "25:01 − 10:00 = 15:01 started minutes: 16 16 × 2 (at most 20) = −20 30 − 20 10" in page


def test_an_item_that_a_veto_took_is_struck_out_and_a_task_not_taken_has_no_lines(
    checker: FlaskClient, marking: Marking
) -> None:
    sheet_id = filled(marking, sun__colour="35")
    marking.enter("cut.torn", "1", note="第二刀断裂")
    sign(marking, sheet_id)
    page = shown(checker, marking)
    assert "A veto takes it: 0 points. 30 0" in page and "It occurred: 第二刀断裂" in page
    assert "烘制 elective, 1 of 2 (drawn by lot) – not taken–" in page and "出炉温度" not in page
    assert "26 + 35" in page
