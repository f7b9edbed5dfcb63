"""Publishing may die between any two lines and be done again: one file, one entry, one published draft."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from types import CodeType

import pytest
from sqlalchemy import text

from assess.errors import AssessError, Problems
from assess.operations import drafts
from assess.operations.drafts import DraftState
from assess.operations.standards import library
from assess.standards.library import library_of, shelve
from assess.store.shelf import Shelf
from tests.conftest import NOW
from tests.desk_of_authors import ENTERPRISE, FILING, Desk, authors_instance, desk
from tests.dying import Killed, dying_after
from tests.standards.cases import SMALL

__all__ = ["authors_instance", "desk"]
# Whoever dies closes no files.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
SMALL_ID = f"{ENTERPRISE}/9-99-99-99"
SMALL_TEXT = (
    SMALL.replace("id: national/9-99-99-99", f"id: {SMALL_ID}").replace("kind: national", "kind: enterprise")
    .replace("id: test-body", f"id: {ENTERPRISE}").replace('edition: "2026"', 'edition: "2026.2"')
)
"""A standard that is read in a moment: it is published some hundred times."""
PUBLISHED = DraftState.PUBLISHED
DIES_IN = {"publish", "pin", "_writing", "_index", "_write_file", "write", "finish", "record", "unit_of_work"}
"""What writes on the way. Not the lock: a dead process holds none, this one lives on and would wait for its own."""


def on_the_way(code: CodeType) -> bool:
    return code.co_name in DIES_IN and "/assess/" in code.co_filename


@pytest.fixture
def filed(desk: Desk) -> int:
    """A small draft that was filed, and nothing published yet."""
    (desk.store.config.standards / "index.yaml").write_text("# Nothing yet.\n")
    for folder in (ENTERPRISE, "national"):
        shutil.rmtree(desk.store.config.standards / folder)
    return desk.filed(SMALL_TEXT)


def publish(desk: Desk, draft_id: int) -> None:
    drafts.publish(desk.store, desk.writer, draft_id, 2, NOW)


def undo(desk: Desk, index: bytes) -> None:
    """Makes the draft filed again and its edition unpublished, so that it can die once more."""
    folder = desk.store.config.standards
    (folder / SMALL_ID / "2026.2.yaml").unlink(missing_ok=True)
    (folder / "index.yaml").write_bytes(index)
    with desk.store.unit_of_work() as session:
        session.execute(text("update draft set state = 'filed'"))
        session.execute(text("delete from draft_event where what = 'published'"))


def die_everywhere(desk: Desk, draft_id: int) -> Iterator[str]:
    """Dies at each line in turn and publishes again; yields what was ever wrong, nothing if nothing was."""
    index = (desk.store.config.standards / "index.yaml").read_bytes()
    with dying_after(-1, on_the_way) as count:
        publish(desk, draft_id)
    assert count[0] > 40
    for line in range(1, count[0] + 1):
        undo(desk, index)
        with dying_after(line, on_the_way), suppress(Killed):
            publish(desk, draft_id)
        try:
            files = Shelf(desk.store.config.standards).read_all()
            library_of(shelve(files), files)
        except Problems as error:
            yield f"the library is broken after line {line}: {error}"
            continue
        with suppress(AssessError):  # it had been published whole
            publish(desk, draft_id)
        pinned = (desk.store.config.standards / "index.yaml").read_text(encoding="utf-8").count('edition: "2026.2"')
        view = desk.view(draft_id)
        if (pinned, view.state, [event.what for event in view.events].count("published")) != (1, PUBLISHED, 1):
            yield f"after line {line} and again: {pinned} entries, {view.state}, {view.events}"


def test_dying_at_any_line_and_publishing_again_ends_in_one_published_edition(desk: Desk, filed: int) -> None:
    assert list(die_everywhere(desk, filed)) == []


def test_writing_the_index_before_the_file_would_be_seen(
    desk: Desk, filed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control for the test above: in the wrong order some death leaves a library that nobody can read."""
    real, held = Shelf.write, []

    def index_first(shelf: Shelf, name: str, data: bytes) -> None:
        if name != "index.yaml":
            held.append((name, data))
            return
        real(shelf, name, data)
        real(shelf, *held.pop())

    monkeypatch.setattr(Shelf, "write", index_first)
    assert any("broken" in fault for fault in die_everywhere(desk, filed))


def test_an_edition_whose_draft_does_not_know_it_is_published_shows_as_published(desk: Desk, filed: int) -> None:
    draft_id = filed
    publish(desk, draft_id)
    with desk.store.unit_of_work() as session:
        session.execute(text("update draft set state = 'filed'"))
    view = desk.view(draft_id)
    assert (view.state, view.steps) == (PUBLISHED, ("publish",))
    with pytest.raises(AssessError, match=r"draft\.step_not_from_here"):
        desk.save(draft_id, SMALL_TEXT, confirmed=True)
    publish(desk, draft_id)
    assert desk.view(draft_id).steps == ()


def test_a_file_left_by_a_death_is_replaced_by_a_later_text_of_the_same_draft(desk: Desk, filed: int) -> None:
    draft_id = filed
    file = desk.store.config.standards / SMALL_ID / "2026.2.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(desk.view(draft_id).text, encoding="utf-8")
    desk.save(draft_id, desk.view(draft_id).text + "# and more\n", confirmed=True)
    drafts.submit(desk.store, desk.writer, draft_id, 3, NOW)
    drafts.review(desk.store, desk.reviewer, draft_id, 3, NOW)
    drafts.file_draft(desk.store, desk.writer, draft_id, 3, FILING, NOW)
    desk.publish(draft_id)
    assert library(desk.store.config).get(SMALL_ID, "2026.2").sha256 == desk.view(draft_id).sha256
