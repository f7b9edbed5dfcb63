"""The lead examiner of a sitting: appointed by the office, replaced while marks are entered, told counts only."""

from __future__ import annotations

import pytest

from assess.errors import BadInput, Forbidden, Refused
from assess.operations import leading, scoring, settling, sittings
from assess.operations.duties import duties_view
from assess.people.roles import Actor
from assess.store.sittings import sitting, took_part
from tests import marking as cast
from tests.marking import THEN, Marking

config, marking = cast.config, cast.marking


def appoint(marking: Marking, username: str) -> None:
    sittings.assign(marking.store, marking.actors["office"], marking.sitting_id,
                    marking.actors[username].account_id, "", "lead", THEN)


def refusal(marking: Marking, username: str) -> str:
    with pytest.raises((Refused, BadInput)) as caught:
        appoint(marking, username)
    return caught.value.code


def lead_assignment(marking: Marking) -> int:
    view = duties_view(marking.store, marking.actors["office"], marking.sitting_id)
    (lead,) = view.leads
    return lead.assignment_id


def decides_not(marking: Marking, actor: Actor) -> bool:
    with marking.store.reading() as session:
        return took_part(sitting(session, marking.sitting_id), actor)


def test_an_examiner_of_the_sitting_may_lead_it(marking: Marking) -> None:
    appoint(marking, "first")
    view = duties_view(marking.store, marking.actors["office"], marking.sitting_id)
    assert [one.name for one in view.leads] == ["First"]
    assert [part.part.part.id for part in view.parts if any(one.name == "First" for one in part.assigned)] == [
        "practical"]


def test_a_sitting_has_one_lead_examiner(marking: Marking) -> None:
    appoint(marking, "first")
    assert refusal(marking, "second") == "assignment.lead_taken"
    appoint(marking, "first")  # the same again changes nothing


@pytest.mark.parametrize(("username", "code"), [("checker", "assignment.not_qualified"),
                                                ("office", "assignment.not_qualified")])
def test_who_is_no_examiner_does_not_lead(marking: Marking, username: str, code: str) -> None:
    assert refusal(marking, username) == code


def test_a_lead_examiner_is_replaced_while_marks_are_entered_and_still_decides_nothing(marking: Marking) -> None:
    reader = marking.actors["reader"]
    appoint(marking, "reader")
    sittings.unassign(marking.store, marking.actors["office"], marking.sitting_id, lead_assignment(marking), THEN)
    appoint(marking, "second")
    with marking.store.reading() as session:
        duties = {(a.account_id, a.duty) for a in sitting(session, marking.sitting_id).assignments}
    assert (reader.account_id, "led") in duties and decides_not(marking, reader)
    with pytest.raises(Forbidden):
        leading.panel(marking.store, reader, marking.sitting_id)


def test_who_leads_twice_is_released_twice(marking: Marking) -> None:
    for _ in range(2):
        appoint(marking, "reader")
        sittings.unassign(marking.store, marking.actors["office"], marking.sitting_id, lead_assignment(marking), THEN)
    assert duties_view(marking.store, marking.actors["office"], marking.sitting_id).leads == ()
    assert decides_not(marking, marking.actors["reader"])


def test_other_duties_stay_fixed_once_marking_began(marking: Marking) -> None:
    with pytest.raises(Refused) as caught:
        sittings.assign(marking.store, marking.actors["office"], marking.sitting_id,
                        marking.actors["reader"].account_id, "practical", "examiner", THEN)
    assert caught.value.code == "sitting.marking_began"


def test_the_lead_examiner_is_told_how_far_each_is_and_no_mark(marking: Marking) -> None:
    appoint(marking, "reader")
    marking.signed(1)
    absent = marking.sheet(2).enrolment_id
    settling.record_part_state(marking.store, marking.actors["office"], absent, "practical", "absent", "", THEN)
    (led,) = leading.led_sittings(marking.store, marking.actors["reader"])
    assert led == leading.panel(marking.store, marking.actors["reader"], marking.sitting_id)
    practical = led.parts[1]
    assert [(one.name, one.sheets, one.count("signed"), one.count("open")) for one in practical.examiners] == [
        ("First", 2, 1, 1), ("Second", 2, 0, 2)]
    assert (practical.sheets, practical.count("signed")) == (4, 1)
    assert leading.led_sittings(marking.store, marking.actors["first"]) == []


def test_the_panel_is_nobody_elses_to_see(marking: Marking) -> None:
    appoint(marking, "reader")
    for username in ("first", "checker"):
        with pytest.raises(Forbidden):
            leading.panel(marking.store, marking.actors[username], marking.sitting_id)
