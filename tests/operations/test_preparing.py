"""What is frozen before anybody approves: who gets a certificate, with which number, saying what."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text, update

from assess.canonical import canonical
from assess.certificates.payload import payload_from_bytes
from assess.errors import Forbidden, Refused
from assess.operations import consent, issuing, sittings
from assess.store.certificates import certificate, open_payload
from assess.store.numbers import CounterRow
from assess.store.people import PersonRow
from assess.store.results import ResultRow
from assess.store.sheets import MarkRow, SheetRow
from assess.store.sittings import enrolment
from tests.operations.conftest import CONSENTING, NOTICE_OVER, PASSED, Noticed


def test_everybody_who_passed_gets_the_bodys_certificate_and_who_agreed_also_the_partners(noticed: Noticed) -> None:
    made = noticed.prepare()
    lines = noticed.lines()
    assert {name for name, authority in lines if authority == "jiangmen-demo"} == set(PASSED)
    assert {name for name, authority in lines if authority == "dsal-demo"} == set(CONSENTING)
    assert len(made.prepared) == len(lines)
    without = {(held.name, held.problem.code, held.problem.severity) for held in made.hindrances}
    assert without == {(name, "scheme.consent_missing", "warning") for name in PASSED if name not in CONSENTING}


def test_who_did_not_reach_what_the_partner_asks_gets_the_bodys_certificate_only(noticed: Noticed) -> None:
    name = CONSENTING[0]
    with noticed.store.unit_of_work() as session:
        row = session.scalars(select(ResultRow).where(ResultRow.enrolment_id == noticed.enrolments[name])).one()
        settled = json.loads(row.record)
        assert [award["met"] for award in settled["awards"]] == [True]
        settled["awards"][0]["met"] = False
        row.record = canonical(settled)
    made = noticed.prepare()
    assert {authority for held, authority in noticed.lines() if held == name} == {"jiangmen-demo"}
    assert [(held.problem.code, held.problem.severity) for held in made.hindrances if held.name == name] \
        == [("scheme.demands_not_met", "warning")]


def test_preparing_again_makes_only_what_is_missing(noticed: Noticed) -> None:
    noticed.prepare()
    before = noticed.lines()
    office, enrolment_id = noticed.actors["office"], noticed.enrolments[PASSED[0]]
    consent.give(noticed.store, office, enrolment_id, "dsal-demo", "2026-11", NOTICE_OVER)
    made = noticed.prepare()
    after = noticed.lines()
    assert {key: after[key] for key in before} == before
    assert set(after) - set(before) == {(PASSED[0], "dsal-demo")} and len(made.prepared) == 1


def test_the_two_papers_of_one_exam_carry_one_link_and_everything_else_of_their_own(noticed: Noticed) -> None:
    noticed.prepare()
    lines = noticed.lines()
    with noticed.store.reading() as session:
        own, partner = (
            payload_from_bytes(open_payload(session, certificate(session, lines[CONSENTING[0], authority].id)))
            for authority in ("jiangmen-demo", "dsal-demo")
        )
    assert own.linked == partner.linked and own.result_sha256 == partner.result_sha256
    assert own.number != partner.number and own.token != partner.token
    assert own.grade == {"zh-Hans": "三级/高级工"}
    assert partner.grade == {"zh-Hant-MO": "高級", "pt-MO": "nível elevado"}
    assert own.specimen and own.number.startswith("SPECIMEN") and own.sample


def test_a_name_without_a_glyph_is_reported_with_its_code_point_and_holds_up_nobody_else(noticed: Noticed) -> None:
    with noticed.store.unit_of_work() as session:
        session.execute(update(PersonRow).where(PersonRow.name_zh == PASSED[1]).values(name_zh="李\U00031350"))
    made = noticed.prepare()
    (held,) = [held for held in made.hindrances if held.problem.severity == "error"]
    assert held.problem.code == "font.glyph_missing" and "U+31350" in str(held.problem.params)
    assert held.name == "李\U00031350"
    assert {name for name, authority in noticed.lines() if authority == "jiangmen-demo"} == set(PASSED) - {PASSED[1]}


def test_a_candidate_held_up_keeps_the_number_that_was_reserved(noticed: Noticed) -> None:
    with noticed.store.unit_of_work() as session:
        session.execute(update(PersonRow).where(PersonRow.name_zh == PASSED[1]).values(name_zh="李\U00031350"))
    noticed.prepare()
    noticed.prepare()
    with noticed.store.unit_of_work() as session:
        session.execute(update(PersonRow).where(PersonRow.name_zh == "李\U00031350").values(name_zh=PASSED[1]))
    noticed.prepare()
    numbers = sorted(line.number for line in noticed.lines().values() if line.authority == "jiangmen-demo")
    assert numbers == [f"SPECIMEN263{serial:06d}" for serial in range(1, len(PASSED) + 1)]
    with noticed.store.reading() as session:
        assert session.get_one(CounterRow, ("jiangmen-demo/specimen", 2026, "L3")).last == len(PASSED)


def test_a_missing_photo_is_reported_for_the_paper_that_must_carry_one(noticed: Noticed) -> None:
    with noticed.store.unit_of_work() as session:
        session.execute(text("delete from photo where person_id = (select person_id from enrolment where id = :id)"),
                        {"id": noticed.enrolments[CONSENTING[0]]})
    made = noticed.prepare()
    assert [(held.name, held.authority, held.problem.code) for held in made.hindrances
            if held.problem.severity == "error"] == [(CONSENTING[0], "jiangmen-demo", "certificate.photo_missing")]


TAMPERED = {
    "a mark changed after sealing": (update(MarkRow).where(MarkRow.value == "3").values(value="2"), "sheet.altered"),
    "a note changed after sealing": (update(MarkRow).values(note="unseen"), "sheet.altered"),
    "a sheet sealed anew": (update(SheetRow).values(digest="0" * 64), "sheet.altered"),
    "a result digest changed": (update(ResultRow).values(digest="0" * 64), "certificate.result_differs"),
    "a grade raised": (update(ResultRow).where(ResultRow.passed).values(grade="L2"), "certificate.result_differs"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_result_that_the_sealed_sheets_do_not_lead_to_is_not_certified(noticed: Noticed, case: str) -> None:
    with noticed.store.unit_of_work() as session:
        session.execute(TAMPERED[case][0])
    made = noticed.prepare()
    codes = {held.problem.code for held in made.hindrances if held.authority == "jiangmen-demo"}
    assert codes == {TAMPERED[case][1]} and not noticed.lines()


def test_only_the_office_prepares_and_only_during_the_notice(noticed: Noticed) -> None:
    with pytest.raises(Forbidden):
        issuing.prepare(noticed.store, noticed.actors["officer"], noticed.sitting_id, NOTICE_OVER, secrets.token_bytes)
    noticed.prepare()
    noticed.approve()
    with pytest.raises(Refused) as caught:
        noticed.prepare()
    assert caught.value.code == "certificate.not_in_notice"


def test_who_prepared_does_not_approve(noticed: Noticed) -> None:
    noticed.prepare()
    with pytest.raises(Forbidden) as caught:
        issuing.approve(noticed.store, noticed.actors["office"], noticed.sitting_id, NOTICE_OVER)
    assert caught.value.params["reason"] == "not_prepared"


def test_who_examined_in_the_sitting_does_not_approve(noticed: Noticed) -> None:
    noticed.prepare()
    both = replace(noticed.actors["examiner1"], roles=noticed.actors["office2"].roles)
    with pytest.raises(Forbidden) as caught:
        issuing.approve(noticed.store, both, noticed.sitting_id, NOTICE_OVER)
    assert caught.value.params["reason"] == "not_examined"


def test_who_was_examined_in_the_sitting_does_not_approve(noticed: Noticed) -> None:
    noticed.prepare()
    with noticed.store.reading() as session:
        person_id = enrolment(session, noticed.enrolments[PASSED[0]]).person_id
    with pytest.raises(Forbidden) as caught:
        issuing.approve(noticed.store, replace(noticed.actors["office2"], person_id=person_id), noticed.sitting_id,
                        NOTICE_OVER)
    assert caught.value.params["reason"] == "not_examined"


def test_nothing_is_approved_while_the_notice_runs_or_a_certificate_is_missing(noticed: Noticed) -> None:
    with pytest.raises(Refused) as caught:
        noticed.approve()
    assert "certificates_unprepared" in str(caught.value.params["unmet"])
    noticed.prepare()
    with noticed.store.unit_of_work() as session:
        session.execute(text("update sitting set notice_until = '2026-11-14'"))
    with pytest.raises(Refused) as caught:
        noticed.approve()
    assert caught.value.params["unmet"] == "notice_days_left"


def test_the_day_on_the_paper_is_not_before_the_end_of_the_notice(noticed: Noticed) -> None:
    with noticed.store.unit_of_work() as session:
        session.execute(text("update sitting set notice_until = '2026-11-20'"))
    noticed.prepare(datetime(2026, 11, 10, 1, tzinfo=UTC))
    assert {line.issued_on.isoformat() for line in noticed.lines().values()} == {"2026-11-20"}


def test_approving_refuses_what_was_altered_after_it_was_frozen(noticed: Noticed) -> None:
    noticed.prepare()
    with noticed.store.unit_of_work() as session:
        session.execute(text("update certificate set payload_sha256 = :other where id = 1"), {"other": "0" * 64})
    with pytest.raises(Exception) as caught:
        noticed.approve()
    assert getattr(caught.value, "code", "") == "certificate.payload_altered"
    with noticed.store.reading() as session:
        assert session.scalar(text("select count(*) from job")) == 0


def test_reopening_drops_what_was_prepared_and_keeps_the_numbers(noticed: Noticed) -> None:
    noticed.prepare()
    before = {key: line.number for key, line in noticed.lines().items()}
    step(noticed, "reopen", "异议成立")
    assert noticed.lines() == {}
    for name in ("settle", "publish_notice"):
        step(noticed, name)
    noticed.prepare()
    assert {key: line.number for key, line in noticed.lines().items()} == before


def step(noticed: Noticed, name: str, reason: str = "") -> None:
    sittings.take_step(noticed.store, noticed.actors["office"], noticed.sitting_id, name, NOTICE_OVER, reason)
