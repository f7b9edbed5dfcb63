"""The life of issued certificates: who may take which step, what follows from it, and what is told to whom."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from assess.certificates.payload import payload_from_bytes
from assess.certificates.verify import Verdict
from assess.errors import AssessError
from assess.jobs import worker
from assess.operations import certificate_states, issuing, life, verifying
from assess.operations.issuing.editions import HolderFacts
from assess.operations.logs import audit
from assess.people.identity import Document, DocumentType, PersonName
from assess.people.roles import Actor, Role
from assess.store.audit import AuditRow
from assess.store.certificate_acts import CertificateActRow, PartnerNoticeRow
from assess.store.certificates import certificate, events_of, open_payload
from assess.store.ledger import LogRow
from assess.store.people import set_photo
from tests.certificates.sample_papers import photo
from tests.life import revoke
from tests.operations.conftest import CONSENTING, NOTICE_OVER, PASSED, Noticed

LATER = NOTICE_OVER + timedelta(days=3)
DAY_AFTER = LATER + timedelta(days=1)
PARTNER = "dsal-demo"


def refused(code: str) -> object:
    return pytest.raises(AssessError, match=rf"^{code}\b")


def own(issued: Noticed) -> issuing.CertificateLine:
    return issued.lines()[PASSED[0], "jiangmen-demo"]


def kinds(issued: Noticed, certificate_id: int) -> list[str]:
    """What the log says of one edition."""
    with issued.store.reading() as session:
        leaf = certificate(session, certificate_id).leaf
        return list(session.scalars(select(LogRow.kind).where(LogRow.leaf == leaf).order_by(LogRow.sequence)))


def told(issued: Noticed, token: str) -> tuple[Verdict, str, int]:
    """Verdict, state and number of log entries that a stranger is shown."""
    answer = verifying.by_token(issued.store, token)
    assert answer.certificate is not None, answer.failed
    return answer.verdict, answer.certificate.status.value, len(answer.certificate.events)


def propose(issued: Noticed, kind: str, line: issuing.CertificateLine, who: str = "office") -> int:
    store, actor = issued.store, issued.actors[who]
    if kind == "copy":
        return life.propose_copy(store, actor, line.id, "遗失", LATER, secrets.token_bytes)
    if kind == "correction":
        return life.propose_correction(store, actor, line.id, corrected(issued, line), "错字", LATER,
                                       secrets.token_bytes)
    return life.propose(store, actor, line.id, kind, "因故", LATER, CLASSES.get(kind, ""))


CLASSES = {"revoke": "fraud", "erase": "retention_over"}


def corrected(issued: Noticed, line: issuing.CertificateLine) -> HolderFacts:
    facts = life.life_of(issued.store, issued.actors["office"], line.id).facts
    return replace(facts, name=PersonName("欧阳龑", "", ""))


def suspend(issued: Noticed, line: issuing.CertificateLine) -> None:
    life.suspend(issued.store, issued.actors["office"], line.id, "接到举报", LATER)


def test_one_person_suspends_and_two_put_in_force_again(issued: Noticed) -> None:
    line = own(issued)
    suspend(issued, line)
    assert told(issued, line.token)[:2] == (Verdict.REVOKED, "suspended")
    life.decide(issued.store, issued.actors["office2"], propose(issued, "resume", line), DAY_AFTER)
    assert told(issued, line.token) == (Verdict.SPECIMEN, "valid", 3)
    assert kinds(issued, line.id) == ["issue", "suspend", "resume"] and audit(issued.store).sound


def test_an_event_names_both_people_the_day_and_the_reason(issued: Noticed) -> None:
    line, store = own(issued), issued.store
    revoke(store, issued.actors["office"], issued.actors["office2"], line.id, LATER, reason="替考")
    event = life.life_of(store, issued.actors["office"], line.id).events[-1]
    assert (event.kind, event.reason_class, event.reason, event.actor, event.proposed_by, event.at) == (
        "revoked", "fraud", "替考", issued.actors["office2"].name, issued.actors["office"].name, LATER)
    with store.reading() as session:
        acts = session.scalars(select(AuditRow.action).where(AuditRow.subject == f"certificate:{line.id}")).all()
    assert acts[-3:] == ["certificate.propose", "certificate.revoke", "certificate.decide"]


BY_TWO = ("resume", "revoke", "copy", "correction", "erase")


@pytest.mark.parametrize("kind", BY_TWO)
def test_nobody_decides_but_a_second_person_who_took_no_part(issued: Noticed, kind: str) -> None:
    line = own(issued)
    if kind == "resume":
        suspend(issued, line)
    step, second = propose(issued, kind, line), issued.actors["office2"]
    nobody = {
        "the proposer": issued.actors["office"],
        "an examiner of the exam": replace(second, account_id=issued.actors["examiner1"].account_id),
        "the holder": replace(second, person_id=line.person_id),
        "an administrator": issued.actors["admin"],
    }
    before = kinds(issued, line.id)
    for decider in nobody.values():
        with refused("policy.forbidden"):
            life.decide(issued.store, decider, step, DAY_AFTER)
    assert kinds(issued, line.id) == before
    life.decide(issued.store, second, step, DAY_AFTER)
    with refused("act.not_open"):
        life.decide(issued.store, second, step, DAY_AFTER)


# From (how the certificate stands) to the steps that it allows; everything else is refused.
ALLOWED = {
    "valid": {"suspend", "revoke", "copy", "correction", "erase"},
    "suspended": {"resume", "revoke", "correction", "erase"},
    "revoked": {"erase"},
    "prepared": set(),
}


@pytest.mark.parametrize("stands", ALLOWED)
def test_what_a_certificate_does_not_allow_is_refused_and_not_offered(issued: Noticed, stands: str) -> None:
    line, office = own(issued), issued.actors["office"]
    if stands == "suspended":
        suspend(issued, line)
    elif stands == "revoked":
        revoke(issued.store, office, issued.actors["office2"], line.id, LATER)
    elif stands == "prepared":
        line = issued.lines()[CONSENTING[1], PARTNER]
    if stands != "prepared":
        assert set(life.life_of(issued.store, office, line.id).possible) == ALLOWED[stands]
    for kind in {"suspend", *BY_TWO} - ALLOWED[stands]:
        who = replace(issued.actors["officer"], roles=frozenset(Role)) if stands == "prepared" else office
        with refused("certificate.not_in_force"):
            if kind == "suspend":
                life.suspend(issued.store, who, line.id, "x", LATER)
            elif kind in ("copy", "correction"):
                life.propose_copy(issued.store, who, line.id, "x", LATER, secrets.token_bytes)
            else:
                life.propose(issued.store, who, line.id, kind, "x", LATER, "fraud")


def test_a_step_needs_a_reason_and_one_waits_at_a_time(issued: Noticed) -> None:
    line, store, office = own(issued), issued.store, issued.actors["office"]
    with refused("certificate.reason_missing"):
        life.suspend(store, office, line.id, "  ", LATER)
    with refused("certificate.reason_class_unknown"):
        life.propose(store, office, line.id, "revoke", "x", LATER, "because")
    with refused("act.unknown_kind"):
        life.propose(store, office, line.id, "suspend", "x", LATER)
    propose(issued, "revoke", line)
    with refused("act.open_already"):
        propose(issued, "copy", line)
    assert life.life_of(store, office, line.id).possible == ()


def test_what_was_proposed_is_taken_back_with_a_reason(issued: Noticed) -> None:
    line, store, office = own(issued), issued.store, issued.actors["office"]
    step = propose(issued, "copy", line)
    with refused("certificate.reason_missing"):
        life.dismiss(store, office, step, "", LATER)
    life.dismiss(store, office, step, "找到了", LATER)
    with refused("act.not_open"):
        life.decide(store, issued.actors["office2"], step, LATER)
    assert [one.state for one in life.life_of(store, office, line.id).editions] == ["issued", "refused"]
    life.decide(store, issued.actors["office2"], propose(issued, "copy", line), LATER)
    worker.run_until_idle(store, DAY_AFTER)
    assert own(issued).edition == 3, "what was given up keeps its place"


def test_a_copy_states_the_old_facts_and_takes_the_place_of_the_lost_paper(issued: Noticed) -> None:
    line, store = own(issued), issued.store
    life.decide(store, issued.actors["office2"], propose(issued, "copy", line), LATER)
    assert told(issued, line.token)[1] == "valid", "until the copy is issued the old paper counts"
    worker.run_until_idle(store, DAY_AFTER)
    copy = own(issued)
    with store.reading() as session:
        old, new = (payload_from_bytes(open_payload(session, certificate(session, one.id))) for one in (line, copy))
    assert new == replace(old, token=new.token, paper_edition=2, paper_kind="copy", paper_on=LATER.date().isoformat())
    assert new.token != old.token and copy.number == line.number
    assert kinds(issued, line.id) == ["issue", "replace"] and kinds(issued, copy.id) == ["issue"]
    shown = verifying.by_token(store, line.token).certificate
    assert shown is not None and shown.replaced_by is not None and shown.status_on == DAY_AFTER.date()
    assert (shown.replaced_by.token, shown.replaced_by.edition, shown.replaced_by.kind) == (copy.token, 2, "copy")
    answer = verifying.by_number(store, line.number, line.name)
    assert answer.verdict is Verdict.SPECIMEN and answer.certificate is not None
    assert (answer.certificate.token, answer.certificate.edition_on) == (copy.token, LATER.date())
    assert audit(store).sound
    assert issuing.paper(store, issued.actors["office"], line.id) != issuing.paper(store, issued.actors["office"],
                                                                                copy.id)


def test_a_correction_changes_the_record_only_when_the_second_person_agrees(issued: Noticed) -> None:
    line, store, office = own(issued), issued.store, issued.actors["office"]
    step = propose(issued, "correction", line)
    assert life.life_of(store, office, line.id).facts.name.zh == PASSED[0]
    life.decide(store, issued.actors["office2"], step, LATER)
    worker.run_until_idle(store, DAY_AFTER)
    new = issued.lines()["欧阳龑", "jiangmen-demo"]
    assert (new.edition, new.edition_kind, new.number) == (2, "correction", line.number)
    with store.reading() as session:
        assert certificate(session, new.id).enrolled.person.name_zh == "欧阳龑"
    shown = verifying.by_number(store, line.number, line.name).certificate
    assert shown is not None and (shown.token, shown.status.value) == (line.token, "replaced")


def _unchanged(issued: Noticed, facts: HolderFacts) -> HolderFacts:
    return facts


def _impossible(issued: Noticed, facts: HolderFacts) -> HolderFacts:
    return replace(facts, document=Document(DocumentType.RESIDENT_ID, "440799199104120011"))


def _of_another(issued: Noticed, facts: HolderFacts) -> HolderFacts:
    other = issued.lines()[CONSENTING[0], "jiangmen-demo"]
    return life.life_of(issued.store, issued.actors["office"], other.id).facts


FAULTS = {
    "nothing": (_unchanged, "certificate.nothing_to_correct"),
    "a number that cannot be right": (_impossible, "certificate.facts"),
    "the document of somebody else": (_of_another, "certificate.facts"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_correction_is_refused_for(issued: Noticed, case: str) -> None:
    make, code = FAULTS[case]
    line, office = own(issued), issued.actors["office"]
    facts = make(issued, life.life_of(issued.store, office, line.id).facts)
    with refused(code):
        life.propose_correction(issued.store, office, line.id, facts, "x", LATER, secrets.token_bytes)


def test_another_photo_is_a_correction_and_no_copy(issued: Noticed) -> None:
    line, office = own(issued), issued.actors["office"]
    with issued.store.unit_of_work() as session:
        set_photo(session, line.person_id, photo(), LATER)
    with refused("certificate.photo_changed"):
        propose(issued, "copy", line)
    facts = life.life_of(issued.store, office, line.id).facts
    assert life.propose_correction(issued.store, office, line.id, facts, "x", LATER, secrets.token_bytes)


def test_no_edition_is_made_of_a_result_that_no_longer_follows(issued: Noticed) -> None:
    line = own(issued)
    with issued.store.unit_of_work() as session:
        certificate(session, line.id).result_digest = "0" * 64
    with refused("certificate.result_differs"):
        propose(issued, "copy", line)


@pytest.mark.parametrize("end", ["suspend", "revoke"])
def test_a_copy_on_its_way_is_given_up_when_the_paper_loses_its_force(issued: Noticed, end: str) -> None:
    line, store, second = own(issued), issued.store, issued.actors["office2"]
    life.decide(store, second, propose(issued, "copy", line), LATER)
    if end == "suspend":
        suspend(issued, line)
    else:
        revoke(store, issued.actors["office"], second, line.id, LATER)
    worker.run_until_idle(store, DAY_AFTER)
    copy = life.life_of(store, second, line.id).editions[-1]
    assert (copy.state, kinds(issued, copy.id)) == ("refused", [])
    assert kinds(issued, line.id)[-1] == end and audit(store).sound


def test_a_copy_does_not_come_out_beside_a_paper_that_is_no_longer_in_force(issued: Noticed) -> None:
    line, store = own(issued), issued.store
    life.decide(store, issued.actors["office2"], propose(issued, "copy", line), LATER)
    with store.unit_of_work() as session:  # past the rules, as nothing of ours does
        certificate_states.change(store, session, None, certificate(session, line.id), "revoke", LATER)
    with refused("certificate.not_in_force"):
        issuing.enter(store, own(issued).id, DAY_AFTER)
    assert own(issued).state == "approved" and kinds(issued, own(issued).id) == []


def test_the_other_authority_is_told_until_somebody_there_has_seen_it(issued: Noticed) -> None:
    store, office, officer = issued.store, issued.actors["office"], issued.actors["officer"]
    mine, partner = (issued.lines()[CONSENTING[0], who] for who in ("jiangmen-demo", PARTNER))
    revoke(store, office, issued.actors["office2"], mine.id, LATER)
    (notice,) = life.notices(store, officer)
    assert (notice.kind, notice.line.number, notice.other) == ("revoke", partner.number, "jiangmen-demo")
    assert life.notices(store, office) == []
    with refused("policy.forbidden"):
        life.mark_seen(store, office, notice.id, LATER)
    life.mark_seen(store, officer, notice.id, LATER)
    life.mark_seen(store, officer, notice.id, DAY_AFTER)
    assert life.notices(store, officer) == []
    with store.reading() as session:
        row = session.scalars(select(PartnerNoticeRow)).one()
        assert (row.seen_by, row.seen_at is not None) == (officer.account_id, True)
        assert [event.kind for event in events_of(session, partner.id)][-1] == "linked_revoked"
    answer = verifying.by_token(store, partner.token)
    assert answer.verdict is Verdict.SPECIMEN and answer.certificate is not None
    assert [(one.authority, one.state) for one in answer.certificate.linked] == [("jiangmen-demo", "revoked")]


def test_a_replaced_paper_does_not_stand_beside_its_copy_on_the_partners_page(issued: Noticed) -> None:
    mine, partner = (issued.lines()[CONSENTING[0], who] for who in ("jiangmen-demo", PARTNER))
    life.decide(issued.store, issued.actors["office2"], propose(issued, "copy", mine), LATER)
    worker.run_until_idle(issued.store, DAY_AFTER)
    shown = verifying.by_token(issued.store, partner.token).certificate
    assert shown is not None and [one.state for one in shown.linked] == ["valid"]


def test_a_partners_paper_is_changed_by_its_officers_alone(issued: Noticed) -> None:
    partner, store, officer = issued.lines()[CONSENTING[0], PARTNER], issued.store, issued.actors["officer"]
    for stranger in (issued.actors["office"], replace(officer, authority="jiangmen-demo"), issued.actors["checker"]):
        with refused("policy.forbidden"):
            life.suspend(store, stranger, partner.id, "x", LATER)
    life.suspend(store, officer, partner.id, "x", LATER)
    second = replace(officer, account_id=issued.actors["office2"].account_id)
    life.decide(store, second, life.propose(store, officer, partner.id, "resume", "x", LATER), LATER)
    assert kinds(issued, partner.id) == ["issue", "suspend", "resume"]
    mine = issued.lines()[CONSENTING[0], "jiangmen-demo"]
    shown = verifying.by_token(store, mine.token).certificate
    assert shown is not None and len(shown.events) == 1, "entries of other papers are not counted as its own"
    assert [(one.authority, one.state, one.day) for one in shown.linked] == [(PARTNER, "valid", LATER.date())]


def test_the_holder_asks_and_the_office_takes_it_up_or_refuses(issued: Noticed) -> None:
    line, store, office = own(issued), issued.store, issued.actors["office"]
    holder = Actor(issued.actors["admin"].account_id, "", frozenset({Role.CANDIDATE}), person_id=line.person_id)
    with refused("policy.forbidden"):
        life.request(store, replace(holder, person_id=line.person_id + 1), line.id, "copy", "丢失", LATER)
    with refused("act.unknown_kind"):
        life.request(store, holder, line.id, "revoke", "丢失", LATER)
    life.request(store, holder, line.id, "copy", "丢失", LATER)
    with refused("act.open_already"):
        life.request(store, holder, line.id, "copy", "丢失", LATER)
    (asked,) = life.open_steps(store, office)
    assert (asked.state, asked.kind, asked.reason, asked.can_decide) == ("asked", "copy", "丢失", False)
    with refused("act.not_open"):
        life.decide(store, issued.actors["office2"], asked.id, LATER)
    propose(issued, "copy", line)
    (opened,) = life.open_steps(store, issued.actors["office2"])
    assert opened.state == "open" and opened.can_decide and opened.edition is not None


def test_a_clock_that_was_set_back_changes_nothing(issued: Noticed) -> None:
    line = own(issued)
    with refused("clock.behind_log"):
        life.suspend(issued.store, issued.actors["office"], line.id, "x", NOTICE_OVER - timedelta(days=5))
    assert told(issued, line.token)[1] == "valid" and kinds(issued, line.id) == ["issue"]


class Broken(Exception):
    pass


@pytest.mark.parametrize("where", ["append", "seal_of", "record", "note"])
def test_a_step_that_breaks_off_in_the_middle_was_never_taken(
    issued: Noticed, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    line, store = own(issued), issued.store
    whole: Callable[..., object] = getattr(certificate_states, where)

    def breaks(*args: object, **kwargs: object) -> object:
        whole(*args, **kwargs)
        raise Broken

    step = propose(issued, "revoke", line)
    monkeypatch.setattr(certificate_states, where, breaks)
    with pytest.raises(Broken):
        life.decide(store, issued.actors["office2"], step, LATER)
    monkeypatch.undo()
    assert told(issued, line.token) == (Verdict.SPECIMEN, "valid", 1)
    with store.reading() as session:
        assert session.get_one(CertificateActRow, step).state == "open"
    life.decide(store, issued.actors["office2"], step, LATER)
    assert kinds(issued, line.id) == ["issue", "revoke"]


TAMPERING = {
    "a suspension taken back": "UPDATE certificate SET status = 'valid'",
    "an edition made the first": "UPDATE certificate SET edition = 1, edition_kind = '', replaces_id = NULL WHERE "
    "edition = 2",
    "another reason": "UPDATE certificate SET status_reason = 'fraud' WHERE edition = 2",
}


@pytest.mark.parametrize("case", TAMPERING)
def test_a_state_altered_in_the_database_shows(issued: Noticed, case: str) -> None:
    mine = issued.lines()[CONSENTING[0], "jiangmen-demo"]
    life.decide(issued.store, issued.actors["office2"], propose(issued, "copy", mine), LATER)
    worker.run_until_idle(issued.store, DAY_AFTER)
    copy = issued.lines()[CONSENTING[0], "jiangmen-demo"]
    life.suspend(issued.store, issued.actors["office"], copy.id, "x", DAY_AFTER)
    assert told(issued, copy.token)[1] == "suspended"
    database = sqlite3.connect(issued.store.config.database_url.removeprefix("sqlite:///"))
    if "edition = 1" in TAMPERING[case]:
        database.execute("UPDATE certificate SET edition = 9 WHERE id = ?", (mine.id,))
    assert database.execute(TAMPERING[case]).rowcount
    database.commit()
    database.close()
    assert verifying.by_token(issued.store, copy.token).verdict is Verdict.NOT_GENUINE


def test_certificates_are_found_by_number_name_and_state(issued: Noticed) -> None:
    line, store, office = own(issued), issued.store, issued.actors["office"]
    suspend(issued, line)
    assert [one.id for one in life.search(store, office, life.Sought(line.number))] == [line.id]
    assert [one.id for one in life.search(store, office, life.Sought(state="suspended"))] == [line.id]
    assert {one.name for one in life.search(store, office, life.Sought(CONSENTING[0]))} == {CONSENTING[0]}
    officers = life.search(store, issued.actors["officer"], life.Sought())
    assert {one.authority for one in officers} == {PARTNER}
