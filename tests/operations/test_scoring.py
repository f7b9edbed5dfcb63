"""Entering, signing, checking and sealing, on a real database."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from assess.errors import BadInput, Conflict, Forbidden, NotFound, Refused
from assess.exams.scores import SheetState
from assess.operations import scoring, settling
from assess.store.session import Store
from assess.store.sheets import MarkRow
from tests.marking import THEN, Marking, config, marking

__all__ = ["config", "marking"]

DEPTH = "t1.cut-depth"


def events(store: Store) -> int:
    """How many marks were ever entered."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(MarkRow)) or 0


def test_a_saved_mark_stands_and_names_its_version(marking: Marking) -> None:
    saved = marking.enter(DEPTH, "18,50")
    assert (saved.value, saved.version, saved.total, saved.missing) == ("18.5", 1, "18.5", 4)
    assert marking.sheet().cells[DEPTH].value == "18.5"


def test_a_mark_delivered_twice_counts_once_and_answers_the_same(marking: Marking) -> None:
    first = marking.enter(DEPTH, "18.5", expected=0, operation="op-1")
    assert marking.enter(DEPTH, "18.5", expected=0, operation="op-1") == first
    assert events(marking.store) == 1


def test_an_operation_id_cannot_carry_two_values(marking: Marking) -> None:
    marking.enter(DEPTH, "18.5", expected=0, operation="op-1")
    with pytest.raises(BadInput, match=r"mark\.operation_reused"):
        marking.enter(DEPTH, "17", expected=0, operation="op-1")
    with pytest.raises(BadInput, match=r"mark\.operation_reused"):
        marking.enter("t2.colour", "1", expected=0, operation="op-1")


def test_a_change_over_an_old_version_is_a_conflict_with_both_values(marking: Marking) -> None:
    marking.enter(DEPTH, "18.5")
    marking.enter(DEPTH, "17")
    with pytest.raises(Conflict) as caught:
        marking.enter(DEPTH, "12", expected=1)
    assert caught.value.params.items() >= {"yours": "12", "theirs": "17", "version": 2}.items()
    assert marking.sheet().cells[DEPTH].value == "17"


def test_two_who_enter_the_same_agree(marking: Marking) -> None:
    marking.enter(DEPTH, "18.5")
    assert marking.enter(DEPTH, "18.50", expected=0, operation="other-tab").version == 1
    assert events(marking.store) == 1


def test_an_emptied_mark_is_missing_again_and_its_history_stays(marking: Marking) -> None:
    marking.enter(DEPTH, "18.5")
    assert marking.enter(DEPTH, "").missing == 5
    assert DEPTH in marking.sheet().missing
    assert events(marking.store) == 2


def test_emptying_an_empty_cell_leaves_no_trace(marking: Marking) -> None:
    assert marking.enter(DEPTH, " ").version == 0
    assert events(marking.store) == 0


def test_a_remark_stays_when_only_the_value_changes(marking: Marking) -> None:
    marking.enter(DEPTH, "18", note="左侧偏深")
    marking.enter(DEPTH, "17")
    assert marking.sheet().cells[DEPTH].note == "左侧偏深"


