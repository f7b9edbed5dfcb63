"""One exam, two papers: consent, the officer's endorsement or refusal, and what one paper says of the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from assess.certificates.status import Status
from assess.certificates.verify import Verdict
from assess.errors import BadInput, Forbidden, Refused
from assess.operations import consent, endorsing, issuing, life, verifying
from assess.people.roles import Actor, Role
from assess.store.certificates import events_of
from assess.store.sittings import ConsentRow, enrolment
from tests.life import revoke
from tests.operations.conftest import CONSENTING, NOTICE_OVER, PASSED, Noticed

LATER = NOTICE_OVER + timedelta(days=3)


@pytest.fixture
def waiting(noticed: Noticed) -> Noticed:
    """Approved by the body; the partner's papers wait."""
    noticed.prepare()
    noticed.approve()
    return noticed


def test_the_partners_papers_wait_for_its_officer_with_what_he_must_see(waiting: Noticed) -> None:
    found = endorsing.waiting(waiting.store, waiting.actors["officer"])
    assert [paper.certificate.name for paper in found] == CONSENTING
    assert found[0].document_type == "macau_bir" and found[0].document_number == "51234568"
    assert found[0].consent_version == "2026-11"
    with pytest.raises(Refused) as caught:
        issuing.issue(waiting.store, found[0].id, LATER)
    assert caught.value.code == "certificate.not_approved"


def test_nothing_waits_before_the_body_itself_has_approved(noticed: Noticed) -> None:
    noticed.prepare()
    assert endorsing.waiting(noticed.store, noticed.actors["officer"]) == []
    partner = noticed.lines()[CONSENTING[0], "dsal-demo"]
    with pytest.raises(Refused) as caught:
        endorsing.endorse(noticed.store, noticed.actors["officer"], [partner.id], LATER)
    assert caught.value.code == "certificate.not_waiting"


@pytest.mark.parametrize("who", ["office", "office2", "admin", "examiner1"])
def test_nobody_but_an_officer_endorses(waiting: Noticed, who: str) -> None:
    partner = waiting.lines()[CONSENTING[0], "dsal-demo"]
    with pytest.raises(Forbidden):
        endorsing.endorse(waiting.store, waiting.actors[who], [partner.id], LATER)


def test_an_officer_of_another_authority_endorses_nothing_of_this_one(waiting: Noticed) -> None:
    stranger = replace(waiting.actors["officer"], authority="jiangmen-demo")
    partner = waiting.lines()[CONSENTING[0], "dsal-demo"]
    assert endorsing.waiting(waiting.store, stranger) == []
    with pytest.raises(Forbidden) as caught:
        endorsing.endorse(waiting.store, stranger, [partner.id], LATER)
    assert caught.value.params["reason"] == "own_authority"


def test_an_officer_cannot_endorse_the_bodys_own_papers_by_belonging_to_it(waiting: Noticed) -> None:
    own = replace(waiting.actors["officer"], authority="jiangmen-demo")
    with pytest.raises(Refused) as caught:
        endorsing.endorse(waiting.store, own, [waiting.lines()[PASSED[0], "jiangmen-demo"].id], LATER)
    assert caught.value.code == "certificate.not_waiting"


def test_whoever_prepared_a_paper_does_not_endorse_it_even_as_an_officer(waiting: Noticed) -> None:
    officer = waiting.actors["officer"]
    both = replace(waiting.actors["office"], roles=officer.roles, authority=officer.authority)
    partner = waiting.lines()[CONSENTING[0], "dsal-demo"]
    with pytest.raises(Forbidden) as caught:
        endorsing.endorse(waiting.store, both, [partner.id], LATER)
    assert caught.value.params["reason"] == "not_prepared"


@pytest.mark.parametrize("whose", ["examiner1", "candidate"])
def test_whoever_examined_or_was_examined_does_not_endorse(waiting: Noticed, whose: str) -> None:
    officer, partner = waiting.actors["officer"], waiting.lines()[CONSENTING[0], "dsal-demo"]
    both = replace(officer, person_id=partner.person_id) if whose == "candidate" else \
        replace(officer, account_id=waiting.actors[whose].account_id)
    with pytest.raises(Forbidden) as caught:
        endorsing.endorse(waiting.store, both, [partner.id], LATER)
    assert caught.value.params["reason"] == "not_examined"


