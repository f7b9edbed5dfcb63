"""Erasing what is kept of a certificate: nothing of it stays, the log stays whole, and every check says so in words."""

from __future__ import annotations

import dataclasses
import json
import pickle
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from assess.certificates.verify import Verdict, Verification
from assess.cli import main
from assess.config import load_config
from assess.errors import AssessError
from assess.i18n.formats import local_date
from assess.jobs import worker
from assess.operations import bulk, credentials, dossiers, issuing, life, verifying
from assess.operations.monitor import watch
from assess.operations.public_log import checking
from assess.operations.publishing import publish_changes
from assess.operations.verifying.papers import by_file
from assess.operations.verifying.pictures import by_codes
from assess.people.roles import Actor, Role
from assess.store.certificate_erasing import files_of
from assess.store.certificates import CertificateRow, certificate, editions_of, events_of
from assess.store.files import FileFolder
from assess.store.jobs import JobRow
from assess.store.ledger import LogRow
from assess.store.numbers import CounterRow
from assess.store.session import Store, open_store
from tests.operations.conftest import CONSENTING, NOTICE_OVER, PASSED, Noticed
from tests.operations.test_mutants import in_process

LATER = NOTICE_OVER + timedelta(days=3)
ERASED = LATER + timedelta(days=1)
OWN, PARTNER = "jiangmen-demo", "dsal-demo"
ALONE, BOTH = PASSED[0], CONSENTING[0]
"""Who has one paper, in three editions of which the last was given up; and who has a partner's paper besides."""


def refused(code: str) -> object:
    return pytest.raises(AssessError, match=rf"^{code}\b")


@dataclass(frozen=True)
class Kept:
    """What was kept of one certificate before it was erased, of all its editions together."""

    line: issuing.CertificateLine
    ids: tuple[int, ...]
    parts: tuple[bytes, ...]
    """Salts, sealed payloads and signatures."""
    paper: bytes
    credential: bytes
    files: tuple[str, ...]


def kept_of(issued: Noticed, line: issuing.CertificateLine) -> Kept:
    folder = FileFolder(issued.store.config.instance / "files", "json")
    with issued.store.reading() as session:
        rows = editions_of(session, certificate(session, line.id))
        parts = [part for row in rows for part in (row.salt, row.payload_sealed, row.signature) if part is not None]
        own = dict(files_of(session, line.id))
        files = [f"{sha256}.{ending}" for row in rows for ending, sha256 in files_of(session, row.id)]
    return Kept(line, tuple(row.id for row in rows), tuple(parts),
                issuing.paper(issued.store, issued.actors["office"], line.id), folder.read(own["json"]), tuple(files))


def holder_of(issued: Noticed, line: issuing.CertificateLine) -> Actor:
    return Actor(issued.actors["admin"].account_id, "", frozenset({Role.CANDIDATE}), person_id=line.person_id)


def propose(issued: Noticed, line: issuing.CertificateLine, reason_class: str = "holder_request") -> int:
    return life.propose(issued.store, issued.actors["office"], line.id, "erase", "本人书面申请", LATER, reason_class)


def erase(issued: Noticed, line: issuing.CertificateLine) -> None:
    life.decide(issued.store, issued.actors["office2"], propose(issued, line), ERASED)


def remove(store: Store) -> None:
    """Does the jobs that erasing left, and no other."""
    assert worker.TASKS[life.ERASE_JOB] is life.remove_files
    with store.reading() as session:
        left = session.scalars(select(JobRow.argument).where(JobRow.kind == life.ERASE_JOB)).all()
    for certificate_id in left:
        life.remove_files(store, certificate_id, ERASED)


@dataclass(frozen=True)
class Gone:
    """An installation after two certificates were erased, and what was kept of them before."""

    issued: Noticed
    alone: Kept
    both: Kept

    @property
    def store(self) -> Store:
        """The installation."""
        return self.issued.store


