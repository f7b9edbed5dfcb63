"""From a typed text to a published edition, and what must never be published."""

from __future__ import annotations

import pytest

from assess.canonical import sha256_hex
from assess.errors import Problems, Refused
from assess.operations import drafts
from assess.operations.drafts import DraftState
from assess.operations.standards import library
from assess.standards.edit import without_block
from tests.conftest import NOW
from tests.desk_of_authors import FILING, PUBLISHED, STANDARD, TEXT, Desk, authors_instance, desk
from tests.operations.test_at_once import at_once

__all__ = ["authors_instance", "desk"]


def test_a_draft_becomes_a_published_edition_that_exams_can_use(desk: Desk) -> None:
    draft_id = desk.filed()
    desk.publish(draft_id)
    view = desk.view(draft_id)
    assert view.state is DraftState.PUBLISHED
    edition = library(desk.store.config).get(STANDARD, "2026.2")
    assert edition.sha256 == view.sha256
    acts = [(event.what, event.by) for event in view.events]
    assert acts == [("opened", "谭国雄"), ("submitted", "谭国雄"), ("reviewed", "关穗芳"), ("filed", "谭国雄"),
                    ("published", "谭国雄")]


def test_the_pinned_file_carries_its_filing_and_every_other_line_as_it_was_typed(desk: Desk) -> None:
    draft_id = desk.filed()
    desk.publish(draft_id)
    filing = library(desk.store.config).get(STANDARD, "2026.2").standard.filing
    assert filing is not None
    assert (filing.number, filing.date, str(filing.document)) == (FILING.number, "2026-11-20", FILING.document)
    written = (desk.store.config.standards / STANDARD / "2026.2.yaml").read_text(encoding="utf-8")
    assert without_block(written, "filing") == without_block(TEXT, "filing")


def test_the_editions_before_stay_pinned_and_the_older_draft_is_superseded(desk: Desk) -> None:
    first, second = desk.filed(), desk.filed(TEXT.replace("2026.2", "2026.3"))
    desk.publish(first)
    assert desk.view(first).line.superseded_by == ""
    desk.publish(second)
    assert desk.view(first).line.superseded_by == "2026.3"
    assert desk.view(second).line.superseded_by == ""
    assert library(desk.store.config).published(STANDARD, "2026.1") is not None


def test_a_standard_that_was_not_filed_is_not_published(desk: Desk) -> None:
    draft_id = desk.reviewed()
    with pytest.raises(Refused) as caught:
        desk.publish(draft_id)
    assert caught.value.code == "draft.not_filed"
    assert library(desk.store.config).published(STANDARD, "2026.2") is None


def test_what_a_published_edition_needs_is_a_warning_before(desk: Desk) -> None:
    checked = desk.view(desk.open(without_block(TEXT, "filing"))).checked
    assert ("standard.publish_filing", "warning") in {(one.code, one.severity) for one in checked.lacking}
    assert checked.errors == () and all(one in checked.problems for one in checked.lacking)


def test_an_edition_that_is_published_already_is_not_published_again(desk: Desk) -> None:
    draft_id = desk.filed(PUBLISHED + "# and more\n")
    with pytest.raises(Refused) as caught:
        desk.publish(draft_id)
    assert caught.value.code == "standard.published_before"
    assert desk.view(draft_id).state is DraftState.FILED


def test_a_published_draft_never_changes(desk: Desk) -> None:
    draft_id = desk.filed()
    desk.publish(draft_id)
    assert desk.view(draft_id).steps == ()
    with pytest.raises(Refused, match=r"draft\.step_not_from_here"):
        desk.save(draft_id, TEXT, confirmed=True)
    with pytest.raises(Refused, match=r"draft\.step_not_from_here"):
        desk.publish(draft_id)


def test_a_file_that_somebody_else_put_there_is_not_overwritten(desk: Desk) -> None:
    draft_id = desk.filed()
    file = desk.store.config.standards / STANDARD / "2026.2.yaml"
    file.write_text("format: 1\n")
    with pytest.raises(Refused) as caught:
        desk.publish(draft_id)
    assert caught.value.code == "standard.file_in_the_way"
    assert caught.value.params["file"] == f"standards/{STANDARD}/2026.2.yaml"
    assert file.read_text() == "format: 1\n"


def test_a_folder_that_cannot_be_written_to_is_named(desk: Desk) -> None:
    text = TEXT.replace(f"id: {STANDARD}", "id: jiangmen-qiaodu-motor/blocked")
    draft_id = desk.filed(text)
    (desk.store.config.standards / "jiangmen-qiaodu-motor" / "blocked").write_text("a file where a folder should be")
    with pytest.raises(Refused) as caught:
        desk.publish(draft_id)
    assert caught.value.code == "standard.folder_not_writable"
    assert desk.view(draft_id).state is DraftState.FILED


def test_a_base_that_was_replaced_stops_the_publishing_with_its_line(desk: Desk) -> None:
    draft_id = desk.filed()
    index = desk.store.config.standards / "index.yaml"
    national = desk.store.config.standards / "national/6-23-04-01/2024.yaml"
    changed = national.read_bytes() + b"# changed\n"
    old, new = (sha256_hex(data) for data in (national.read_bytes(), changed))
    national.write_bytes(changed)
    index.write_text(index.read_text().replace(old, new).split("- id: jiangmen")[0])
    with pytest.raises(Problems) as caught:
        desk.publish(draft_id)
    assert [problem.code for problem in caught.value.problems] == ["standard.base_changed"]


def test_two_who_publish_at_once_publish_once(desk: Desk) -> None:
    draft_id = desk.filed()
    version = desk.version(draft_id)

    def publish() -> None:
        drafts.publish(desk.store, desk.writer, draft_id, version, NOW)

    assert at_once(publish, publish) == ["done", "draft.step_not_from_here"]
    assert (desk.store.config.standards / "index.yaml").read_text().count('edition: "2026.2"') == 1


def test_two_editions_published_at_once_are_both_in_the_index(desk: Desk) -> None:
    ids = [desk.filed(TEXT.replace("2026.2", f"2026.{number}")) for number in (2, 3)]
    assert at_once(*[lambda one=one: desk.publish(one) for one in ids]) == ["done", "done"]
    assert {"2026.2", "2026.3"} <= {edition for _, edition in library(desk.store.config).editions}


def test_two_drafts_of_the_same_edition_published_at_once_leave_one(desk: Desk) -> None:
    ids = [desk.filed(), desk.filed(TEXT + "# other\n")]
    assert at_once(*[lambda one=one: desk.publish(one) for one in ids]) == ["done", "standard.published_before"]
    states = sorted(desk.view(one).state.value for one in ids)
    assert states == ["filed", "published"]
