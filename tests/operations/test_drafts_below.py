"""What lies below the base: listed, signed by the reviewer with a reason, and never in anybody's name but theirs."""

from __future__ import annotations

import pytest

from assess.errors import BadInput, Forbidden, Refused
from assess.operations import drafts
from assess.operations.drafts import DraftState
from assess.operations.standards import library
from tests.conftest import NOW
from tests.desk_of_authors import FILING, STANDARD, TEXT, Desk, authors_instance, desk

__all__ = ["authors_instance", "desk"]
AT = "assessment.L4.parts.practical.pass"
LOW = TEXT.replace("value: 70\n    reason: 关键", "value: 55\n    reason: 关键")
LOWER = LOW.replace("value: 55\n    reason: 关键", "value: 50\n    reason: 关键")
FORGED = LOW + f"below:\n  - {{at: {AT}, reason: 同意, signed: 关穗芳, date: 2026-11-23}}\n"


def sign(desk: Desk, draft_id: int, at: str = AT, reason: str = "产线已有自动检测") -> None:
    drafts.sign_below(desk.store, desk.reviewer, draft_id, desk.version(draft_id), at, reason, NOW)


def review(desk: Desk, draft_id: int) -> None:
    drafts.review(desk.store, desk.reviewer, draft_id, desk.version(draft_id), NOW)


def held(desk: Desk, draft_id: int) -> list[tuple[str, bool]]:
    return [(place.floor.at, place.holds) for place in desk.view(draft_id).below]


def test_a_place_below_the_base_is_listed_and_stops_the_review_until_it_is_signed(desk: Desk) -> None:
    draft_id = desk.submitted(LOW)
    assert held(desk, draft_id) == [(AT, False)]
    with pytest.raises(Refused) as caught:
        review(desk, draft_id)
    assert (caught.value.code, caught.value.params["places"]) == ("draft.floors_unsigned", AT)
    sign(desk, draft_id)
    assert held(desk, draft_id) == [(AT, True)]
    review(desk, draft_id)
    assert desk.view(draft_id).state is DraftState.REVIEWED


def test_the_pinned_file_says_who_answers_and_why(desk: Desk) -> None:
    draft_id = desk.submitted(LOW)
    sign(desk, draft_id)
    review(desk, draft_id)
    drafts.file_draft(desk.store, desk.writer, draft_id, desk.version(draft_id), FILING, NOW)
    desk.publish(draft_id)
    (entry,) = library(desk.store.config).get(STANDARD, "2026.2").standard.below
    assert (entry.at, str(entry.reason), entry.signed, entry.date) == (AT, "产线已有自动检测", "关穗芳", "2026-11-23")
    assert [event.what for event in desk.view(draft_id).events].count("below_signed") == 1


def test_the_author_of_the_text_does_not_sign(desk: Desk) -> None:
    draft_id = desk.submitted(LOW)
    with pytest.raises(Forbidden) as caught:
        drafts.sign_below(desk.store, desk.writer, draft_id, 1, AT, "自己同意", NOW)
    assert caught.value.params["reason"] == "not_edited"


def test_a_signature_makes_nobody_an_editor(desk: Desk) -> None:
    draft_id = desk.submitted(LOW)
    sign(desk, draft_id)
    assert desk.view(draft_id).editors == ("谭国雄",)


def test_a_signature_that_an_author_typed_does_not_count(desk: Desk) -> None:
    draft_id = desk.submitted(FORGED)
    (place,) = desk.view(draft_id).below
    assert place.entry is not None and place.entry.signed == "关穗芳" and not place.holds
    with pytest.raises(Refused, match=r"draft\.floors_unsigned"):
        review(desk, draft_id)
    sign(desk, draft_id)
    assert desk.view(draft_id).text.count("signed:") == 1
    review(desk, draft_id)


def test_what_sinks_further_after_it_was_signed_is_signed_again(desk: Desk) -> None:
    draft_id = desk.submitted(LOW)
    sign(desk, draft_id)
    signed = desk.view(draft_id).text
    desk.save(draft_id, signed.replace("value: 55\n    reason: 关键", "value: 50\n    reason: 关键"), confirmed=True)
    assert held(desk, draft_id) == [(AT, False)]
    desk.save(draft_id, signed + "# nothing else\n")
    assert held(desk, draft_id) == [(AT, True)]


def test_a_signature_of_the_edition_before_counts_for_the_same_figures(desk: Desk) -> None:
    first = desk.submitted(LOW)
    sign(desk, first)
    review(desk, first)
    drafts.file_draft(desk.store, desk.writer, first, desk.version(first), FILING, NOW)
    desk.publish(first)
    after = drafts.open_from_edition(desk.store, desk.writer, STANDARD, "2026.2", NOW)
    assert held(desk, after) == [(AT, True)]
    text = desk.view(after).text
    desk.save(after, text.replace("value: 55\n    reason: 关键", "value: 50\n    reason: 关键"))
    assert held(desk, after) == [(AT, False)]


def test_a_place_that_is_not_below_is_not_signed(desk: Desk) -> None:
    draft_id = desk.submitted(TEXT)
    with pytest.raises(BadInput, match=r"draft\.no_such_floor"):
        sign(desk, draft_id)
    assert desk.version(draft_id) == 1


def test_a_signature_needs_a_reason(desk: Desk) -> None:
    draft_id = desk.submitted(LOWER)
    with pytest.raises(Refused, match=r"draft\.step_needs_reason"):
        sign(desk, draft_id, reason=" ")
