"""Issuing may die between any two lines and be run again: one file row, one log entry, one signature, never half."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import CodeType

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from assess.certificates.verify import Verdict
from assess.errors import BadInput, Refused
from assess.operations import issuing, verifying
from assess.operations.logs import audit
from assess.store.audit import AuditRow
from assess.store.certificates import CertificateEventRow, CertificateFileRow, CertificatePhotoRow, CertificateRow
from assess.store.ledger import LogRow
from assess.store.session import Store
from tests.dying import Killed, dying_after
from tests.operations.conftest import NOTICE_OVER, Noticed

ON_THE_PATH = ("operations/issuing/completing.py", "operations/keys.py", "store/files.py", "store/ledger.py",
               "store/audit.py", "store/certificates.py", "store/session.py")


def on_the_way(code: CodeType) -> bool:
    return code.co_filename.endswith(ON_THE_PATH)


def state_of(store: Store, certificate_id: int) -> dict[str, int]:
    """How many of everything there are for one certificate."""
    with store.reading() as session:
        row = session.get_one(CertificateRow, certificate_id)
        return {
            "issued": int(row.state == "issued"),
            "signed": int(row.signature is not None),
            "files": len(session.scalars(select(CertificateFileRow).filter_by(certificate_id=row.id)).all()),
            "log": len(session.scalars(select(LogRow).filter_by(leaf=row.leaf)).all()),
            "events": len(session.scalars(
                select(CertificateEventRow).filter_by(certificate_id=row.id, kind="issued")).all()),
            "audit": len(session.scalars(
                select(AuditRow).filter_by(action="certificate.issue", subject=f"certificate:{row.id}")).all()),
            "photos left": len(session.scalars(select(CertificatePhotoRow).filter_by(certificate_id=row.id)).all()),
        }


BEFORE = {"issued": 0, "signed": 0, "files": 0, "log": 0, "events": 0, "audit": 0, "photos left": 1}
AFTER = {"issued": 1, "signed": 1, "files": 1, "log": 1, "events": 1, "audit": 1, "photos left": 0}


def undo(store: Store, certificate_id: int) -> None:
    """Makes one certificate approved again, as if it had never been issued, so that it can die once more."""
    with store.unit_of_work() as session:
        row = session.get_one(CertificateRow, certificate_id)
        for statement in (
            "delete from certificate_file where certificate_id = :id",
            "delete from certificate_event where certificate_id = :id and kind = 'issued'",
            "delete from audit where subject = 'certificate:' || :id and action = 'certificate.issue'",
        ):
            session.execute(text(statement), {"id": certificate_id})
        session.execute(text("delete from log where leaf = :leaf"), {"leaf": row.leaf})
        session.execute(text("delete from certificate_photo where certificate_id = :id"), {"id": certificate_id})
        session.add(CertificatePhotoRow(certificate_id=certificate_id, image_sealed=_photo[certificate_id]))
        row.state, row.signature, row.seal, row.paper_sha256 = "approved", None, "", ""


_photo: dict[int, bytes] = {}


@pytest.fixture
def approved(noticed: Noticed) -> tuple[Store, int]:
    """One approved certificate."""
    noticed.prepare()
    noticed.approve()
    certificate_id = next(line.id for line in noticed.lines().values() if line.state == "approved")
    with noticed.store.reading() as session:
        _photo[certificate_id] = session.get_one(CertificatePhotoRow, certificate_id).image_sealed
    return noticed.store, certificate_id


def die_everywhere(store: Store, certificate_id: int, again: Store) -> list[str]:
    """Dies at each line in turn and runs again; returns what was ever wrong, empty if nothing was."""
    with dying_after(-1, on_the_way) as count:
        issuing.issue(store, certificate_id, NOTICE_OVER)
    total, wrong = count[0], []
    assert total > 60
    for line in range(1, total + 1):
        undo(again, certificate_id)
        with dying_after(line, on_the_way), suppress(Killed):
            issuing.issue(store, certificate_id, NOTICE_OVER)
        crashed = state_of(again, certificate_id)
        if crashed not in (BEFORE, AFTER):
            wrong.append(f"half-written after line {line}: {crashed}")
            continue
        issuing.issue(again, certificate_id, NOTICE_OVER)
        issuing.issue(again, certificate_id, NOTICE_OVER)
        if state_of(again, certificate_id) != AFTER:
            wrong.append(f"after line {line} and again: {state_of(again, certificate_id)}")
    return wrong


def test_dying_at_any_line_and_running_again_ends_in_one_file_and_one_log_entry(approved: tuple[Store, int]) -> None:
    store, certificate_id = approved
    assert die_everywhere(store, certificate_id, store) == []
    with store.reading() as session:
        token = session.get_one(CertificateRow, certificate_id).token
    assert verifying.by_token(store, token).verdict is Verdict.SPECIMEN
    assert audit(store).sound
    papers = list((store.config.instance / "files").rglob("*.pdf"))
    assert len(papers) == 1, "the same certificate was printed with different bytes"


@dataclass(frozen=True)
class Careless(Store):
    """A store without transactions: every statement is kept at once. What it breaks, the test above must see."""

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        with Session(self.engine.execution_options(isolation_level="AUTOCOMMIT"), expire_on_commit=False) as session:
            session.info["vault"] = self.vault
            yield session
            session.commit()


def test_without_the_one_transaction_the_same_deaths_are_seen_to_do_harm(approved: tuple[Store, int]) -> None:
    store, certificate_id = approved
    careless = replace(Careless(**vars(store)), engine=_autocommitting(store))
    assert die_everywhere(careless, certificate_id, store) != []


def _autocommitting(store: Store) -> Engine:
    return create_engine(store.config.database_url)


CHILD = """
import sys
from pathlib import Path
from datetime import datetime
from assess.config import load_config
from assess.operations import issuing
from assess.store.session import open_store
store = open_store(load_config({"ASSESS_INSTANCE": sys.argv[1]}))
print("ready", flush=True)
sys.stdin.readline()
for certificate_id in map(int, sys.argv[3:]):
    issuing.issue(store, certificate_id, datetime.fromisoformat(sys.argv[2]))
