"""学徒工: the enterprise decides on its own form, and the record says by whom, when and on what."""

from __future__ import annotations

from datetime import date

import pytest

from assess.errors import AssessError
from assess.exams.eligibility import Apprenticeship
from assess.exams.review_progress import ReviewState
from assess.operations import appointing
from assess.store.session import Store
from tests.conftest import NOW
from tests.panel import Review, applicant, config, open_review, staffed_instance

__all__ = ["config", "staffed_instance"]

EVIDENCE = ("contract", "log", "safety", "probation")
DECISION = {"confirmed": True, "probation_from": date(2026, 8, 3), "decided_by": "总经理 余杰辉",
            "decided_on": date(2026, 11, 20), "note": ""}


@pytest.fixture
def review(store: Store) -> Review:
    finished = Apprenticeship(1, date(2026, 7, 31))
    return open_review(store, "apprentice", of=applicant(71, "李小龙", grades=(), apprenticeships=(finished,)))


def decide(review: Review, **change: object) -> ReviewState:
    return appointing.decide_confirmation(review.store, review.office, review.id, now=NOW,
                                          **(DECISION | change))  # type: ignore[arg-type]


def test_a_confirmed_apprentice_has_an_internal_record(review: Review) -> None:
    review.attach(*EVIDENCE)
    assert decide(review) is ReviewState.CONFIRMED
    result = review.view().result
    assert (result.grade, result.reasons, result.held.route) == ("apprentice", (), "apprenticeship")
    assert appointing.record_of(review.store, review.office, review.id).holds


@pytest.mark.parametrize(("change", "code"), [
    ({"decided_by": " "}, "review.decision_missing"),
    ({"decided_on": None}, "review.decision_missing"),
    ({"decided_on": date(2026, 11, 24)}, "review.decision_missing"),
    ({"probation_from": date(2026, 8, 21)}, "review.probation_short"),
    ({"probation_from": None}, "review.probation_short"),
    ({"confirmed": False}, "review.step_needs_reason"),
], ids=str)
def test_a_decision_lacks_nothing(review: Review, change: dict[str, object], code: str) -> None:
    review.attach(*EVIDENCE)
    with pytest.raises(AssessError, match=rf"^{code}\b"):
        decide(review, **change)
    assert review.view().state is ReviewState.APPLYING


def test_evidence_comes_before_the_decision(review: Review) -> None:
    review.attach(*EVIDENCE[1:])
    with pytest.raises(AssessError, match=r"review\.step_needs"):
        decide(review)


def test_somebody_whom_no_route_fits_is_confirmed_only_with_a_reason(review: Review) -> None:
    review.attach(*EVIDENCE)
    bare = applicant(71, "李小龙", grades=())
    appointing.correct(review.store, review.office, review.id, bare, NOW)
    with pytest.raises(AssessError, match=r"review\.note_missing"):
        decide(review)
    assert decide(review, note="退役军人，按企业规定免学徒期") is ReviewState.CONFIRMED


def test_somebody_not_confirmed_has_a_record_with_the_reason(review: Review) -> None:
    assert decide(review, confirmed=False, note="试用期考核不合格") is ReviewState.DECLINED
    assert review.view().result.grade is None and "not_confirmed" in review.view().result.reasons


def test_an_apprentice_meets_no_panel(review: Review) -> None:
    with pytest.raises(AssessError, match=r"review\.step_not_from_here"):
        appointing.decide_admission(review.store, review.office, review.id, True, "", NOW)
