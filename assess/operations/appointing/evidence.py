"""Evidence of an application: files that were looked at before they are kept, sealed on the disk, read by few."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageOps
from sqlalchemy import func, select

from assess.canonical import sha256_hex
from assess.errors import BadInput, Refused
from assess.exams.review_progress import ReviewState
from assess.operations.appointing.opening import require_applying, way_to
from assess.operations.forms import standard_of
from assess.operations.photos import DAMAGED, MOST_PIXELS
from assess.people.policy import Action, may, require
from assess.people.roles import Actor
from assess.store.appointments import EvidenceRow, ReviewRow, evidence_row, is_involved, review
from assess.store.audit import record
from assess.store.files import FileFolder
from assess.store.people import set_photo
from assess.store.session import Store

LARGEST_FILE = 10 * 1024 * 1024
MOST_FILES = 40
"""Files of one review, those taken back included: more is a mistake, or somebody filling the disk."""
_MEDIA = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
_ENDINGS = {"pdf": (".pdf",), "jpeg": (".jpg", ".jpeg"), "png": (".png",)}
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
"""What makes a PDF act when it is opened; evidence has no need of it."""


@dataclass(frozen=True)
class EvidenceFile:
    """One file as a reader gets it."""

    name: str
    media_type: str
    data: bytes


def checked(data: bytes) -> tuple[str, bytes]:
    """The kind of file (``pdf``, ``jpeg``, ``png``) and the bytes that are kept, whatever its name says.

    Pictures are decoded and encoded again, which leaves place and device behind. A PDF has to begin and end as one, and
    may neither run scripts nor carry files; what compressed objects hide is not looked for, which is why files are
    only ever handed out as downloads. Raises ``BadInput``: ``evidence.empty``, ``evidence.too_large``,
    ``evidence.kind``, ``evidence.damaged``, ``evidence.active``.
    """
    if not data:
        raise BadInput("evidence.empty")
    if len(data) > LARGEST_FILE:
        raise BadInput("evidence.too_large", most=LARGEST_FILE // 1024 // 1024)
    if data.startswith(b"%PDF-"):
        return "pdf", _checked_pdf(data)
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg", _encoded(data, "JPEG")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", _encoded(data, "PNG")
    raise BadInput("evidence.kind")


def attach(store: Store, actor: Actor, review_id: int, evidence: str, name: str, data: bytes, now: datetime) -> int:
    """The id of the file, kept as one piece of the evidence that the standard asks for.

    The applicant hands in, or the office for the applicant.
    """
    kind, clean = checked(data)
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        if not is_applicant(row, actor):
            require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        require_applying(row)
        if evidence not in {each.id for each in way_to(standard_of(store, row), row.grade).evidence}:
            raise BadInput("evidence.not_asked", got=evidence)
        if (session.scalar(select(func.count()).where(EvidenceRow.review_id == row.id)) or 0) >= MOST_FILES:
            raise Refused("evidence.too_many", most=MOST_FILES)
        sha256 = sha256_hex(clean)
        sealed = _folder(store).keep(store.vault.close(clean, _place(row.id, sha256)))
        added = EvidenceRow(review_id=row.id, evidence=evidence, name=_plain_name(name, kind), kind=kind,
                            size=len(clean), sha256=sha256, sealed_sha256=sealed, added_by=actor.account_id,
                            added_at=now)
        session.add(added)
        session.flush()
        record(session, actor, "review.attach", f"review:{row.id}", now, evidence=evidence, file=added.id)
        return added.id


def take_back(store: Store, actor: Actor, file_id: int, now: datetime) -> None:
    """Takes a file out of an application that is not decided yet; what it was stays on record.

    Applicants take back what they handed in themselves.
    """
    with store.unit_of_work() as session:
        file = evidence_row(session, file_id)
        row = review(session, file.review_id, lock=True)
        if not (is_applicant(row, actor) and file.added_by == actor.account_id):
            require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        require_applying(row)
        file.removed_at = now
        record(session, actor, "review.take_back", f"review:{row.id}", now, evidence=file.evidence, file=file.id)


def read_evidence(store: Store, actor: Actor, file_id: int, now: datetime) -> EvidenceFile:
    """One file for the applicant, the office, the supervisor, or a member of the panel while it sits.

    Every reading is on record.
    """
    with store.unit_of_work() as session:
        file = evidence_row(session, file_id)
        row = review(session, file.review_id)
        if not is_applicant(row, actor) and not may(actor, Action.SEE_REVIEW):
            require(actor, Action.VOTE, own=sits_on(row, actor))
        sealed = _folder(store).read(file.sealed_sha256)
        record(session, actor, "review.read_evidence", f"review:{row.id}", now, file=file.id)
        data = store.vault.open(sealed, _place(row.id, file.sha256))
        return EvidenceFile(file.name, _MEDIA[file.kind], data)


def keep_photo(store: Store, actor: Actor, review_id: int, jpeg: bytes, now: datetime) -> None:
    """Keeps the applicant's photo for the certificate, already re-encoded by ``operations.photos``."""
    with store.unit_of_work() as session:
        row = review(session, review_id)
        require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        set_photo(session, row.person_id, jpeg, now)
        record(session, actor, "person.photo", f"person:{row.person_id}", now)


def is_applicant(row: ReviewRow, actor: Actor) -> bool:
    """Whether the review is about the actor, who is signed in as a candidate."""
    return may(actor, Action.APPLY, own=actor.person_id is not None and actor.person_id == row.person_id)


def sits_on(row: ReviewRow, actor: Actor) -> bool:
    """Whether the actor is of the panel, and the panel is at work."""
    at_work = row.state in (ReviewState.REVIEWING.value, ReviewState.VOTING.value)
    return at_work and any(member.account_id == actor.account_id for member in row.members)


def _folder(store: Store) -> FileFolder:
    return FileFolder(store.config.instance / "evidence", "sealed")


def _place(review_id: int, sha256: str) -> str:
    return f"review_evidence.file:{review_id}:{sha256}"


def _plain_name(name: str, kind: str) -> str:
    """The last part of a path without control characters, at most 200 characters, ending as the kind of file does.

    The ending follows what the file is: under another one a reader's machine might run it.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(character for character in last if character.isprintable()) or "evidence"
    if shown.lower().endswith(_ENDINGS[kind]):
        return shown[-200:]
    return shown[:195] + _ENDINGS[kind][0]


def _checked_pdf(data: bytes) -> bytes:
    if b"%%EOF" not in data[-2048:] or b"startxref" not in data[-4096:]:
        raise BadInput("evidence.damaged")
    if _ACTIVE.search(data):
        raise BadInput("evidence.active")
    return data


def _encoded(data: bytes, form: str) -> bytes:
    """The picture upright and without metadata."""
    try:
        image = Image.open(BytesIO(data), formats=(form,))
        if image.width * image.height > MOST_PIXELS:
            raise BadInput("evidence.damaged")
        upright = ImageOps.exif_transpose(image)
        wanted = "RGB" if form == "JPEG" or upright.mode not in ("L", "RGB", "RGBA") else upright.mode
        clean = Image.new(wanted, upright.size)
        clean.paste(upright.convert(wanted))
    except (*DAMAGED, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadInput("evidence.damaged") from error
    target = BytesIO()
    clean.save(target, format=form, quality=90, optimize=True)
    return target.getvalue()
