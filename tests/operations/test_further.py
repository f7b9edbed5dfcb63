"""A further examiner: who may be called, what for, and what the call leads to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assess.config import Config, load_config
from assess.errors import Forbidden, Refused
from assess.exams.progress import SittingState
from assess.operations import enrolling, further, scoring
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.operations.marking import MarkingView, marking_view
from assess.operations.standards import publish
from assess.people.roles import OPERATOR, Actor, Role
from tests.marking import HERE, PASSWORD, THEN, VALUES, Marking, config, hold, marking
from tests.operations.test_settling import mark, preview, seal, take

__all__ = ["config", "marking"]


def third(marking: Marking, username: str = "third", **fields: object) -> Actor:
    """One more examiner, who has nothing to do with the sitting yet."""
    details = AccountDetails(username, username.title(), frozenset({Role.EXAMINER}), **fields)  # type: ignore[arg-type]
    create_account(marking.store, OPERATOR, details, PASSWORD, now=THEN, salt=username.encode().ljust(16, b"."))
    marking.actors[username] = actor_named(marking.store, username)
    return marking.actors[username]


def call(marking: Marking, seat: int = 1, username: str = "third", by: str = "office") -> int:
    enrolment_id = marking.sheet(seat).enrolment_id
    return further.call_further(marking.store, marking.actors[by], enrolment_id, "practical",
                                marking.actors[username].account_id, THEN)


def view(marking: Marking) -> MarkingView:
    return marking_view(marking.store, marking.actors["office"], marking.sitting_id)


def give(marking: Marking, sheet_id: int, username: str = "third", **cells: str) -> None:
    """The further examiner fills in, signs; the sheet is sealed."""
    for field, text in {**VALUES, **{key.replace("__", "."): value for key, value in cells.items()}}.items():
        marking.enter(field, text, username=username)
    scoring.sign(marking.store, marking.actors[username], [sheet_id], THEN)
    seal(marking, sheet_id)


def test_a_further_examiner_settles_what_the_others_left_open(marking: Marking) -> None:
    mark(marking, colours=("0", "3"))
    third(marking)
    made = call(marking)
    assert not view(marking).disagreements
    assert [(one.sheet_id, one.empty) for one in view(marking).called] == [(made, True)]
    with pytest.raises(Refused, match="step_needs"):
        take(marking, "settle")
    give(marking, made, t2__colour="3")
    assert (view(marking).disagreements, view(marking).called) == ((), ())
    practical = preview(marking)[0].result.parts[1]
    assert practical.agreement is not None
    assert {m.key for m in practical.agreement.marks if m.further} == {"t2.colour"}
    assert take(marking, "settle") is SittingState.SETTLED


def test_the_further_examiner_sees_one_candidate_and_nobody_elses_marks(marking: Marking) -> None:
    mark(marking, colours=("0", "3"))
    reader = third(marking)
    assert scoring.duties(marking.store, reader, "examiner") == []
    made = call(marking)
    own = marking.sheets("third")
    assert [(sheet.id, sheet.seat, dict(sheet.cells)) for sheet in own.sheets] == [(made, 1, {})]
    duty, = scoring.duties(marking.store, reader, "examiner")
    assert (duty.part, duty.sheets, duty.count("open")) == ("practical", 1, 1)


def test_a_veto_that_the_further_examiner_alone_saw_counts(marking: Marking) -> None:
    mark(marking, colours=("0", "3"))
    third(marking)
    made = call(marking)
    marking.enter("t2.mould", "1", username="third", note="霉斑")
    give(marking, made)
    assert preview(marking)[0].result.parts[1].reasons == ("veto_part",)


def test_nobody_is_called_where_nothing_is_disputed(marking: Marking) -> None:
    mark(marking)
    third(marking)
    with pytest.raises(Refused, match=r"further\.not_needed"):
        call(marking)


def test_a_second_call_waits_for_the_first(marking: Marking) -> None:
    mark(marking, colours=("0", "3"))
    third(marking)
    third(marking, "fourth")
    call(marking)
    with pytest.raises(Refused, match=r"further\.not_needed"):
        call(marking, username="fourth")


def test_only_who_stands_apart_is_called(marking: Marking) -> None:
    mark(marking, colours=("0", "3"))
    third(marking)
    third(marking, "relative")
    candidate = marking.sheet().enrolment_id
    enrolling.declare_relation(marking.store, marking.actors["office"], marking.actors["relative"].account_id,
                               candidate, "relative", THEN)
    seen = further.further_view(marking.store, marking.actors["office"], candidate, "practical")
    hindered = {one.name: one.hindrance.code if one.hindrance else "" for one in seen.examiners}
    assert hindered == {"First": "further.has_sheet", "Second": "further.has_sheet", "Reader": "", "Third": "",
                        "Relative": "assignment.conflict"}
    for username, code in (("first", "further.has_sheet"), ("relative", "assignment.conflict")):
        with pytest.raises(Refused) as refused:
            call(marking, username=username)
        assert refused.value.code == code


@pytest.mark.parametrize("by", ["first", "checker"])
def test_only_the_office_calls(marking: Marking, by: str) -> None:
    mark(marking, colours=("0", "3"))
    third(marking)
    with pytest.raises(Forbidden):
        call(marking, by=by)


def test_an_empty_sheet_is_taken_back_and_one_with_a_mark_is_not(marking: Marking) -> None:
    mark(marking, colours=("0", "3"))
    third(marking)
    further.release_further(marking.store, marking.actors["office"], call(marking), THEN)
    assert view(marking).called == () and len(view(marking).disagreements) == 1
    assert scoring.duties(marking.store, marking.actors["third"], "examiner") == []
    again = call(marking)
    marking.enter("t2.colour", "1", username="third")
    marking.enter("t2.colour", "", username="third")
    with pytest.raises(Refused, match=r"further\.begun"):
        further.release_further(marking.store, marking.actors["office"], again, THEN)


class TestNearThePassMark:
    """The practical part wants a further examiner when its total lies less than 25 points from the pass mark."""

    @pytest.fixture
    def config(self, empty_instance: Path, tmp_path: Path) -> Config:
        shutil.copytree(empty_instance, tmp_path / "instance")
        folder = tmp_path / "standards"
        target = folder / "national" / "9-99-99-98" / "2026.yaml"
        target.parent.mkdir(parents=True)
        plain = (HERE / "every_kind.yaml").read_text(encoding="utf-8")
        near = plain.replace("name: 技能考核, minutes: 120", "name: 技能考核, minutes: 120, near: 25")
        assert near != plain
        target.write_text(near, encoding="utf-8")
        shutil.copy(HERE.parent / "standards" / "ladder.yaml", folder / "ladder.yaml")
        config = replace(load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")}), standards=folder)
        publish(config, target, THEN.date())
        return config

    def test_the_office_is_told_and_only_a_further_examiner_settles_it(self, marking: Marking) -> None:
        mark(marking)
        third(marking)
        found = view(marking).disagreements
        assert {(one.reason, str(one.text), one.task, one.to_examiners, one.to_further) for one in found} \
            == {("near", "技能考核", None, False, True)}
        assert [one.seat for one in found] == [1, 2, 3]
        give(marking, call(marking))
        assert [one.seat for one in view(marking).disagreements] == [2, 3]
