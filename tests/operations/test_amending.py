"""Changes after signing: asked for with a reason, decided by a second person, checked and sealed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from assess.errors import AssessError, BadInput, Forbidden, Refused
from assess.exams.progress import SittingState
from assess.exams.scores import Entry, SheetState
from assess.operations import scoring, settling
from assess.operations.scoring import amending
from assess.people.roles import Actor
from assess.store.audit import AuditRow
from assess.store.session import Store
from assess.store.sheets import AmendmentRow, MarkRow, SheetRow, sheet
from assess.store.sittings import AssignmentRow
from tests.marking import THEN, Marking, config, hold, marking
from tests.operations.test_at_once import at_once
from tests.operations.test_settling import mark, record, seal, take

__all__ = ["config", "marking"]

DEPTH = "t1.cut-depth"


def brought_to(marking: Marking, state: str, seat: int = 1) -> int:
    """Brings the first examiner's sheet of a seat to ``state``; its id."""
    sheet_id = marking.fill(seat)
    for name in {"open": (), "returned": ("sign", "give_back"), "signed": ("sign",), "checked": ("sign", "check"),
                 "sealed": ("sign", "check", "seal")}[state]:
        STEPS[name](marking, sheet_id, seat)
    return sheet_id


STEPS: dict[str, Callable[[Marking, int, int], object]] = {
    "enter": lambda it, _, seat: it.enter(DEPTH, "17", seat),
    "sign": lambda it, one, _: scoring.sign(it.store, it.actors["first"], [one], THEN),
    "stand_by": lambda it, one, _: scoring.stand_by(it.store, it.actors["first"], one, "读数无误", THEN),
    "check": lambda it, one, _: scoring.check(it.store, it.actors["checker"], [one], THEN),
    "seal": lambda it, one, _: scoring.seal(it.store, it.actors["office"], [one], THEN),
    "give_back": lambda it, one, _: scoring.give_back(it.store, it.actors["checker"], one, "合计有误", THEN),
    "office_gives_back": lambda it, one, _: scoring.give_back(it.store, it.actors["office"], one, "意见不一", THEN),
    "ask": lambda it, _, seat: it.asked(DEPTH, "17", seat),
    "amend": lambda it, _, seat: it.amend(DEPTH, "17", seat),
}

WAYS = {
    "enter": {"open": "open"},
    "sign": {"open": "signed"},
    "stand_by": {"returned": "signed"},
    "check": {"signed": "checked"},
    "seal": {"checked": "sealed"},
    "give_back": {"signed": "returned", "checked": "returned", "sealed": "returned"},
    "office_gives_back": {"signed": "returned", "checked": "returned", "sealed": "returned"},
    "ask": {"returned": "returned", "signed": "signed", "checked": "checked", "sealed": "sealed"},
    "amend": {"returned": "signed", "signed": "signed", "checked": "signed", "sealed": "signed"},
}
"""For each step the states from which it may be taken, and where it leads; everything else is refused."""


@pytest.mark.parametrize("name", WAYS)
def test_a_step_leads_where_the_table_says_and_is_refused_from_everywhere_else(store: Store, name: str) -> None:
    marking = hold(store, candidates=len(SheetState))
    for seat, state in enumerate((state.value for state in SheetState), start=1):
        sheet_id = brought_to(marking, state, seat)
        if state in WAYS[name]:
            STEPS[name](marking, sheet_id, seat)
        else:
            with pytest.raises(Refused):
                STEPS[name](marking, sheet_id, seat)
        assert marking.sheet(seat).state.value == WAYS[name].get(state, state), state


def test_nothing_changes_until_a_second_person_agrees(marking: Marking) -> None:
    brought_to(marking, "sealed")
    asked = marking.asked(DEPTH, "17", note="左侧", reason="读数看错一格")
    assert (marking.sheet().cells[DEPTH].value, marking.sheet().state) == ("18.5", SheetState.SEALED)
    amending.agree(marking.store, marking.actors["checker"], asked, "已对照照片", THEN)
    changed = marking.sheet()
    assert (changed.cells[DEPTH], changed.state) == (scoring.Cell("17", "左侧", 2), SheetState.SIGNED)
    with marking.store.reading() as session:
        row = session.get_one(SheetRow, changed.id)
        assert (row.digest, row.checked_by, row.sealed_by, row.signed_at) == ("", None, None, THEN)
        made = session.scalars(select(MarkRow).where(MarkRow.amendment_id == asked)).one()
        assert (made.actor_id, made.version) == (marking.actors["first"].account_id, 2)
        act = session.scalars(select(AuditRow).where(AuditRow.action == "amendment.agree")).one()
        assert act.details["changes"] == {DEPTH: {"old": ["18.5", ""], "new": ["17", "左侧"]}}
        assert act.actor_id == marking.actors["checker"].account_id


def test_what_was_agreed_to_is_checked_and_sealed_again(marking: Marking) -> None:
    sheet_id = brought_to(marking, "sealed")
    with marking.store.reading() as session:
        before = sheet(session, sheet_id).digest
    marking.amend(DEPTH, "17")
    seal(marking, sheet_id)
    with marking.store.reading() as session:
        assert sheet(session, sheet_id).digest not in ("", before)


