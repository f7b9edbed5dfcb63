"""From sealed sheets to results that stand: states, disagreement, settling, reopening, the notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from assess.errors import BadInput, Forbidden, Refused
from assess.exams.progress import SittingState
from assess.exams.result import PartState
from assess.operations import placing, scoring, settling, sittings
from assess.operations.marking import marking_view
from assess.operations.notices import notice_to_print
from assess.people.roles import Role
from assess.store.results import ResultRow
from assess.store.sheets import MarkRow, SheetRow
from assess.store.sittings import enrolment
from tests.marking import THEN, Marking, config, marking

__all__ = ["config", "marking"]


def theory(marking: Marking, seat: int, text: str) -> int:
    """The reader enters and signs the whole score of the theory part; the sheet's id."""
    reader, sheet = marking.actors["reader"], marking.sheet(seat, "reader", "theory")
    scoring.save(marking.store, reader, sheet.id, "theory.score", text, expected=0, operation=f"t-{seat}", now=THEN)
    scoring.sign(marking.store, reader, [sheet.id], THEN)
    return sheet.id


def seal(marking: Marking, *sheets: int) -> None:
    scoring.check(marking.store, marking.actors["checker"], sheets, THEN)
    scoring.seal(marking.store, marking.actors["office"], sheets, THEN)


def mark(
    marking: Marking, *, colours: tuple[str, str] = ("2", "2"), theories: tuple[str, ...] = ("60", "59.5", "100")
) -> None:
    """Everybody is marked and sealed; seat 1's colour is judged with ``colours``."""
    sheets = []
    for seat, text in enumerate(theories, start=1):
        sheets.append(theory(marking, seat, text))
        for username, colour in zip(("first", "second"), colours, strict=True):
            sheet_id = marking.fill(seat, username)
            if seat == 1:
                marking.enter("t2.colour", colour, seat, username=username)
            scoring.sign(marking.store, marking.actors[username], [sheet_id], THEN)
            sheets.append(sheet_id)
    seal(marking, *sheets)


def take(marking: Marking, step: str, reason: str = "", username: str = "office") -> SittingState:
    return sittings.take_step(marking.store, marking.actors[username], marking.sitting_id, step, THEN, reason)


def preview(marking: Marking) -> list[settling.CandidateResult]:
    return settling.preview(marking.store, marking.actors["office"], marking.sitting_id)


def record(marking: Marking, seat: int, part: str, state: str, note: str = "") -> None:
    enrolment_id = marking.sheet(seat).enrolment_id
    settling.record_part_state(marking.store, marking.actors["office"], enrolment_id, part, state, note, THEN)


def in_force(marking: Marking) -> list[bool]:
    with marking.store.reading() as session:
        return [row.in_force for row in session.query(ResultRow).order_by(ResultRow.id)]


def test_each_part_passes_by_itself(marking: Marking) -> None:
    mark(marking)
    found = [[(part.shown, part.passed) for part in one.result.parts] for one in preview(marking)]
    assert [one[0] for one in found] == [("60.0", True), ("59.5", False), ("100.0", True)]
    assert [one.result.grade for one in preview(marking)] == ["L4", None, "L4"]


def test_settling_waits_for_every_sheet(marking: Marking) -> None:
    theory(marking, 1, "80")
    with pytest.raises(Refused, match="step_needs") as refused:
        take(marking, "settle")
    assert refused.value.params["unmet"] == "sheets_unsealed, results_open"


def test_settled_results_are_kept_and_marked(marking: Marking) -> None:
    mark(marking)
    assert not any(one.settled for one in preview(marking))
    assert take(marking, "settle") is SittingState.SETTLED
    assert all(one.settled for one in preview(marking))
    assert in_force(marking) == [True, True, True]


def test_a_double_click_settles_once(marking: Marking) -> None:
    mark(marking)
    take(marking, "settle")
    with pytest.raises(Refused, match="step_not_from_here"):
        take(marking, "settle")
    assert len(in_force(marking)) == 3


def test_an_examiner_of_the_sitting_may_not_settle(marking: Marking) -> None:
    mark(marking)
    office_too = replace(marking.actors["first"], roles=frozenset({Role.OFFICE, Role.EXAMINER}))
    with pytest.raises(Forbidden) as refused:
        sittings.take_step(marking.store, office_too, marking.sitting_id, "settle", THEN)
    assert refused.value.params["reason"] == "not_examined"


def test_judges_too_far_apart_stop_the_settling_until_a_sheet_is_given_back(marking: Marking) -> None:
    mark(marking, colours=("0", "3"))
    open_item, = marking_view(marking.store, marking.actors["office"], marking.sitting_id).disagreements
    assert (open_item.seat, str(open_item.text), open_item.reason) == (1, "色泽", "spread")
    assert dict(zip(open_item.sheets, open_item.values, strict=True))[marking.sheet(1, "first").id] == "0"
    with pytest.raises(Refused, match="step_needs"):
        take(marking, "settle")
    again = marking.sheet(1, "first").id
    scoring.give_back(marking.store, marking.actors["office"], again, "色泽相差过大，请复核", THEN)
    marking.amend("t2.colour", "2", 1)
    seal(marking, again)
    assert marking_view(marking.store, marking.actors["office"], marking.sitting_id).disagreements == ()
    assert take(marking, "settle") is SittingState.SETTLED


