"""The public notice: what it shows, to whom, and for how long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from assess.errors import NotFound
from assess.i18n.formats import local_date
from assess.operations import notices
from assess.store.sittings import SittingRow
from tests.marking import THEN, Marking, config, marking
from tests.operations.remedied import published
from tests.operations.test_settling import mark, take

__all__ = ["config", "marking"]
CODE, TODAY = "2026-CP-01", local_date(THEN)


def test_a_notice_shows_number_masked_name_and_grade_of_those_who_passed(marking: Marking) -> None:
    published(marking)
    notice, = notices.notices(marking.store, TODAY)
    assert notice == notices.notice(marking.store, CODE, TODAY)
    assert notice.lines == (notices.NoticeLine("1", "陈*", "L4"), notices.NoticeLine("3", "欧阳**", "L4"))
    assert (notice.since, notice.until, notice.held_on) == (TODAY, TODAY + timedelta(days=5), date(2026, 11, 23))


def test_a_notice_is_gone_after_its_last_day(marking: Marking) -> None:
    published(marking)
    assert notices.notices(marking.store, TODAY + timedelta(days=5)) != []
    assert notices.notices(marking.store, TODAY + timedelta(days=6)) == []
    with pytest.raises(NotFound):
        notices.notice(marking.store, CODE, TODAY + timedelta(days=6))


@pytest.mark.parametrize("state", ["enrolling", "marking", "settled", "approved", "issued", "cancelled"])
def test_a_sitting_that_is_not_on_notice_is_as_unknown_as_one_that_never_was(marking: Marking, state: str) -> None:
    published(marking)
    with marking.store.unit_of_work() as session:
        session.execute(update(SittingRow).values(state=state))
    said = []
    for code in (CODE, "2026-CP-99"):
        with pytest.raises(NotFound) as unknown:
            notices.notice(marking.store, code, TODAY)
        said.append(unknown.value.code)
    assert said == ["notice.unknown"] * 2
    assert notices.notices(marking.store, TODAY) == []


def test_reopening_takes_the_notice_away(marking: Marking) -> None:
    published(marking)
    take(marking, "reopen", "复查成绩")
    assert notices.notices(marking.store, TODAY) == []


def test_the_office_prints_the_same_lines_before_they_are_published(marking: Marking) -> None:
    mark(marking)
    take(marking, "settle")
    head, lines = notices.notice_to_print(marking.store, marking.actors["office"], marking.sitting_id)
    take(marking, "publish_notice")
    assert head.notice_until is None
    assert lines == notices.notice(marking.store, CODE, TODAY).lines
