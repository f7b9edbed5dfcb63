"""Score sheets of a sitting: for whom, with what of a person, and who may have them."""

from __future__ import annotations

import re

import pytest

from assess.errors import Forbidden, NotFound, Refused
from assess.operations import settling, sittings
from assess.operations.score_sheets import sheets_of_sitting
from assess.people.roles import Actor
from assess.store.session import Store
from tests.conftest import NOW, MakeAccount
from tests.desk import admit, applicant, assign_all, open_sitting, staff
from tests.exams.paper.read_back import flat, pages_of


@pytest.fixture
def people(make_account: MakeAccount) -> dict[str, Actor]:
    return staff(make_account)


def heads(store: Store, office: Actor, sitting_id: int, part: str | None = None) -> list[str]:
    """The first page of every sheet."""
    pages = pages_of(sheets_of_sitting(store, office, sitting_id, part, "en"))
    return [page for page in pages if "page 1 of" in page]


def test_everybody_who_is_admitted_has_a_sheet_in_the_order_of_seats(store: Store, people: dict[str, Actor]) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office)
    admit(store, office, sitting_id, *(applicant(number, f"张小{'甲乙丙'[number]}") for number in range(3)))
    sheets = heads(store, office, sitting_id, "practical")
    assert [re.findall("张小.", page) for page in sheets] == [["张小甲"], ["张小乙"], ["张小丙"]]
    assert all("JM-T-1·20December2026·江门技校3号楼" in flat(page) for page in sheets)
    assert len(heads(store, office, sitting_id)) == 6, "both parts"


def test_a_sheet_shows_the_masked_document_only(store: Store, people: dict[str, Actor]) -> None:
    office, person = people["office"], applicant(1)
    sitting_id = open_sitting(store, office)
    admit(store, office, sitting_id, person)
    page, = heads(store, office, sitting_id, "theory")
    assert "Resident Identity Card" in page and f"440{'*' * 14}{person.document.number[-1]}" in page
    assert person.document.number not in page.replace("\r\n", "")


def test_whoever_is_absent_from_a_part_has_no_sheet_of_it(store: Store, people: dict[str, Actor]) -> None:
    office = people["office"]
    sitting_id = open_sitting(store, office, held_on=NOW.date())
    first, _second = admit(store, office, sitting_id, applicant(1, "张小甲"), applicant(2, "张小乙"))
    assign_all(store, people, sitting_id)
    sittings.take_step(store, office, sitting_id, "start_marking", NOW)
    settling.record_part_state(store, office, first, "theory", "absent", "", NOW)
    assert ["张小甲" in page for page in heads(store, office, sitting_id, "theory")] == [False]
    assert len(heads(store, office, sitting_id, "practical")) == 2


def test_without_an_admitted_candidate_there_is_nothing_to_print(store: Store, people: dict[str, Actor]) -> None:
    sitting_id = open_sitting(store, people["office"])
    with pytest.raises(Refused) as refused:
        sheets_of_sitting(store, people["office"], sitting_id, None, "en")
    assert refused.value.code == "paper.nobody"


def test_an_examiner_has_no_list_of_everybody(store: Store, people: dict[str, Actor]) -> None:
    sitting_id = open_sitting(store, people["office"])
    with pytest.raises(Forbidden):
        sheets_of_sitting(store, people["exam1"], sitting_id, None, "en")
    with pytest.raises(NotFound):
        sheets_of_sitting(store, people["supervisor"], 99, None, "en")