def test_a_refused_amendment_leaves_the_sheet_and_needs_an_answer(marking: Marking) -> None:
    brought_to(marking, "checked")
    asked = marking.asked(DEPTH, "17")
    with pytest.raises(BadInput, match=r"amendment\.answer_missing"):
        amending.refuse(marking.store, marking.actors["checker"], asked, " ", THEN)
    amending.refuse(marking.store, marking.actors["checker"], asked, "照片显示18.5", THEN)
    assert (marking.sheet().state, marking.sheet().cells[DEPTH].value) == (SheetState.CHECKED, "18.5")
    own, = scoring.own_amendments(marking.store, marking.actors["first"], marking.sitting_id, "practical")
    assert (own.state, own.answer, own.decided_by) == ("refused", "照片显示18.5", "Checker")


def test_who_asked_takes_it_back_and_nobody_else(marking: Marking) -> None:
    brought_to(marking, "signed")
    asked = marking.asked(DEPTH, "17")
    with pytest.raises(Forbidden):
        amending.withdraw(marking.store, marking.actors["second"], asked, THEN)
    amending.withdraw(marking.store, marking.actors["first"], asked, THEN)
    with pytest.raises(Refused, match=r"amendment\.decided"):
        amending.agree(marking.store, marking.actors["checker"], asked, "", THEN)
    assert marking.asked(DEPTH, "16")


HINDERED = {
    "check": "signed", "seal": "checked", "give_back": "sealed", "stand_by": "returned", "ask": "signed",
}


@pytest.mark.parametrize(("name", "state"), HINDERED.items())
def test_a_waiting_amendment_hinders(marking: Marking, name: str, state: str) -> None:
    sheet_id = brought_to(marking, state)
    marking.asked(DEPTH, "17")
    with pytest.raises(Refused) as refused:
        STEPS[name](marking, sheet_id, 1)
    assert (refused.value.code, refused.value.params["seat"]) == ("amendment.waiting", 1)


def test_a_waiting_amendment_hinders_settling_until_it_is_decided(marking: Marking) -> None:
    mark(marking)
    asked = marking.asked(DEPTH, "17")
    with pytest.raises(Refused) as refused:
        take(marking, "settle")
    assert refused.value.params["unmet"] == "amendments_waiting"
    amending.refuse(marking.store, marking.actors["checker"], asked, "无误", THEN)
    assert take(marking, "settle") is SittingState.SETTLED


def test_an_amendment_of_a_part_that_became_void_hinders_nothing(marking: Marking) -> None:
    mark(marking)
    asked = marking.asked(DEPTH, "17", 1)
    record(marking, 1, "practical", "void", "夹带")
    with pytest.raises(Refused, match=r"sheet\.part_closed"):
        amending.agree(marking.store, marking.actors["checker"], asked, "", THEN)
    assert take(marking, "settle") is SittingState.SETTLED


def test_after_settling_nothing_is_asked_agreed_or_given_back(marking: Marking) -> None:
    mark(marking)
    sheet_id = marking.sheet().id
    take(marking, "settle")
    for name in ("ask", "give_back", "stand_by"):
        with pytest.raises(Refused, match=r"sheet\.sitting_settled"):
            STEPS[name](marking, sheet_id, 1)


