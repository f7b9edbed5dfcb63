"""What an applicant may do and see: the own application and evidence, the outcome, and nothing of the panel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assess.errors import AssessError
from assess.exams.review_progress import ReviewState
from assess.operations import appointing
from assess.people.roles import Actor, Role
from assess.store.appointments import ObjectionRow
from assess.store.session import Store
from tests.conftest import NOW, MakeAccount
from tests.panel import AFTER, EVIDENCE, PDF, STANDARD, UNTIL, Review, applicant, config, open_review, staffed_instance

__all__ = ["config", "staffed_instance"]


@pytest.fixture
def review(store: Store) -> Review:
    return open_review(store)


@pytest.fixture
def me(review: Review, make_account: MakeAccount) -> Actor:
    """The applicant's own account."""
    return make_account("applicant", Role.CANDIDATE, person_id=review.view().person_id)


@pytest.fixture
def other(review: Review, make_account: MakeAccount) -> Actor:
    """Another applicant."""
    theirs = appointing.open_review(review.store, review.office, appointing.NewReview(
        "PP-T-9", STANDARD, "2026.1", "special", "qiaodu-demo"), applicant(62, "冯冠中"), NOW)
    person = appointing.review_view(review.store, review.office, theirs, NOW).person_id
    return make_account("other", Role.CANDIDATE, person_id=person)


def refused(code: str) -> object:
    return pytest.raises(AssessError, match=rf"^{code}\b")


def test_an_applicant_hands_in_reads_and_takes_back_the_own_evidence(review: Review, me: Actor) -> None:
    file = appointing.attach(review.store, me, review.id, "report", "report.pdf", PDF, NOW)
    assert appointing.read_evidence(review.store, me, file, NOW).data == PDF
    view = appointing.own_application(review.store, me, review.id)
    assert [own.mine for own in view.files] == [True] and "report" not in view.missing
    appointing.take_back(review.store, me, file, NOW)
    assert appointing.own_application(review.store, me, review.id).files == ()


def test_what_the_office_handed_in_the_applicant_does_not_take_back(review: Review, me: Actor) -> None:
    review.attach("report")
    (own,) = appointing.own_application(review.store, me, review.id).files
    assert not own.mine
    with refused("policy.forbidden"):
        appointing.take_back(review.store, me, own.file.id, NOW)


def test_evidence_is_handed_in_before_the_admission_only(review: Review, me: Actor) -> None:
    review.admit()
    with refused("review.not_applying"):
        appointing.attach(review.store, me, review.id, "report", "report.pdf", PDF, NOW)


def test_nobody_sees_or_touches_the_application_of_another(review: Review, other: Actor) -> None:
    review.attach("report")
    file = review.view().files[0].id
    for act in (lambda: appointing.own_application(review.store, other, review.id),
                lambda: appointing.attach(review.store, other, review.id, "report", "x.pdf", PDF, NOW),
                lambda: appointing.read_evidence(review.store, other, file, NOW),
                lambda: appointing.take_back(review.store, other, file, NOW)):
        with refused("policy.forbidden"):
            act()
    assert [line.code for line in appointing.own_applications(review.store, other)] == ["PP-T-9"]


@pytest.mark.parametrize("at", ["voting", "counted", "published", "appointed"])
def test_an_applicant_sees_no_member_no_vote_and_no_minutes(review: Review, me: Actor, at: str) -> None:
    review.sit()
    if at == "voting":
        appointing.open_voting(review.store, review.office, review.id, review.present(6), NOW)
        appointing.cast_vote(review.store, review.panel[0], review.id, True, "理由0", NOW)
    else:
        review.vote(4, 2)
    if at in ("published", "appointed"):
        appointing.publish(review.store, review.office, review.id, UNTIL, NOW)
    if at == "appointed":
        appointing.appoint(review.store, review.office2, review.id, date(2026, 12, 1), AFTER)
    view = appointing.own_application(review.store, me, review.id)
    assert view.state is ReviewState(at)
    assert not any(secret in repr(view) for secret in ("理由0", "评委", "defence：记录", "favour="))


def test_an_applicant_sees_the_term_and_when_to_renew(review: Review, me: Actor) -> None:
    review.appoint()
    view = appointing.own_application(review.store, me, review.id)
    assert (view.reached, view.held_from, view.held_until) == (True, date(2026, 12, 1), date(2029, 11, 30))
    assert view.renewal_due == date(2029, 6, 3)


def test_an_applicant_sees_why_a_review_led_to_nothing(review: Review, me: Actor) -> None:
    appointing.decide_admission(review.store, review.office, review.id, False, "年限未满一年", NOW)
    view = appointing.own_application(review.store, me, review.id)
    assert (view.reached, view.reasons, view.note) == (False, ("not_admitted",), "年限未满一年")


