"""Opening and saving drafts: nothing that was typed is lost, and nobody overwrites what somebody else typed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from assess.errors import BadInput, Conflict, Forbidden, NotFound, Problems, Refused
from assess.operations import drafts
from assess.operations.drafts import DraftState
from assess.operations.standards import library
from assess.people.roles import OPERATOR
from assess.store.audit import AuditRow
from tests.conftest import NOW
from tests.desk_of_authors import ENTERPRISE, PUBLISHED, STANDARD, TEXT, Desk, authors_instance, desk
from tests.operations.test_at_once import at_once

__all__ = ["authors_instance", "desk"]
OTHER = TEXT + "# another end\n"


def test_a_draft_is_listed_with_what_its_text_says_of_itself(desk: Desk) -> None:
    desk.open()
    (line,) = drafts.drafts_of(desk.store, desk.reviewer)
    assert (line.standard_id, line.edition, line.state) == (STANDARD, "2026.2", DraftState.DRAFT)
    assert line.name == "摩托车装调工"  # the base's: this text changes it by patches only
    assert (line.created_by, line.created_at) == ("谭国雄", NOW)


NO_STANDARDS = ["", "format: [", "\tno yaml: at: all", "{}", "- a\n", "name: {zh-Hans: [1]}\nid: 5\n", "extends: x\n"]


@pytest.mark.parametrize("text", NO_STANDARDS)
def test_a_text_that_is_no_standard_is_kept_with_its_faults(desk: Desk, text: str) -> None:
    view = desk.view(desk.open(text))
    assert view.text == text
    assert view.checked.errors and view.checked.reading is None


def test_a_text_is_kept_exactly_but_for_what_browsers_do_to_ends_of_lines(desk: Desk) -> None:
    assert desk.view(desk.open("a: 1  \r\n\r\n# 欧阳䶮\r\n")).text == "a: 1  \n\n# 欧阳䶮\n"


@pytest.mark.parametrize(("text", "code"), [("a\0b", "draft.not_text"), ("a\ud800", "draft.not_text"),
                                            ("a" * 7_000_000, "draft.too_large")])
def test_what_no_database_keeps_is_refused(desk: Desk, text: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        desk.open(text)
    assert caught.value.code == code
    assert drafts.drafts_of(desk.store, desk.writer) == []


def test_an_uploaded_file_loses_its_byte_order_mark_and_must_be_utf_8() -> None:
    assert drafts.decoded(b"\xef\xbb\xbfformat: 1\n") == "format: 1\n"
    with pytest.raises(BadInput) as caught:
        drafts.decoded("名称".encode("gb18030"))
    assert caught.value.code == "draft.not_text"


def test_the_next_edition_starts_from_the_published_text_without_its_filing(desk: Desk) -> None:
    draft_id = drafts.open_from_edition(desk.store, desk.writer, STANDARD, "2026.1", NOW)
    view = desk.view(draft_id)
    assert (view.line.edition, view.events[0].note) == ("2026.2", f"{STANDARD} 2026.1")
    assert "filing:" not in view.text and "# -- weights at L4" in view.text
    assert view.checked.errors == ()
    with pytest.raises(NotFound):
        drafts.open_from_edition(desk.store, desk.writer, STANDARD, "1999", NOW)


def test_saving_makes_a_version_and_keeps_those_before(desk: Desk) -> None:
    draft_id = desk.open()
    view = desk.save(draft_id, OTHER, desk.reviewer)
    assert (view.version, view.text, view.line.updated_by) == (2, OTHER, "关穗芳")
    assert [(one.number, one.by) for one in view.versions] == [(1, "谭国雄"), (2, "关穗芳")]
    assert drafts.version_text(desk.store, desk.writer, draft_id, 1) == TEXT
    with pytest.raises(NotFound):
        drafts.version_text(desk.store, desk.writer, draft_id, 3)


def test_saving_the_same_text_leaves_no_trace(desk: Desk) -> None:
    draft_id = desk.open()
    assert desk.save(draft_id, TEXT.replace("\n", "\r\n")).version == 1
    assert [event.what for event in desk.view(draft_id).events] == ["opened"]


def test_saving_over_what_somebody_else_saved_shows_both_texts(desk: Desk) -> None:
    draft_id = desk.open()
    desk.save(draft_id, OTHER, desk.reviewer)
    with pytest.raises(Conflict) as caught:
        drafts.save_draft(desk.store, desk.writer, draft_id, "mine", 1, NOW)
    expected = {"mine": "mine", "theirs": OTHER, "version": 2, "by": "关穗芳"}
    assert (caught.value.code, caught.value.params) == ("draft.changed_meanwhile", expected)
    assert desk.view(draft_id).text == OTHER


def test_two_who_save_at_once_save_once(desk: Desk) -> None:
    draft_id = desk.open()
    acts = [lambda who=who: drafts.save_draft(desk.store, who, draft_id, who.name, 1, NOW)
            for who in (desk.writer, desk.reviewer)]
    assert at_once(*acts) == ["done", "draft.changed_meanwhile"]
    assert desk.version(draft_id) == 2


def test_an_earlier_text_comes_back_as_the_newest_version(desk: Desk) -> None:
    draft_id = desk.open()
    desk.save(draft_id, OTHER)
    drafts.restore_version(desk.store, desk.writer, draft_id, 1, 2, NOW)
    view = desk.view(draft_id)
    assert (view.version, view.text, view.events[-1].what, view.events[-1].note) == (3, TEXT, "restored", "1")


def test_a_discarded_draft_can_only_be_brought_back(desk: Desk) -> None:
    draft_id = desk.open()
    drafts.discard(desk.store, desk.writer, draft_id, 1, NOW)
    assert desk.view(draft_id).steps == ("restore",)
    with pytest.raises(Refused, match=r"draft\.step_not_from_here"):
        desk.save(draft_id, OTHER)
    drafts.restore_version(desk.store, desk.writer, draft_id, 1, 1, NOW)
    assert desk.view(draft_id).state is DraftState.DRAFT


ACTS = {
    "see": lambda desk, who, one: drafts.draft(desk.store, who, one),
    "read a version": lambda desk, who, one: drafts.version_text(desk.store, who, one, 1),
    "save": lambda desk, who, one: drafts.save_draft(desk.store, who, one, OTHER, 1, NOW),
    "restore": lambda desk, who, one: drafts.restore_version(desk.store, who, one, 1, 1, NOW),
    "submit": lambda desk, who, one: drafts.submit(desk.store, who, one, 1, NOW),
    "review": lambda desk, who, one: drafts.review(desk.store, who, one, 1, NOW),
    "give back": lambda desk, who, one: drafts.give_back(desk.store, who, one, 1, "why", NOW),
    "discard": lambda desk, who, one: drafts.discard(desk.store, who, one, 1, NOW),
    "publish": lambda desk, who, one: drafts.publish(desk.store, who, one, 1, NOW),
    "start from its edition": lambda desk, who, one: drafts.open_from_edition(desk.store, who, STANDARD, "2026.1", NOW),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_author_of_another_enterprise_is_kept_out(desk: Desk, act: str) -> None:
    draft_id = desk.open()
    with pytest.raises(Forbidden) as caught:
        ACTS[act](desk, desk.stranger, draft_id)
    assert caught.value.params["reason"] == "own_enterprise"
    assert drafts.drafts_of(desk.store, desk.stranger) == []
    assert len(desk.view(draft_id).events) == 1


def test_only_authors_have_drafts(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        drafts.open_draft(desk.store, OPERATOR, TEXT, NOW)


FOREIGN = [
    (f"  id: {ENTERPRISE}\n", "  id: xinhui-paper\n", "draft.author_other"),
    (f"id: {STANDARD}", "id: national/6-23-04-01", "draft.id_elsewhere"),
    (f"id: {STANDARD}", f"id: {ENTERPRISE}/../national", "draft.id_elsewhere"),
    (f"id: {STANDARD}", f"id: {ENTERPRISE}/.hidden", "draft.id_elsewhere"),
    (f"id: {STANDARD}", f"id: {ENTERPRISE}-else/x", "draft.id_elsewhere"),
    (f"id: {STANDARD}", f"id: {ENTERPRISE}", "draft.id_elsewhere"),
]


@pytest.mark.parametrize(("old", "new", "code"), FOREIGN)
def test_a_text_in_somebody_elses_name_is_warned_of_and_not_submitted(
    desk: Desk, old: str, new: str, code: str
) -> None:
    draft_id = desk.open(TEXT.replace(old, new, 1))
    (problem,) = desk.view(draft_id).checked.blocking
    line = 1 + TEXT[: TEXT.index(old)].count("\n")
    assert (problem.code, problem.severity) == (code, "warning")
    assert problem.where.startswith(f"2026.2.yaml:{line}:")
    with pytest.raises(BadInput) as caught:
        drafts.submit(desk.store, desk.writer, draft_id, 1, NOW)
    assert caught.value.code == "draft.faulty"


def test_a_national_standard_is_not_an_enterprises_to_write(desk: Desk) -> None:
    national = (desk.store.config.standards / "national/6-23-04-01/2024.yaml").read_text(encoding="utf-8")
    checked = drafts.check_text(desk.store.config, national, "x.yaml", ENTERPRISE)
    assert {one.code for one in checked.blocking} == {"draft.kind_national", "draft.author_other", "draft.id_elsewhere"}


def test_a_published_file_that_was_changed_keeps_no_author_from_working(desk: Desk) -> None:
    draft_id = desk.open()
    changed = desk.store.config.standards / STANDARD / "2026.1.yaml"
    changed.write_text(changed.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    with pytest.raises(Problems, match=r"standard\.library_broken"):
        library(desk.store.config)
    desk.save(draft_id, TEXT + "# more\n")
    assert desk.view(draft_id).line.version == 2 and desk.view(draft_id).checked.errors == ()


def test_a_draft_on_a_base_that_was_changed_says_so_and_is_kept(desk: Desk) -> None:
    draft_id = desk.open()
    base = desk.store.config.standards / "national/6-23-04-01/2024.yaml"
    base.write_text(base.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    desk.save(draft_id, TEXT + "# more\n")
    assert [one.code for one in desk.view(draft_id).checked.errors] == ["standard.base_changed"]


def test_a_text_is_checked_without_being_kept(desk: Desk) -> None:
    checked = drafts.check_text(desk.store.config, PUBLISHED.replace("value: 25", "value: 26"), "x.yaml", ENTERPRISE)
    assert ("standard.weights_sum", "x.yaml") in {(one.code, one.where.split(":")[0]) for one in checked.errors}
    assert drafts.drafts_of(desk.store, desk.writer) == []


def test_the_audit_tells_what_was_done_to_a_draft(desk: Desk) -> None:
    draft_id = desk.submitted()
    with desk.store.reading() as session:
        acts = list(session.scalars(select(AuditRow).filter_by(subject=f"draft:{draft_id}").order_by(AuditRow.id)))
    assert [act.action for act in acts] == ["draft.opened", "draft.submitted"]
    assert acts[1].details["after"] == "in_review" and acts[1].actor_id == desk.writer.account_id
