"""The register of certificates and the files that it names: seals, states, papers and credentials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.certificates.status import status_of
from assess.errors import BadInput, NotFound
from assess.operations.logs import logged_certificates
from assess.operations.monitor.report import Finding
from assess.store.certificate_erasing import files_of
from assess.store.certificates import (
    CertificateFileRow,
    CertificateRow,
    CredentialRow,
    credentials_of,
    events_of,
    is_erased,
    seal_of,
)
from assess.store.files import FileFolder
from assess.store.ledger import LogRow
from assess.store.session import Store


@dataclass
class Register:
    """One walk over the certificates; ``certificates`` and ``files`` count what was read."""

    store: Store
    certificates: int = 0
    files: int = 0

    def findings(self) -> Iterator[Finding]:
        """What is wrong with a certificate's record or with a file that belongs to it."""
        with self.store.reading() as session:
            for row in logged_certificates(session):
                self.certificates += 1
                yield from self._of_record(session, row)
                yield from self._of_files(session, row)

    def _of_record(self, session: Session, row: CertificateRow) -> Iterator[Finding]:
        about = f"certificate {row.number}"
        if row.seal != seal_of(self.store.vault, row):
            yield Finding("certificate.altered", about)
        kinds = session.scalars(select(LogRow.kind).where(LogRow.leaf == row.leaf).order_by(LogRow.sequence))
        status = status_of(kinds)
        if status is None or (status.value != row.status and not is_erased(row)):
            yield Finding("certificate.state", about)
        if is_erased(row) and not _was_erased(session, row):
            yield Finding("certificate.not_erased", about)

    def _of_files(self, session: Session, row: CertificateRow) -> Iterator[Finding]:
        if row.state != "issued":
            return
        if is_erased(row):
            if files_of(session, row.id):
                yield Finding("certificate.files_left", f"certificate {row.number}")
            return
        papers = session.scalars(select(CertificateFileRow.sha256).where(CertificateFileRow.certificate_id == row.id))
        named = set(papers)
        if not row.paper_sha256 or row.paper_sha256 not in named:
            yield Finding("certificate.no_paper", f"certificate {row.number}")
        for sha256 in sorted(named):
            yield from self._of_file("pdf", sha256)
        for sha256 in credentials_of(session, row.id).values():
            yield from self._of_file("json", sha256)

    def _of_file(self, ending: str, sha256: str) -> Iterator[Finding]:
        self.files += 1
        try:
            FileFolder(_folder(self.store), ending).read(sha256)
        except NotFound:
            yield Finding("file.missing", f"{sha256}.{ending}")
        except BadInput:
            yield Finding("file.altered", f"{sha256}.{ending}")


def _was_erased(session: Session, row: CertificateRow) -> bool:
    """Whether two people erased it, and nothing of its record is left."""
    kept = (row.salt, row.payload_sealed, row.signature, row.payload_sha256, row.paper_sha256)
    decided = [event for event in events_of(session, row.id) if event.kind == "erased"]
    return any(event.actor_id != event.proposed_by for event in decided) and not any(kept)


def orphans(store: Store) -> Iterator[Finding]:
    """The stored files that no row names, folder by folder: what a crash leaves behind, or what somebody put there."""
    with store.reading() as session:
        for folder in sorted(_folder(store).glob("*")):
            files = sorted(file for file in folder.iterdir() if file.is_file())
            known = _named(session, [file.stem for file in files])
            yield from (Finding("file.orphan", f"{folder.name}/{file.name}") for file in files
                        if file.name not in known)


def _named(session: Session, stems: list[str]) -> set[str]:
    papers = session.scalars(select(CertificateFileRow.sha256).where(CertificateFileRow.sha256.in_(stems)))
    credentials = session.scalars(select(CredentialRow.sha256).where(CredentialRow.sha256.in_(stems)))
    return {f"{name}.pdf" for name in papers} | {f"{name}.json" for name in credentials}


def _folder(store: Store) -> Path:
    return store.config.instance / "files"