def test_the_reason_of_an_open_review_is_not_shown_yet(review: Review, me: Actor) -> None:
    view = appointing.own_application(review.store, me, review.id)
    assert (view.reasons, view.note) == ((), "")


def test_whoever_applies_brings_along_what_is_known_and_the_office_admits(review: Review, me: Actor) -> None:
    made = appointing.apply(review.store, me, STANDARD, "chief", "qiaodu-demo", NOW)
    view = appointing.review_view(review.store, review.office, made, NOW)
    assert (view.state, view.code, view.admission) == (ReviewState.APPLYING, "PP-2026-001", "undecided")
    assert view.background == replace(applicant().background, born=applicant().born)
    with refused("policy.forbidden"):
        appointing.decide_admission(review.store, me, made, True, "", NOW)


def test_only_what_a_body_issues_a_paper_for_is_applied_for(review: Review, me: Actor) -> None:
    assert {way.grade for way in appointing.ways(review.store, me)} == {"special", "chief"}
    for grade, body in (("apprentice", "qiaodu-demo"), ("chief", "jiangmen-demo"), ("L1", "qiaodu-demo")):
        with refused("review.no_such_grade"):
            appointing.apply(review.store, me, STANDARD, grade, body, NOW)
    with refused("review.another_open"):
        appointing.apply(review.store, me, STANDARD, "special", "qiaodu-demo", NOW)


def test_an_appointment_near_its_end_is_listed_until_it_is_renewed(review: Review) -> None:
    review.appoint()
    near = NOW.replace(year=2029)
    assert appointing.endings(review.store, review.office, NOW) == []
    (ending,) = appointing.endings(review.store, review.office, near)
    assert (ending.code, ending.until, ending.over, ending.renewed_by) == ("PP-T-1", date(2029, 11, 30), False, "")
    (over,) = appointing.endings(review.store, review.office, near + timedelta(days=20))
    assert over.over
    renewal = appointing.NewReview("PP-T-2", STANDARD, "2026.1", "special", "qiaodu-demo", review.id)
    appointing.open_review(review.store, review.office, renewal, applicant(), near)
    assert [one.renewed_by for one in appointing.endings(review.store, review.office, near)] == ["PP-T-2"]


def test_an_appointment_that_was_ended_early_is_not_to_be_renewed(review: Review) -> None:
    review.appoint()
    review.step("revoke", "已调离", review.office2)
    assert appointing.endings(review.store, review.office, NOW.replace(year=2029)) == []


def test_all_evidence_of_an_applicant_admits_like_the_offices(review: Review, me: Actor) -> None:
    for each in EVIDENCE:
        appointing.attach(review.store, me, review.id, each, f"{each}.pdf", PDF + each.encode(), NOW)
    assert appointing.own_application(review.store, me, review.id).missing == ()
    assert appointing.decide_admission(review.store, review.office, review.id, True, "", NOW) is ReviewState.ADMITTED


def test_a_stranger_objects_while_the_name_is_public_and_the_office_reads_it(review: Review) -> None:
    review.sit()
    review.vote(4, 2)
    with refused("notice.unknown"):
        appointing.object_publicly(review.store, "PP-T-1", "带徒名册不实", "", NOW)
    appointing.publish(review.store, review.office, review.id, UNTIL, NOW)
    with refused("objection.text_missing"):
        appointing.object_publicly(review.store, "PP-T-1", " ", "", NOW)
    appointing.object_publicly(review.store, "PP-T-1", "带徒名册不实", "黄先生 · 3300000", NOW)
    (objection,) = review.view().objections
    assert (objection.text, objection.by_whom, objection.outcome) == ("带徒名册不实", "黄先生 · 3300000", "open")
    with review.store.reading() as session:
        row = session.get_one(ObjectionRow, 1)
        assert row.recorded_by is None and "带徒".encode() not in row.text_sealed
    with refused("notice.unknown"):
        appointing.object_publicly(review.store, "PP-T-1", "迟到的异议", "", AFTER)


def test_a_flood_of_objections_is_refused(review: Review) -> None:
    review.sit()
    review.vote(4, 2)
    appointing.publish(review.store, review.office, review.id, UNTIL, NOW)
    for number in range(20):
        appointing.object_publicly(review.store, "PP-T-1", f"异议{number}", "", NOW)
    with refused("notice_objection.too_many"):
        appointing.object_publicly(review.store, "PP-T-1", "又一个", "", NOW)
