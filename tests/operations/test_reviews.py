"""From the application to the appointment: who may take each step, what stops it, and what stays on record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from assess.errors import AssessError, BadInput, Forbidden, NotFound, Problems, Refused
from assess.exams.appointing import result_from
from assess.exams.review_progress import ReviewState
from assess.operations import appointing
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.accounts import AccountRow
from assess.store.appointments import VoteRow
from assess.store.audit import AuditRow
from assess.store.session import Store
from tests.conftest import NOW, MakeAccount
from tests.operations.test_at_once import at_once
from tests.panel import (
    AFTER,
    EVIDENCE,
    PDF,
    UNTIL,
    WORKSHOP,
    Review,
    applicant,
    config,
    new,
    open_review,
    staffed_instance,
)

__all__ = ["config", "staffed_instance"]


@pytest.fixture
def review(store: Store) -> Review:
    return open_review(store)


def refused(review: Review, code: str) -> object:
    return pytest.raises(AssessError, match=rf"^{code}\b")


def test_the_whole_way_ends_in_an_appointment_that_can_be_decided_again(review: Review) -> None:
    review.appoint()
    view = review.view()
    assert (view.state, view.result.grade, view.result.reasons) == (ReviewState.APPOINTED, "special", ())
    kept = appointing.record_of(review.store, review.office, review.id)
    assert kept.holds and result_from(json.loads(kept.data)).digest == kept.digest
    held = json.loads(kept.data)["held"]
    assert [ballot["favour"] for ballot in held["ballots"]] == [True] * 4 + [False] * 2
    assert {ballot["member"] for ballot in held["ballots"]} == {""}
    assert held["standard_sha256"] and set(held["evidence"]) == set(EVIDENCE)


def test_the_record_is_seen_to_differ_when_a_row_behind_it_is_changed(review: Review) -> None:
    review.appoint()
    with review.store.unit_of_work() as session:
        session.execute(VoteRow.__table__.delete().where(VoteRow.account_id == review.panel[0].account_id))
    assert not appointing.record_of(review.store, review.office, review.id).holds


def test_every_act_is_on_record_with_its_person(review: Review) -> None:
    review.appoint()
    acts = [(act.action, act.actor) for act in appointing.review_history(review.store, review.office, review.id)]
    assert acts[0] == ("review.appoint", "林伟强") and acts[-1] == ("review.open", "陈敏仪")
    assert sum(action == "review.vote" for action, _ in acts) == 6


def test_a_review_pins_a_grade_that_its_edition_leads_to(review: Review) -> None:
    for grade in ("L1", "master"):
        with refused(review, "review.no_such_grade"):
            appointing.open_review(review.store, review.office, new("PP-T-2", grade), applicant(62), NOW)


def test_one_person_has_one_open_review_for_a_grade(review: Review) -> None:
    with refused(review, "review.another_open"):
        appointing.open_review(review.store, review.office, new("PP-T-2"), applicant(), NOW)
    assert appointing.open_review(review.store, review.office, new("PP-T-2", "chief"), applicant(), NOW)


def test_a_known_document_with_another_name_is_no_new_person(review: Review) -> None:
    with pytest.raises(Problems, match=r"enrolment\.problems"):
        appointing.open_review(review.store, review.office, new("PP-T-2", "chief"), applicant(name="余杰晖"), NOW)


def test_nobody_is_admitted_before_the_evidence_is_complete(review: Review) -> None:
    review.attach(*EVIDENCE[:-1])
    with refused(review, "review.step_needs"):
        appointing.decide_admission(review.store, review.office, review.id, True, "", NOW)
    assert review.view().facts.evidence_missing == (EVIDENCE[-1],)


def test_a_decision_against_the_conditions_needs_its_reason(review: Review) -> None:
    review.attach(*EVIDENCE)
    weak = replace(applicant(), background=replace(applicant().background, grades=()))
    appointing.correct(review.store, review.office, review.id, weak, NOW)
    with refused(review, "review.note_missing"):
        appointing.decide_admission(review.store, review.office, review.id, True, " ", NOW)
    appointing.decide_admission(review.store, review.office, review.id, True, "证书遗失，已核对全国查询结果", NOW)
    assert review.view().result.held.route == ""


def test_a_decided_application_is_not_changed(review: Review) -> None:
    review.admit()
    with refused(review, "review.not_applying"):
        appointing.correct(review.store, review.office, review.id, applicant(), NOW)
    with refused(review, "review.not_applying"):
        review.attach("report")


def test_a_refused_applicant_has_a_record_and_can_be_reconsidered(review: Review) -> None:
    appointing.decide_admission(review.store, review.office, review.id, False, "年限未满一年", NOW)
    assert review.view().result.reasons == ("not_admitted",)
    assert appointing.record_of(review.store, review.office, review.id).holds
    review.step("reconsider", "补交证书")
    with pytest.raises(NotFound, match=r"review\.no_record"):
        appointing.record_of(review.store, review.office, review.id)


@pytest.mark.parametrize(("seats", "outside", "fault"), [
    (5, 3, "panel_size"), (8, 3, "panel_even"), (7, 2, "panel_outside"),
])
def test_a_panel_that_is_not_as_the_standard_asks_does_not_begin(review: Review, seats: int, outside: int, fault: str) \
        -> None:
    review.admit()
    review.seat(seats, outside)
    assert fault in review.view().facts.panel_faults
    with refused(review, "review.step_needs"):
        review.step("begin")


@pytest.mark.parametrize("reason", ["self", "workshop", "relative", "trainee", "interest"])
def test_whoever_has_a_conflict_of_interest_is_not_seated(review: Review, make_account: MakeAccount, reason: str) \
        -> None:
    review.admit()
    person = review.view().person_id
    member = review.panel[0]
    if reason == "self":
        member = make_account("self", Role.REVIEWER, person_id=person)
    elif reason == "workshop":
        member = make_account("mate", Role.REVIEWER, workshop=WORKSHOP)
    else:
        appointing.declare(review.store, review.office, review.id, member.account_id, reason, NOW)
    with pytest.raises(Refused, match=r"review\.conflict") as caught:
        appointing.seat(review.store, review.office, review.id, member.account_id, outside=True,
                        qualification="高级技师", now=NOW)
    assert caught.value.params["reason"] == reason


def test_a_relation_declared_late_stops_the_vote_until_the_panel_is_changed(review: Review) -> None:
    review.sit()
    appointing.declare(review.store, review.office, review.id, review.panel[0].account_id, "relative", NOW)
    with refused(review, "review.step_needs"):
        appointing.open_voting(review.store, review.office, review.id, review.present(6), NOW)
    review.step("change_panel", "回避")
    appointing.unseat(review.store, review.office, review.id, review.panel[0].account_id, NOW)
    appointing.seat(review.store, review.office, review.id, review.panel[7].account_id, outside=False,
                    qualification="高级技师", now=NOW)
    review.step("begin")
    there = [one.account_id for one in review.panel[1:6]]
    assert appointing.open_voting(review.store, review.office, review.id, there, NOW) is ReviewState.VOTING


def test_whoever_writes_for_the_enterprise_is_not_from_outside(review: Review, make_account: MakeAccount) -> None:
    review.admit()
    own = make_account("own", Role.REVIEWER, Role.AUTHOR, enterprise="jiangmen-qiaodu-motor")
    with refused(review, "review.not_outside"):
        appointing.seat(review.store, review.office, review.id, own.account_id, outside=True, qualification="x",
                        now=NOW)


def test_only_a_panel_members_account_is_seated(review: Review) -> None:
    review.admit()
    with refused(review, "review.not_a_reviewer"):
        appointing.seat(review.store, review.office, review.id, review.office2.account_id, outside=True,
                        qualification="x", now=NOW)


def test_a_vote_is_opened_at_the_quorum_and_not_below(review: Review) -> None:
    review.sit()
    with refused(review, "review.no_quorum"):
        appointing.open_voting(review.store, review.office, review.id, review.present(4), NOW)
    assert appointing.open_voting(review.store, review.office, review.id, review.present(5), NOW) is ReviewState.VOTING


def test_nobody_sees_a_vote_before_all_present_have_voted(review: Review) -> None:
    review.sit()
    appointing.open_voting(review.store, review.office, review.id, review.present(5), NOW)
    for one in review.panel[:4]:
        appointing.cast_vote(review.store, one, review.id, True, "秘密的理由", NOW)
    seen = [review.view(), appointing.panel_view(review.store, review.panel[4], review.id, NOW).review]
    for view in seen:
        assert view.result.held.ballots == () and view.state is ReviewState.VOTING
        assert sum(member.voted for member in view.members) == 4
        assert "秘密的理由" not in repr(view)
    with review.store.reading() as session:
        raw = b"".join(session.scalars(select(VoteRow.ballot_sealed)))
        assert "秘密".encode() not in raw and b"favour" not in raw
        assert "秘密的理由" not in repr([row.details for row in session.scalars(select(AuditRow))])
    own = appointing.panel_view(review.store, review.panel[0], review.id, NOW).own_vote
    assert own is not None and own.reason == "秘密的理由"
    appointing.cast_vote(review.store, review.panel[4], review.id, False, "带徒少", NOW)
    assert [ballot.favour for ballot in review.view().result.held.ballots] == [True] * 4 + [False]


def test_a_sealed_vote_opens_in_no_other_place(review: Review) -> None:
    review.sit()
    appointing.open_voting(review.store, review.office, review.id, review.present(5), NOW)
    for number, one in enumerate(review.panel[:5]):
        appointing.cast_vote(review.store, one, review.id, number == 0, "x", NOW)
    with review.store.unit_of_work() as session:
        first, second = session.scalars(select(VoteRow).order_by(VoteRow.id).limit(2))
        second.ballot_sealed = first.ballot_sealed
    with pytest.raises(BadInput, match=r"vault\.does_not_open"):
        review.view()


def test_a_vote_is_cast_once_by_those_who_are_present(review: Review) -> None:
    review.sit()
    appointing.open_voting(review.store, review.office, review.id, review.present(5), NOW)
    appointing.cast_vote(review.store, review.panel[0], review.id, True, "同意", NOW)
    for actor, code in ((review.panel[0], "review.voted_already"), (review.panel[6], "review.not_present"),
                        (review.panel[8], "policy.forbidden"), (review.office, "policy.forbidden")):
        with refused(review, code):
            appointing.cast_vote(review.store, actor, review.id, False, "x", NOW)
    with refused(review, "review.vote_reason_missing"):
        appointing.cast_vote(review.store, review.panel[1], review.id, True, " ", NOW)


def test_the_last_two_votes_at_once_are_counted_once(review: Review) -> None:
    review.sit()
    appointing.open_voting(review.store, review.office, review.id, review.present(5), NOW)
    for one in review.panel[:3]:
        appointing.cast_vote(review.store, one, review.id, True, "同意", NOW)

    def vote(one: Actor) -> object:
        return appointing.cast_vote(review.store, one, review.id, True, "同意", NOW)

    assert at_once(lambda: vote(review.panel[3]), lambda: vote(review.panel[4])) == ["done", "done"]
    counted = [act for act in appointing.review_history(review.store, review.office, review.id)
               if act.action == "review.count"]
    assert review.view().state is ReviewState.COUNTED and len(counted) == 1


def test_a_vote_that_is_not_carried_is_not_published(review: Review) -> None:
    review.sit()
    review.vote(3, 3)
    with refused(review, "review.step_needs"):
        appointing.publish(review.store, review.office, review.id, UNTIL, NOW)
    review.step("end", "未达三分之二", review.office2)
    view = review.view()
    assert (view.state, view.result.grade, view.result.reasons) == (ReviewState.ENDED, None, ("not_carried",))


def test_the_publication_is_not_shorter_than_the_standard_asks(review: Review) -> None:
    review.sit()
    review.vote(4, 2)
    with pytest.raises(BadInput, match=r"review\.days_too_few") as caught:
        appointing.publish(review.store, review.office, review.id, UNTIL - timedelta(days=1), NOW)
    assert caught.value.params == {"got": 4, "need": 5, "earliest": "2026-11-30"}


def test_nobody_is_appointed_while_the_name_is_public_or_before_it_was(review: Review) -> None:
    review.sit()
    review.vote(4, 2)
    appointing.publish(review.store, review.office, review.id, UNTIL, NOW)
    with refused(review, "review.step_needs"):
        appointing.appoint(review.store, review.office2, review.id, date(2026, 12, 1), NOW + timedelta(days=7))
    with refused(review, "review.term_from"):
        appointing.appoint(review.store, review.office2, review.id, UNTIL, AFTER)


def test_an_objection_is_decided_before_anybody_is_appointed(review: Review) -> None:
    review.sit()
    review.vote(4, 2)
    appointing.publish(review.store, review.office, review.id, UNTIL, NOW)
    made = appointing.object_to(review.store, review.office, review.id, "", "带徒名册不实", date(2026, 11, 23), NOW)
    with refused(review, "review.step_needs"):
        appointing.appoint(review.store, review.office2, review.id, date(2026, 12, 1), AFTER)
    appointing.decide_objection(review.store, review.office2, made, "upheld", "查实一人未出师", NOW)
    with refused(review, "objection.decided"):
        appointing.decide_objection(review.store, review.office2, made, "dismissed", "x", NOW)
    with refused(review, "review.step_needs"):
        appointing.appoint(review.store, review.office2, review.id, date(2026, 12, 1), AFTER)
    review.step("end", "异议成立", review.office2)
    assert review.view().result.reasons == ("objection_upheld",)


def test_a_reopened_vote_stays_in_the_record(review: Review) -> None:
    review.sit()
    review.vote(3, 3)
    review.step("reopen", "一名评委未到场答辩却参加表决")
    review.vote(5, 0)
    appointing.publish(review.store, review.office, review.id, UNTIL, NOW)
    appointing.appoint(review.store, review.office2, review.id, date(2026, 12, 1), AFTER)
    held = review.view().result.held
    assert [(one.present, one.favour, one.reopened) for one in held.earlier] == [(6, 3, "一名评委未到场答辩却参加表决")]
    assert len(held.ballots) == 5


def test_votes_set_aside_before_the_count_are_never_counted(review: Review) -> None:
    review.sit()
    appointing.open_voting(review.store, review.office, review.id, review.present(6), NOW)
    appointing.cast_vote(review.store, review.panel[0], review.id, True, "同意", NOW)
    review.step("reopen", "一名评委中途离席")
    assert [one.favour for one in review.view().result.held.earlier] == [None]


def test_nobody_of_the_panel_runs_the_review_or_appoints(review: Review, make_account: MakeAccount) -> None:
    both = make_account("both", Role.OFFICE, Role.REVIEWER)
    review.panel[6] = both
    review.sit()
    review.vote(4, 2)
    with pytest.raises(Forbidden):
        appointing.publish(review.store, both, review.id, UNTIL, NOW)
    appointing.publish(review.store, review.office, review.id, UNTIL, NOW)
    with pytest.raises(Forbidden):
        appointing.appoint(review.store, both, review.id, date(2026, 12, 1), AFTER)


def test_the_applicant_runs_nothing_of_the_own_review(review: Review, make_account: MakeAccount) -> None:
    own = make_account("own", Role.OFFICE, person_id=review.view().person_id)
    with pytest.raises(Forbidden):
        appointing.decide_admission(review.store, own, review.id, True, "", NOW)


def test_an_appointment_is_renewed_by_a_new_review_that_follows_it(review: Review) -> None:
    review.appoint()
    renewal = Review(review.store, review.office, review.office2, review.panel, 0)
    renewal.id = appointing.open_review(review.store, review.office, new("PP-T-2", renews=review.id), applicant(), NOW)
    renewal.sit()
    renewal.vote(6, 0)
    appointing.publish(renewal.store, renewal.office, renewal.id, UNTIL, NOW)
    with refused(review, "review.term_overlaps"):
        appointing.appoint(renewal.store, renewal.office2, renewal.id, date(2029, 11, 30), AFTER)
    appointing.appoint(renewal.store, renewal.office2, renewal.id, date(2029, 12, 1), AFTER)
    assert renewal.view().renews == (review.id, "PP-T-1")
    with refused(review, "review.renews_nothing"):
        appointing.open_review(review.store, review.office, new("PP-T-3", renews=review.id), applicant(63, "别人"), NOW)


def test_a_revoked_appointment_has_a_new_record_without_a_grade(review: Review) -> None:
    review.appoint()
    first = appointing.record_of(review.store, review.office, review.id).digest
    review.step("revoke", "提供虚假材料", review.office2)
    kept = appointing.record_of(review.store, review.office, review.id)
    assert kept.holds and kept.digest != first and review.view().result.reasons == ("revoked",)


def test_a_panel_reads_its_papers_only_while_it_is_at_work(review: Review) -> None:
    review.admit()
    review.seat()
    file = review.view().files[0].id
    with refused(review, "review.panel_rests"):
        appointing.panel_view(review.store, review.panel[0], review.id, NOW)
    with pytest.raises(Forbidden):
        appointing.read_evidence(review.store, review.panel[0], file, NOW)
    review.step("begin")
    read = appointing.read_evidence(review.store, review.panel[0], file, NOW)
    assert (read.media_type, read.data) == ("application/pdf", PDF + b"application")
    with pytest.raises(Forbidden):
        appointing.read_evidence(review.store, review.panel[8], file, NOW)


def test_stages_need_minutes_a_past_day_and_members(review: Review) -> None:
    review.admit()
    review.seat()
    review.step("begin")
    good = {"stage": "defence", "held_on": NOW.date(), "minutes": "提问三则", "present": review.present(5)}
    for change, code in (({"stage": "party"}, "review.no_such_stage"), ({"minutes": " "}, "review.minutes_missing"),
                         ({"held_on": NOW.date() + timedelta(days=1)}, "review.stage_ahead"),
                         ({"present": []}, "review.not_a_member"), ({"present": [999]}, "review.not_a_member")):
        with refused(review, code):
            appointing.hold_stage(review.store, review.office, review.id, **(good | change),  # type: ignore[arg-type]
                                  now=NOW)


def test_the_operator_of_the_machine_has_no_say(review: Review) -> None:
    with pytest.raises(Forbidden):
        appointing.review_view(review.store, OPERATOR, review.id, NOW)
    with review.store.reading() as session:
        assert session.scalar(select(AccountRow.id).where(AccountRow.id == OPERATOR.account_id)) is None