@pytest.fixture(scope="module")
def gone_instance(issued_instance: Path, noticed_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; no test changes it. What was kept lies beside it."""
    place = tmp_path_factory.mktemp("gone") / "instance"
    shutil.copytree(issued_instance, place)
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    issued = Noticed(store, *pickle.loads((noticed_instance.parent / "made.pickle").read_bytes()))
    office, second = issued.actors["office"], issued.actors["office2"]
    first = issued.lines()[ALONE, OWN]
    life.decide(store, second, life.propose_copy(store, office, first.id, "遗失", LATER, secrets.token_bytes), LATER)
    copy = issued.lines()[ALONE, OWN]
    issuing.issue(store, copy.id, LATER)
    step = life.propose_copy(store, office, copy.id, "又遗失", LATER, secrets.token_bytes)
    life.dismiss(store, office, step, "找到了", LATER)
    kept = tuple(kept_of(issued, line) for line in (copy, issued.lines()[BOTH, OWN]))
    found = found_in(place, kept[0].parts)
    assert found == set(kept[0].parts), "what is looked for afterwards is there before"
    for one in kept:
        erase(issued, one.line)
    remove(store)
    publish_changes(store, ERASED)
    store.engine.dispose()
    (place.parent / "kept.pickle").write_bytes(pickle.dumps(kept))
    return place


@pytest.fixture
def gone(gone_instance: Path, noticed_instance: Path, tmp_path: Path) -> Iterator[Gone]:
    shutil.copytree(gone_instance, tmp_path / "gone", ignore=shutil.ignore_patterns("cache"))
    store = open_store(load_config({"ASSESS_INSTANCE": str(tmp_path / "gone")}))
    issued = Noticed(store, *pickle.loads((noticed_instance.parent / "made.pickle").read_bytes()))
    yield Gone(issued, *pickle.loads((gone_instance.parent / "kept.pickle").read_bytes()))
    store.engine.dispose()


def found_in(folder: Path, needles: tuple[bytes, ...]) -> set[bytes]:
    """Which of them stand anywhere in a file below the folder, the database and its journal too."""
    held = [file.read_bytes() for file in folder.rglob("*") if file.is_file() and "cache" not in file.parts]
    return {needle for needle in needles if any(needle in data for data in held)}


def test_nothing_of_the_record_stays_in_database_files_or_public_folder(gone: Gone, issued: Noticed) -> None:
    instance, name = gone.store.config.instance, ALONE.encode()
    for kept in (gone.alone, gone.both):
        assert found_in(instance, kept.parts) == set()
        assert {file.name for file in (instance / "files").rglob("*.*")} & set(kept.files) == set()
    assert len(gone.alone.ids) == 3 and len(gone.alone.parts) == 8 and len(gone.alone.files) == 4
    for folder in ("files", "public"):
        assert found_in(instance / folder, (name,)) == set()
    assert found_in(issued.store.config.instance / "files", (name,)) == {name}, "so it is found where it is"


def test_the_row_keeps_number_place_day_and_class_of_the_reason(gone: Gone) -> None:
    with gone.store.reading() as session:
        for certificate_id in gone.alone.ids:
            row = certificate(session, certificate_id)
            assert (row.number, row.status, row.status_reason) == (gone.alone.line.number, "erased", "holder_request")
            assert row.erased_at == ERASED and row.leaf and row.status_place is not None
            kept = (row.salt, row.payload_sealed, row.payload_sha256, row.signature, row.paper_sha256)
            assert kept == (None, None, "", None, "")
            event = events_of(session, row.id)[-1]
            people = (gone.issued.actors["office2"].account_id, gone.issued.actors["office"].account_id)
            assert (event.kind, event.actor_id, event.proposed_by, event.reason_class) == (
                "erased", *people, "holder_request")


def test_the_log_and_its_monitor_find_nothing_wrong(
    gone: Gone, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = watch(gone.store)
    assert report.sound and report.findings == (), report.findings
    monkeypatch.setenv("ASSESS_INSTANCE", str(gone.store.config.instance))
    assert main(["log", "audit"]) == 0, capsys.readouterr().out
    with gone.store.reading() as session:
        kinds = session.scalars(select(LogRow.kind).where(LogRow.leaf == certificate(
            session, gone.both.ids[0]).leaf)).all()
    assert kinds == ["issue"], "erasing is no entry: the lists of states stay as they are"


def test_the_command_says_so_and_does_not_call_it_genuine(
    gone: Gone, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSESS_INSTANCE", str(gone.store.config.instance))
    assert main(["--lang", "en", "certificates", "verify", gone.both.line.address]) == 1
    said = capsys.readouterr().out
    assert "its record was erased" in said and "Record erased on 16 November 2026" in said and BOTH not in said


def by_hand(statement: str) -> Callable[[Gone], object]:
    def run(gone: Gone) -> None:
        with gone.store.unit_of_work() as session:
            assert session.execute(text(statement)).rowcount > 0  # type: ignore[attr-defined]

    return run


VALID = "(select max(id) from certificate where state = 'issued' and status = 'valid')"
LAST = "(select max(id) from certificate where status = 'erased' and state = 'issued')"
TAMPERED = {
    "a salt taken out": (by_hand(f"update certificate set salt = null where id = {VALID}"), "certificate.no_entry"),
    "a payload taken out": (by_hand(f"update certificate set payload_sealed = null where id = {VALID}"),
                            "certificate.no_entry"),
    "called erased": (by_hand("update certificate set status = 'erased', erased_at = '2026-11-20 00:00:00', "
                              f"salt = null, payload_sealed = null where id = {VALID}"), "certificate.not_erased"),
    "erased without an event": (by_hand(f"delete from certificate_event where kind = 'erased' and "
                                        f"certificate_id = {LAST}"), "certificate.not_erased"),
    "erased by one alone": (by_hand(f"update certificate_event set proposed_by = actor_id where kind = 'erased' "
                                    f"and certificate_id = {LAST}"), "certificate.not_erased"),
    "erased on another day": (by_hand(f"update certificate set erased_at = '2020-01-01 00:00:00' where id = {LAST}"),
                              "certificate.altered"),
    "its entries claimed by nobody": (by_hand(f"update certificate set leaf = 'x' where id = {LAST}"),
                                      "certificate.no_entry"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_record_that_vanished_otherwise_is_found(gone: Gone, case: str) -> None:
    tamper, code = TAMPERED[case]
    tamper(gone)
    assert code in {finding.code for finding in watch(gone.store).findings if finding.is_fault}


def answers(gone: Gone) -> dict[str, Verification]:
    """Every way in which a stranger can ask for the erased certificate."""
    store, kept = gone.store, gone.both
    address = kept.line.address
    listed = bulk.check_list(store, f"number,name,code\n{kept.line.number},谁也不是,\n,,{address}\n".encode())
    return {
        "address": verifying.by_token(store, kept.line.token),
        "scanned": verifying.by_qr_text(store, address),
        "number and name": verifying.by_number(store, kept.line.number, BOTH),
        "number and another name": verifying.by_number(store, kept.line.number, "谁也不是"),
        "the issued file": by_file(store, kept.paper, in_process),
        "a file put together": by_file(store, kept.paper + b"\n%more", in_process),
        "a photo": by_codes(store, (address,)),
        "the credential": verifying.by_credential(store, kept.credential.decode()),
        "a number in a list": asked(listed[0]),
        "a code in a list": asked(listed[1]),
        "the first edition": verifying.by_number(store, gone.alone.line.number, ALONE),
    }


def asked(row: bulk.Row) -> Verification:
    assert row.verification is not None, row.problem
    return row.verification


def test_every_way_of_asking_is_told_the_same_and_nothing_of_what_it_said(gone: Gone) -> None:
    for way, answer in answers(gone).items():
        assert answer.verdict is Verdict.ERASED and answer.erased is not None, way
        assert answer.verdict_on(local_date(ERASED)) is Verdict.ERASED and answer.certificate is None
        assert (answer.erased.day, answer.erased.reason) == (local_date(ERASED), "holder_request"), way
        told = json.dumps(dataclasses.asdict(answer), default=str, ensure_ascii=False)
        assert not answer.failed and ALONE not in told and BOTH not in told and "保育" not in told, way


def test_an_edition_that_was_given_up_is_as_unknown_as_before(gone: Gone) -> None:
    with gone.store.reading() as session:
        token = certificate(session, gone.alone.ids[-1]).token
    assert verifying.by_token(gone.store, token).verdict is Verdict.UNKNOWN


def test_nobody_is_handed_what_was_erased_and_lists_do_without_it(gone: Gone) -> None:
    store, office, line = gone.store, gone.issued.actors["office"], gone.both.line
    with refused("certificate.erased"):
        issuing.paper(store, office, line.id)
    with refused("certificate.no_credential"):
        credentials.issued_credential(store, line.token, "zh-Hans")
    with refused("certificate.erased"):
        checking.check_number(store, line.number, BOTH)
    assert [one.name for one in life.search(store, office, life.Sought(line.number))][-1] == "–"
    assert line.id not in {one.id for one in life.search(store, office, life.Sought(BOTH))}
    assert {one.id for one in life.search(store, office, life.Sought("", "erased"))} >= {line.id}
    assert not set(gone.alone.ids) & {one.certificate_id for one in issuing.issued_papers(store, office, 1)}
    assert {one.id for one in issuing.all_certificates(store, office)} >= {line.id, *gone.alone.ids}
    assert dossiers.decided(store, gone.issued.actors["officer"], BOTH), "the partner's own record stays"
    own = holder_of(gone.issued, line)
    assert line.id in {one.id for one in issuing.own_certificates(store, own)}
    assert [event.kind for event in life.own_life(store, own, line.id)] == ["issued", "erased"]
    assert credentials.own_credentials(store, own, line.id) == {}


def test_what_somebody_kept_still_proves_itself_and_the_log_page_tells_the_erasure(gone: Gone) -> None:
    check = checking.check_paper(gone.store, gone.both.paper, in_process)
    assert check.failed == () and check.erased_on == local_date(ERASED)


def test_the_partners_paper_stays_its_authority_is_told_and_its_page_says_so(gone: Gone) -> None:
    store, partner = gone.store, gone.issued.lines()[BOTH, PARTNER]
    answer = verifying.by_token(store, partner.token)
    assert answer.verdict is Verdict.SPECIMEN and answer.certificate is not None
    assert [(one.authority, one.state, one.day) for one in answer.certificate.linked] == [
        (OWN, "erased", local_date(ERASED))]
    (notice,) = life.notices(store, gone.issued.actors["officer"])
    assert (notice.kind, notice.line.number, notice.other) == ("erase", partner.number, OWN)
    with store.reading() as session:
        assert events_of(session, partner.id)[-1].kind == "linked_erased"


def test_the_number_is_never_given_again_and_nothing_more_can_be_done(gone: Gone, issued: Noticed) -> None:
    def counters(store: Store) -> list[int]:
        with store.reading() as session:
            return list(session.scalars(select(CounterRow.last).order_by(CounterRow.last)))

    store, office, line = gone.store, gone.issued.actors["office"], gone.both.line
    assert counters(store) == counters(issued.store) != []
    with store.reading() as session:
        count = session.scalar(select(func.count()).where(CertificateRow.number == line.number))
    assert count == 1
    assert life.life_of(store, office, line.id).possible == () and life.life_of(store, office, line.id).facts is None
    for kind in ("revoke", "erase"):
        with refused("certificate.erased"):
            life.propose(store, office, line.id, kind, "x", ERASED, "holder_request")
    with refused("certificate.erased"):
        life.propose_copy(store, office, line.id, "x", ERASED, secrets.token_bytes)


def test_nothing_is_erased_while_something_about_it_is_under_way(issued: Noticed) -> None:
    store, office, line = issued.store, issued.actors["office"], issued.lines()[ALONE, OWN]
    holder = holder_of(issued, line)
    with refused("certificate.reason_class_unknown"):
        propose(issued, line, "fraud")
    step = propose(issued, line)
    life.request(store, holder, line.id, "copy", "遗失", LATER)
    with refused("act.open_already"):
        life.decide(store, issued.actors["office2"], step, ERASED)
    assert verifying.by_token(store, line.token).verdict is Verdict.SPECIMEN, "refused whole"
    life.dismiss(store, office, step, "先办补发", LATER)
    copy = life.propose_copy(store, office, line.id, "遗失", LATER, secrets.token_bytes)
    life.decide(store, issued.actors["office2"], copy, LATER)
    with refused("certificate.edition_under_way"):
        propose(issued, line)


def test_who_dies_between_the_decision_and_the_files_is_followed_by_somebody_who_goes_on(issued: Noticed) -> None:
    store, line = issued.store, issued.lines()[ALONE, OWN]
    kept = kept_of(issued, line)
    erase(issued, line)
    with refused("certificate.no_credential"):
        credentials.issued_credential(store, line.token, "zh-Hans")
    assert verifying.by_token(store, line.token).verdict is Verdict.ERASED, "from the decision on"
    publish_changes(store, ERASED)
    report = watch(store)
    assert report.sound and [one.code for one in report.findings] == ["certificate.files_left"]
    (store.config.instance / "files" / kept.files[0][:2] / kept.files[0]).unlink()  # and then the power failed
    remove(store)
    remove(store)
    assert {file.name for file in (store.config.instance / "files").rglob("*.*")} & set(kept.files) == set()
    assert watch(store).findings == ()


def test_the_journal_is_cut_off_as_soon_as_nobody_reads_an_older_state(issued: Noticed) -> None:
    store, line = issued.store, issued.lines()[ALONE, OWN]
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a journal of SQLite")
    parts = kept_of(issued, line).parts
    reader = sqlite3.connect(store.config.instance / "assess.sqlite3", isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from certificate").fetchone()
    erase(issued, line)
    with refused("erasing.journal_in_use"):
        life.remove_files(store, line.id, ERASED)
    reader.execute("commit")
    reader.close()
    life.remove_files(store, line.id, ERASED)
    assert found_in(store.config.instance, parts) == set()
