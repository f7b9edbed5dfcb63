"""A part that was passed at an earlier sitting counts at a later one, as long as what it rests on stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select, update

from assess.config import Config, load_config
from assess.errors import NotFound, Refused
from assess.exams.eligibility import Background
from assess.exams.result import PartState
from assess.operations import candidates, carrying, scoring, settling, sittings
from assess.operations.enrolling import Applicant, decide_admission, enrol, remove
from assess.operations.standards import publish as publish_standard
from assess.people.identity import Document, DocumentType, PersonName
from assess.people.roles import Actor, Role
from assess.store.results import ResultRow
from assess.store.session import Store
from assess.store.sittings import CarriedPartRow, SittingRow
from tests.marking import HERE, NAMES, THEN, Marking, bir, hold
from tests.operations.remedied import publish
from tests.operations.test_settling import mark, record, take

STANDARD = "national/9-99-99-98"
LATER = date(2027, 3, 1)
NOW = datetime(2027, 2, 1, 1, 0, tzinfo=THEN.tzinfo)


def edition(folder: Path, name: str, change: Callable[[str], str] = lambda text: text) -> None:
    """An edition of the standard of every kind whose passed parts are kept for 24 months, published."""
    text = (HERE / "every_kind.yaml").read_text(encoding="utf-8")
    text = text.replace("  L4:\n    parts:", "  L4:\n    keep_passed: 24\n    parts:").replace("2026", name, 1)
    target = folder / STANDARD / f"{name}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(change(text), encoding="utf-8")
    publish_standard(replace(load_config({}), standards=folder), target, THEN.date())


@pytest.fixture
def config(empty_instance: Path, tmp_path: Path) -> Config:
    """Settings of a fresh installation with that standard alone."""
    shutil.copytree(empty_instance, tmp_path / "instance")
    (tmp_path / "standards").mkdir()
    shutil.copy(HERE.parent / "standards" / "ladder.yaml", tmp_path / "standards" / "ladder.yaml")
    edition(tmp_path / "standards", "2026")
    return replace(load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")}), standards=tmp_path / "standards")


@pytest.fixture
def marking(store: Store) -> Marking:
    """A sitting on notice: seat 2 failed the theory (59.5) and passed the practical part."""
    held = hold(store)
    mark(held)
    publish(held)
    return held


def approve(marking: Marking) -> None:
    """The earlier sitting is final; what its certificates need is no matter here."""
    with marking.store.unit_of_work() as session:
        session.execute(update(SittingRow).where(SittingRow.id == marking.sitting_id).values(state="approved"))


def again(marking: Marking, number: int = 1, *, held_on: date = LATER, name: str = "2026", **changes: object) -> int:
    """The same person (counted from 0) enrolled at a later sitting; the enrolment."""
    store, office = marking.store, marking.actors["office"]
    planned = replace(sittings.SittingPlan("2027-CP-01", STANDARD, name, "L4", held_on, "江门", "jiangmen-demo"),
                      **changes)  # type: ignore[arg-type]
    sitting_id = sittings.plan(store, office, planned, NOW)
    for step in ("announce", "open_enrolment"):
        sittings.take_step(store, office, sitting_id, step, NOW)
    applicant = Applicant(PersonName(NAMES[number], "", ""), Document(DocumentType.MACAU_BIR, bir(number)),
                          date(1990, 5, 17), "macau", "", Background(works=True))
    return enrol(store, office, sitting_id, applicant, NOW)


def kept(marking: Marking, enrolment_id: int) -> list[tuple[str, str, bool, bool]]:
    view = candidates.candidate(marking.store, marking.actors["office"], enrolment_id)
    return [(one.part, one.carried.shown, one.taken, one.stands) for one in view.kept]


def carry(marking: Marking, enrolment_id: int, part: str = "practical") -> None:
    carrying.carry(marking.store, marking.actors["office"], enrolment_id, part, NOW)


def start(marking: Marking, enrolment_id: int) -> Marking:
    """Admitted and in marking; the later sitting."""
    store, office = marking.store, marking.actors["office"]
    decide_admission(store, office, enrolment_id, True, "证书", NOW)
    sitting_id = candidates.candidate(store, office, enrolment_id).head.id
    for username, part in (("reader", "theory"), ("first", "practical"), ("second", "practical")):
        sittings.assign(store, office, sitting_id, marking.actors[username].account_id, part, "examiner", NOW)
    sittings.assign(store, office, sitting_id, marking.actors["checker"].account_id, "", "checker", NOW)
    sittings.take_step(store, office, sitting_id, "start_marking", NOW)
    return Marking(store, sitting_id, marking.actors)


def pass_theory(later: Marking) -> None:
    reader, sheet = later.actors["reader"], later.sheet(1, "reader", "theory")
    scoring.save(later.store, reader, sheet.id, "theory.score", "71", expected=0, operation="later", now=THEN)
    scoring.sign(later.store, reader, [sheet.id], THEN)
    scoring.check(later.store, later.actors["checker"], [sheet.id], THEN)
    scoring.seal(later.store, later.actors["office"], [sheet.id], THEN)


def test_the_program_proposes_what_was_passed_and_the_office_decides(marking: Marking) -> None:
    enrolment_id = again(marking)
    (part, shown, taken, stands), = kept(marking, enrolment_id)
    assert (part, taken, stands) == ("practical", False, True)
    carry(marking, enrolment_id)
    carry(marking, enrolment_id)  # a double click
    assert kept(marking, enrolment_id) == [("practical", shown, True, True)]
    carrying.take_back(marking.store, marking.actors["office"], enrolment_id, "practical", NOW)
    assert kept(marking, enrolment_id) == [("practical", shown, False, True)]


def test_a_carried_part_needs_no_sheet_and_leads_to_the_grade(marking: Marking) -> None:
    approve(marking)
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    later = start(marking, enrolment_id)
    with pytest.raises(NotFound, match=r"sheet\.none_here"):
        later.sheets("first")
    assert [sheet.seat for sheet in later.sheets("reader", "theory").sheets] == [1]
    pass_theory(later)
    take(later, "settle")
    one, = settling.preview(later.store, later.actors["office"], later.sitting_id)
    theory, practical = one.result.parts
    assert one.result.grade == "L4" and theory.shown == "71.0"
    assert (practical.state, practical.carried and practical.carried.sitting) == (PartState.CARRIED, "2026-CP-01")
    assert practical.total == Fraction("18.5") + 10 + 26 + Fraction(80, 3)  # exact, as it was


def test_settling_waits_until_the_earlier_result_is_final(marking: Marking) -> None:
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    later = start(marking, enrolment_id)
    pass_theory(later)
    with pytest.raises(Refused) as refused:
        take(later, "settle")
    assert refused.value.params["unmet"] == "carried_open"
    approve(marking)
    take(later, "settle")


def test_a_result_that_fell_is_not_settled_upon_and_the_part_is_examined_after_all(marking: Marking) -> None:
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    later = start(marking, enrolment_id)
    pass_theory(later)
    take(marking, "reopen", "发现违纪")
    with pytest.raises(Refused) as refused:
        take(later, "settle")
    assert refused.value.params["unmet"] == "carried_open, results_open"
    assert [one[3] for one in kept(marking, enrolment_id)] == [False]
    carrying.take_back(later.store, later.actors["office"], enrolment_id, "practical", NOW)
    assert [len(later.sheets(name).sheets) for name in ("first", "second")] == [1, 1]


def test_an_earlier_result_settled_again_as_it_was_still_counts(marking: Marking) -> None:
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    later = start(marking, enrolment_id)
    pass_theory(later)
    take(marking, "reopen", "复查")
    publish(marking)
    approve(marking)
    take(later, "settle")


TAMPERED = {
    "the earlier record": lambda own: update(ResultRow).where(ResultRow.id != own).values(record=b"{}"),
    "the earlier digest": lambda own: update(ResultRow).where(ResultRow.id != own).values(digest="0" * 64),
    "out of force": lambda own: update(ResultRow).where(ResultRow.id != own).values(in_force=False),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_settled_result_no_longer_follows_when_what_it_rests_on_is_altered(marking: Marking, case: str) -> None:
    approve(marking)
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    later = start(marking, enrolment_id)
    pass_theory(later)
    take(later, "settle")
    with later.store.unit_of_work() as session:
        own = session.scalars(select(ResultRow.id).where(ResultRow.enrolment_id == enrolment_id)).one()
        session.execute(TAMPERED[case](own))
    with pytest.raises(Refused, match=r"certificate\.result_differs"):
        settling.preview(later.store, later.actors["office"], later.sitting_id)


def test_an_edition_that_leaves_the_part_as_it_was_keeps_it(marking: Marking) -> None:
    edition(marking.store.config.standards, "2027")
    assert [one[0] for one in kept(marking, again(marking, name="2027"))] == ["practical"]


def test_an_edition_that_changes_the_part_does_not(marking: Marking) -> None:
    edition(marking.store.config.standards, "2027", lambda text: text.replace("操作前以酒精擦拭", "操作前以开水烫洗"))
    enrolment_id = again(marking, name="2027")
    assert kept(marking, enrolment_id) == []
    with pytest.raises(Refused, match=r"carried\.not_kept"):
        carry(marking, enrolment_id)


@pytest.mark.parametrize(("day", "counts"), [(date(2028, 11, 23), True), (date(2028, 11, 24), False)])
def test_a_part_counts_for_as_many_months_as_the_standard_says(marking: Marking, day: date, counts: bool) -> None:
    assert bool(kept(marking, again(marking, held_on=day))) is counts


def test_nothing_is_kept_of_who_passed_failed_that_part_or_is_somebody_else(marking: Marking) -> None:
    passed = again(marking, 0)
    assert kept(marking, passed) == []
    for part in ("theory", "practical"):
        with pytest.raises(Refused, match=r"carried\.not_kept"):
            carry(marking, passed, part)
    with pytest.raises(Refused, match=r"carried\.not_kept"):
        carry(marking, again(marking, 1, code="2027-CP-02"), "theory")


def test_a_breach_that_voids_the_exam_leaves_nothing_to_keep(marking: Marking) -> None:
    take(marking, "reopen", "监控复查")
    record(marking, 2, "theory", "open")
    settling.record_part_state(marking.store, marking.actors["office"], marking.sheet(2).enrolment_id, "theory", "void",
                               "替考", THEN, "exam-void")
    publish(marking)
    assert kept(marking, again(marking, held_on=LATER + timedelta(days=300))) == []


def test_who_cheats_later_loses_the_carried_part_too(marking: Marking) -> None:
    approve(marking)
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    later = start(marking, enrolment_id)
    office: Actor = later.actors["office"]
    with pytest.raises(Refused, match=r"part_state\.carried"):
        settling.record_part_state(later.store, office, enrolment_id, "practical", "absent", "", NOW)
    settling.record_part_state(later.store, office, enrolment_id, "theory", "void", "携带手机", NOW, "exam-void")
    take(later, "settle")
    one, = settling.preview(later.store, office, later.sitting_id)
    assert [part.reasons for part in one.result.parts] == [("void",), ("void_exam",)]
    assert not one.result.passed


def test_after_the_marking_began_nothing_is_carried_or_taken_back(marking: Marking) -> None:
    approve(marking)
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    start(marking, enrolment_id)
    for act in (carrying.carry, carrying.take_back):
        with pytest.raises(Refused, match=r"carried\.not_open"):
            act(marking.store, marking.actors["office"], enrolment_id, "practical", NOW)


def test_an_enrolment_that_is_removed_takes_its_carried_part_along(marking: Marking) -> None:
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    remove(marking.store, marking.actors["office"], enrolment_id, NOW)
    with marking.store.reading() as session:
        assert session.scalars(select(CarriedPartRow)).all() == []


def test_the_candidate_sees_where_the_part_was_passed(marking: Marking) -> None:
    approve(marking)
    enrolment_id = again(marking)
    carry(marking, enrolment_id)
    later = start(marking, enrolment_id)
    pass_theory(later)
    publish(later)
    with later.store.reading() as session:
        row = session.get_one(SittingRow, later.sitting_id).enrolments[0]
        person = row.person_id
    me = replace(later.actors["office"], roles=frozenset({Role.CANDIDATE}), person_id=person)
    newest = settling.own_results(later.store, me)[0]
    assert newest.result is not None and newest.result.parts[1].carried is not None
    assert newest.result.parts[1].carried.held_on == date(2026, 11, 23)
