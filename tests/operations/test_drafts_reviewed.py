"""A second expert reviews: nobody approves what they wrote, and nobody's name answers for what they did not sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assess.errors import BadInput, Conflict, Forbidden, Problems, Refused
from assess.operations import drafts
from assess.operations.drafts import DraftState
from assess.people.roles import Actor
from tests.conftest import NOW
from tests.desk_of_authors import FILING, TEXT, Desk, authors_instance, desk

__all__ = ["authors_instance", "desk"]
OTHER = TEXT + "# another end\n"


def review(desk: Desk, who: Actor, draft_id: int) -> None:
    drafts.review(desk.store, who, draft_id, desk.version(draft_id), NOW)


def test_a_faulty_text_is_not_submitted(desk: Desk) -> None:
    draft_id = desk.open(TEXT.replace("value: 25", "value: 26"))
    with pytest.raises(Problems) as caught:
        drafts.submit(desk.store, desk.writer, draft_id, 1, NOW)
    assert "standard.weights_sum" in {problem.code for problem in caught.value.problems}
    assert desk.view(draft_id).state is DraftState.DRAFT


def test_whoever_wrote_does_not_review(desk: Desk) -> None:
    draft_id = desk.submitted()
    with pytest.raises(Forbidden) as caught:
        review(desk, desk.writer, draft_id)
    assert caught.value.params["reason"] == "not_edited"
    assert "review" not in desk.view(draft_id).steps
    assert "review" in desk.view(draft_id, desk.reviewer).steps
    review(desk, desk.reviewer, draft_id)


def test_whoever_changed_a_line_on_the_way_does_not_review_either(desk: Desk) -> None:
    draft_id = desk.open()
    desk.save(draft_id, OTHER, desk.reviewer)
    desk.save(draft_id, OTHER + "# more\n", desk.writer)
    drafts.submit(desk.store, desk.writer, draft_id, 3, NOW)
    assert desk.view(draft_id).editors == ("谭国雄", "关穗芳")
    with pytest.raises(Forbidden):
        review(desk, desk.reviewer, draft_id)
    review(desk, desk.third, draft_id)


def test_who_goes_on_with_a_reviewed_text_makes_it_a_draft_that_others_review(desk: Desk) -> None:
    draft_id = desk.reviewed()
    with pytest.raises(Refused, match=r"draft\.would_reopen"):
        desk.save(draft_id, OTHER, desk.reviewer)
    assert desk.view(draft_id).state is DraftState.REVIEWED
    desk.save(draft_id, OTHER, desk.reviewer, confirmed=True)
    assert desk.view(draft_id).state is DraftState.DRAFT
    drafts.submit(desk.store, desk.reviewer, draft_id, 2, NOW)
    with pytest.raises(Forbidden):
        review(desk, desk.reviewer, draft_id)
    # What the writer wrote was reviewed by the other; only what followed is open.
    review(desk, desk.writer, draft_id)


def test_a_review_that_is_taken_back_does_not_let_the_writer_approve_the_own_text(desk: Desk) -> None:
    draft_id = desk.reviewed()
    drafts.give_back(desk.store, desk.reviewer, draft_id, 1, "看漏了第三条", NOW)
    drafts.submit(desk.store, desk.writer, draft_id, 1, NOW)
    with pytest.raises(Forbidden):
        review(desk, desk.writer, draft_id)
    review(desk, desk.reviewer, draft_id)


def test_a_text_in_review_changes_only_when_its_author_confirms(desk: Desk) -> None:
    draft_id = desk.submitted()
    with pytest.raises(Refused, match=r"draft\.would_reopen"):
        desk.save(draft_id, OTHER)
    with pytest.raises(Refused, match=r"draft\.would_reopen"):
        drafts.restore_version(desk.store, desk.writer, draft_id, 1, 1, NOW)
    desk.save(draft_id, OTHER, confirmed=True)
    assert desk.view(draft_id).state is DraftState.DRAFT


def test_a_text_that_changed_under_the_reviewers_eyes_is_not_approved(desk: Desk) -> None:
    draft_id = desk.submitted()
    desk.save(draft_id, OTHER, confirmed=True)
    drafts.submit(desk.store, desk.writer, draft_id, 2, NOW)
    with pytest.raises(Conflict) as caught:
        drafts.review(desk.store, desk.reviewer, draft_id, 1, NOW)
    assert (caught.value.params["theirs"], caught.value.params["by"]) == (OTHER, "谭国雄")


@pytest.mark.parametrize(("reason", "error", "code"), [
    (" ", Refused, "draft.step_needs_reason"), ("长" * 901, BadInput, "draft.reason_too_long"),
])
def test_giving_back_needs_a_reason_that_can_be_kept(
    desk: Desk, reason: str, error: type[Exception], code: str
) -> None:
    draft_id = desk.submitted()
    with pytest.raises(error) as caught:
        drafts.give_back(desk.store, desk.reviewer, draft_id, 1, reason, NOW)
    assert getattr(caught.value, "code", "") == code
    assert desk.view(draft_id).state is DraftState.IN_REVIEW


def test_the_reason_of_a_return_is_kept(desk: Desk) -> None:
    draft_id = desk.submitted()
    drafts.give_back(desk.store, desk.reviewer, draft_id, 1, "权重表缺说明", NOW)
    last = desk.view(draft_id).events[-1]
    assert (last.what, last.note, last.by) == ("given_back", "权重表缺说明", "关穗芳")


def test_an_author_takes_a_draft_back(desk: Desk) -> None:
    draft_id = desk.filed()
    drafts.withdraw(desk.store, desk.writer, draft_id, desk.version(draft_id), NOW)
    assert desk.view(draft_id).state is DraftState.DRAFT


def test_a_mistyped_filing_is_put_right_by_filing_again(desk: Desk) -> None:
    draft_id = desk.filed()
    again = drafts.FilingData("江人社备-2026-010", FILING.date, FILING.document)
    drafts.file_draft(desk.store, desk.writer, draft_id, desk.version(draft_id), again, NOW)
    view = desk.view(draft_id)
    assert view.state is DraftState.FILED and view.text.count("filing:") == 1
    assert "江人社备-2026-010" in view.text and FILING.number not in view.text


@pytest.mark.parametrize(("filing", "code"), [
    (replace(FILING, number=" "), "draft.filing_empty"),
    (replace(FILING, document=""), "draft.filing_empty"),
    (replace(FILING, date=date(2026, 11, 24)), "draft.filing_in_future"),
    (replace(FILING, number="长" * 81), "draft.faulty"),
])
def test_a_filing_that_cannot_be_is_refused(desk: Desk, filing: drafts.FilingData, code: str) -> None:
    draft_id = desk.reviewed()
    with pytest.raises(BadInput) as caught:
        drafts.file_draft(desk.store, desk.writer, draft_id, 1, filing, NOW)
    assert caught.value.code == code
    assert (desk.version(draft_id), desk.view(draft_id).state) == (1, DraftState.REVIEWED)


def test_the_filing_is_written_by_the_program_and_makes_nobody_an_editor(desk: Desk) -> None:
    draft_id = desk.filed()
    view = desk.view(draft_id)
    assert [one.edited for one in view.versions] == [True, False]
    assert view.editors == ("谭国雄",)


def test_steps_out_of_turn_are_refused(desk: Desk) -> None:
    draft_id = desk.open()
    for act in (
        lambda: drafts.review(desk.store, desk.third, draft_id, 1, NOW),
        lambda: drafts.give_back(desk.store, desk.third, draft_id, 1, "why", NOW),
        lambda: drafts.file_draft(desk.store, desk.writer, draft_id, 1, FILING, NOW),
        lambda: drafts.publish(desk.store, desk.writer, draft_id, 1, NOW),
        lambda: drafts.withdraw(desk.store, desk.writer, draft_id, 1, NOW),
        lambda: drafts.sign_below(desk.store, desk.third, draft_id, 1, "levels.L1", "why", NOW),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.code == "draft.step_not_from_here"