def test_a_consent_taken_back_stops_the_endorsement_of_the_whole_batch(waiting: Noticed) -> None:
    office, officer = waiting.actors["office"], waiting.actors["officer"]
    ids = [paper.id for paper in endorsing.waiting(waiting.store, officer)]
    consent.withdraw(waiting.store, office, waiting.enrolments[CONSENTING[1]], "dsal-demo", LATER)
    assert [paper.certificate.name for paper in endorsing.waiting(waiting.store, officer)] == CONSENTING[:1]
    with pytest.raises(Refused) as caught:
        endorsing.endorse(waiting.store, officer, ids, LATER)
    assert caught.value.code == "scheme.consent_missing"
    assert {line.state for line in waiting.lines().values() if line.authority == "dsal-demo"} == {"prepared"}


def test_endorsed_twice_is_refused_the_second_time(waiting: Noticed) -> None:
    partner = waiting.lines()[CONSENTING[0], "dsal-demo"]
    endorsing.endorse(waiting.store, waiting.actors["officer"], [partner.id], LATER)
    with pytest.raises(Refused) as caught:
        endorsing.endorse(waiting.store, waiting.actors["officer"], [partner.id], LATER)
    assert caught.value.code == "certificate.not_waiting"


def test_a_refusal_needs_a_reason_and_the_office_reads_it(waiting: Noticed) -> None:
    partner = waiting.lines()[CONSENTING[0], "dsal-demo"]
    officer = waiting.actors["officer"]
    with pytest.raises(BadInput):
        endorsing.refuse(waiting.store, officer, [partner.id], "  ", LATER)
    endorsing.refuse(waiting.store, officer, [partner.id], "BIR has expired", LATER)
    line = waiting.lines()[CONSENTING[0], "dsal-demo"]
    assert (line.state, line.reason) == ("refused", "BIR has expired")
    with pytest.raises(Refused):
        endorsing.endorse(waiting.store, officer, [partner.id], LATER)


def test_revoking_one_paper_shows_on_the_page_of_the_other_which_stays_valid(noticed: Noticed) -> None:
    own, partner = noticed.issued(CONSENTING[0]), noticed.issued(CONSENTING[0], "dsal-demo")
    revoke(noticed.store, noticed.actors["office"], noticed.actors["office2"], own.id, LATER,
           reason_class="issued_in_error")
    mine = verifying.by_token(noticed.store, own.token)
    assert mine.verdict is Verdict.REVOKED and mine.certificate is not None
    assert (mine.certificate.status, mine.certificate.status_on) == (Status.REVOKED, LATER.date())
    assert mine.certificate.status_reason == "issued_in_error"
    other = verifying.by_token(noticed.store, partner.token)
    assert other.verdict is Verdict.SPECIMEN and other.certificate is not None
    assert [(paper.state, paper.day) for paper in other.certificate.linked] == [("revoked", LATER.date())]
    with noticed.store.reading() as session:
        assert [event.kind for event in events_of(session, partner.id)][-1] == "linked_revoked"


def test_the_partners_paper_is_revoked_by_its_officer_and_not_by_the_office(noticed: Noticed) -> None:
    partner = noticed.issued(CONSENTING[0], "dsal-demo")
    with pytest.raises(Forbidden):
        life.propose(noticed.store, noticed.actors["office"], partner.id, "revoke", "forged BIR", LATER, "fraud")
    officer = noticed.actors["officer"]
    second = replace(officer, account_id=noticed.actors["office2"].account_id)
    revoke(noticed.store, officer, second, partner.id, LATER)
    assert verifying.by_token(noticed.store, partner.token).verdict is Verdict.REVOKED


REVOCATIONS = {
    "an unknown class": ("because", "words", "certificate.reason_class_unknown"),
    "no words": ("fraud", " ", "certificate.reason_missing"),
}


