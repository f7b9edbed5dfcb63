"""A common example before marking: set, marked by each alone, compared, and released, which opens the marking."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assess.errors import BadInput, Forbidden, NotFound, Refused
from assess.operations import calibrating, scoring, settling, sittings
from assess.people.roles import Role
from assess.store.session import Store
from tests import calibrated
from tests.calibrated import draft, hand_in, release, set_example
from tests.conftest import MakeAccount
from tests.marking import THEN, Marking, hold

config, marking = calibrated.config, calibrated.marking


def refused(act: Callable[[], object]) -> str:
    """The code with which something is refused."""
    with pytest.raises((Refused, BadInput)) as caught:
        act()
    return caught.value.code


def practical(marking: Marking, username: str = "reader") -> calibrating.PartCalibration:
    """What somebody sees of the calibration of the practical part."""
    return calibrating.calibrations(marking.store, marking.actors[username], marking.sitting_id).parts[1]


def own(marking: Marking, username: str) -> calibrating.OwnExample:
    return calibrating.own_example(marking.store, marking.actors[username], marking.sitting_id, "practical")


def test_marking_does_not_start_without_who_opens_it(store: Store) -> None:
    with pytest.raises(Refused) as caught:
        hold(store)
    assert (caught.value.code, caught.value.params["unmet"]) == ("sitting.step_needs", "lead_missing")


def test_no_mark_is_taken_before_the_example_is_released(marking: Marking) -> None:
    codes = [refused(lambda: marking.enter("t1.tools", "1"))]
    set_example(marking)
    codes.append(refused(lambda: marking.enter("t1.tools", "1")))
    hand_in(marking, "first")
    hand_in(marking, "second")
    codes.append(refused(lambda: marking.enter("t1.tools", "1")))
    assert codes == ["sheet.calibration_open"] * 3
    release(marking)
    assert marking.enter("t1.tools", "1").version == 1


def test_another_part_of_the_sitting_is_entered_all_the_same(marking: Marking) -> None:
    sheet = marking.sheet(1, "reader", "theory")
    scoring.save(marking.store, marking.actors["reader"], sheet.id, "theory.score", "70", expected=0, operation="t",
                 now=THEN)
    assert marking.sheet(1, "reader", "theory").total == "70.0"


def test_an_example_of_a_part_that_needs_none_keeps_its_marks_back_too(marking: Marking) -> None:
    set_example(marking, part="theory")
    sheet = marking.sheet(1, "reader", "theory")
    assert refused(lambda: scoring.save(marking.store, marking.actors["reader"], sheet.id, "theory.score", "70",
                                        expected=0, operation="t", now=THEN)) == "sheet.calibration_open"
    calibrating.withdraw_example(marking.store, marking.actors["reader"], marking.sitting_id, "theory", THEN)
    scoring.save(marking.store, marking.actors["reader"], sheet.id, "theory.score", "70", expected=0, operation="t",
                 now=THEN)
    assert refused(lambda: set_example(marking, part="theory")) == "calibration.marks_entered"


@pytest.mark.parametrize("username", ["first", "second", "checker"])
def test_only_the_lead_examiner_and_the_office_set_an_example(marking: Marking, username: str) -> None:
    with pytest.raises(Forbidden):
        set_example(marking, username)
    set_example(marking, "office")
    assert practical(marking).state == "running"


@pytest.mark.parametrize("username", ["first", "office"])
def test_only_the_lead_examiner_opens_the_marking(marking: Marking, username: str) -> None:
    set_example(marking)
    hand_in(marking, "first")
    hand_in(marking, "second")
    with pytest.raises(Forbidden):
        release(marking, username=username)
    assert practical(marking).state == "running"


def test_a_draft_is_kept_changed_and_emptied(marking: Marking) -> None:
    set_example(marking)
    draft(marking, "first")
    draft(marking, "first", t1__tools="0", t2__colour="")
    view = own(marking, "first")
    assert (view.sheet.cells["t1.tools"].value, "t2.colour" in view.sheet.cells) == ("0", False)
    assert view.sheet.missing == ("t2.colour",) and view.handed_in_at is None


def test_a_value_that_the_form_does_not_take_is_refused(marking: Marking) -> None:
    set_example(marking)
    assert refused(lambda: draft(marking, "first", t2__colour="4")) == "mark.out_of_range"


def test_only_a_complete_example_is_handed_in_and_then_it_is_final(marking: Marking) -> None:
    set_example(marking)
    assert refused(lambda: hand_in(marking, "first", t2__colour="")) == "calibration.incomplete"
    hand_in(marking, "first")
    assert refused(lambda: draft(marking, "first")) == "calibration.handed_in"
    assert refused(lambda: hand_in(marking, "first")) == "calibration.handed_in"


def test_nothing_was_entered_nothing_is_handed_in(marking: Marking) -> None:
    set_example(marking)
    assert refused(lambda: calibrating.hand_in(marking.store, marking.actors["first"], marking.sitting_id, "practical",
                                               THEN)) == "calibration.incomplete"


def test_an_examiner_sees_nobody_elses_marks_before_the_marking_is_open(marking: Marking) -> None:
    set_example(marking)
    hand_in(marking, "first", t1__tools="0")
    hand_in(marking, "second")
    assert own(marking, "first").compared is None
    assert own(marking, "second").sheet.cells["t1.tools"].value == "1"
    release(marking)
    seen = own(marking, "first")
    assert seen.compared is not None and set(seen.compared.names.values()) == {"First", "Second"}
    assert seen.finding == "果皮撕裂按处计"


@pytest.mark.parametrize("username", ["reader", "checker", "office"])
def test_who_does_not_examine_the_part_marks_no_example(marking: Marking, username: str) -> None:
    set_example(marking)
    with pytest.raises(Forbidden):
        draft(marking, username)


def test_the_lead_examiner_sees_what_was_handed_in_and_no_draft(marking: Marking) -> None:
    set_example(marking)
    hand_in(marking, "first", t2__colour="0")
    draft(marking, "second", t2__colour="3")
    seen = practical(marking)
    assert seen.compared is None  # one sheet differs from nothing
    assert [(one.name, one.begun, one.handed_in_at) for one in seen.examiners] == [
        ("First", True, THEN), ("Second", True, None)]
    calibrating.hand_in(marking.store, marking.actors["second"], marking.sitting_id, "practical", THEN)
    (colour,) = [one for one in practical(marking).compared.figures.items if one.item.id == "colour"]
    assert (colour.values, colour.apart, colour.beyond) == ((0, 3), 3, "spread")


def test_a_lead_examiner_who_examines_marks_the_example_first(store: Store) -> None:
    marking = hold(store, lead="first")
    set_example(marking, "first")
    hand_in(marking, "second")
    seen = practical(marking, "first")
    assert (seen.blind, seen.compared) == (True, None)
    hand_in(marking, "first")
    seen = practical(marking, "first")
    assert not seen.blind and seen.compared is not None


def test_the_finding_is_needed_and_names_who_is_missing(marking: Marking) -> None:
    set_example(marking)
    assert refused(lambda: release(marking)) == "calibration.nobody"
    hand_in(marking, "first")
    with pytest.raises(BadInput) as caught:
        release(marking, " ")
    assert (caught.value.code, caught.value.params) == ("calibration.finding_missing",
                                                        {"reason": "late", "names": "Second"})
    release(marking, "第二位考评员因病缺席，不再等待")
    assert refused(lambda: release(marking)) == "calibration.released"


def test_who_comes_late_still_marks_the_example_and_sees_the_finding(marking: Marking) -> None:
    set_example(marking)
    hand_in(marking, "first")
    release(marking, "不等第二位")
    late = own(marking, "second")
    assert (late.finding, late.compared, late.sheet.editable) == ("不等第二位", None, True)
    hand_in(marking, "second", t1__tools="0")
    assert own(marking, "second").compared is not None
    marking.enter("t1.tools", "1", username="second")


def test_an_example_is_changed_and_withdrawn_only_while_nobody_marked_it(marking: Marking) -> None:
    set_example(marking)
    set_example(marking, "office")
    draft(marking, "first")
    assert refused(lambda: set_example(marking)) == "calibration.begun"
    assert refused(lambda: calibrating.withdraw_example(marking.store, marking.actors["reader"], marking.sitting_id,
                                                        "practical", THEN)) == "calibration.begun"


def test_without_an_example_there_is_none_to_mark(marking: Marking) -> None:
    with pytest.raises(NotFound):
        own(marking, "first")


def test_an_example_needs_its_text_and_its_examiners(store: Store, marking: Marking) -> None:
    def with_text(text: str) -> None:
        calibrating.set_example(store, marking.actors["reader"], marking.sitting_id, "practical", text, THEN)

    assert refused(lambda: with_text("  ")) == "calibration.text_missing"
    assert refused(lambda: with_text("长" * 2001)) == "calibration.too_long"
    assert practical(marking).state == "needed"


def test_before_examiners_are_assigned_there_is_nobody_to_mark_an_example(marking: Marking) -> None:
    office = marking.actors["office"]
    plan = sittings.SittingPlan("2026-CP-02", calibrated.STANDARD, "2026", "L4", THEN.date(), "新会", "jiangmen-demo")
    sitting_id = sittings.plan(marking.store, office, plan, THEN)
    assert refused(lambda: calibrating.set_example(marking.store, office, sitting_id, "practical", "样品", THEN)) == \
        "calibration.no_examiners"


def test_examples_are_listed_to_who_marks_them(marking: Marking) -> None:
    set_example(marking)
    draft(marking, "first")
    (line,) = calibrating.own_examples(marking.store, marking.actors["first"])
    assert (line.part, line.begun, line.handed_in, line.released) == ("practical", True, False, False)
    (untouched,) = calibrating.own_examples(marking.store, marking.actors["second"])
    assert not untouched.begun
    assert calibrating.own_examples(marking.store, marking.actors["reader"]) == []


def test_the_supervisor_sees_everything_and_changes_nothing(marking: Marking, make_account: MakeAccount) -> None:
    supervisor = make_account("supervisor", Role.SUPERVISOR)
    set_example(marking)
    view = calibrating.calibrations(marking.store, supervisor, marking.sitting_id)
    assert not view.settable and not view.leads and view.parts[1].text
    for act in (calibrating.withdraw_example, calibrating.hand_in):
        with pytest.raises(Forbidden):
            act(marking.store, supervisor, marking.sitting_id, "practical", THEN)


def test_an_example_counts_for_nobody(marking: Marking) -> None:
    """Its marks are no sheet's: the results do not know them."""
    set_example(marking)
    hand_in(marking, "first")
    lines = settling.preview(marking.store, marking.actors["office"], marking.sitting_id)
    assert {part.state.value for line in lines for part in line.result.parts} == {"open"}
    assert all(not sheet.cells for sheet in marking.sheets("first").sheets)