REFUSED = [("20.5", "mark.out_of_range"), ("4.3", "mark.not_in_unit"), ("x", "mark.not_a_number")]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_a_mark_that_does_not_fit_is_refused_and_nothing_changes(marking: Marking, text: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        marking.enter(DEPTH, text)
    assert (caught.value.code, events(marking.store)) == (code, 0)


def test_nobody_enters_on_the_sheet_of_another(marking: Marking) -> None:
    theirs = marking.sheet(username="second")
    with pytest.raises(Forbidden):
        scoring.save(marking.store, marking.actors["first"], theirs.id, DEPTH, "1", expected=0, operation="x", now=THEN)
    assert {sheet.examiner_id for sheet in marking.sheets().sheets} == {marking.actors["first"].account_id}


def test_an_examiner_without_sheets_of_a_part_finds_none(marking: Marking) -> None:
    with pytest.raises(NotFound):
        marking.sheets("first", "theory")


@pytest.mark.parametrize("state", ["absent", "withdrawn", "void"])
def test_nothing_is_entered_for_a_candidate_who_is(marking: Marking, state: str) -> None:
    settling.record_part_state(marking.store, marking.actors["office"], marking.sheet().enrolment_id, "practical",
                               state, "reason", THEN)
    with pytest.raises(Refused) as caught:
        marking.enter(DEPTH, "1")
    assert (caught.value.code, caught.value.params["reason"]) == ("sheet.part_closed", state)
    assert not marking.sheet().editable


def test_signing_refuses_an_empty_item_and_names_it(marking: Marking) -> None:
    marking.fill()
    marking.enter("t2.colour", "")
    with pytest.raises(Refused) as caught:
        scoring.sign(marking.store, marking.actors["first"], [marking.sheet().id], THEN)
    assert caught.value.params.items() >= {"seat": 1, "count": 1, "first": "t2.colour"}.items()


def test_signing_several_sheets_signs_all_or_none(marking: Marking) -> None:
    full = marking.fill(1)
    with pytest.raises(Refused):
        scoring.sign(marking.store, marking.actors["first"], [full, marking.sheet(2).id], THEN)
    assert marking.sheet(1).state is SheetState.OPEN


def test_a_signed_sheet_takes_no_mark(marking: Marking) -> None:
    marking.signed()
    with pytest.raises(Refused, match=r"sheet\.not_open"):
        marking.enter(DEPTH, "1")


def test_nobody_checks_what_they_examined(marking: Marking) -> None:
    sheet_id = marking.signed()
    for username in ("first", "second", "office"):
        with pytest.raises(Forbidden):
            scoring.check(marking.store, marking.actors[username], [sheet_id], THEN)


def test_a_sheet_goes_from_signed_to_checked_to_sealed(marking: Marking) -> None:
    sheet_id = marking.signed()
    scoring.check(marking.store, marking.actors["checker"], [sheet_id], THEN)
    assert marking.sheet().state is SheetState.CHECKED
    scoring.seal(marking.store, marking.actors["office"], [sheet_id], THEN)
    assert marking.sheet().state is SheetState.SEALED


def test_what_was_not_signed_is_not_checked(marking: Marking) -> None:
    with pytest.raises(Refused, match=r"sheet\.wrong_state"):
        scoring.check(marking.store, marking.actors["checker"], [marking.fill()], THEN)


def test_a_sheet_given_back_says_why_and_takes_no_mark(marking: Marking) -> None:
    sheet_id = marking.signed()
    scoring.give_back(marking.store, marking.actors["checker"], sheet_id, " 色泽漏判 ", THEN)
    sheet = marking.sheet()
    assert (sheet.state, sheet.returned, sheet.editable) == (SheetState.RETURNED, "色泽漏判", False)
    with pytest.raises(Refused, match=r"sheet\.not_open"):
        marking.enter(DEPTH, "17")


def test_giving_back_needs_a_reason(marking: Marking) -> None:
    with pytest.raises(BadInput, match=r"sheet\.reason_missing"):
        scoring.give_back(marking.store, marking.actors["checker"], marking.signed(), " ", THEN)


def test_a_whole_page_keeps_what_is_right_and_says_what_is_not(marking: Marking) -> None:
    sheet = marking.sheet()
    cells = [scoring.Entered(sheet.id, DEPTH, "18", 0, "p1"), scoring.Entered(sheet.id, "t2.colour", "7", 0, "p2"),
             scoring.Entered(sheet.id, "t1.tools", "", 0, "p3")]
    outcomes = scoring.save_each(marking.store, marking.actors["first"], cells, now=THEN)
    assert [(o.changed, o.error and o.error.code) for o in outcomes] \
        == [(True, None), (False, "mark.out_of_range"), (False, None)]
    assert marking.sheet().cells.keys() == {DEPTH}


def test_a_cell_that_was_not_touched_takes_nothing_back_from_another_tab(marking: Marking) -> None:
    marking.enter(DEPTH, "18")
    marking.enter(DEPTH, "12")
    untouched = scoring.Entered(marking.sheet().id, DEPTH, "18", 1, "stale-tab")
    changed = scoring.Entered(marking.sheet().id, DEPTH, "19", 1, "stale-tab-changed")
    outcomes = scoring.save_each(marking.store, marking.actors["first"], [untouched, changed], now=THEN)
    assert outcomes[0].error is None and not outcomes[0].changed
    assert isinstance(outcomes[1].error, Conflict)
    assert marking.sheet().cells[DEPTH].value == "12"


def test_duties_count_sheets_but_not_those_of_absent_candidates(marking: Marking) -> None:
    marking.signed(1)
    settling.record_part_state(marking.store, marking.actors["office"], marking.sheet(2).enrolment_id, "practical",
                               "absent", "", THEN)
    duty, = scoring.duties(marking.store, marking.actors["first"], "examiner")
    assert (duty.part, duty.sheets, duty.count("signed"), duty.count("open")) == ("practical", 2, 1, 1)
    checking = scoring.duties(marking.store, marking.actors["checker"], "checker")
    assert [line.part for line in checking] == ["theory", "practical"]


def test_the_checker_sees_all_sheets_and_an_examiner_of_the_part_none_of_others(marking: Marking) -> None:
    marking.signed(1)
    seen = scoring.sheets_to_check(marking.store, marking.actors["checker"], marking.sitting_id, "practical")
    assert [(sheet.seat, sheet.examiner) for sheet in seen.sheets][:2] == [(1, "First"), (1, "Second")]
    with pytest.raises(Forbidden):
        scoring.sheets_to_check(marking.store, marking.actors["first"], marking.sitting_id, "practical")


def test_a_photo_is_for_the_examiner_of_the_candidate_only(marking: Marking) -> None:
    with pytest.raises(NotFound, match=r"person\.no_photo"):
        scoring.photo_on_sheet(marking.store, marking.actors["first"], marking.sheet().id)
    with pytest.raises(Forbidden):
        scoring.photo_on_sheet(marking.store, marking.actors["reader"], marking.sheet().id)
