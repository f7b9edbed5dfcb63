"""Void parts with the tier of the breach: what it takes, and how long it keeps somebody from later exams."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from assess.errors import BadInput, Refused
from assess.exams.eligibility import Background
from assess.operations import candidates, settling, sittings
from assess.operations.enrolling import Applicant, decide_admission, enrol
from assess.people.identity import Document, DocumentType, PersonName
from assess.store.sittings import PartStateRow
from tests.marking import NAMES, THEN, Marking, bir, config, marking
from tests.operations.test_settling import mark, preview, take

__all__ = ["config", "marking"]


def breach(marking: Marking, tier: str, state: str = "void", seat: int = 1, part: str = "theory") -> None:
    enrolment_id = marking.sheet(seat).enrolment_id
    settling.record_part_state(marking.store, marking.actors["office"], enrolment_id, part, state, "携带手机", THEN,
                               tier)


def later(marking: Marking, held_on: date, number: int = 0, code: str = "2027-CP-01") -> int:
    """The person of that number at another sitting, not decided on."""
    office = marking.actors["office"]
    planned = sittings.SittingPlan(code, "national/9-99-99-98", "2026", "L4", held_on, "江门", "jiangmen-demo")
    sitting_id = sittings.plan(marking.store, office, planned, THEN)
    for step in ("announce", "open_enrolment"):
        sittings.take_step(marking.store, office, sitting_id, step, THEN)
    applicant = Applicant(PersonName(NAMES[number], "", ""), Document(DocumentType.MACAU_BIR, bir(number)),
                          date(1990, 5, 17), "macau", "", Background(works=True))
    return enrol(marking.store, office, sitting_id, applicant, THEN)


def admit(marking: Marking, enrolment_id: int, admitted: bool = True) -> None:
    decide_admission(marking.store, marking.actors["office"], enrolment_id, admitted, "已核验", THEN)


EFFECTS = {
    "part-void": [("void",), ()],
    "exam-void": [("void",), ("void_exam",)],
    "": [("void",), ()],
}


@pytest.mark.parametrize("tier", EFFECTS)
def test_a_tier_takes_the_part_or_the_whole_exam(marking: Marking, tier: str) -> None:
    mark(marking)
    breach(marking, tier)
    result = preview(marking)[0].result
    assert [part.reasons for part in result.parts] == EFFECTS[tier]
    assert result.parts[0].breach is None if not tier else result.parts[0].breach.id == tier
    assert result.complete and not result.passed
    take(marking, "settle")


def test_a_breach_that_voids_the_exam_needs_no_further_sheets(marking: Marking) -> None:
    mark(marking, theories=("80", "80"))
    breach(marking, "exam-void", seat=3, part="practical")
    assert preview(marking)[2].result.complete
    take(marking, "settle")


def test_the_list_of_the_authority_is_the_only_one(marking: Marking) -> None:
    with pytest.raises(BadInput, match="breach_unknown"):
        breach(marking, "life-long")
    with pytest.raises(BadInput, match="breach_not_void"):
        breach(marking, "exam-void", "absent")


BARS = {
    "the day before it ends": (date(2027, 11, 22), True),
    "the day on which it ends": (date(2027, 11, 23), False),
    "the same day": (date(2026, 11, 23), False),
}


@pytest.mark.parametrize("case", BARS)
def test_a_bar_keeps_somebody_from_admission_until_it_ends(marking: Marking, case: str) -> None:
    day, barred = BARS[case]
    breach(marking, "exam-void")
    enrolment_id = later(marking, day)
    bar = candidates.candidate(marking.store, marking.actors["office"], enrolment_id).line.bar
    if not barred:
        assert bar is None
        admit(marking, enrolment_id)
        return
    assert bar is not None and (bar.until, bar.sitting) == (date(2027, 11, 23), "2026-CP-01")
    with pytest.raises(Refused, match=r"enrolment\.barred") as refused:
        admit(marking, enrolment_id)
    assert refused.value.params["until"] == "2027-11-23"
    admit(marking, enrolment_id, admitted=False)


def test_a_bar_is_one_persons_and_only_of_a_tier_that_has_one(marking: Marking) -> None:
    breach(marking, "part-void", seat=1)
    breach(marking, "exam-void", seat=2)
    admit(marking, later(marking, date(2027, 3, 1), 0))
    with pytest.raises(Refused, match=r"enrolment\.barred"):
        admit(marking, later(marking, date(2027, 3, 1), 1, "2027-CP-02"))


def test_a_void_part_that_is_taken_back_bars_nobody(marking: Marking) -> None:
    breach(marking, "exam-void")
    breach(marking, "", "open")
    admit(marking, later(marking, date(2027, 3, 1)))


def test_a_bar_that_comes_after_the_admission_stops_the_start_of_the_marking(marking: Marking) -> None:
    enrolment_id = later(marking, date(2027, 3, 1))
    admit(marking, enrolment_id)
    breach(marking, "exam-void")
    office = marking.actors["office"]
    head = candidates.candidate(marking.store, office, enrolment_id).head
    view = sittings.sitting_view(marking.store, office, head.id, THEN)
    assert view.facts.barred == 1
    assert "barred" in next(step.unmet for step in view.steps if step.name == "start_marking")


def test_the_tier_is_kept_as_the_list_had_it_then(marking: Marking) -> None:
    breach(marking, "exam-void")
    with marking.store.unit_of_work() as session:
        kept = session.query(PartStateRow).one().breach
        assert kept is not None and (kept["effect"], kept["bar_months"]) == ("exam", 12)
        session.execute(update(PartStateRow).values(breach={**kept, "bar_months": 1}))
    admit(marking, later(marking, date(2027, 3, 1)))  # the control: what bars is what was recorded
