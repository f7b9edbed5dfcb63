"""Enrolling one person or many, all or none; admission; relations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assess.errors import BadInput, Problems, Refused
from assess.operations import consent, enrolling, sittings
from assess.operations.candidates import candidate, candidates
from assess.people.identity import PersonName
from assess.people.roles import Actor, Role
from assess.store.people import PersonRow
from assess.store.session import Store
from assess.store.sittings import enrolment
from tests.conftest import NOW, MakeAccount
from tests.desk import WORKSHOP, applicant, open_sitting, plan_of, resident, staff


@pytest.fixture
def people(make_account: MakeAccount) -> dict[str, Actor]:
    return staff(make_account)


@pytest.fixture
def office(people: dict[str, Actor]) -> Actor:
    return people["office"]


@pytest.fixture
def sitting_id(store: Store, office: Actor) -> int:
    return open_sitting(store, office)


def seats(store: Store, office: Actor, sitting_id: int) -> list[tuple[int, str]]:
    return [(line.seat, line.name.shown) for line in candidates(store, office, sitting_id)[1]]


def persons(store: Store) -> int:
    with store.reading() as session:
        return session.query(PersonRow).count()


def test_seats_follow_the_order_of_enrolment(store: Store, office: Actor, sitting_id: int) -> None:
    enrolling.enrol(store, office, sitting_id, applicant(1, "欧阳䶮"), NOW)
    enrolling.enrol_all(store, office, sitting_id, [applicant(2, "李𫖯"), applicant(3, "陈㛃")], NOW)
    assert seats(store, office, sitting_id) == [(1, "欧阳䶮"), (2, "李𫖯"), (3, "陈㛃")]


def test_a_known_person_is_enrolled_again_and_not_made_twice(store: Store, office: Actor, sitting_id: int) -> None:
    enrolling.enrol(store, office, sitting_id, applicant(), NOW)
    other = open_sitting(store, office, code="other")
    enrolling.enrol(store, office, other, applicant(), NOW)
    assert persons(store) == 1


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (applicant(1), "applicant.enrolled_already"),
        (replace(applicant(1), name=PersonName("别人")), "applicant.name_differs"),
        (replace(applicant(2), document=resident(date(2030, 1, 1), 5)), "document.birth_date"),
        (replace(applicant(2), born=date(1980, 5, 5)), "applicant.born_differs"),
        (replace(applicant(2), residence="moon"), "applicant.residence"),
        (replace(applicant(2), name=PersonName("陈\u200b明")), "name.invisible"),
    ],
)
def test_one_fault_keeps_everybody_out(
    store: Store, office: Actor, sitting_id: int, second: enrolling.Applicant, code: str
) -> None:
    enrolling.enrol(store, office, sitting_id, applicant(1), NOW)
    with pytest.raises(Problems) as refused:
        enrolling.enrol_all(store, office, sitting_id, [applicant(5), second], NOW)
    assert code in {problem.code for problem in refused.value.problems}
    assert len(seats(store, office, sitting_id)) == 1
    assert persons(store) == 1


def test_the_same_person_twice_in_one_list_is_found(store: Store, office: Actor, sitting_id: int) -> None:
    with pytest.raises(Problems) as refused:
        enrolling.enrol_all(store, office, sitting_id, [applicant(1), applicant(1)], NOW)
    assert [problem.code for problem in refused.value.problems] == ["applicant.enrolled_already"]


def test_every_conflict_with_an_examiner_is_named_at_its_place(
    store: Store, people: dict[str, Actor], sitting_id: int
) -> None:
    office = people["office"]
    sittings.assign(store, office, sitting_id, people["colleague"].account_id, "theory", "examiner", NOW)
    group = [replace(applicant(n, workshop=WORKSHOP), places={"workshop": f"名单!H{n}"}) for n in (1, 2)]
    with pytest.raises(Problems) as refused:
        enrolling.enrol_all(store, office, sitting_id, [*group, applicant(3)], NOW)
    assert [(p.code, p.where) for p in refused.value.problems] == [
        ("assignment.conflict", "名单!H1"), ("assignment.conflict", "名单!H2"),
    ]


def test_a_colleague_of_the_checker_or_the_examiner_in_person_is_not_enrolled(
    store: Store, make_account: MakeAccount, people: dict[str, Actor], sitting_id: int
) -> None:
    office, before = people["office"], open_sitting(store, people["office"], code="before")
    with store.reading() as session:
        person_id = enrolment(session, enrolling.enrol(store, office, before, applicant(5), NOW)).person_id
    checker = make_account("inside", Role.CHECKER, workshop=WORKSHOP)
    examiner = make_account("own", Role.EXAMINER, Role.CANDIDATE, person_id=person_id)
    sittings.assign(store, office, sitting_id, checker.account_id, "", "checker", NOW)
    sittings.assign(store, office, sitting_id, examiner.account_id, "theory", "examiner", NOW)
    with pytest.raises(Problems) as refused:
        enrolling.enrol_all(store, office, sitting_id, [applicant(1, workshop=WORKSHOP), applicant(5)], NOW)
    assert {str(p.params["reason"]) for p in refused.value.problems} == {"self", "workshop"}


def test_a_dry_run_keeps_nothing(store: Store, office: Actor, sitting_id: int) -> None:
    assert len(enrolling.enrol_all(store, office, sitting_id, [applicant(1), applicant(2)], NOW, dry_run=True)) == 2
    assert seats(store, office, sitting_id) == []
    assert persons(store) == 0


def test_the_birth_date_is_read_from_the_document(store: Store, office: Actor, sitting_id: int) -> None:
    person = replace(applicant(4), born=None)
    view = candidate(store, office, enrolling.enrol(store, office, sitting_id, person, NOW))
    assert view.born == view.background.born == date(1990, 1, 5)


def test_nobody_is_enrolled_before_enrolment_opens_or_after(store: Store, office: Actor) -> None:
    draft = sittings.plan(store, office, plan_of("draft"), NOW)
    with pytest.raises(Refused, match="not_open"):
        enrolling.enrol(store, office, draft, applicant(), NOW)


@pytest.mark.parametrize(("admitted", "background_fits"), [(True, False), (False, True)])
def test_deciding_otherwise_than_the_conditions_needs_evidence(
    store: Store, office: Actor, sitting_id: int, admitted: bool, background_fits: bool
) -> None:
    person = applicant() if background_fits else replace(applicant(), background=enrolling.Background())
    enrolment_id = enrolling.enrol(store, office, sitting_id, person, NOW)
    with pytest.raises(BadInput, match="evidence_missing"):
        enrolling.decide_admission(store, office, enrolment_id, admitted, " ", NOW)
    enrolling.decide_admission(store, office, enrolment_id, admitted, "已核对原件", NOW)
    line = candidate(store, office, enrolment_id).line
    assert (line.admission, line.evidence) == ("admitted" if admitted else "refused", "已核对原件")


def test_a_removed_enrolment_leaves_the_person_and_a_line_in_the_history(
    store: Store, office: Actor, sitting_id: int
) -> None:
    enrolling.remove(store, office, enrolling.enrol(store, office, sitting_id, applicant(), NOW), NOW)
    assert seats(store, office, sitting_id) == []
    assert persons(store) == 1
    assert sittings.history(store, office, sitting_id)[0].action == "enrolment.remove"


def test_an_enrolment_with_a_consent_stays(store: Store, office: Actor) -> None:
    dual = open_sitting(store, office, code="dual", level="L3", schemes=("baoyu-macau",))
    enrolment_id = enrolling.enrol(store, office, dual, applicant(), NOW)
    consent.give(store, office, enrolment_id, "dsal-demo", "2026-11", NOW)
    with pytest.raises(Refused, match="has_consent"):
        enrolling.remove(store, office, enrolment_id, NOW)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("张　三", "", ""), PersonName("张三")),
        ((" 陈㛃 ", "ＣＨＡＮ ", "Ka  Man"), PersonName("陈㛃", "CHAN", "Ka Man")),
        (("", "d'Assunção", "Maria"), PersonName("", "d'Assunção", "Maria")),
        (("买买提·艾力", "", ""), PersonName("买买提·艾力")),
        (("\ufa19", "", ""), PersonName("\ufa19")),
    ],
)
def test_a_name_keeps_everything_but_the_spaces(typed: tuple[str, str, str], kept: PersonName) -> None:
    assert enrolling.name_from(*typed) == kept
