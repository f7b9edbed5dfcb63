"""All papers of a sitting: the sealed files in one ZIP, joined copies for the printer, and the list to sign.

Every file is read when its turn comes and let go, so that ten thousand papers need no more memory than one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, RawIOBase

import pypdfium2
import pypdfium2.raw as raw
from sqlalchemy import select

from assess.canonical import sha256_hex
from assess.certificates.payload import payload_from_bytes
from assess.errors import NotFound
from assess.i18n.formats import LOCAL_TIME
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificates import CertificateFileRow, CertificateRow, certificate, open_payload
from assess.store.files import FileFolder
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow

PART = 50
"""Papers in one file for the printer: it is put together in memory."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
"""What no name of a file may hold on Windows."""
_LONGEST = 100


@dataclass(frozen=True)
class Stored:
    """One issued paper of the sitting and the file that holds it."""

    certificate_id: int
    seat: int
    number: str
    sha256: str


class _Outgoing(RawIOBase):
    """What the ZIP writer has written and nobody has taken yet."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        """It is for writing only."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Keeps ``data`` until it is taken."""
        self._waiting += data
        return len(data)

    def take(self) -> bytes:
        """What was written since."""
        data = bytes(self._waiting)
        self._waiting.clear()
        return data


def issued_papers(store: Store, actor: Actor, sitting_id: int) -> list[Stored]:
    """The issued papers of a sitting, of all authorities, in the order of seats."""
    require(actor, Action.EXPORT_SITTING)
    with store.reading() as session:
        rows = session.execute(
            select(CertificateRow.id, EnrolmentRow.seat, CertificateRow.number, CertificateFileRow.sha256)
            .join(EnrolmentRow, EnrolmentRow.id == CertificateRow.enrolment_id)
            .join(CertificateFileRow, CertificateFileRow.certificate_id == CertificateRow.id)
            .where(EnrolmentRow.sitting_id == sitting_id, CertificateRow.state == "issued",
                   CertificateRow.status.not_in(("replaced", "erased")))
            .order_by(EnrolmentRow.seat, CertificateRow.authority, CertificateRow.edition)
        )
        return [Stored(*row) for row in rows]


def papers_zip(store: Store, actor: Actor, sitting_id: int, now: datetime) -> Iterator[bytes]:
    """The sealed papers of a sitting as pieces of one ZIP, each file named by seat, number and name.

    What left the program is recorded before its first byte does. Raises ``NotFound("certificate.none_issued")``.
    """
    papers = _recorded(store, actor, sitting_id, now, "zip")
    return _zipped(store, papers, now)


def printers_copy(store: Store, actor: Actor, sitting_id: int, part: int, now: datetime) -> bytes:
    """One PDF with the ``part``-th fifty papers in the order of seats, for the printer.

    A joined file cannot keep the seals, credentials and log proofs of its papers: what is printed is the same, but the
    file proves nothing and is not to be handed out. Raises ``NotFound("certificate.none_issued")``.
    """
    papers = _recorded(store, actor, sitting_id, now, f"print {part}")[(part - 1) * PART:part * PART]
    if not papers:
        raise NotFound("certificate.none_issued")
    folder, joined, out = FileFolder(store.config.instance / "files"), pypdfium2.PdfDocument.new(), BytesIO()
    try:
        for paper in papers:
            with pypdfium2.PdfDocument(folder.read(paper.sha256)) as one:
                joined.import_pages(one)
        _drop_seals(joined)
        joined.save(out)
    finally:
        joined.close()
    return out.getvalue()


def file_name(seat: int, number: str, name: str) -> str:
    """A name that every file system takes, Windows' included, and that sorts by seat."""
    safe = _FORBIDDEN.sub(" ", f"{seat:04d} {number} {name}")[:_LONGEST].strip(" .")
    return f"{safe}.pdf"


def _drop_seals(joined: pypdfium2.PdfDocument) -> None:
    """Takes out what came along of the seals: over a joined file they are broken, which looks like a forgery."""
    for page in joined:
        for index in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
            note = raw.FPDFPage_GetAnnot(page, index)
            is_seal = raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET
            raw.FPDFPage_CloseAnnot(note)
            if is_seal:
                raw.FPDFPage_RemoveAnnot(page, index)
        page.close()


def _recorded(store: Store, actor: Actor, sitting_id: int, now: datetime, what: str) -> list[Stored]:
    papers = issued_papers(store, actor, sitting_id)
    if not papers:
        raise NotFound("certificate.none_issued")
    with store.unit_of_work() as session:
        record(session, actor, "sitting.papers", f"sitting:{sitting_id}", now, what=what, count=len(papers),
               sha256=sha256_hex("".join(paper.sha256 for paper in papers).encode()))
    return papers


def _zipped(store: Store, papers: list[Stored], now: datetime) -> Iterator[bytes]:
    folder, out = FileFolder(store.config.instance / "files"), _Outgoing()
    with zipfile.ZipFile(out, "w") as packed:
        for paper in papers:
            entry = zipfile.ZipInfo(_named(store, paper), now.astimezone(LOCAL_TIME).timetuple()[:6])
            packed.writestr(entry, folder.read(paper.sha256), zipfile.ZIP_STORED)  # they are packed already
            yield out.take()
    yield out.take()


def _named(store: Store, paper: Stored) -> str:
    with store.reading() as session:
        payload = payload_from_bytes(open_payload(session, certificate(session, paper.certificate_id)))
    return file_name(paper.seat, paper.number, payload.name.shown)
