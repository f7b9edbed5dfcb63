"""Makes one approved certificate a paper. May die at any point and be run again: the end is one entry and one paper.

Two steps, because the paper carries the proof that the public log holds its issue: first signature and log entry, then
– after the log was published – credentials, paper and seal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.certificates.enclosure import Record, enclosed
from assess.certificates.payload import payload_from_bytes
from assess.certificates.signing import sign
from assess.certificates.status import Status
from assess.errors import BadInput, Refused
from assess.exams.progress import SittingFacts, SittingState, step_named, take
from assess.i18n.formats import local_date
from assess.ledger.entry import Entry, entry_bytes
from assess.operations import public_log
from assess.operations.authorities import authority_named
from assess.operations.certificate_states import replace_old
from assess.operations.credentials import code_text, credentials
from assess.operations.keys import sealer_of, signing_key
from assess.operations.printing import face_of, press_of
from assess.store.audit import record
from assess.store.certificates import (
    CertificateEventRow,
    CertificateFileRow,
    CertificateRow,
    CredentialRow,
    certificate,
    forget_photo,
    open_payload,
    photo_to_print,
    salt_of,
    seal_of,
)
from assess.store.files import FileFolder
from assess.store.jobs import add_job
from assess.store.ledger import append, entry_of, issue_of, last_entry
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow

_DONE_WITH = ("logged", "issued", "refused")
PAPER_JOB = "paper"
"""Kind of the job that makes the paper of a certificate whose issue stands in the log."""


@dataclass(frozen=True)
class _Logged:
    """A certificate whose issue stands in the log."""

    payload: bytes
    record: Record
    index: int
    """Of the entry in the log, counted from 0."""
    status_place: int
    photo: bytes | None
    at: datetime


@dataclass(frozen=True)
class _Made:
    """The files that lie on the disk by now: SHA-256 and size of the paper, and the credentials by language."""

    paper_sha256: str
    size: int
    credentials: dict[str, str]


def issue(store: Store, certificate_id: int, now: datetime) -> None:
    """Issues one approved certificate: ``enter``, then ``complete``; one that is issued already stays as it is."""
    enter(store, certificate_id, now)
    complete(store, certificate_id, now)


def enter(store: Store, certificate_id: int, now: datetime) -> None:
    """Signs one approved certificate and enters its issue in the log; a job will make its paper.

    Nothing can keep the paper from being made afterwards but a fault of the machine: it was set in type for trial.
    Raises ``Refused``: ``certificate.not_approved``, ``clock.behind_log`` while the clock shows a day before the log's
    last entry, ``log.ahead`` when entries are public that the database, an older copy put back, does not know;
    ``BadInput`` when payload or photo are not the ones that were approved.
    """
    with store.reading() as session:
        if certificate(session, certificate_id).state in _DONE_WITH:
            return
        approved, photo = _approved(session, certificate_id, now), photo_to_print(session, certificate_id)
    if (more := public_log.unpublished(store)) < 0:
        raise Refused("log.ahead", more=-more)
    payload = payload_from_bytes(approved)
    if payload.photo_sha256 != (sha256_hex(photo) if photo else None):
        raise BadInput("certificate.photo_altered", number=payload.number)
    authority = authority_named(store, payload.authority)
    press_of(store, payload.authority, payload.way).check(face_of(payload, authority, photo, store.config.base_url))
    with store.unit_of_work() as session:
        row = certificate(session, certificate_id)
        if row.state in _DONE_WITH:  # another worker was faster, or the edition was given up
            return
        if _approved(session, certificate_id, now) != approved:
            raise Refused("certificate.not_approved", number=row.number)
        # Read while nobody else can write to the log: a key that ends in between would sign what comes after its end.
        private, key_id = signing_key(store, payload.authority, now)
        row.signature, row.key_id = sign(private, approved), key_id
        row.state, row.status = "logged", Status.VALID.value
        row.issued_at = now.astimezone(UTC).replace(microsecond=0)  # as the database keeps it: the seal covers it
        entry = append(session, Entry("issue", local_date(now), row.authority, row.leaf))
        row.seal = seal_of(store.vault, row)
        replace_old(store, session, row, now)
        record(session, None, "certificate.log", f"certificate:{row.id}", now, number=row.number, log=entry.sequence)
        add_job(session, PAPER_JOB, row.id, now)


def complete(store: Store, certificate_id: int, now: datetime) -> None:
    """Makes the paper of a certificate whose issue stands in the log, and keeps it; one that is issued stays as it is.

    The log is published first, so that the proof can travel inside the paper. Raises
    ``Refused("certificate.not_approved")`` before ``enter``, and ``BadInput`` when the record was altered since.
    """
    with store.reading() as session:
        if certificate(session, certificate_id).state == "issued":
            return
        logged = _logged(session, certificate_id)
    made = _make(store, logged, now)
    with store.unit_of_work() as session:
        row = certificate(session, certificate_id)
        if row.state == "issued":  # another worker was faster
            if made.paper_sha256 != row.paper_sha256:
                _folder(store, "pdf").discard(made.paper_sha256)
            return
        if row.state != "logged" or row.payload_sha256 != sha256_hex(logged.payload):
            raise Refused("certificate.not_approved", number=row.number)
        _record(store, session, row, made, now)
        _finish_sitting(session, row, now)


def _approved(session: Session, certificate_id: int, now: datetime) -> bytes:
    """The approved payload."""
    row = certificate(session, certificate_id)
    if row.state != "approved":
        raise Refused("certificate.not_approved", number=row.number)
    last, today = last_entry(session), local_date(now)
    if last is not None and today < last.day:
        raise Refused("clock.behind_log", today=today.isoformat(), last=last.day.isoformat())
    return open_payload(session, row)


def _logged(session: Session, certificate_id: int) -> _Logged:
    row = certificate(session, certificate_id)
    entry = issue_of(session, row.leaf)
    if row.state != "logged" or row.signature is None or row.issued_at is None or entry is None:
        raise Refused("certificate.not_approved", number=row.number)
    payload = open_payload(session, row)
    signed = Record(payload, salt_of(row), row.signature, row.key_id, entry_bytes(entry_of(entry)))
    return _Logged(payload, signed, entry.sequence - 1, row.status_place, photo_to_print(session, certificate_id),
                   row.issued_at.replace(tzinfo=UTC))


def _make(store: Store, logged: _Logged, now: datetime) -> _Made:
    """Credentials and paper, sealed. They are on the disk when this returns; without rows nobody is handed them."""
    payload = payload_from_bytes(logged.payload)
    if payload.photo_sha256 != (sha256_hex(logged.photo) if logged.photo else None):
        raise BadInput("certificate.photo_altered", number=payload.number)
    authority = authority_named(store, payload.authority)
    proof = public_log.prove_published(store, logged.index)
    signed = credentials(store, payload, authority, logged.status_place, logged.at)
    face = replace(
        face_of(payload, authority, logged.photo, store.config.base_url),
        offline=code_text(store, payload, authority, now), attached=enclosed(signed, logged.record, proof.text),
    )
    paper = press_of(store, payload.authority, payload.way).render(face)
    sealed = sealer_of(store, payload.authority, now).seal(paper, logged.at)
    kept = {locale: _folder(store, "json").keep(data) for locale, data in signed.items()}
    return _Made(_folder(store, "pdf").keep(sealed), len(sealed), kept)


def _folder(store: Store, ending: str) -> FileFolder:
    return FileFolder(store.config.instance / "files", ending)


def _record(store: Store, session: Session, row: CertificateRow, made: _Made, now: datetime) -> None:
    """State, files, event and audit row, all in the running transaction."""
    row.state, row.paper_sha256 = "issued", made.paper_sha256
    session.add(CertificateFileRow(
        certificate_id=row.id, sha256=made.paper_sha256, size=made.size, stored_at=now
    ))
    for locale, sha256 in made.credentials.items():
        session.add(CredentialRow(certificate_id=row.id, locale=locale, sha256=sha256))
    session.add(CertificateEventRow(certificate_id=row.id, kind="issued", actor_id=None, at=now))
    record(session, None, "certificate.issue", f"certificate:{row.id}", now, number=row.number,
           paper=made.paper_sha256, credentials=made.credentials)
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
               CertificateRow.edition == 1,
               CertificateRow.state != "issued")
    )
    if not left:
        sitting.state = take(step_named("finish"), SittingState.APPROVED, SittingFacts()).value
        record(session, None, "sitting.finish", f"sitting:{sitting.id}", now)
