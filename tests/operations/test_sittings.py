"""Planning, assigning, and the steps of a sitting on a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assess.errors import BadInput, Forbidden, NotFound, Refused
from assess.exams.progress import SittingState
from assess.operations import enrolling, sittings
from assess.operations.duties import duties_view
from assess.operations.standards import library
from assess.people.roles import Actor, Role
from assess.store.session import Store
from assess.store.sheets import sheets_of
from assess.store.sittings import enrolment
from tests.conftest import NOW, MakeAccount
from tests.desk import EDITION, STANDARD, WORKSHOP, admit, applicant, assign_all, open_sitting, plan_of, staff


@pytest.fixture
def people(make_account: MakeAccount) -> dict[str, Actor]:
    return staff(make_account)


@pytest.fixture
def office(people: dict[str, Actor]) -> Actor:
    return people["office"]


def view(store: Store, actor: Actor, sitting_id: int) -> sittings.SittingView:
    return sittings.sitting_view(store, actor, sitting_id, NOW)


def step(store: Store, actor: Actor, sitting_id: int, name: str) -> sittings.StepView:
    return next(one for one in view(store, actor, sitting_id).steps if one.name == name)


def test_a_planned_sitting_is_a_draft_that_pins_the_edition_by_its_digest(store: Store, office: Actor) -> None:
    head = view(store, office, sittings.plan(store, office, plan_of(), NOW)).head
    assert (head.state, head.code) == (SittingState.DRAFT, "JM-T-1")
    assert head.standard_sha256 == library(store.config).get(STANDARD, EDITION).sha256
    assert head.sample is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": " "}, "sitting.field_empty"),
        ({"place": ""}, "sitting.field_empty"),
        ({"level": "L9"}, "sitting.no_such_level"),
        ({"trade": "nobody-knows"}, "sitting.no_such_trade"),
        ({"schemes": ("nobody-knows",)}, "sitting.scheme_not_awarded"),
        ({"authority": "dsal-demo"}, "sitting.body_does_not_issue"),
        ({"code": "JM-T-0"}, "sitting.code_taken"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused(
    store: Store, office: Actor, changes: dict[str, str], code: str
) -> None:
    sittings.plan(store, office, plan_of("JM-T-0"), NOW)
    with pytest.raises(BadInput) as refused:
        sittings.plan(store, office, plan_of(**changes), NOW)
    assert refused.value.code == code
    assert len(sittings.list_sittings(store, office)) == 1


def test_an_unpublished_edition_cannot_be_planned(store: Store, office: Actor) -> None:
    with pytest.raises(NotFound):
        sittings.plan(store, office, plan_of(edition="1999"), NOW)


def test_only_the_office_plans(store: Store, people: dict[str, Actor]) -> None:
    for name in ("exam1", "checker", "supervisor"):
        with pytest.raises(Forbidden):
            sittings.plan(store, people[name], plan_of(), NOW)


def test_the_list_is_searched_filtered_and_sorted(store: Store, office: Actor) -> None:
    for code, days in (("B-2", 3), ("A-9", 1)):
        sittings.plan(store, office, plan_of(code, held_on=NOW.date() + timedelta(days=days)), NOW)
    open_sitting(store, office, code="C-5", place="新会")

    def codes(**options: str) -> list[str]:
        return [line.code for line in sittings.list_sittings(store, office, **options)]

    assert codes(order="code") == ["A-9", "B-2", "C-5"]
    assert codes(search="新会") == ["C-5"]
    assert codes(search="保育") == ["C-5", "B-2", "A-9"]
    assert codes(search="%") == []
    assert codes(state="enrolling") == ["C-5"]


def test_the_proposed_code_is_the_first_free_one(store: Store, office: Actor) -> None:
    sittings.plan(store, office, plan_of("JM-2026-001"), NOW)
    sittings.plan(store, office, plan_of("JM-2026-003"), NOW)
    assert sittings.proposed_code(store, office, 2026) == "JM-2026-002"


def test_an_examiner_of_the_same_workplace_is_refused(store: Store, people: dict[str, Actor]) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office)
    admit(store, office, sitting_id, applicant(workshop=WORKSHOP))
    with pytest.raises(Refused) as refused:
        sittings.assign(store, office, sitting_id, people["colleague"].account_id, "theory", "examiner", NOW)
    assert (refused.value.code, refused.value.params["reason"]) == ("assignment.conflict", "workshop")
    # Negative control: somebody of another workplace is taken.
    sittings.assign(store, office, sitting_id, people["exam1"].account_id, "theory", "examiner", NOW)


def test_an_examiner_with_a_declared_relation_is_refused_and_shown_with_the_reason(
    store: Store, people: dict[str, Actor]
) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office)
    enrolment_id, = admit(store, office, sitting_id, applicant())
    for _twice in range(2):
        enrolling.declare_relation(store, office, people["exam1"].account_id, enrolment_id, "relative", NOW)
    with pytest.raises(Refused) as refused:
        sittings.assign(store, office, sitting_id, people["exam1"].account_id, "theory", "examiner", NOW)
    assert refused.value.params["reason"] == "relative"
    seen = {one.name: [conflict.reason for conflict in one.conflicts]
            for one in duties_view(store, office, sitting_id).examiners}
    assert seen == {"黄志远": ["relative"], "梁淑芬": [], "何国栋": []}


@pytest.mark.parametrize("duty", ["examiner", "checker"])
def test_nobody_has_a_duty_where_they_are_a_candidate(store: Store, make_account: MakeAccount,
                                                      people: dict[str, Actor], duty: str) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office)
    enrolment_id, = admit(store, office, sitting_id, applicant())
    with store.reading() as session:
        person_id = enrolment(session, enrolment_id).person_id
    own = make_account("own", Role.CANDIDATE, Role(duty), person_id=person_id)
    with pytest.raises(Refused) as refused:
        sittings.assign(store, office, sitting_id, own.account_id, "theory", duty, NOW)
    assert (refused.value.code, refused.value.params["reason"]) == ("assignment.conflict", "self")
    # Negative control: at a sitting without them they may.
    other = open_sitting(store, office, code="other")
    sittings.assign(store, office, other, own.account_id, "theory", duty, NOW)


def test_a_duty_is_taken_back_once(store: Store, people: dict[str, Actor]) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office)
    sittings.assign(store, office, sitting_id, people["exam1"].account_id, "theory", "examiner", NOW)
    sittings.unassign(store, office, sitting_id, 1, NOW)
    with pytest.raises(Refused, match=r"assignment\.gone"):
        sittings.unassign(store, office, sitting_id, 1, NOW)


def test_nobody_checks_what_they_examine(store: Store, make_account: MakeAccount, people: dict[str, Actor]) -> None:
    both = make_account("both", Role.EXAMINER, Role.CHECKER)
    sitting_id = open_sitting(store, people["office"])
    sittings.assign(store, people["office"], sitting_id, both.account_id, "theory", "examiner", NOW)
    with pytest.raises(Refused, match="both_duties"):
        sittings.assign(store, people["office"], sitting_id, both.account_id, "", "checker", NOW)


def test_an_account_without_the_role_gets_no_duty(store: Store, people: dict[str, Actor]) -> None:
    sitting_id = open_sitting(store, people["office"])
    with pytest.raises(BadInput, match="not_qualified"):
        sittings.assign(store, people["office"], sitting_id, people["checker"].account_id, "theory", "examiner", NOW)


def test_a_part_for_senior_examiners_is_given_to_senior_examiners_only(
    store: Store, make_account: MakeAccount, people: dict[str, Actor]
) -> None:
    senior = make_account("senior", Role.EXAMINER, senior=True)
    sitting_id = open_sitting(store, people["office"], level="L2")
    with pytest.raises(Refused, match="not_senior"):
        sittings.assign(store, people["office"], sitting_id, people["exam1"].account_id, "review", "examiner", NOW)
    sittings.assign(store, people["office"], sitting_id, senior.account_id, "review", "examiner", NOW)
    # Theory asks for examiners of any kind.
    sittings.assign(store, people["office"], sitting_id, people["exam1"].account_id, "theory", "examiner", NOW)


def test_what_is_missing_before_the_marking_is_named_and_then_gone(store: Store, people: dict[str, Actor]) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office)
    assert step(store, office, sitting_id, "start_marking").unmet == ("admitted", "examiners_short", "checkers")
    enrolling.enrol(store, office, sitting_id, applicant(), NOW)
    assert "undecided" in step(store, office, sitting_id, "start_marking").unmet
    with pytest.raises(Refused, match="step_needs"):
        sittings.take_step(store, office, sitting_id, "start_marking", NOW)
    admit(store, office, sitting_id, applicant(2))
    enrolling.decide_admission(store, office, 1, True, "", NOW)
    assign_all(store, people, sitting_id)
    assert step(store, office, sitting_id, "start_marking").unmet == ()


def test_the_marking_starts_with_a_sheet_for_every_candidate_part_and_examiner(
    store: Store, people: dict[str, Actor]
) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office)
    ids = admit(store, office, sitting_id, applicant(1), applicant(2))
    turned_away = enrolling.enrol(store, office, sitting_id, applicant(3), NOW)
    enrolling.decide_admission(store, office, turned_away, False, "证书不符", NOW)
    assign_all(store, people, sitting_id)
    sittings.take_step(store, office, sitting_id, "start_marking", NOW)
    with store.reading() as session:
        sheets = [(sheet.enrolment_id, sheet.part, sheet.examiner_id) for sheet in sheets_of(session, sitting_id)]
    parts = sittings.form_parts(store, office, sitting_id)
    assert len(sheets) == len(set(sheets)) == 2 * sum(part.part.examiners.minimum for part in parts)
    assert {enrolment_id for enrolment_id, _part, _examiner in sheets} == set(ids)
    with pytest.raises(Refused, match="marking_began"):
        sittings.assign(store, office, sitting_id, people["exam2"].account_id, "theory", "examiner", NOW)


def test_a_step_taken_twice_is_refused_the_second_time(store: Store, office: Actor) -> None:
    sitting_id = sittings.plan(store, office, plan_of(), NOW)
    sittings.take_step(store, office, sitting_id, "announce", NOW)
    with pytest.raises(Refused, match="step_not_from_here"):
        sittings.take_step(store, office, sitting_id, "announce", NOW)


@pytest.mark.parametrize("reason", ["", "   "])
def test_cancelling_needs_a_reason(store: Store, office: Actor, reason: str) -> None:
    sitting_id = open_sitting(store, office)
    with pytest.raises(Refused, match="needs_reason"):
        sittings.take_step(store, office, sitting_id, "cancel", NOW, reason)
    assert sittings.take_step(store, office, sitting_id, "cancel", NOW, "台风停考") is SittingState.CANCELLED


def test_papers_are_not_approved_by_a_plain_step(store: Store, office: Actor) -> None:
    with pytest.raises(Refused, match="no_such_step"):
        sittings.take_step(store, office, open_sitting(store, office), "approve", NOW)


def test_the_history_names_actor_act_seat_and_account(store: Store, people: dict[str, Actor]) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office)
    admit(store, office, sitting_id, applicant())
    sittings.assign(store, office, sitting_id, people["exam1"].account_id, "theory", "examiner", NOW)
    acts = sittings.history(store, people["supervisor"], sitting_id)
    assert [act.action for act in acts] == [
        "sitting.assign", "enrolment.decide", "enrolment.add", "sitting.open_enrolment", "sitting.announce",
        "sitting.plan",
    ]
    assert acts[0].details["account"] == "黄志远"
    assert (acts[1].actor, acts[1].seat) == ("陈敏仪", 1)
    assert sittings.history(store, office, open_sitting(store, office, code="other"))[-1].action == "sitting.plan"
    assert len(sittings.history(store, office, sitting_id)) == 6
