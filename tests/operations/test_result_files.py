"""Who gets the file of a result, what stands in it, and what the register says to a stranger who brings one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from one_exam import EXAM, ISSUE_DAY, actor
from sqlalchemy import select, update

from assess.config import Config, load_config
from assess.errors import Forbidden, NotFound, Refused
from assess.exams.result_file import check_result_file
from assess.operations import results, settling
from assess.operations.results import Standing
from assess.people.roles import Role
from assess.store.audit import AuditRow
from assess.store.results import ResultRow
from assess.store.session import Store, open_store
from assess.store.sheets import MarkRow
from assess.store.sittings import SittingRow
from tests.conftest import MakeAccount


@pytest.fixture
def config(waiting_instance, tmp_path) -> Config:  # type: ignore[no-untyped-def]
    """Settings of the test's own copy of an installation after the exam of ``one_exam``."""
    shutil.copytree(waiting_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    opened = open_store(config)
    yield opened
    opened.engine.dispose()


def taken(store: Store, candidate: str = "chan", by: str = "office") -> bytes:
    return results.result_file(store, actor(store, by), EXAM.enrolments[candidate], ISSUE_DAY).data


@pytest.mark.parametrize("candidate", EXAM.enrolments)
def test_the_file_of_every_candidate_holds_and_leads_to_the_settled_result(store: Store, candidate: str) -> None:
    data = taken(store, candidate)
    checked, standing = results.check(store, data)
    assert (checked.holds, standing) == (True, Standing.IN_FORCE)
    lines = settling.preview(store, actor(store, "office"), EXAM.sitting_id)
    assert checked.result == next(one.result for one in lines if one.enrolment_id == EXAM.enrolments[candidate])


def test_the_candidate_gets_the_same_file_as_the_office(store: Store) -> None:
    own = results.own_result_file(store, actor(store, "chan"), EXAM.enrolments["chan"])
    assert (own.data, own.name) == (taken(store), "2026-BY-01-1-result.json")


def test_there_is_no_name_and_no_document_in_it(store: Store) -> None:
    for candidate in EXAM.enrolments:
        text = taken(store, candidate).decode()
        assert [one for one in ("陈䶮", "Chan", "Lei", "李", "Xavier", "12345679", "52345678", "72345671", "first",
                                "second", "office", "1990") if one in text] == []
    assert "操作中使幼儿处于危险" in taken(store, "xavier").decode()  # what an examiner wrote is part of the sheet


def test_taking_a_file_is_recorded_for_staff(store: Store) -> None:
    taken(store)
    with store.reading() as session:
        rows = list(session.scalars(select(AuditRow).where(AuditRow.action == "result.download")))
    assert [(row.subject, row.actor) for row in rows] == [(f"enrolment:{EXAM.enrolments['chan']}", "office")]


def test_nobody_else_gets_it(store: Store, make_account: MakeAccount) -> None:
    for somebody in ("first", "checker", "chan"):
        with pytest.raises(Forbidden):
            taken(store, by=somebody)
    for somebody in ("lei", "office"):
        with pytest.raises(Forbidden):
            results.own_result_file(store, actor(store, somebody), EXAM.enrolments["chan"])
    make_account("supervisor", Role.SUPERVISOR)
    assert taken(store, by="supervisor") == taken(store)


def test_the_candidate_waits_for_the_public_notice(store: Store) -> None:
    with store.unit_of_work() as session:
        session.execute(update(SittingRow).values(state="settled"))
    with pytest.raises(NotFound):
        results.own_result_file(store, actor(store, "chan"), EXAM.enrolments["chan"])
    assert taken(store)


def test_there_is_no_file_before_the_results_are_settled(store: Store) -> None:
    with store.unit_of_work() as session:
        session.execute(update(ResultRow).values(in_force=False))
    with pytest.raises(Refused) as caught:
        taken(store)
    assert caught.value.code == "result.not_settled"


def test_a_mark_that_was_altered_past_the_program_gives_no_file(store: Store) -> None:
    with store.unit_of_work() as session:
        session.execute(update(MarkRow).where(MarkRow.value != "1").values(value="1"))
    with pytest.raises(Refused) as caught:
        taken(store)
    assert caught.value.code == "sheet.altered"


def test_the_register_knows_a_replaced_result_and_one_that_was_never_settled(store: Store) -> None:
    data = taken(store)
    with store.unit_of_work() as session:
        session.execute(update(ResultRow).values(in_force=False))
    assert results.check(store, data)[1] is Standing.REPLACED
    with store.unit_of_work() as session:
        session.execute(update(ResultRow).values(digest="0" * 64))
    assert results.check(store, data)[1] is Standing.UNKNOWN


def test_a_forged_file_is_not_looked_up(store: Store) -> None:
    data = json.loads(taken(store, "xavier"))
    data["result"]["grade"] = "L3"
    checked, standing = results.check(store, json.dumps(data).encode())
    assert (checked.holds, standing) == (False, Standing.UNKNOWN)


def test_a_kept_result_is_computed_by_the_rules_that_it_names(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from assess.exams import rules
    from assess.exams.result import decide

    def otherwise(form, inputs):  # type: ignore[no-untyped-def]
        raise AssertionError("decided by the rules of today")

    before = taken(store)
    monkeypatch.setattr(settling, "RULES", 2)
    monkeypatch.setattr(rules, "EXAMS", {1: decide, 2: otherwise})
    assert taken(store) == before and check_result_file(before).holds
    assert settling.preview(store, actor(store, "office"), EXAM.sitting_id)
    with store.unit_of_work() as session:
        session.execute(update(ResultRow).values(record=b'{"rules":3}'))
    with pytest.raises(Refused) as caught:
        settling.preview(store, actor(store, "office"), EXAM.sitting_id)
    assert caught.value.code == "result.rules_unknown"
