"""What an edition needs before it is published, and what it should have."""

from __future__ import annotations

import pytest

from assess.standards.load import read_standard, wanted
from tests.standards.cases import changed
from tests.standards.check.cases import APPOINTED, RICH

DAY = "2026-11-23"

CASES: dict[str, tuple[str, str, str, str, list[tuple[str, str]]]] = {
    "everything": (APPOINTED, "overview", "overview", DAY, []),
    "a filing without document": (APPOINTED, ", document: 复函", "", DAY, [("publish_filing", "error")]),
    "no filing": (
        APPOINTED,
        "filing: {number: F-1, date: 2026-03-16, document: 复函}\n",
        "",
        DAY,
        [("publish_filing", "error")],
    ),
    "a filing of tomorrow": (
        APPOINTED,
        "date: 2026-03-16",
        "date: 2026-11-24",
        DAY,
        [("publish_filing_later", "error")],
    ),
    "a signature of tomorrow": (
        APPOINTED,
        "overview",
        "below: [{at: levels.L3, reason: 试, signed: 甲, date: 2026-11-24}]\noverview",
        DAY,
        [("publish_signed_later", "error")],
    ),
    "trades that nobody thought of": (APPOINTED, "trades: []\n", "", DAY, [("publish_trades", "warning")]),
    "an edition without its year": (APPOINTED, 'edition: "2026"', "edition: a1", DAY, [("publish_edition", "warning")]),
    "an edition of next year": (
        APPOINTED,
        'edition: "2026"',
        'edition: "2027"',
        DAY,
        [("publish_edition_later", "warning")],
    ),
    "a national standard": (RICH, "overview", "overview", DAY, []),
    "a national standard from nowhere": (RICH, "source: 用于测试\n", "", DAY, [("publish_source", "warning")]),
}


@pytest.mark.parametrize(("text", "old", "new", "day", "expected"), CASES.values(), ids=CASES)
def test_an_edition_says_what_it_needs_before_it_is_published(
    text: str, old: str, new: str, day: str, expected: list[tuple[str, str]]
) -> None:
    reading = read_standard(changed((old, new), text=text).encode(), "x.yaml")
    found = [(problem.code.removeprefix("standard."), problem.severity) for problem in wanted(reading, day)]
    assert found == expected


def test_what_is_missing_of_a_filing_is_named() -> None:
    reading = read_standard(changed(("number: F-1, ", ""), (", document: 复函", ""), text=APPOINTED).encode(), "x.yaml")
    (problem,) = wanted(reading)
    assert problem.params["missing"] == "number, document" and problem.where == "x.yaml:9:1"
