"""The forms that sheets were filled in by, kept as canonical bytes: a later program reads the same form again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from assess.errors import NotFound
from assess.store.base import Base


class FormRow(Base):
    """One exam form, kept when the first sitting began to mark by it; never changed."""

    __tablename__ = "form"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    record: Mapped[bytes]
    """Canonical JSON of the ``ExamForm``; its SHA-256 is the digest."""
    kept_at: Mapped[datetime]


def keep_form(session: Session, digest: str, record: bytes, now: datetime) -> bool:
    """Keeps the bytes of a form and returns True, unless an earlier sitting has kept them already."""
    if session.get(FormRow, digest) is not None:
        return False
    session.add(FormRow(digest=digest, record=record, kept_at=now))
    session.flush()
    return True


def form_record(session: Session, digest: str) -> bytes:
    """The kept bytes of the form of that digest; raises ``NotFound``."""
    row = session.get(FormRow, digest)
    if row is None:
        raise NotFound("form.not_kept", digest=digest)
    return row.record
