"""The sample of an officer: drawn by chance, looked through before an endorsement, with questions that hold a paper."""

from __future__ import annotations

import secrets
from dataclasses import replace

import pytest

from assess.certificates.sampling import drawn
from assess.errors import BadInput, Forbidden, NotFound, Refused
from assess.operations import endorsing, sampling
from tests.operations.conftest import Noticed
from tests.operations.test_two_papers import LATER, waiting

__all__ = ["waiting"]


def draw(of: Noticed, size: int) -> sampling.Sample:
    officer = of.actors["officer"]
    sampling.draw(of.store, officer, of.sitting_id, size, LATER, secrets.token_bytes)
    sample = sampling.batch(of.store, officer, of.sitting_id).sample
    assert sample is not None
    return sample


def find(of: Noticed, number: str, finding: str, note: str = "") -> None:
    sampling.note_finding(of.store, of.actors["officer"], of.sitting_id, number, finding, note, LATER)


def endorse_all(of: Noticed) -> None:
    ids = [paper.id for paper in endorsing.waiting(of.store, of.actors["officer"])]
    endorsing.endorse(of.store, of.actors["officer"], ids, LATER)


def refused(of: Noticed) -> str:
    with pytest.raises(Refused) as caught:
        endorse_all(of)
    return caught.value.code


def test_the_sample_is_what_the_recorded_seed_draws(waiting: Noticed) -> None:
    sample = draw(waiting, 1)
    assert [member.paper.number for member in sample.members] == list(drawn(sample.seed, sample.numbers, 1))
    assert len(sample.numbers) == 2 and sample.unseen == 1


def test_nothing_is_endorsed_before_the_sample_is_looked_through(waiting: Noticed) -> None:
    sample = draw(waiting, 2)
    assert refused(waiting) == "sample.unseen"
    for member in sample.members:
        find(waiting, member.paper.number, "ok")
    endorse_all(waiting)
    counts = sampling.batch(waiting.store, waiting.actors["officer"], waiting.sitting_id).counts
    assert counts == {"making": 2}


def test_a_queried_paper_waits_until_the_question_is_settled_even_after_another_draw(waiting: Noticed) -> None:
    number = draw(waiting, 1).members[0].paper.number
    find(waiting, number, "query", "照片與證件不符？")
    assert refused(waiting) == "sample.queried"
    others = [one for one in endorsing.waiting(waiting.store, waiting.actors["officer"])
              if one.certificate.number != number]
    endorsing.endorse(waiting.store, waiting.actors["officer"], [one.id for one in others], LATER)
    again = draw(waiting, 1)
    assert again.members[0].paper.number == number
    find(waiting, number, "ok", "已核對")
    endorse_all(waiting)


def test_a_queried_paper_may_be_refused(waiting: Noticed) -> None:
    member = draw(waiting, 1).members[0]
    find(waiting, member.paper.number, "query", "證件過期")
    endorsing.refuse(waiting.store, waiting.actors["officer"], [member.paper.id], "證件過期", LATER)
    counts = sampling.batch(waiting.store, waiting.actors["officer"], waiting.sitting_id).counts
    assert counts == {"refused": 1, "waiting": 1}


def test_nobody_draws_until_the_papers_please(waiting: Noticed) -> None:
    draw(waiting, 1)
    with pytest.raises(Refused) as caught:
        draw(waiting, 1)
    assert caught.value.code == "sample.unseen"


@pytest.mark.parametrize("size", [0, 3])
def test_a_sample_has_at_least_one_paper_and_not_more_than_wait(waiting: Noticed, size: int) -> None:
    with pytest.raises(BadInput) as caught:
        draw(waiting, size)
    assert (caught.value.code, caught.value.params["most"]) == ("sample.size", 2)


FAULTS = {
    "a question without words": ("query", " ", None, "sample.note_missing"),
    "an unknown finding": ("perhaps", "", None, "sample.no_such_finding"),
    "a paper that was not drawn": ("ok", "", "SPECIMEN-MO-260000000", "sample.not_drawn"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_finding_is_refused_for(waiting: Noticed, case: str) -> None:
    finding, note, number, code = FAULTS[case]
    drawn_number = draw(waiting, 1).members[0].paper.number
    with pytest.raises((BadInput, NotFound)) as caught:
        find(waiting, number or drawn_number, finding, note)
    assert caught.value.code == code


def test_a_batch_is_seen_by_officers_of_its_authority_alone(waiting: Noticed) -> None:
    officer = waiting.actors["officer"]
    assert [one.code for one in sampling.batches(waiting.store, officer)] == ["T-001"]
    stranger = replace(officer, authority="mors-demo")
    assert sampling.batches(waiting.store, stranger) == []
    with pytest.raises(NotFound):
        sampling.batch(waiting.store, stranger, waiting.sitting_id)
    with pytest.raises(Forbidden):
        sampling.batches(waiting.store, waiting.actors["office"])
    body = replace(officer, authority="jiangmen-demo")
    with pytest.raises(NotFound):
        sampling.batch(waiting.store, body, waiting.sitting_id)


def test_the_list_is_searched_and_sorted(waiting: Noticed) -> None:
    papers = endorsing.waiting(waiting.store, waiting.actors["officer"])
    by_number = endorsing.found(papers, order="number")
    assert [one.certificate.number for one in by_number] == sorted(one.certificate.number for one in papers)
    assert [one.id for one in endorsing.found(papers, papers[1].certificate.number)] == [papers[1].id]
    assert endorsing.found(papers, "t-001") == papers and endorsing.found(papers, "nobody") == []
