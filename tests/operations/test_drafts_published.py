"""From a typed text to a published edition, and what must never be published."""

from __future__ import annotations

from assess.operations import drafts
from assess.operations.standards import library
from tests.desk_of_authors import Desk, STANDARD, config, desk, store

__all__ = ["config", "desk", "store"]


def test_a_draft_becomes_a_published_edition_that_exams_can_use(desk: Desk) -> None:
    draft_id = desk.filed()
    desk.publish(draft_id)
    view = desk.view(draft_id)
    assert view.state is drafts.DraftState.PUBLISHED
    edition = library(desk.store.config).get(STANDARD, "2027.1")
    assert edition.sha256 == view.sha256
    assert [event.what for event in view.events] == ["opened", "submitted", "reviewed", "filed", "published"]
