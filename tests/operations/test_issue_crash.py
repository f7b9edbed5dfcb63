"""Issuing may die between any two lines and be run again: one log entry, one signature, one paper, never half."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import CodeType

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from assess.certificates.verify import Verdict
from assess.errors import BadInput, Refused
from assess.operations import issuing, public_log, verifying
from assess.operations.logs import audit
from assess.store.audit import AuditRow
from assess.store.base import Base
from assess.store.certificates import (
    CertificateEventRow,
    CertificateFileRow,
    CertificatePhotoRow,
    CertificateRow,
    CredentialRow,
)
from assess.store.jobs import JobRow
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
        subject = f"certificate:{row.id}"

        def count(of: type[Base], **where: object) -> int:
            return len(session.scalars(select(of).filter_by(**where)).all())

        return {
            "logged": int(row.state in ("logged", "issued")),
            "issued": int(row.state == "issued"),
            "signed": int(row.signature is not None),
            "log": count(LogRow, leaf=row.leaf),
            "noted": count(AuditRow, action="certificate.log", subject=subject),
            "jobs": count(JobRow, kind="paper", argument=row.id),
            "files": count(CertificateFileRow, certificate_id=row.id, sha256=row.paper_sha256),
            "credentials": count(CredentialRow, certificate_id=row.id),
            "events": count(CertificateEventRow, certificate_id=row.id, kind="issued"),
            "audit": count(AuditRow, action="certificate.issue", subject=subject),
            "photos left": count(CertificatePhotoRow, certificate_id=row.id),
        }


BEFORE = {"logged": 0, "issued": 0, "signed": 0, "log": 0, "noted": 0, "jobs": 0, "files": 0, "credentials": 0,
          "events": 0, "audit": 0, "photos left": 1}
LOGGED = BEFORE | {"logged": 1, "signed": 1, "log": 1, "noted": 1, "jobs": 1}
AFTER = LOGGED | {"issued": 1, "files": 1, "credentials": 1, "events": 1, "audit": 1, "photos left": 0}


@dataclass(frozen=True)
class Moment:
    """What the database was, so that one certificate can die many times on its way from there."""

    store: Store
    database: sqlite3.Connection

    @classmethod
    def of(cls, store: Store) -> Moment:
        """The moment of now."""
        kept = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(str(store.engine.url.database))) as now:
            now.backup(kept)
        return cls(store, kept)

    def again(self) -> None:
        """Makes it that moment; only files without a row stay on the disk."""
        with closing(sqlite3.connect(str(self.store.engine.url.database))) as now:
            self.database.backup(now)


@pytest.fixture
def approved(noticed: Noticed) -> tuple[Store, int]:
    """One approved certificate."""
    noticed.prepare()
    noticed.approve()
    return noticed.store, next(line.id for line in noticed.lines().values() if line.state == "approved")


Step = Callable[[Store, int, datetime], None]


def die_everywhere(step: Step, store: Store, certificate_id: int, again: Store, allowed: list[dict[str, int]]) \
        -> list[str]:
    """Dies at each line of the step in turn and runs it again; returns what was ever wrong, empty if nothing was."""
    moment = Moment.of(again)
    with dying_after(-1, on_the_way, once=True) as count:
        step(store, certificate_id, NOTICE_OVER)
    total, wrong = count[0], list[str]()
    assert total > 30
    for line in range(1, total + 1):
        moment.again()
        with dying_after(line, on_the_way, once=True), suppress(Killed):
            step(store, certificate_id, NOTICE_OVER)
        crashed = state_of(again, certificate_id)
        if crashed not in allowed:
            wrong.append(f"half-written after line {line}: {crashed}")
            continue
        if crashed["files"]:
            continue  # nothing is left to be done, which the last line shows as well
        step(again, certificate_id, NOTICE_OVER)
        if state_of(again, certificate_id) != allowed[-1]:
            wrong.append(f"after line {line} and again: {state_of(again, certificate_id)}")
    step(again, certificate_id, NOTICE_OVER)
    assert state_of(again, certificate_id) == allowed[-1] or wrong
    return wrong


def test_dying_at_any_line_before_the_entry_and_running_again_ends_in_one_entry(approved: tuple[Store, int]) -> None:
    store, certificate_id = approved
    assert die_everywhere(issuing.enter, store, certificate_id, store, [BEFORE, LOGGED]) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a file that a death left open
def test_dying_at_any_line_before_the_paper_and_running_again_ends_in_one_paper(approved: tuple[Store, int]) -> None:
    store, certificate_id = approved
    issuing.enter(store, certificate_id, NOTICE_OVER)
    public_log.publish(store)
    assert die_everywhere(issuing.complete, store, certificate_id, store, [LOGGED, AFTER]) == []
    with store.reading() as session:
        row = session.get_one(CertificateRow, certificate_id)
    assert verifying.by_token(store, row.token).verdict is Verdict.SPECIMEN
    assert audit(store).sound
    # What was sealed before a death and never got its row lies on the disk, and is handed to nobody.
    papers = {file.stem for file in (store.config.instance / "files").rglob("*.pdf")}
    assert row.paper_sha256 in papers and len(papers) > 1


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
    assert die_everywhere(issuing.enter, careless, certificate_id, store, [BEFORE, LOGGED]) != []


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
        assert all(state_of(noticed.store, certificate_id) in (BEFORE, LOGGED, AFTER) for certificate_id in ids)
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
