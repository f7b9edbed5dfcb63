"""Makes one approved certificate a paper. May die at any point and be run again: the end is one file, one log entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.certificates.payload import payload_from_bytes
from assess.certificates.signing import sign
from assess.certificates.status import Status
from assess.errors import BadInput, Refused
from assess.exams.progress import SittingFacts, SittingState, step_named, take
from assess.i18n.formats import local_date
from assess.ledger.entry import Entry
from assess.operations.authorities import authority_named
from assess.operations.keys import signing_key
from assess.operations.printing import face_of, press_of
from assess.store.audit import record
from assess.store.certificates import (
    CertificateEventRow,
    CertificateFileRow,
    CertificateRow,
    certificate,
    forget_photo,
    open_payload,
    photo_to_print,
    seal_of,
)
from assess.store.files import FileFolder
from assess.store.ledger import append, last_entry
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow


@dataclass(frozen=True)
class _Approved:
    """What was approved, as it stood when the work began."""

    authority: str
    payload: bytes
    payload_sha256: str
    photo: bytes | None


@dataclass(frozen=True)
class _Made:
    """What the work has made: signature, key, and the paper that lies on the disk by now."""

    signature: bytes
    key_id: str
    paper_sha256: str
    size: int


def issue(store: Store, certificate_id: int, now: datetime) -> None:
    """Signs, prints, stores and logs one approved certificate; one that is issued already stays as it is.

    Raises ``Refused``: ``certificate.not_approved``, or ``clock.behind_log`` while the clock shows a day before the
    log's last entry; ``BadInput`` when payload or photo are not the ones that were approved.
    """
    with store.reading() as session:
        approved = _approved(session, certificate_id, now)
    if approved is None:
        return
    made = _make(store, approved, now)
    with store.unit_of_work() as session:
        row = certificate(session, certificate_id)
        if row.state == "issued":  # another worker was faster
            return
        if row.state != "approved" or row.payload_sha256 != approved.payload_sha256:
            raise Refused("certificate.not_approved", number=row.number, state=row.state)
        _record(store, session, row, made, now)
        _finish_sitting(session, row, now)


def _approved(session: Session, certificate_id: int, now: datetime) -> _Approved | None:
    """What to make; None when it was made before."""
    row = certificate(session, certificate_id)
    if row.state == "issued":
        return None
    if row.state != "approved":
        raise Refused("certificate.not_approved", number=row.number, state=row.state)
    last, today = last_entry(session), local_date(now)
    if last is not None and today < last.day:
        raise Refused("clock.behind_log", today=today.isoformat(), last=last.day.isoformat())
    photo = photo_to_print(session, certificate_id)
    return _Approved(row.authority, open_payload(session, row), row.payload_sha256, photo)


def _make(store: Store, approved: _Approved, now: datetime) -> _Made:
    """Signature and paper. The paper is on the disk when this returns; without its row nobody is handed it."""
    payload = payload_from_bytes(approved.payload)
    if payload.photo_sha256 != (sha256_hex(approved.photo) if approved.photo else None):
        raise BadInput("certificate.photo_altered", number=payload.number)
    private, key_id = signing_key(store, approved.authority, now)
    signature = sign(private, approved.payload)
    authority = authority_named(store, approved.authority)
    face = face_of(payload, authority, approved.photo, store.config.base_url)
    paper = press_of(store, approved.authority, payload.way).render(face)
    sha256 = FileFolder(store.config.instance / "files").keep(paper)
    return _Made(signature, key_id, sha256, len(paper))


def _record(store: Store, session: Session, row: CertificateRow, made: _Made, now: datetime) -> None:
    """State, file, log entry, event and audit row, all in the running transaction."""
    row.signature, row.key_id, row.paper_sha256 = made.signature, made.key_id, made.paper_sha256
    row.state, row.status = "issued", Status.VALID.value
    row.issued_at = now.astimezone(UTC).replace(microsecond=0)  # as the database keeps it: the seal covers it
    session.add(CertificateFileRow(
        certificate_id=row.id, sha256=made.paper_sha256, size=made.size, stored_at=now
    ))
    entry = append(session, Entry("issue", local_date(now), row.authority, row.leaf))
    session.add(CertificateEventRow(certificate_id=row.id, kind="issued", actor_id=None, at=now))
    record(session, None, "certificate.issue", f"certificate:{row.id}", now, number=row.number, log=entry.sequence,
           paper=made.paper_sha256)
    forget_photo(session, row.id)
    row.seal = seal_of(store.vault, row)


def _finish_sitting(session: Session, row: CertificateRow, now: datetime) -> None:
    """Takes the sitting to ``issued`` with the last certificate of its own authority; a review is closed already."""
    if row.enrolment is None:
        return
    session.flush()
    sitting = session.get_one(SittingRow, row.enrolment.sitting_id)
    if row.authority != sitting.authority or sitting.state != SittingState.APPROVED.value:
        return
    left = session.scalar(
        select(func.count()).select_from(CertificateRow).join(EnrolmentRow)
        .where(EnrolmentRow.sitting_id == sitting.id, CertificateRow.authority == sitting.authority,
               CertificateRow.state != "issued")
    )
    if not left:
        sitting.state = take(step_named("finish"), SittingState.APPROVED, SittingFacts()).value
        record(session, None, "sitting.finish", f"sitting:{sitting.id}", now)
