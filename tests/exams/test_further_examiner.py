"""A further examiner: called in where the others disagree or the total is near the pass mark, and what that decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assess.exams.agreement import agree
from assess.exams.breaches import Breach
from assess.exams.result import Carried, PartInput, PartState, decide
from assess.exams.scores import ScoreSheet
from assess.i18n.text import DEFAULT, Text
from tests.exams.forms import form, judge, part, points, sheet, veto


def further(number: str, **entries: str) -> ScoreSheet:
    return replace(sheet(number, **entries), further=True)


@pytest.mark.parametrize(("own", "third", "worth", "alone"), [
    (("0", "2"), "1", Fraction(100, 3), False),
    (("0", "3"), "3", Fraction(100), True),
    (("0", "3"), "2", Fraction(200, 3), True),
])
def test_where_all_agree_each_counts_and_where_not_the_further_examiner_alone(
    own: tuple[str, str], third: str, worth: Fraction, alone: bool
) -> None:
    sheets = [sheet(str(n), p=step) for n, step in enumerate(own)]
    judged = part(judge("p", spread=2 if not alone else 1))
    found = agree(judged, [*sheets, further("9", p=third)])
    assert [(mark.value, mark.further) for mark in found.marks] == [(worth, alone)]
    assert not found.open


def test_without_one_the_same_sheets_stay_open() -> None:
    assert agree(part(judge("p")), [sheet("0", p="0"), sheet("1", p="3")]).open


def test_the_veto_of_an_item_that_one_saw_is_decided_with_the_item() -> None:
    form_part = part(points("p"), veto("v", "item", of="p"))
    own = [sheet("0", p="80"), sheet("1", v="1")]
    assert agree(form_part, own).open
    spared = agree(form_part, [*own, further("9", p="70")])
    assert (spared.open, spared.vetoes, [mark.value for mark in spared.marks]) == ((), (), [Fraction(70)])
    taken = agree(form_part, [*own, further("9", v="1")])
    assert (taken.open, taken.vetoes, [mark.value for mark in taken.marks]) == ((), ("t.v",), [Fraction(0)])


@pytest.mark.parametrize(("marks", "open_"), [
    (("57", "59"), False), (("58", "59"), True), (("60", "60"), True), (("61", "62.9"), True), (("62", "62"), False),
])
def test_a_total_near_the_pass_mark_wants_a_further_examiner(marks: tuple[str, str], open_: bool) -> None:
    exam = form(part(points("p"), near="2"))
    sheets = [sheet(str(n), p=mark) for n, mark in enumerate(marks)]
    result = decide(exam, {"practical": PartInput(PartState.SCORED, sheets)})
    assert result.complete is not open_
    if open_:
        assert [(each.reason, each.by_examiner) for each in result.parts[0].agreement.open] == [("near", marks)]
        settled = decide(exam, {"practical": PartInput(PartState.SCORED, [*sheets, further("9", p="60")])})
        assert settled.parts[0].total == (Fraction(marks[0]) + Fraction(marks[1]) + 60) / 3


def test_a_breach_that_voids_the_exam_takes_every_part() -> None:
    exam = form(part(points("a"), id="theory"), part(points("b")))
    passed = PartInput(PartState.SCORED, [sheet("0", a="80")])
    one = Breach(id="x", name=Text({DEFAULT: "x"}), effect="part")
    for breach, reasons in ((one, ()), (one.model_copy(update={"effect": "exam"}), ("void_exam",))):
        result = decide(exam, {"theory": passed, "practical": PartInput(PartState.VOID, note="phone", breach=breach)})
        assert (result.parts[0].reasons, result.parts[0].passed) == (reasons, not reasons)
        assert not result.passed
        assert result.complete


def test_a_part_that_was_passed_earlier_counts_with_the_total_it_had() -> None:
    exam = form(part(points("a"), id="theory"), part(points("b")))
    kept = Carried("JM-1", date(2026, 5, 1), "0" * 64, Fraction(361, 5), "72.2")
    result = decide(exam, {
        "theory": PartInput(PartState.CARRIED, carried=kept),
        "practical": PartInput(PartState.SCORED, [sheet("0", b="60")]),
    })
    assert result.grade == "L4"
    assert (result.parts[0].total, result.parts[0].shown) == (Fraction(361, 5), "72.2")
    assert result.to_data()["parts"][0]["carried"] == {"sitting": "JM-1", "held_on": "2026-05-01", "result": "0" * 64}
