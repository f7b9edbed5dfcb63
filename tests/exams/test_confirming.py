"""The enterprise's decision about 学徒工: what stands against it, and months that are full."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assess.canonical import canonical
from assess.exams.confirming import Confirmation, ConfirmationRule, confirm, confirmation_from, is_served

RULE = ConfirmationRule(("contract", "log"), 3)
GOOD = Confirmation(
    "works/x", "2026.1", "0" * 64, True, "diploma", "", {"contract": ("a" * 64,), "log": ("b" * 64, "c" * 64)},
    date(2026, 8, 3), date(2026, 11, 3), "总经理 余杰辉",
)


def test_a_decision_without_a_fault_makes_an_apprentice_and_nothing_else() -> None:
    assert (confirm(RULE, GOOD).grade, confirm(RULE, GOOD).reasons) == ("apprentice", ())


@pytest.mark.parametrize(("change", "reasons"), [
    ({"confirmed": False}, ("not_confirmed",)),
    ({"route": ""}, ("not_eligible",)),
    ({"evidence": {"contract": ("a" * 64,)}}, ("evidence_missing",)),
    ({"probation_from": date(2026, 8, 4)}, ("probation_short",)),
    ({"probation_from": None}, ("probation_short",)),
    ({"decided_by": ""}, ("undecided",)),
    ({"decided_on": None}, ("probation_short", "undecided")),
    ({"closed": "revoked"}, ("revoked",)),
], ids=str)
def test_what_is_missing_is_the_reason(change: dict[str, Any], reasons: tuple[str, ...]) -> None:
    result = confirm(RULE, replace(GOOD, **change))
    assert (result.reasons, result.grade) == (reasons, None)


def test_a_reason_in_words_stands_for_a_route() -> None:
    assert confirm(RULE, replace(GOOD, route="", note="退役军人，按企业规定")).grade == "apprentice"


@pytest.mark.parametrize(("since", "on", "served"), [
    (date(2026, 1, 31), date(2026, 4, 30), True), (date(2026, 1, 31), date(2026, 4, 29), False),
    (date(2025, 11, 30), date(2026, 2, 28), True), (date(2025, 11, 15), date(2026, 2, 14), False),
])
def test_months_count_when_they_are_full(since: date, on: date, served: bool) -> None:
    assert is_served(since, on, 3) is served


def test_a_record_that_was_read_again_is_decided_the_same() -> None:
    result = confirm(RULE, GOOD)
    assert confirmation_from(json.loads(canonical(result.to_data()))).digest == result.digest
