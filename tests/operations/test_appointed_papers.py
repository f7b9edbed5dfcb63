"""The paper of a review: who may make it, what it states, and what becomes of it when the appointment ends."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from assess.certificates.payload import payload_from_bytes
from assess.certificates.status import Status
from assess.certificates.verify import Verdict
from assess.errors import AssessError, Forbidden
from assess.exams.eligibility import Apprenticeship
from assess.exams.review_progress import ReviewState
from assess.jobs import worker
from assess.operations import appointing, issuing, life, verifying
from assess.operations.keys import create_authority_keys
from assess.store.appointments import ReviewResultRow
from assess.store.certificates import CertificateRow, certificate, open_payload
from assess.store.people import set_photo
from assess.store.session import Store
from tests.certificates.sample_papers import photo
from tests.conftest import NOW
from tests.life import revoke
from tests.panel import AFTER, Review, applicant, config, open_review, staffed_instance

__all__ = ["config", "staffed_instance"]
LATER = AFTER + timedelta(days=1)
PROBATION = ("contract", "log", "safety", "probation")


def with_photo(review: Review) -> Review:
    create_authority_keys(review.store, NOW)
    with review.store.unit_of_work() as session:
        set_photo(session, review.view().person_id, photo(), NOW)
    return review


@pytest.fixture
def appointed(store: Store) -> Review:
    """An appointed 特级技师 without a paper yet."""
    review = with_photo(open_review(store))
    review.appoint()
    return review


@pytest.fixture
def confirmed(store: Store) -> Review:
    """A confirmed apprentice without a record on paper yet."""
    finished = Apprenticeship(1, date(2026, 7, 31))
    review = open_review(store, "apprentice", of=applicant(71, "李小龙", grades=(), apprenticeships=(finished,)))
    create_authority_keys(store, NOW)
    review.attach(*PROBATION)
    appointing.decide_confirmation(store, review.office, review.id, confirmed=True, probation_from=date(2026, 8, 3),
                                   decided_by="总经理 余杰辉", decided_on=date(2026, 11, 20), note="", now=NOW)
    return review


def prepared(review: Review) -> int:
    return issuing.prepare_appointed(review.store, review.office, review.id, AFTER, secrets.token_bytes)


def issued(review: Review) -> issuing.CertificateLine:
    prepared(review)
    issuing.approve_appointed(review.store, review.office2, review.id, AFTER)
    worker.run_until_idle(review.store, AFTER)
    line = issuing.of_review(review.store, review.office, review.id).line
    assert line is not None and line.state == "issued"
    return line


def refused(code: str) -> object:
    return pytest.raises(AssessError, match=rf"^{code}\b")


def test_an_appointment_ends_in_a_certificate_that_says_who_appointed_until_when(appointed: Review) -> None:
    line = issued(appointed)
    answer = verifying.by_token(appointed.store, line.token)
    assert answer.verdict is Verdict.SPECIMEN and answer.certificate is not None
    shown = answer.certificate
    assert (shown.level, shown.grade, shown.way) == ("special", {"zh-Hans": "特级技师"}, "appointment")
    assert shown.enterprise == {"zh-Hans": "侨都摩托车（江门）有限公司（示例）"}
    assert (shown.held_from, shown.held_until) == (date(2026, 12, 1), date(2029, 11, 30))
    assert line.number == "SPECIMENY26T000001"
    data = issuing.paper(appointed.store, appointed.office, line.id)
    assert data.startswith(b"%PDF-") and verifying.by_file(appointed.store, data).certificate == shown


def test_the_paper_pins_the_record_of_the_review(appointed: Review) -> None:
    prepared(appointed)
    kept = appointing.record_of(appointed.store, appointed.office, appointed.id)
    with appointed.store.reading() as session:
        row = certificate(session, 1)
        assert payload_from_bytes(open_payload(session, row)).result_sha256 == kept.digest == row.result_digest
        assert (row.enrolment_id, row.review_id) == (None, appointed.id)


def test_an_apprentice_gets_a_record_and_no_certificate(confirmed: Review) -> None:
    line = issued(confirmed)
    assert line.title.in_locale("zh-Hans") == "学徒工转正定级记录" and line.number.startswith("SPECIMENY26X")
    shown = verifying.by_token(confirmed.store, line.token).certificate
    assert shown is not None and (shown.way, shown.held_from, shown.held_until) == (
        "confirmation", date(2026, 11, 20), None)
    assert issuing.paper(confirmed.store, confirmed.office, line.id).startswith(b"%PDF-")


def test_preparing_again_spends_no_other_number(appointed: Review) -> None:
    assert prepared(appointed) == prepared(appointed)
    line = issuing.of_review(appointed.store, appointed.office, appointed.id).line
    assert line is not None and line.number == "SPECIMENY26T000001"


def test_two_people_make_one_paper_and_nobody_of_the_panel(appointed: Review) -> None:
    prepared(appointed)
    for actor in (appointed.office, appointed.panel[0]):
        with refused("policy.forbidden"):
            issuing.approve_appointed(appointed.store, actor, appointed.id, AFTER)
    issuing.approve_appointed(appointed.store, appointed.office2, appointed.id, AFTER)
    with refused("certificate.not_prepared"):
        issuing.approve_appointed(appointed.store, appointed.office2, appointed.id, AFTER)


def test_a_review_that_led_to_no_grade_has_no_paper(store: Store) -> None:
    with refused("certificate.review_open"):
        prepared(with_photo(open_review(store)))


def test_a_certificate_needs_the_photo(store: Store) -> None:
    review = open_review(store)
    review.appoint()
    with refused("certificate.photo_missing"):
        prepared(review)


def test_nothing_is_prepared_from_a_record_that_was_altered(appointed: Review) -> None:
    with appointed.store.unit_of_work() as session:
        session.get_one(ReviewResultRow, 1).digest = "0" * 64
    with refused("certificate.result_differs"):
        prepared(appointed)


def test_revoking_the_appointment_suspends_its_paper_and_a_second_person_revokes_it(appointed: Review) -> None:
    line = issued(appointed)
    appointed.now = LATER
    appointed.step("revoke", "已调离本企业", appointed.office2)
    waiting = verifying.by_token(appointed.store, line.token).certificate
    assert waiting is not None and waiting.status is Status.SUSPENDED
    [step] = life.open_steps(appointed.store, appointed.office)
    with pytest.raises(Forbidden):
        life.decide(appointed.store, appointed.office2, step.id, LATER)
    life.decide(appointed.store, appointed.office, step.id, LATER)
    shown = verifying.by_token(appointed.store, line.token)
    assert shown.verdict is Verdict.REVOKED and shown.certificate is not None
    assert shown.certificate.status_reason == "appointment_ended"
    assert appointed.view().state is ReviewState.REVOKED


def test_a_paper_that_is_being_made_holds_the_revocation_up(appointed: Review) -> None:
    prepared(appointed)
    issuing.approve_appointed(appointed.store, appointed.office2, appointed.id, AFTER)
    with refused("certificate.being_made"):
        appointed.step("revoke", "已调离", appointed.office2)
    assert appointed.view().state is ReviewState.APPOINTED


def test_a_paper_that_was_only_prepared_is_given_up_with_the_appointment(appointed: Review) -> None:
    prepared(appointed)
    appointed.step("revoke", "已调离", appointed.office2)
    line = issuing.of_review(appointed.store, appointed.office, appointed.id).line
    assert line is not None and line.state == "refused"


def test_the_office_may_revoke_the_paper_alone(appointed: Review) -> None:
    line = issued(appointed)
    revoke(appointed.store, appointed.office, appointed.office2, line.id, LATER)
    assert verifying.by_token(appointed.store, line.token).verdict is Verdict.REVOKED
    assert appointed.view().state is ReviewState.APPOINTED


@pytest.mark.parametrize("change", [
    lambda row: setattr(row, "enrolment_id", 1), lambda row: setattr(row, "review_id", None),
], ids=["both", "neither"])
def test_a_paper_rests_on_one_thing(appointed: Review, change: Callable[[CertificateRow], None]) -> None:
    prepared(appointed)
    with pytest.raises(IntegrityError, match="rests_on_one"), appointed.store.unit_of_work() as session:
        change(certificate(session, 1))
