"""Correcting an application while enrolment is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assess.errors import Problems, Refused
from assess.operations import correcting, enrolling, sittings
from assess.operations.candidates import candidate
from assess.people.identity import Document, DocumentType, PersonName
from assess.people.roles import Actor
from assess.store.session import Store
from assess.store.sittings import sitting
from tests.conftest import NOW, MakeAccount
from tests.desk import applicant, open_sitting, staff


@pytest.fixture
def office(make_account: MakeAccount) -> Actor:
    return staff(make_account)["office"]


@pytest.fixture
def enrolment_id(store: Store, office: Actor) -> int:
    """Somebody admitted under a name with a wrong character."""
    made = enrolling.enrol(store, office, open_sitting(store, office), applicant(1, "欧阳龚"), NOW)
    enrolling.decide_admission(store, office, made, True, "社保记录", NOW)
    return made


def test_a_corrected_name_is_taken_over_and_the_admission_decided_anew(
    store: Store, office: Actor, enrolment_id: int
) -> None:
    before = correcting.application(store, office, enrolment_id)
    correcting.correct(store, office, enrolment_id, replace(before, name=PersonName("欧阳䶮")), NOW)
    line = candidate(store, office, enrolment_id).line
    assert (line.name.zh, line.admission, line.evidence) == ("欧阳䶮", "undecided", "")


def test_an_empty_number_keeps_the_document_and_another_one_replaces_it(
    store: Store, office: Actor, enrolment_id: int
) -> None:
    before = correcting.application(store, office, enrolment_id)
    empty = replace(before, document=Document(before.document.kind, ""))
    correcting.correct(store, office, enrolment_id, empty, NOW)
    assert correcting.application(store, office, enrolment_id).document == before.document
    permit = Document(DocumentType.HKMO_PERMIT, "M12345678")
    correcting.correct(store, office, enrolment_id, replace(before, document=permit, born=before.birth), NOW)
    assert correcting.application(store, office, enrolment_id).document == permit


def test_the_number_of_somebody_else_is_refused_and_nothing_is_changed(
    store: Store, office: Actor, enrolment_id: int
) -> None:
    other = applicant(2, "李𫖯")
    enrolling.enrol(store, office, candidate(store, office, enrolment_id).head.id, other, NOW)
    before = correcting.application(store, office, enrolment_id)
    with pytest.raises(Problems) as caught:
        correcting.correct(store, office, enrolment_id, replace(before, document=other.document, born=other.born), NOW)
    assert [problem.code for problem in caught.value.problems] == ["applicant.document_known"]
    assert correcting.application(store, office, enrolment_id) == before
    assert candidate(store, office, enrolment_id).line.admission == "admitted"


def test_a_name_on_which_another_sitting_rests_is_not_changed(store: Store, office: Actor, enrolment_id: int) -> None:
    earlier = open_sitting(store, office, code="earlier")
    enrolling.enrol(store, office, earlier, applicant(1, "欧阳龚"), NOW)
    with store.unit_of_work() as session:
        sitting(session, earlier).state = "issued"
    before = correcting.application(store, office, enrolment_id)
    with pytest.raises(Problems) as caught:
        correcting.correct(store, office, enrolment_id, replace(before, name=PersonName("欧阳䶮")), NOW)
    assert [problem.code for problem in caught.value.problems] == ["applicant.fixed_elsewhere"]
    correcting.correct(store, office, enrolment_id, replace(before, workshop="别处"), NOW)
    assert candidate(store, office, enrolment_id).line.workshop == "别处"


def test_correcting_ends_with_enrolment(store: Store, office: Actor, enrolment_id: int) -> None:
    before = correcting.application(store, office, enrolment_id)
    sittings.take_step(store, office, candidate(store, office, enrolment_id).head.id, "cancel", NOW, "无人")
    with pytest.raises(Refused, match="not_open"):
        correcting.correct(store, office, enrolment_id, before, NOW)
