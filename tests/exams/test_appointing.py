"""The verdict on a review: quorum and majority exact at the edge, every step that fails by its name, decided again."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, get_args

import pytest

from assess.canonical import canonical
from assess.errors import BadInput
from assess.exams.appointing import (
    Ballot,
    EarlierVote,
    Proceedings,
    Rule,
    decide,
    earliest_end,
    is_carried,
    is_quorate,
    panel_faults,
    result_from,
    term_end,
    working_days,
)
from assess.exams.ladder import grade_from_scores
from assess.standards.model import LEVELS, Appointed, Level

RULE = Rule(("report", "pledge"), 7, True, 3, ("record", "defence"), Fraction(5, 7), Fraction(2, 3), True, 5, 3)
YES, NO = Ballot(True, "成果属实"), Ballot(False, "带徒材料不足")
MONDAY = date(2026, 11, 23)
GOOD = Proceedings(
    "works/x", "2026.1", "0" * 64, "special", "admitted", "senior-technician", "",
    {"report": ("a" * 64,), "pledge": ("b" * 64,)}, (False,) * 4 + (True,) * 3,
    {"record": date(2026, 11, 2), "defence": date(2026, 11, 9)}, 6, (YES,) * 4 + (NO,) * 2, (),
    MONDAY, date(2026, 11, 30), (), "", "", date(2026, 12, 1), date(2026, 12, 1),
)


def test_a_review_without_a_fault_ends_in_an_appointment_with_its_term() -> None:
    result = decide(RULE, GOOD)
    assert (result.grade, result.reasons, result.term_until) == ("special", (), date(2029, 11, 30))
    data = result.to_data()
    assert (data["present_share"], data["favour_share"]) == ("6/7", "2/3")


@pytest.mark.parametrize(("change", "reasons"), [
    ({"closed": "withdrawn"}, ("withdrawn",)),
    ({"closed": "revoked"}, ("revoked",)),
    ({"admission": "undecided"}, ("undecided",)),
    ({"admission": "refused"}, ("not_admitted",)),
    ({"evidence": {"report": ("a" * 64,), "pledge": ()}}, ("evidence_missing",)),
    ({"evidence": None}, ("evidence_missing",)),
    ({"panel": (False,) * 4 + (True,) * 2}, ("panel_size", "panel_even", "panel_outside")),
    ({"panel": (False,) * 5 + (True,) * 3}, ("panel_even",)),
    ({"stages": {"record": MONDAY}}, ("stages_open",)),
    ({"present": 4, "ballots": (YES,) * 4}, ("no_quorum",)),
    ({"ballots": (YES,) * 5}, ("votes_missing",)),
    ({"ballots": (YES,) * 3 + (NO,) * 3}, ("not_carried",)),
    ({"objections": ("dismissed", "upheld")}, ("objection_upheld",)),
    ({"closed": "ended"}, ("ended",)),
    ({"closed": "ended", "ballots": (NO,) * 6}, ("not_carried",)),
    ({"published_until": date(2026, 11, 29)}, ("not_published",)),
    ({"published_on": None}, ("not_published",)),
    ({"objections": ("dismissed", "open")}, ("objection_open",)),
    ({"term_from": None}, ("not_appointed",)),
    ({"decided_on": date(2026, 11, 30)}, ("not_appointed",)),
], ids=str)
def test_a_step_that_fails_is_the_reason(change: dict[str, Any], reasons: tuple[str, ...]) -> None:
    result = decide(RULE, replace(GOOD, **change))
    assert (result.reasons, result.grade, result.term_until) == (reasons, None, None)


@pytest.mark.parametrize("members", range(1, 16))
def test_shares_hold_exactly_at_their_edge_and_not_below(members: int) -> None:
    for present in range(members + 1):
        assert is_quorate(RULE, present, members) is (present * 7 >= members * 5)
        for favour in range(present + 1):
            assert is_carried(RULE, favour, present) is (present > 0 and favour * 3 >= present * 2)


def test_an_empty_panel_decides_nothing() -> None:
    assert not is_quorate(replace(RULE, quorum=Fraction(0)), 0, 0)
    assert not is_carried(replace(RULE, needed=Fraction(0)), 0, 0)


def test_a_larger_panel_is_allowed_while_it_is_odd() -> None:
    assert panel_faults(RULE, (True,) * 9) == ()
    assert panel_faults(replace(RULE, odd=False), (True,) * 8) == ()


@pytest.mark.parametrize(("until", "days"), [
    (MONDAY, 0), (date(2026, 11, 27), 4), (date(2026, 11, 28), 4), (date(2026, 11, 29), 4), (date(2026, 11, 30), 5),
    (date(2026, 11, 1), 0),
])
def test_working_days_leave_out_the_first_day_and_weekends(until: date, days: int) -> None:
    assert working_days(MONDAY, until) == days


def test_the_earliest_end_is_the_first_day_with_enough_working_days() -> None:
    for start in (date(2026, 11, day) for day in range(1, 29)):
        end = earliest_end(start, 5)
        assert working_days(start, end) == 5
        assert working_days(start, date.fromordinal(end.toordinal() - 1)) == 4


@pytest.mark.parametrize(("start", "end"), [
    (date(2027, 1, 1), date(2029, 12, 31)), (date(2026, 12, 15), date(2029, 12, 14)),
    (date(2028, 2, 29), date(2031, 2, 28)), (date(2028, 3, 1), date(2031, 2, 28)),
])
def test_a_term_ends_the_day_before_its_anniversary(start: date, end: date) -> None:
    assert term_end(start, 3) == end


@pytest.mark.parametrize("held", [
    GOOD,
    replace(GOOD, grade="chief", ballots=(Ballot(True, "同意", "12"),) * 6, objections=("upheld",)),
    replace(GOOD, earlier=(EarlierVote(6, 3, "记票有误"), EarlierVote(5, None, "一名评委中途离席"))),
    Proceedings("works/x", "2026.1", "0" * 64, "chief"),
], ids=["appointed", "upheld", "reopened", "empty"])
def test_a_record_that_was_read_again_is_decided_the_same(held: Proceedings) -> None:
    result = decide(RULE, held)
    assert result_from(json.loads(canonical(result.to_data()))).digest == result.digest


def test_a_record_whose_verdict_was_changed_has_another_digest() -> None:
    data = json.loads(canonical(decide(RULE, replace(GOOD, ballots=(NO,) * 6)).to_data()))
    data["grade"], data["reasons"] = "special", []
    assert result_from(data).to_data() != data


@pytest.mark.parametrize("grade", [*LEVELS, "apprentice", "master"])
def test_no_review_leads_to_a_grade_of_an_exam(grade: str) -> None:
    with pytest.raises(BadInput, match=r"review\.grade"):
        decide(RULE, replace(GOOD, grade=grade))  # type: ignore[arg-type]


def test_whatever_was_recorded_only_the_asked_grade_or_none_comes_out() -> None:
    chance = random.Random(8)
    seen = set()
    for _ in range(3000):
        present = chance.randint(0, 9)
        held = replace(
            GOOD, grade=chance.choice(get_args(Appointed)), present=present,
            panel=tuple(chance.random() < 0.6 for _ in range(chance.choice((7, 7, 9)))),
            ballots=tuple(chance.choice((YES, YES, NO)) for _ in range(present)),
            objections=chance.choice(((), (), ("dismissed",), ("upheld",))),
        )
        result = decide(RULE, held)
        seen.add(result.grade)
        assert result.grade in (None, held.grade)
        if result.grade:
            assert 5 * len(held.panel) <= 7 * present and 2 * present <= 3 * result.favour
    assert seen == {None, "special", "chief"}


def test_scores_and_reviews_lead_to_grades_of_different_types() -> None:
    answers = set(get_args(Level))
    assert answers.isdisjoint(get_args(Appointed)) and "apprentice" not in answers
    assert grade_from_scores.__annotations__["return"] == "Level | None"
