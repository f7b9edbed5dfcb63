"""What a candidate is told beside the verdict: points function by function, and what was missing, in words."""

from __future__ import annotations

import html
import re

from flask.testing import FlaskClient
from one_exam import EXAM

from tests.web.candidate.test_own_pages import chan, page, xavier

__all__ = ["chan", "xavier"]


def text(client: FlaskClient, username: str) -> str:
    shown = page(client, f"/my/results/{EXAM.enrolments[username]}")
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown)))


def test_points_are_shown_function_by_function_as_chart_and_table(chan: FlaskClient) -> None:
    shown = page(chan, f"/my/results/{EXAM.enrolments['chan']}")
    assert shown.count('<svg class="chart"') == 1, "the practical part; the theory is one score"
    assert "Creating the environment" in shown and "Possible" in shown


def test_what_was_missing_is_told_in_points_and_words(chan: FlaskClient) -> None:
    told = text(chan, "chan")
    assert re.search(r"[\d.]+ of [\d.]+ points", told) and "Asked for:" in told


def test_a_veto_is_told_before_everything_else(xavier: FlaskClient) -> None:
    told = text(xavier, "xavier")
    assert "a fault that takes points away, whatever else was done" in told


def test_nobody_is_told_what_single_examiners_gave(chan: FlaskClient) -> None:
    told = re.sub(r"About the standard:.*?for demonstration\.", "", text(chan, "chan"))
    assert "About the standard" not in told and not re.search(r"[Ee]xaminer", told)


def test_a_part_that_was_not_sat_has_no_feedback(xavier: FlaskClient) -> None:
    # The theory, from which Xavier was absent, and the practical part, which a veto took.
    shown = page(xavier, f"/my/results/{EXAM.enrolments['xavier']}")
    assert "You were absent." in shown and shown.count('<svg class="chart"') == 1