@pytest.mark.parametrize("state", ["absent", "withdrawn", "void"])
def test_a_state_is_no_number_and_needs_no_sheet(marking: Marking, state: str) -> None:
    mark(marking, theories=("80", "80"))
    for part in ("theory", "practical"):
        record(marking, 3, part, state, "监考记录第3条")
    result = preview(marking)[2].result
    assert [(part.state, part.total, part.shown) for part in result.parts] == [(PartState(state), None, None)] * 2
    assert result.complete and not result.passed
    assert take(marking, "settle") is SittingState.SETTLED


def test_a_void_part_needs_its_reason(marking: Marking) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        record(marking, 1, "theory", "void", "  ")
    with pytest.raises(BadInput, match=r"part_state\.unknown"):
        record(marking, 1, "theory", "ill")


def test_somebody_whose_sheet_was_signed_cannot_have_been_absent(marking: Marking) -> None:
    sheet_id = theory(marking, 1, "80")
    with pytest.raises(Refused, match=r"part_state\.signed"):
        record(marking, 1, "theory", "absent")
    scoring.give_back(marking.store, marking.actors["checker"], sheet_id, "座位弄错", THEN)
    record(marking, 1, "theory", "absent")


def test_after_settling_no_sheet_takes_a_step_any_more(marking: Marking) -> None:
    mark(marking, theories=("80", "80"))
    sheet_id, reader = marking.sheet(3, "reader", "theory").id, marking.actors["reader"]
    scoring.save(marking.store, reader, sheet_id, "theory.score", "90", expected=0, operation="late", now=THEN)
    for part in ("theory", "practical"):
        record(marking, 3, part, "absent")
    with pytest.raises(Refused, match=r"sheet\.part_closed"):
        scoring.sign(marking.store, reader, [sheet_id], THEN)
    take(marking, "settle")
    steps = {"sign": "reader", "check": "checker", "seal": "office"}
    for name, username in steps.items():
        with pytest.raises(Refused, match=r"sheet\.sitting_settled"):
            getattr(scoring, name)(marking.store, marking.actors[username], [sheet_id], THEN)


TAMPERED = {
    "a mark": update(MarkRow).where(MarkRow.field == "theory.score").values(value="100"),
    "a remark": update(MarkRow).where(MarkRow.field == "t2.colour").values(note="x"),
    "the digest of a sheet": update(SheetRow).values(digest="0" * 64),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_sheet_altered_after_it_was_sealed_is_not_settled(marking: Marking, case: str) -> None:
    mark(marking)
    with marking.store.unit_of_work() as session:
        session.execute(TAMPERED[case])
    with pytest.raises(Refused, match=r"sheet\.altered"):
        take(marking, "settle")
    assert in_force(marking) == []


def test_settled_results_that_the_sheets_no_longer_lead_to_are_not_shown(marking: Marking) -> None:
    mark(marking)
    take(marking, "settle")
    with marking.store.unit_of_work() as session:
        session.execute(TAMPERED["a mark"])
    with pytest.raises(Refused, match=r"certificate\.result_differs"):
        preview(marking)


def test_a_candidate_of_the_sitting_may_not_settle(marking: Marking) -> None:
    mark(marking)
    with marking.store.reading() as session:
        person_id = enrolment(session, marking.sheet(1).enrolment_id).person_id
    candidate_too = replace(marking.actors["office"], person_id=person_id)
    with pytest.raises(Forbidden) as refused:
        sittings.take_step(marking.store, candidate_too, marking.sitting_id, "settle", THEN)
    assert refused.value.params["reason"] == "not_examined"


def test_a_state_can_be_taken_back(marking: Marking) -> None:
    mark(marking)
    record(marking, 1, "theory", "withdrawn")
    assert preview(marking)[0].result.parts[0].state is PartState.WITHDRAWN
    record(marking, 1, "theory", "open")
    assert preview(marking)[0].result.parts[0].shown == "60.0"


def test_reopening_takes_the_results_out_of_force_and_keeps_their_records(marking: Marking) -> None:
    mark(marking)
    take(marking, "settle")
    assert take(marking, "reopen", "复查成绩") is SittingState.MARKING
    assert in_force(marking) == [False, False, False]
    take(marking, "settle")
    assert in_force(marking) == [False, False, False, True, True, True]


def test_the_notice_lasts_as_long_as_the_authority_says_and_masks_every_name(marking: Marking) -> None:
    mark(marking)
    take(marking, "settle")
    take(marking, "publish_notice")
    head, lines = notice_to_print(marking.store, marking.actors["office"], marking.sitting_id)
    assert head.notice_until == date(2026, 11, 23) + timedelta(days=5)
    assert [(line.number, line.name, line.grade) for line in lines] == [("1", "陈*", "L4"), ("3", "欧阳**", "L4")]
    with pytest.raises(Refused, match=r"part_state\.not_marking"):
        record(marking, 1, "theory", "absent")


def test_an_exam_that_is_no_competition_has_no_places_and_waits_for_none(marking: Marking) -> None:
    mark(marking)
    take(marking, "settle")
    with pytest.raises(Refused) as caught:
        placing.placings(marking.store, marking.actors["office"], marking.sitting_id)
    assert caught.value.code == "placing.not_asked"
    assert take(marking, "publish_notice") is SittingState.NOTICE
