"""The quality of judgement at a sitting: asked for, computed by the worker, kept, shown to who may see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assess.errors import Forbidden, Refused
from assess.figures.figure import Undefined
from assess.jobs import worker
from assess.operations import judging, scoring, settling, sittings
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.people.roles import OPERATOR, Actor, Role
from tests import marking as cast
from tests.marking import THEN, Marking

config, marking = cast.config, cast.marking


def seal(marking: Marking, *seats: int, **values: dict[str, str]) -> list[int]:
    """Both examiners' sheets of these seats, filled, signed, checked and sealed; ``values`` by user name."""
    done = []
    for username in ("first", "second"):
        for seat in seats:
            sheet_id = marking.fill(seat, username)
            for field, text in values.get(username, {}).items():
                marking.enter(field, text, seat, username=username)
            scoring.sign(marking.store, marking.actors[username], [sheet_id], THEN)
            done.append(sheet_id)
    scoring.check(marking.store, marking.actors["checker"], done, THEN)
    scoring.seal(marking.store, marking.actors["office"], done, THEN)
    return done


def computed(marking: Marking) -> judging.JudgingView:
    """The office's view after the worker did its job."""
    judging.ask(marking.store, marking.actors["office"], marking.sitting_id, THEN)
    worker.run_until_idle(marking.store, THEN)
    return view(marking)


def view(marking: Marking, actor: Actor | None = None) -> judging.JudgingView:
    return judging.judging_view(marking.store, actor or marking.actors["office"], marking.sitting_id)


def somebody(marking: Marking, role: Role) -> Actor:
    details = AccountDetails("somebody", "somebody", frozenset({role}))
    create_account(marking.store, OPERATOR, details, cast.PASSWORD, now=THEN, salt=b"somebody........")
    return actor_named(marking.store, "somebody")


def make_lead(marking: Marking, username: str) -> Actor:
    """Makes an examiner of the sitting its lead examiner."""
    actor = marking.actors[username]
    sittings.assign(marking.store, marking.actors["office"], marking.sitting_id, actor.account_id, "", "lead", THEN)
    return actor


def test_figures_come_from_a_process_of_their_own_and_are_kept(marking: Marking) -> None:
    seal(marking, 1, 2, 3, second={"t1.cut-depth": "17.5"})
    found = computed(marking)
    assert found.current and not found.waiting and found.figures is not None
    (part,) = found.figures.parts
    assert (part.part, part.candidates, len(part.pairs)) == ("practical", 3, 1)
    assert [one.deviation * 2 for one in part.severities] == [1, -1]
    assert (found.figures.decided, found.figures.undecided) == (0, 3)  # nobody has marked the theory yet


def test_before_a_part_is_sealed_there_is_nothing_to_compute(marking: Marking) -> None:
    marking.signed(1)
    with pytest.raises(Refused) as caught:
        judging.ask(marking.store, marking.actors["office"], marking.sitting_id, THEN)
    assert caught.value.code == "judging.nothing_sealed"
    assert view(marking).figures is None


def test_asking_twice_computes_once(marking: Marking) -> None:
    seal(marking, 1)
    for _ in range(2):
        judging.ask(marking.store, marking.actors["office"], marking.sitting_id, THEN)
    assert view(marking).waiting
    assert worker.run_until_idle(marking.store, THEN) == 1


def test_figures_of_sheets_that_changed_are_said_to_be_old(marking: Marking) -> None:
    sheet_id = seal(marking, 1)[0]
    assert computed(marking).current
    scoring.give_back(marking.store, marking.actors["office"], sheet_id, "第二项填错", THEN)
    found = view(marking)
    assert not found.current and found.figures is not None


def test_nothing_of_the_sitting_is_changed_by_its_figures(marking: Marking) -> None:
    seal(marking, 1, 2, 3)
    before = [sheet.cells for sheet in scoring.all_sheets(
        marking.store, marking.actors["office"], marking.sitting_id, "practical").sheets]
    computed(marking)
    after = scoring.all_sheets(marking.store, marking.actors["office"], marking.sitting_id, "practical").sheets
    assert [sheet.cells for sheet in after] == before


