"""What a device's journal sends: any order, again and again, over what somebody else entered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from assess.errors import Forbidden, Refused
from assess.operations import scoring, settling
from assess.operations.scoring import journal
from assess.operations.scoring.journal import Delivery, Dropped, Operation, Receipt, Waiting
from assess.operations.scoring.standing import standing_digest
from assess.store.devices import DeviceRow
from assess.store.sheets import MarkRow
from tests.marking import THEN, Marking, config, marking

__all__ = ["config", "marking"]
DEPTH = "t1.cut-depth"
JOURNAL = "a" * 32


def typed(marking: Marking, text: str = "18", expected: int = 0, sequence: int = 1, **more: object) -> Operation:
    found = Operation(f"op-{sequence}", sequence, marking.sheet().id, DEPTH, text, expected)
    return replace(found, **more)  # type: ignore[arg-type]


def send(marking: Marking, *operations: Operation, who: str = "first", left: dict[int, Waiting] | None = None) \
        -> tuple[Receipt, ...]:
    delivery = Delivery(JOURNAL, "Android · Chrome", operations, left or {})
    return journal.take(marking.store, marking.actors[who], delivery, THEN).receipts


def history(marking: Marking) -> list[tuple[int, str | None, int, str]]:
    with marking.store.reading() as session:
        rows = session.scalars(select(MarkRow).where(MarkRow.field == DEPTH).order_by(MarkRow.version))
        return [(row.version, row.value, row.sequence, row.operation) for row in rows]


def test_a_saved_entry_names_its_journal_and_its_place_in_it(marking: Marking) -> None:
    (receipt,) = send(marking, typed(marking, "18,50", sequence=7))
    assert (receipt.state, receipt.version, receipt.standing.value) == ("saved", 1, "18.5")
    with marking.store.reading() as session:
        row = session.scalars(select(MarkRow)).one()
    assert (row.device, row.sequence, row.actor_id) == (JOURNAL, 7, marking.actors["first"].account_id)


def test_what_is_delivered_again_changes_nothing_even_when_something_newer_stands(marking: Marking) -> None:
    first = typed(marking, "18")
    send(marking, first)
    send(marking, typed(marking, "12", expected=1, sequence=2))
    (again,) = send(marking, first)
    assert (again.state, again.version, again.standing.value, again.standing.version) == ("saved", 1, "12", 2)
    assert [value for _, value, *_ in history(marking)] == ["18", "12"]


def test_entries_of_one_message_are_taken_in_the_order_they_were_typed(marking: Marking) -> None:
    later, earlier = typed(marking, "12", expected=1, sequence=2), typed(marking, "18")
    answers = send(marking, later, earlier)
    assert [(each.operation, each.state) for each in answers] == [(later, "saved"), (earlier, "saved")]
    assert [value for _, value, *_ in history(marking)] == ["18", "12"]


def test_an_entry_over_an_old_version_shows_what_stands_and_writes_nothing(marking: Marking) -> None:
    send(marking, typed(marking, "18"))
    (receipt,) = send(marking, typed(marking, "12", sequence=2))
    assert (receipt.state, receipt.standing.value, receipt.standing.version) == ("conflict", "18", 1)
    assert len(history(marking)) == 1


def test_who_keeps_the_other_value_leaves_the_own_one_in_the_history(marking: Marking) -> None:
    send(marking, typed(marking, "18"))
    choice = typed(marking, "18", expected=1, sequence=3, dropped=Dropped("op-2", 2, "12"))
    (receipt,) = send(marking, choice)
    assert (receipt.state, receipt.version) == ("saved", 3)
    assert history(marking) == [(1, "18", 1, "op-1"), (2, "12", 2, "op-2"), (3, "18", 3, "op-3")]
    assert send(marking, choice)[0].version == 3 and len(history(marking)) == 3


def test_a_choice_over_an_old_version_is_a_conflict_again(marking: Marking) -> None:
    marking.enter(DEPTH, "18")
    marking.enter(DEPTH, "17")
    (receipt,) = send(marking, typed(marking, "18", expected=1, sequence=3, dropped=Dropped("op-2", 2, "12")))
    assert (receipt.state, receipt.standing.value) == ("conflict", "17")


def test_two_devices_that_enter_the_same_agree(marking: Marking) -> None:
    marking.enter(DEPTH, "18")
    assert send(marking, typed(marking, "18.0"))[0].state == "same"


def test_an_operation_id_cannot_carry_two_values(marking: Marking) -> None:
    send(marking, typed(marking, "18"))
    for other in (typed(marking, "17"), replace(typed(marking), field="t1.tools", text="1")):
        (receipt,) = send(marking, other)
        assert receipt.error is not None and receipt.error.code == "mark.operation_reused"


def codes(marking: Marking, operation: Operation, who: str = "first") -> str:
    (receipt,) = send(marking, operation, who=who)
    assert receipt.error is not None and receipt.state == "refused"
    return receipt.error.code


def test_a_refusal_names_its_code_and_writes_nothing(marking: Marking) -> None:
    assert codes(marking, typed(marking, "20.5")) == "mark.out_of_range"
    assert codes(marking, replace(typed(marking), field="t1.nothing")) == "form.no_field"
    assert codes(marking, replace(typed(marking), sheet_id=999)) == "sheet.unknown"
    assert codes(marking, replace(typed(marking), sheet_id=marking.sheet(1, "second").id)) == "sheet.unknown"
    settling.record_part_state(marking.store, marking.actors["office"], marking.sheet().enrolment_id, "practical",
                               "absent", "", THEN)
    assert codes(marking, typed(marking)) == "sheet.part_closed"
    assert history(marking) == []


def test_a_signed_sheet_takes_no_entry(marking: Marking) -> None:
    marking.signed()
    assert codes(marking, typed(marking, "3", expected=1)) == "sheet.not_open"


def test_only_examiners_have_a_journal(marking: Marking) -> None:
    with pytest.raises(Forbidden):
        send(marking, who="office")


def test_a_device_says_what_waits_there_and_new_conflicts_are_counted(marking: Marking) -> None:
    marking.enter(DEPTH, "18")
    here, elsewhere = marking.sitting_id, marking.sitting_id + 1
    send(marking, typed(marking, "12"), left={here: Waiting(3, 1), elsewhere: Waiting(9, 9)})
    with marking.store.reading() as session:
        (row,) = session.scalars(select(DeviceRow))
        assert (row.sitting_id, row.waiting, row.conflicts, row.label) == (here, 3, 2, "Android · Chrome")
    send(marking, left={here: Waiting(0, 0)})
    with marking.store.reading() as session:
        (row,) = session.scalars(select(DeviceRow))
        assert (row.waiting, row.conflicts) == (0, 0)


def test_a_sheet_is_signed_only_as_it_was_seen(marking: Marking) -> None:
    sheet_id, first = marking.fill(), marking.actors["first"]
    seen = {sheet_id: standing_digest(marking.sheet().cells)}
    send(marking, typed(marking, "3", expected=1))
    with pytest.raises(Refused, match=r"sheet\.differs"):
        scoring.sign(marking.store, first, [sheet_id], THEN, seen)
    scoring.sign(marking.store, first, [sheet_id], THEN, {sheet_id: standing_digest(marking.sheet().cells)})
