"""A large batch of approved certificates made from one, and what must hold of a batch at every moment."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.certificates.payload import payload_from_bytes
from assess.ledger.entry import GENESIS, chain, leaf_of
from assess.operations import public_log
from assess.operations.issuing.approving import ISSUE_JOB
from assess.store.certificates import (
    CertificateEventRow,
    CertificateFileRow,
    CertificateRow,
    CredentialRow,
    certificate,
    close_payload,
    keep_photo,
    open_payload,
    photo_to_print,
)
from assess.store.jobs import add_job
from assess.store.ledger import LogRow, entry_of
from assess.store.people import PersonRow
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow


def add_certificates(store: Store, like: int, count: int, now: datetime) -> list[int]:
    """Gives the sitting of the approved certificate ``like`` that many more candidates with approved certificates.

    Written as rows: marking a hundred people takes longer than all that is tested with them.
    """
    with store.unit_of_work() as session:
        model = certificate(session, like)
        payload, photo = payload_from_bytes(open_payload(session, model)), photo_to_print(session, like)
        seat = session.scalar(select(func.max(EnrolmentRow.seat))) or 0
        made = []
        for number in range(1, count + 1):
            person = PersonRow(name_zh=f"陈{chr(0x4E00 + number % 2000)}新", created_at=now)
            session.add(person)
            session.flush()
            enrolled = EnrolmentRow(sitting_id=model.enrolled.sitting_id, person_id=person.id, seat=seat + number,
                                    admission="admitted")
            session.add(enrolled)
            session.flush()
            stated = replace(payload, number=f"SPECIMEN263{900_000 + seat + number:06d}", name_zh=person.name_zh,
                             token=base64.b32encode(secrets.token_bytes(8)).decode()[:12])
            data, salt = stated.to_bytes(), secrets.token_bytes(32)
            row = CertificateRow(
                enrolment_id=enrolled.id, authority=model.authority, number=stated.number, token=stated.token,
                salt=salt, leaf=leaf_of(salt, data), result_digest=model.result_digest, prepared_by=model.prepared_by,
                prepared_at=now, edition=1, status_place=200_000 + seat + number, state="approved",
                approved_by=model.approved_by, approved_at=now,
            )
            close_payload(session, row, data)
            session.add(row)
            session.flush()
            if photo is not None:
                keep_photo(session, row.id, photo)
            add_job(session, ISSUE_JOB, row.id, now)
            made.append(row.id)
        return made


@dataclass
class Watch:
    """Looks at the certificates of one authority again and again; remembers which files it has read already."""

    store: Store
    authority: str
    read: set[Path] = field(default_factory=set)
    size: int = 0

    def faults(self) -> list[str]:
        """What is lost, doubled or half-written by now; empty if nothing is."""
        with self.store.reading() as session:
            rows = session.scalars(select(CertificateRow).where(
                CertificateRow.authority == self.authority, CertificateRow.state.in_(["approved", "logged", "issued"])
            )).all()
            found = [*_log_faults(session), *(fault for row in rows for fault in _row_faults(session, row))]
            size = len(session.scalars(select(LogRow.sequence)).all())
        found += [f"published log {fault}" for fault in public_log.faults_of_published(self.store)]
        if size < self.size:
            found.append("the log is shorter than it was")
        self.size = size
        return found + self._file_faults()

    def issued(self) -> int:
        """How many are issued."""
        with self.store.reading() as session:
            return session.scalar(select(func.count()).select_from(CertificateRow).where(
                CertificateRow.authority == self.authority, CertificateRow.state == "issued")) or 0

    def all(self) -> int:
        """How many there are."""
        with self.store.reading() as session:
            return session.scalar(select(func.count()).select_from(CertificateRow).where(
                CertificateRow.authority == self.authority)) or 0

    def _file_faults(self) -> list[str]:
        """Every file under its final name is whole, and whatever a row names is there."""
        folder, found = self.store.config.instance / "files", []
        for file in set(folder.glob("*/[0-9a-f]*")) - self.read:
            if sha256_hex(file.read_bytes()) != file.stem:
                found.append(f"half-written {file.name}")
            self.read.add(file)
        there = {file.stem for file in self.read}
        with self.store.reading() as session:
            named = {sha256 for of in (CertificateFileRow, CredentialRow) for sha256 in session.scalars(
                select(of.sha256))}
        return found + [f"lost {name}" for name in named - there]


def _log_faults(session: Session) -> list[str]:
    head, found = GENESIS, []
    for place, row in enumerate(session.scalars(select(LogRow).order_by(LogRow.sequence)), start=1):
        head = chain(head, entry_of(row))
        if row.sequence != place or row.head != head:
            found.append(f"gap in the log at {row.sequence}")
    return found


def _row_faults(session: Session, row: CertificateRow) -> list[str]:
    """The rows that belong to the state of one certificate, each exactly once."""
    def count(of: type[CertificateFileRow] | type[CredentialRow] | type[CertificateEventRow] | type[LogRow],
              **where: object) -> int:
        return session.scalar(select(func.count()).select_from(of).filter_by(**where)) or 0

    is_logged, is_issued = row.state in ("logged", "issued"), row.state == "issued"
    found = {
        "signature": (int(row.signature is not None), is_logged),
        "log entries": (count(LogRow, leaf=row.leaf), is_logged),
        "papers": (count(CertificateFileRow, certificate_id=row.id), is_issued),
        "credentials": (count(CredentialRow, certificate_id=row.id), is_issued),
        "events": (count(CertificateEventRow, certificate_id=row.id, kind="issued"), is_issued),
        "paper named": (int(bool(row.paper_sha256)), is_issued),
    }
    return [f"{row.number} {row.state}: {got} {what}" for what, (got, due) in found.items() if got != int(due)]