def test_what_takes_too_long_is_given_up_and_said(marking: Marking, monkeypatch: pytest.MonkeyPatch) -> None:
    seal(marking, 1)
    monkeypatch.setattr(judging, "WAIT_SECONDS", 0.01)
    found = computed(marking)
    assert found.figures is None and found.made_at == THEN and not found.waiting


def test_the_supervisor_sees_who_it_is(marking: Marking) -> None:
    seal(marking, 1, 2, 3)
    computed(marking)
    found = view(marking, somebody(marking, Role.SUPERVISOR))
    assert set(found.examiners.values()) == {"First", "Second", "Reader"} and len(found.seats) == 3


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.CHECKER, Role.CANDIDATE, Role.BUREAU])
def test_nobody_else_sees_them(marking: Marking, role: Role) -> None:
    stranger = somebody(marking, role)
    with pytest.raises(Forbidden):
        view(marking, stranger)
    with pytest.raises(Forbidden):
        judging.lead_view(marking.store, stranger, marking.sitting_id)
    with pytest.raises(Forbidden):
        judging.ask(marking.store, stranger, marking.sitting_id, THEN)


def test_the_lead_examiner_sees_no_figures_while_a_sheet_is_open(marking: Marking) -> None:
    lead = make_lead(marking, "first")
    seal(marking, 1, 2)
    computed(marking)
    assert judging.lead_view(marking.store, lead, marking.sitting_id).figures is None


def test_the_sheets_of_who_was_absent_keep_the_lead_examiner_from_nothing(marking: Marking) -> None:
    """Nobody ever seals them."""
    lead, office = make_lead(marking, "first"), marking.actors["office"]
    seal(marking, 1, 2)
    computed(marking)
    third = marking.sheet(3).enrolment_id
    for part in ("practical", "theory"):
        settling.record_part_state(marking.store, office, third, part, "absent", "", THEN)
    assert judging.lead_view(marking.store, lead, marking.sitting_id).figures is None  # two theories are open
    read_theory(marking, 1, 2)
    assert judging.lead_view(marking.store, lead, marking.sitting_id).figures is not None


def test_the_lead_examiner_sees_no_names_and_no_cell_that_points_at_a_person(marking: Marking) -> None:
    lead = make_lead(marking, "first")
    seal(marking, 1, 2, 3)
    read_theory(marking)
    assert computed(marking).figures is not None
    found = judging.lead_view(marking.store, lead, marking.sitting_id)
    assert found.figures is not None
    assert (found.examiners, found.seats, found.persons) == ({}, {}, False)
    practical = next(part for part in found.figures.parts if part.part == "practical")
    assert {one.difficulty for one in practical.items} == {Undefined.HIDDEN}
    assert {one.deviation for one in practical.severities} == {Undefined.HIDDEN}


def test_a_lead_examiner_who_works_in_the_office_too_is_shown_nobody_as_the_lead(marking: Marking) -> None:
    """The page of the office is another one; both are asked for by the same account."""
    lead = replace(make_lead(marking, "first"), roles=frozenset({Role.EXAMINER, Role.OFFICE}))
    seal(marking, 1, 2, 3)
    computed(marking)
    assert judging.lead_view(marking.store, lead, marking.sitting_id).seats == {}
    assert len(judging.judging_view(marking.store, lead, marking.sitting_id).seats) == 3


def test_the_lead_examiner_does_not_come_in_by_the_office(marking: Marking) -> None:
    with pytest.raises(Forbidden):
        view(marking, make_lead(marking, "first"))


def read_theory(marking: Marking, *seats: int) -> None:
    """The theory of everybody, or of these seats, sealed."""
    reader = marking.actors["reader"]
    sheets = [sheet.id for sheet in marking.sheets("reader", "theory").sheets if not seats or sheet.seat in seats]
    for sheet_id in sheets:
        scoring.save(marking.store, reader, sheet_id, "theory.score", "70", expected=0, operation=f"t{sheet_id}",
                     now=THEN)
    scoring.sign(marking.store, reader, sheets, THEN)
    scoring.check(marking.store, marking.actors["checker"], sheets, THEN)
    scoring.seal(marking.store, marking.actors["office"], sheets, THEN)
