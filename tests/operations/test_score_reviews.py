"""Score reviews (复核): asked within the window, answered by somebody else, never corrected by words alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assess.errors import BadInput, Forbidden, Refused
from assess.i18n.formats import local_date
from assess.operations import remedies, scoring, sittings
from assess.operations.scoring import amending
from assess.operations.settling import own_results
from tests.marking import THEN, Marking, config, marking
from tests.operations.remedied import OVER, candidate, colleague, publish, published, seat, unmet
from tests.operations.test_settling import mark, record, seal, take

__all__ = ["config", "marking"]


def ask(marking: Marking, part: str = "theory", number: int = 2, days: int = 0) -> int:
    return remedies.ask(marking.store, candidate(marking, number), seat(marking, number), part, "请核对合计",
                        THEN + timedelta(days=days))


def answer(marking: Marking, review_id: int, outcome: str, finding: str = "合计无误") -> None:
    remedies.decide_review(marking.store, marking.actors["office"], review_id, outcome, finding, THEN)


def own(marking: Marking, number: int = 2, days: int = 0) -> remedies.OwnReviews:
    return remedies.own_reviews(marking.store, candidate(marking, number), seat(marking, number),
                                local_date(THEN + timedelta(days=days)))


def correct_theory(marking: Marking, to: str = "60") -> None:
    """Reopened, amended with a second person's word, sealed and published again."""
    take(marking, "reopen", "复核：第2号合计有误")
    sheet = marking.sheet(2, "reader", "theory")
    cell = scoring.Entered(sheet.id, "theory.score", to, sheet.cells["theory.score"].version, "", None)
    asked = amending.ask(marking.store, marking.actors["reader"], sheet.id, [cell], "漏加一题", THEN)
    amending.agree(marking.store, marking.actors["checker"], asked, "", THEN)
    seal(marking, sheet.id)
    publish(marking)


def test_a_candidate_asks_once_about_a_part_and_reads_the_answer(marking: Marking) -> None:
    published(marking)
    review_id = ask(marking)
    assert [part for part, _name in own(marking).parts] == ["practical"]
    with pytest.raises(Refused, match="asked_already"):
        ask(marking)
    assert "reviews_open" in unmet(marking)
    answer(marking, review_id, "confirmed")
    one, = own(marking).requests
    assert (one.outcome, one.finding) == ("confirmed", "合计无误")
    assert "reviews_open" not in unmet(marking)
    with pytest.raises(Refused, match="asked_already"):
        ask(marking)


def test_the_window_is_the_authoritys_and_closes(marking: Marking) -> None:
    published(marking)
    ask(marking, days=5)
    assert own(marking, days=6).until is None
    with pytest.raises(Refused, match="not_open"):
        ask(marking, "practical", days=6)


def test_certificates_wait_until_nobody_can_ask_any_more(marking: Marking) -> None:
    published(marking)

    def left(days: int) -> int:
        view = sittings.sitting_view(marking.store, marking.actors["office"], marking.sitting_id,
                                     THEN + timedelta(days=days))
        return view.facts.review_days_left

    assert [left(0), left(4), left(5), left(6)] == [5, 1, 0, 0]


@pytest.mark.parametrize("step", ["before the notice", "after reopening"])
def test_nothing_can_be_asked_while_no_result_is_public(marking: Marking, step: str) -> None:
    if step == "after reopening":
        published(marking)
        take(marking, "reopen", "复查")
    with pytest.raises(Refused, match="not_open"):
        ask(marking)
    assert own(marking) == remedies.OwnReviews(None, (), ())


def test_a_correction_cannot_be_claimed(marking: Marking) -> None:
    published(marking)
    review_id = ask(marking)
    with pytest.raises(Refused, match="not_corrected"):
        answer(marking, review_id, "corrected")
    take(marking, "reopen", "复核")
    with pytest.raises(Refused, match="not_settled"):
        answer(marking, review_id, "corrected")
    publish(marking)  # settled again, and nothing is another than before
    with pytest.raises(Refused, match="not_corrected"):
        answer(marking, review_id, "corrected")


def test_a_sheet_amended_and_settled_again_makes_it_corrected_and_nothing_else(marking: Marking) -> None:
    published(marking)
    review_id = ask(marking)
    correct_theory(marking)
    with pytest.raises(Refused, match="has_changed"):
        answer(marking, review_id, "confirmed")
    answer(marking, review_id, "corrected", "合计漏加一题")
    result, = own_results(marking.store, candidate(marking))
    assert result.result is not None and result.result.passed
    first, second = remedies.own_settlements(marking.store, candidate(marking), seat(marking, 2))
    assert [(one.grade, one.in_force, one.reopened_why) for one in (first, second)] == [
        (None, False, ""), ("L4", True, "复核：第2号合计有误"),
    ]
    assert [part.changed for part in second.parts] == [True, False]


def test_a_change_of_another_part_corrects_nothing_of_this_one(marking: Marking) -> None:
    published(marking)
    review_id = ask(marking)
    take(marking, "reopen", "复查")
    record(marking, 2, "practical", "void", "夹带工具")
    publish(marking)
    with pytest.raises(Refused, match="not_corrected"):
        answer(marking, review_id, "corrected")
    answer(marking, review_id, "confirmed")


def test_a_request_is_taken_back_and_can_be_made_again(marking: Marking) -> None:
    published(marking)
    review_id = ask(marking)
    remedies.withdraw(marking.store, candidate(marking), review_id, THEN)
    assert "reviews_open" not in unmet(marking)
    with pytest.raises(Refused, match="decided"):
        answer(marking, review_id, "confirmed")
    assert ask(marking) != review_id


def test_nobody_asks_or_withdraws_for_somebody_else(marking: Marking) -> None:
    published(marking)
    review_id, other = ask(marking), candidate(marking, 1)
    acts = (
        lambda: remedies.ask(marking.store, other, seat(marking, 2), "practical", "x", THEN),
        lambda: remedies.withdraw(marking.store, other, review_id, THEN),
        lambda: remedies.own_reviews(marking.store, other, seat(marking, 2), local_date(THEN)),
        lambda: remedies.own_settlements(marking.store, other, seat(marking, 2)),
    )
    for act in acts:
        with pytest.raises(Forbidden):
            act()


def test_nobody_who_examined_answers(marking: Marking) -> None:
    published(marking)
    review_id = ask(marking)
    candidate_too = replace(colleague(marking), account_id=999, person_id=candidate(marking).person_id)
    for somebody in (colleague(marking), candidate_too):
        with pytest.raises(Forbidden) as refused:
            remedies.decide_review(marking.store, somebody, review_id, "confirmed", "x", OVER)
        assert refused.value.params["reason"] == "not_examined"


def test_a_request_needs_its_reason_and_an_answer_its_finding(marking: Marking) -> None:
    published(marking)
    with pytest.raises(BadInput, match="reason_missing"):
        remedies.ask(marking.store, candidate(marking), seat(marking, 2), "theory", " ", THEN)
    review_id = ask(marking)
    with pytest.raises(BadInput, match="finding_missing"):
        answer(marking, review_id, "confirmed", " ")


def test_a_part_without_a_score_cannot_be_asked_about(marking: Marking) -> None:
    mark(marking, theories=("80", "80"))
    for part in ("theory", "practical"):
        record(marking, 3, part, "late", "9:45到场")
    publish(marking)
    assert own(marking, 3).parts == ()
    with pytest.raises(Refused, match="no_score"):
        ask(marking, number=3)
