"""The forms that sheets were filled in by, kept as canonical bytes: a later program reads the same form again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from assess.store.base import Base


class FormRow(Base):
    """One exam form, kept when the first sitting began to mark by it; never changed."""

    __tablename__ = "form"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    record: Mapped[bytes]
    """Canonical JSON of the ``ExamForm``; its SHA-256 is the digest."""
    kept_at: Mapped[datetime]