@pytest.mark.parametrize("case", REVOCATIONS)
def test_revoking_is_refused_for(noticed: Noticed, case: str) -> None:
    reason_class, reason, code = REVOCATIONS[case]
    line = noticed.issued()
    with pytest.raises(BadInput) as caught:
        life.propose(noticed.store, noticed.actors["office"], line.id, "revoke", reason, LATER, reason_class)
    assert caught.value.code == code


def test_what_was_revoked_or_never_issued_is_not_revoked(noticed: Noticed) -> None:
    line = noticed.issued()
    revoke(noticed.store, noticed.actors["office"], noticed.actors["office2"], line.id, LATER)
    waiting = noticed.lines()[PASSED[1], "jiangmen-demo"]
    for certificate_id in (line.id, waiting.id):
        with pytest.raises(Refused) as caught:
            life.propose(noticed.store, noticed.actors["office"], certificate_id, "revoke", "x", LATER, "fraud")
        assert caught.value.code == "certificate.not_in_force"


def test_consent_is_kept_with_the_text_that_was_read_and_taken_back_by_a_new_row(noticed: Noticed) -> None:
    store, office, enrolment_id = noticed.store, noticed.actors["office"], noticed.enrolments[PASSED[0]]
    [question] = consent.asked(store, office, enrolment_id)
    assert question is not None and question.given_at is None and question.destination == "dsal-demo"
    consent.give(store, office, enrolment_id, "dsal-demo", question.version, NOTICE_OVER, locale="pt-MO")
    consent.give(store, office, enrolment_id, "dsal-demo", question.version, LATER)  # twice changes nothing
    consent.withdraw(store, office, enrolment_id, "dsal-demo", LATER)
    with store.reading() as session:
        rows = session.scalars(select(ConsentRow).where(ConsentRow.enrolment_id == enrolment_id)).all()
    assert [(row.given, row.recorded_at) for row in rows] == [(True, NOTICE_OVER), (False, LATER)]
    assert rows[0].text == question.text.in_locale("pt-MO") == rows[1].text
    [again] = consent.asked(store, office, enrolment_id)
    assert again is not None and again.given_at is None


CONSENT_FAULTS = {
    "a version that is no longer asked": ("dsal-demo", "2020-01", "consent.other_version"),
    "a destination that nobody asked for": ("jiangmen-demo", "2026-11", "consent.not_asked"),
}


@pytest.mark.parametrize("case", CONSENT_FAULTS)
def test_consent_is_refused_for(noticed: Noticed, case: str) -> None:
    destination, version, code = CONSENT_FAULTS[case]
    with pytest.raises(Refused) as caught:
        office, enrolment_id = noticed.actors["office"], noticed.enrolments[PASSED[0]]
        consent.give(noticed.store, office, enrolment_id, destination, version, LATER)
    assert caught.value.code == code


def test_a_candidate_answers_only_for_the_own_exam(noticed: Noticed) -> None:
    with noticed.store.reading() as session:
        people = [enrolment(session, noticed.enrolments[name]).person_id for name in PASSED[:2]]
    candidate = Actor(1, PASSED[0], frozenset({Role.CANDIDATE}), person_id=people[0])
    consent.give(noticed.store, candidate, noticed.enrolments[PASSED[0]], "dsal-demo", "2026-11", LATER)
    with pytest.raises(Forbidden):
        consent.give(noticed.store, candidate, noticed.enrolments[PASSED[1]], "dsal-demo", "2026-11", LATER)


def test_the_paper_is_for_its_holder_the_office_and_its_authority(noticed: Noticed) -> None:
    line = noticed.issued(CONSENTING[0], "dsal-demo")
    store = noticed.store
    holder = Actor(1, "", frozenset({Role.CANDIDATE}), person_id=line.person_id)
    allowed = (holder, noticed.actors["office"], noticed.actors["officer"])
    papers = {issuing.paper(store, who, line.id) for who in allowed}
    assert len(papers) == 1 and papers.pop().startswith(b"%PDF-")
    strangers = [replace(holder, person_id=line.person_id + 1), replace(noticed.actors["officer"], authority="other")]
    for stranger in [*strangers, noticed.actors["examiner1"], noticed.actors["admin"]]:
        with pytest.raises(Forbidden):
            issuing.paper(store, stranger, line.id)
    assert line.number in {own.number for own in issuing.own_certificates(store, holder)}
