"""Objections to published results: who may, what is kept secret, who decides, what they hold up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from assess.errors import BadInput, Forbidden, NotFound, Refused
from assess.i18n.formats import local_date
from assess.operations import remedies, sittings
from assess.store.remedies import NoticeObjectionRow
from tests.marking import THEN, Marking, config, marking
from tests.operations.remedied import candidate, colleague, publish, published, unmet
from tests.operations.test_settling import take

__all__ = ["config", "marking"]
CODE = "2026-CP-01"


def object_(marking: Marking, seat: int | None = 1, text: str = "此人当日不在考场", minute: int = 0) -> str:
    return remedies.object_publicly(marking.store, CODE, seat, text, "黎证人", "0750-1234567",
                                    THEN + timedelta(minutes=minute))


def found(marking: Marking) -> list[remedies.ObjectionView]:
    return remedies.objections(marking.store, marking.actors["office"], marking.sitting_id)


def decide(marking: Marking, outcome: str = "dismissed", finding: str = "签到表有其本人签名") -> None:
    remedies.decide_objection(marking.store, marking.actors["office"], found(marking)[0].id, outcome, finding, THEN)


def test_a_stranger_objects_to_a_line_and_asks_later_by_the_reference(marking: Marking) -> None:
    published(marking)
    reference = object_(marking)
    one, = found(marking)
    assert (one.seat, one.name, one.contact, one.text) == (1, "黎证人", "0750-1234567", "此人当日不在考场")
    assert one.public and one.reference == reference
    assert remedies.objection_by_reference(marking.store, reference).outcome == "open"
    decide(marking)
    state = remedies.objection_by_reference(marking.store, reference.lower())
    assert (state.outcome, state.finding) == ("dismissed", "签到表有其本人签名")


@pytest.mark.parametrize("reference", ["1", "1-", "1-0123456789AB", "2-0123456789AB", "x", "²-1", "9" * 40])
def test_a_reference_cannot_be_guessed(marking: Marking, reference: str) -> None:
    published(marking)
    object_(marking)
    with pytest.raises(NotFound, match=r"objection\.unknown"):
        remedies.objection_by_reference(marking.store, reference)


def test_who_objects_and_what_is_said_lies_sealed_in_the_database(marking: Marking) -> None:
    published(marking)
    object_(marking)
    with marking.store.reading() as session:
        row = session.scalars(select(NoticeObjectionRow)).one()
        assert "证人".encode() not in row.by_whom_sealed and "考场".encode() not in row.text_sealed
    marking.store.engine.dispose()
    files = marking.store.config.instance.glob("*.db*")
    assert all("此人当日不在考场".encode() not in file.read_bytes() for file in files)


def test_who_objects_is_hidden_from_those_who_examined(marking: Marking) -> None:
    published(marking)
    object_(marking)
    one, = remedies.objections(marking.store, colleague(marking), marking.sitting_id)
    assert (one.name, one.contact, one.text) == ("", "", "此人当日不在考场")


def test_nobody_objects_to_a_line_that_is_not_on_the_notice(marking: Marking) -> None:
    published(marking)
    for seat in (2, 9):
        with pytest.raises(BadInput, match=r"notice_objection\.no_such_line"):
            object_(marking, seat)
    assert found(marking) == []


@pytest.mark.parametrize("when", [timedelta(days=6), timedelta(days=60)])
def test_nobody_objects_when_the_notice_is_over(marking: Marking, when: timedelta) -> None:
    published(marking)
    with pytest.raises(NotFound, match=r"notice\.unknown"):
        remedies.object_publicly(marking.store, CODE, None, "x", "", "", THEN + when)


def test_an_hour_takes_only_so_many_through_the_page_and_a_letter_still_counts(marking: Marking) -> None:
    published(marking)
    for _ in range(20):
        object_(marking, None)
    with pytest.raises(Refused, match="too_many"):
        object_(marking, None, minute=59)
    letter(marking)
    object_(marking, None, minute=61)


def letter(marking: Marking, day: int = 0) -> int:
    received = local_date(THEN) + timedelta(days=day)
    return remedies.record_objection(marking.store, marking.actors["office"], marking.sitting_id, 2, "来信反映", "", "",
                                     received, THEN + timedelta(days=3))


def test_the_office_records_a_letter_about_anybody_who_has_a_result(marking: Marking) -> None:
    published(marking)
    letter(marking)
    one, = found(marking)
    assert (one.seat, one.public) == (2, False)


@pytest.mark.parametrize("day", [-1, 4, 9])
def test_a_letter_was_received_while_the_notice_stood_and_not_in_the_future(marking: Marking, day: int) -> None:
    published(marking)
    with pytest.raises(BadInput, match=r"notice_objection\.day"):
        letter(marking, day)


def test_an_open_objection_and_one_upheld_hold_up_the_approval_until_it_is_settled_again(marking: Marking) -> None:
    published(marking)
    assert not {"objections_open", "objections_upheld"} & unmet(marking)
    object_(marking)
    assert "objections_open" in unmet(marking)
    decide(marking, "upheld")
    assert {"objections_open", "objections_upheld"} & unmet(marking) == {"objections_upheld"}
    take(marking, "reopen", "异议成立")
    later(marking)
    assert not {"objections_open", "objections_upheld"} & unmet(marking)


def later(marking: Marking) -> None:
    """Settled and published again an hour after the decision."""
    for step in ("settle", "publish_notice"):
        sittings.take_step(marking.store, marking.actors["office"], marking.sitting_id, step, THEN + timedelta(hours=1))


def test_nobody_who_examined_or_was_examined_decides(marking: Marking) -> None:
    published(marking)
    object_(marking)
    examined = colleague(marking, account_id=999, person_id=candidate(marking).person_id)
    for somebody in (colleague(marking), examined):
        with pytest.raises(Forbidden) as refused:
            remedies.decide_objection(marking.store, somebody, found(marking)[0].id, "dismissed", "x", THEN)
        assert refused.value.params["reason"] == "not_examined"
    assert found(marking)[0].outcome == "open"


def test_a_decision_is_made_once_and_says_what_was_found(marking: Marking) -> None:
    published(marking)
    object_(marking)
    with pytest.raises(BadInput, match="finding_missing"):
        decide(marking, finding=" ")
    with pytest.raises(BadInput, match=r"objection\.outcome"):
        decide(marking, "open")
    decide(marking)
    with pytest.raises(Refused, match=r"objection\.decided"):
        decide(marking, "upheld")


def test_an_objection_stays_open_when_the_marking_is_reopened(marking: Marking) -> None:
    published(marking)
    object_(marking)
    take(marking, "reopen", "复查")
    publish(marking)
    assert "objections_open" in unmet(marking)
