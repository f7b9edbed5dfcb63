"""Takes what is kept of a certificate out of the database, and the old pages of the database out of its journal."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.certificates.status import Status
from assess.errors import Refused
from assess.store.certificates import CertificateFileRow, CertificateRow, CredentialRow, forget_photo, seal_of
from assess.store.session import Store, vault_of


def erase_record(session: Session, row: CertificateRow, reason_class: str, at: datetime) -> None:
    """Empties salt, payload, signature and hashes of a row, lets its photo go, and seals what is left.

    The leaf stays: without salt and payload it is a random number, by which the log finds its row.
    """
    row.salt = row.payload_sealed = row.signature = None
    row.payload_sha256 = row.paper_sha256 = ""
    row.status, row.status_reason = Status.ERASED.value, reason_class
    row.erased_at = at.astimezone(UTC).replace(microsecond=0)  # as the database keeps it: the seal covers it
    if row.seal:
        row.seal = seal_of(vault_of(session), row)
    forget_photo(session, row.id)


def files_of(session: Session, certificate_id: int) -> list[tuple[str, str]]:
    """Ending and SHA-256 of every stored file that belongs to a certificate."""
    papers = select(CertificateFileRow.sha256).where(CertificateFileRow.certificate_id == certificate_id)
    credentials = select(CredentialRow.sha256).where(CredentialRow.certificate_id == certificate_id)
    return [("pdf", sha256) for sha256 in session.scalars(papers)] + \
        [("json", sha256) for sha256 in session.scalars(credentials)]


def forget_files(session: Session, certificate_id: int) -> None:
    """Takes the files of a certificate off the register, after they are gone."""
    session.execute(delete(CertificateFileRow).where(CertificateFileRow.certificate_id == certificate_id))
    session.execute(delete(CredentialRow).where(CredentialRow.certificate_id == certificate_id))


def empty_journal(store: Store) -> None:
    """Brings SQLite's journal into the file and cuts it off: it still held the pages as they were before.

    What the file itself let go of is overwritten already (``secure_delete``). PostgreSQL keeps its own house. Raises
    ``Refused("erasing.journal_in_use")`` while somebody reads an older state of the data.
    """
    if store.engine.dialect.name != "sqlite":
        return
    connection = store.engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=1000")  # nobody can write while it waits for readers
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        answer = cursor.fetchone()
    finally:
        connection.invalidate()  # the next one to use the connection waits as everybody does
    if answer is None or answer[0]:
        raise Refused("erasing.journal_in_use")
