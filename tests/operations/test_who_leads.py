"""Who may lead the examiners of a sitting: the conditions of appointment, before anything is marked."""

from __future__ import annotations

import pytest

from assess.errors import Refused
from assess.operations import sittings
from assess.operations.duties import duties_view
from assess.people.roles import Role
from assess.store.session import Store
from assess.store.sittings import sitting, took_part
from tests.conftest import NOW, MakeAccount
from tests.desk import WORKSHOP, admit, applicant, open_sitting, staff


def test_who_leads_checks_nothing(store: Store, make_account: MakeAccount) -> None:
    people = staff(make_account)
    both = make_account("both", Role.EXAMINER, Role.CHECKER)
    sitting_id = open_sitting(store, people["office"])
    sittings.assign(store, people["office"], sitting_id, both.account_id, "", "lead", NOW)
    with pytest.raises(Refused) as caught:
        sittings.assign(store, people["office"], sitting_id, both.account_id, "", "checker", NOW)
    assert caught.value.code == "assignment.both_duties"


def test_who_has_an_interest_in_a_candidate_does_not_lead(store: Store, make_account: MakeAccount) -> None:
    people = staff(make_account)
    sitting_id = open_sitting(store, people["office"])
    admit(store, people["office"], sitting_id, applicant(1, workshop=WORKSHOP))
    with pytest.raises(Refused) as caught:
        sittings.assign(store, people["office"], sitting_id, people["colleague"].account_id, "", "lead", NOW)
    assert caught.value.code == "assignment.conflict"


def test_where_a_part_asks_for_seniors_one_of_them_leads(store: Store, make_account: MakeAccount) -> None:
    people = staff(make_account)
    sitting_id = open_sitting(store, people["office"], standard="national/6-30-99-00", edition="2020", level="L2")
    with pytest.raises(Refused) as caught:
        sittings.assign(store, people["office"], sitting_id, people["exam1"].account_id, "", "lead", NOW)
    assert caught.value.code == "assignment.not_senior"
    assert duties_view(store, people["office"], sitting_id).senior_lead


def test_before_marking_a_released_lead_examiner_leaves_nothing_behind(store: Store, make_account: MakeAccount) -> None:
    people = staff(make_account)
    sitting_id = open_sitting(store, people["office"])
    sittings.assign(store, people["office"], sitting_id, people["exam1"].account_id, "", "lead", NOW)
    (lead,) = duties_view(store, people["office"], sitting_id).leads
    sittings.unassign(store, people["office"], sitting_id, lead.assignment_id, NOW)
    with store.reading() as session:
        assert not took_part(sitting(session, sitting_id), people["exam1"])