"""


def test_a_killed_worker_leaves_whole_certificates_only(noticed: Noticed) -> None:
    noticed.prepare()
    noticed.approve()
    ids = [line.id for line in noticed.lines().values() if line.state == "approved"]
    for pause in (0.02, 0.12, 0.3):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(noticed.store.config.instance), NOTICE_OVER.isoformat(), *map(str, ids)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        assert child.stdin and child.stdout and child.stdout.readline() == b"ready\n"
        child.stdin.write(b"\n")
        child.stdin.flush()
        time.sleep(pause)
        child.kill()
        child.communicate()
        assert all(state_of(noticed.store, certificate_id) in (BEFORE, AFTER) for certificate_id in ids)
    for certificate_id in ids:
        issuing.issue(noticed.store, certificate_id, NOTICE_OVER)
    assert all(state_of(noticed.store, certificate_id) == AFTER for certificate_id in ids)
    assert audit(noticed.store).sound


def test_the_last_certificate_takes_the_sitting_to_issued(noticed: Noticed) -> None:
    noticed.prepare()
    noticed.approve()
    ids = [line.id for line in noticed.lines().values() if line.authority == "jiangmen-demo"]
    states = []
    for certificate_id in ids:
        issuing.issue(noticed.store, certificate_id, NOTICE_OVER)
        with noticed.store.reading() as session:
            states.append(session.scalar(text("select state from sitting")))
    assert states == ["approved"] * (len(ids) - 1) + ["issued"]


def test_a_clock_behind_the_log_issues_nothing(noticed: Noticed) -> None:
    noticed.issued()
    line = next(line for line in noticed.lines().values() if line.state == "approved")
    with pytest.raises(Refused) as caught:
        issuing.issue(noticed.store, line.id, NOTICE_OVER - timedelta(days=1))
    assert caught.value.code == "clock.behind_log"
    assert state_of(noticed.store, line.id) == BEFORE


def test_what_nobody_approved_is_not_issued(noticed: Noticed) -> None:
    noticed.prepare()
    line = next(iter(noticed.lines().values()))
    with pytest.raises(Refused) as caught:
        issuing.issue(noticed.store, line.id, NOTICE_OVER)
    assert caught.value.code == "certificate.not_approved"


def test_a_photo_that_nobody_approved_is_not_printed(noticed: Noticed) -> None:
    noticed.prepare()
    noticed.approve()
    first, second = [line.id for line in noticed.lines().values() if line.state == "approved"][:2]
    with noticed.store.unit_of_work() as session:
        photos = [session.get_one(CertificatePhotoRow, certificate_id) for certificate_id in (first, second)]
        photos[0].image_sealed, photos[1].image_sealed = photos[1].image_sealed, photos[0].image_sealed
    with pytest.raises(BadInput) as caught:
        issuing.issue(noticed.store, first, NOTICE_OVER)
    assert caught.value.code == "certificate.photo_altered"
    assert state_of(noticed.store, first) == BEFORE


def test_a_lost_key_is_not_replaced_unnoticed(noticed: Noticed) -> None:
    noticed.prepare()
    noticed.approve()
    (Path(noticed.store.keys.path) / "payload-jiangmen-demo").unlink()
    line = next(line for line in noticed.lines().values() if line.state == "approved")
    with pytest.raises(Exception) as caught:
        issuing.issue(noticed.store, line.id, NOTICE_OVER)
    assert getattr(caught.value, "code", "") == "keys.missing"
    assert state_of(noticed.store, line.id) == BEFORE