REFUSED = {
    "another unit": ("4.3", "mark.not_in_unit"),
    "too much": ("21", "mark.out_of_range"),
    "no number": ("many", "mark.not_a_number"),
    "the same": ("18.50", "amendment.nothing_changed"),
    "nothing at all": ("", "amendment.incomplete"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_asked_for_is_looked_at_like_an_entry(marking: Marking, case: str) -> None:
    text, code = REFUSED[case]
    brought_to(marking, "signed")
    with pytest.raises(AssessError) as refused:
        marking.asked(DEPTH, text)
    assert refused.value.code == code


def test_an_amendment_needs_its_reason(marking: Marking) -> None:
    brought_to(marking, "signed")
    with pytest.raises(BadInput, match=r"amendment\.reason_missing"):
        marking.asked(DEPTH, "17", reason=" ")


def test_standing_by_a_sheet_needs_words(marking: Marking) -> None:
    sheet_id = brought_to(marking, "returned")
    with pytest.raises(BadInput, match=r"sheet\.words_missing"):
        scoring.stand_by(marking.store, marking.actors["first"], sheet_id, "", THEN)


def leading(marking: Marking, username: str) -> Actor:
    """Makes somebody the lead examiner of the sitting as well."""
    with marking.store.unit_of_work() as session:
        session.add(AssignmentRow(sitting_id=marking.sitting_id, account_id=marking.actors[username].account_id,
                                  duty="lead"))
    return marking.actors[username]


@pytest.mark.parametrize("username", ["first", "second", "reader", "office"])
def test_only_a_checker_or_the_lead_examiner_decides(marking: Marking, username: str) -> None:
    brought_to(marking, "signed")
    asked = marking.asked(DEPTH, "17")
    with pytest.raises(Forbidden):
        amending.agree(marking.store, marking.actors[username], asked, "", THEN)
    with pytest.raises(Forbidden):
        scoring.amendments_to_decide(marking.store, marking.actors[username], marking.sitting_id)


def test_the_lead_examiner_decides_but_never_on_an_own_sheet(marking: Marking) -> None:
    brought_to(marking, "signed")
    lead, asked = leading(marking, "reader"), marking.asked(DEPTH, "17")
    waiting, = scoring.amendments_to_decide(marking.store, lead, marking.sitting_id)
    assert (waiting.id, waiting.before, waiting.after) == (asked, "81.2", "79.7")
    amending.agree(marking.store, lead, asked, "", THEN)
    own = leading(marking, "first")
    again = marking.asked(DEPTH, "16")
    with pytest.raises(Forbidden) as refused:
        amending.agree(marking.store, own, again, "", THEN)
    assert refused.value.params["reason"] == "not_own"
    assert scoring.amendments_to_decide(marking.store, own, marking.sitting_id) == []


def test_a_lead_examiner_who_still_marks_the_same_candidate_sees_nothing_of_it(marking: Marking) -> None:
    brought_to(marking, "signed")
    lead, asked = leading(marking, "second"), marking.asked(DEPTH, "17")
    assert scoring.amendments_to_decide(marking.store, lead, marking.sitting_id) == []
    with pytest.raises(Refused, match=r"amendment\.own_sheet_open"):
        amending.agree(marking.store, lead, asked, "", THEN)
    marking.signed(1, "second")
    amending.agree(marking.store, lead, asked, "", THEN)


def test_a_checker_of_another_sitting_does_not_decide(marking: Marking) -> None:
    brought_to(marking, "signed")
    asked = marking.asked(DEPTH, "17")
    stranger = replace(marking.actors["checker"], account_id=999)
    with pytest.raises(Refused, match=r"amendment\.not_assigned"):
        amending.agree(marking.store, stranger, asked, "", THEN)


def test_two_who_decide_at_once_decide_once(marking: Marking) -> None:
    brought_to(marking, "signed")
    asked, checker = marking.asked(DEPTH, "17"), marking.actors["checker"]
    outcome = at_once(lambda: amending.agree(marking.store, checker, asked, "", THEN),
                      lambda: amending.refuse(marking.store, checker, asked, "无误", THEN))
    assert outcome == ["amendment.decided", "done"]


def test_who_asks_from_an_old_page_is_told_so(marking: Marking) -> None:
    brought_to(marking, "signed")
    old = scoring.Entered(marking.sheet().id, DEPTH, "16", 1, "")
    marking.amend(DEPTH, "17")
    with pytest.raises(Refused, match=r"amendment\.stale"):
        amending.ask(marking.store, marking.actors["first"], marking.sheet().id, [old], "看错", THEN)


def slip_in(marking: Marking, sheet_id: int, value: str) -> None:
    """A mark that reaches the table past every guard, as a fault of the program would write it."""
    with marking.store.unit_of_work() as session:
        session.add(MarkRow(sheet_id=sheet_id, field=DEPTH, version=2, value=value, at=THEN, operation="past",
                            actor_id=marking.actors["first"].account_id))


def test_a_cell_that_changed_meanwhile_makes_the_amendment_stale(marking: Marking) -> None:
    sheet_id = brought_to(marking, "signed")
    asked = marking.asked(DEPTH, "17")
    slip_in(marking, sheet_id, "12")
    with pytest.raises(Refused) as refused:
        amending.agree(marking.store, marking.actors["checker"], asked, "", THEN)
    assert (refused.value.code, refused.value.params["seat"]) == ("amendment.stale", 1)
    with marking.store.reading() as session:
        assert session.get_one(AmendmentRow, asked).state == "waiting"


def test_with_the_guard_gone_the_digest_of_the_seal_still_catches_a_direct_change(marking: Marking) -> None:
    mark(marking)
    sheet_id = marking.sheet().id
    with pytest.raises(Refused, match=r"sheet\.not_open"):
        marking.enter(DEPTH, "12")
    slip_in(marking, sheet_id, "12")
    with pytest.raises(Refused, match=r"sheet\.altered"):
        take(marking, "settle")


def test_the_wrong_seat_is_given_back_and_then_recorded_as_absent(marking: Marking) -> None:
    sheet_id = brought_to(marking, "signed")
    scoring.give_back(marking.store, marking.actors["checker"], sheet_id, "座位弄错", THEN)
    settling.record_part_state(marking.store, marking.actors["office"], marking.sheet().enrolment_id, "practical",
                               "absent", "", THEN)
    with pytest.raises(Refused, match=r"sheet\.part_closed"):
        marking.asked(DEPTH, "17")


def test_emptying_and_filling_a_veto_is_an_amendment_like_any_other(marking: Marking) -> None:
    brought_to(marking, "signed")
    marking.asked("t2.mould", "1", note="背面霉斑")
    found, = scoring.amendments_to_decide(marking.store, marking.actors["checker"], marking.sitting_id)
    assert [(change.old, change.new) for change in found.changes] == [(None, Entry("1", "背面霉斑"))]
    assert found.after == "0.0"
