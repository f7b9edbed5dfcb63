"""The standard and the form that something is pinned to, or a refusal when the edition on disk is another one now."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, cast

from sqlalchemy.orm import Session, object_session

from assess.canonical import sha256_hex
from assess.errors import Refused
from assess.exams.form import ExamForm, derive_form, read_form
from assess.i18n.formats import local_date
from assess.operations.authorities import scheme_named
from assess.operations.standards import library
from assess.standards.model import Level, Standard
from assess.store.forms import form_record, keep_form
from assess.store.ledger import take_up
from assess.store.session import Store
from assess.store.sittings import SittingRow


class Pinned(Protocol):
    """What is pinned to an edition by its digest: a sitting, a review."""

    @property
    def standard(self) -> str: ...

    @property
    def edition(self) -> str: ...

    @property
    def standard_sha256(self) -> str: ...


def standard_of(store: Store, pinned: Pinned) -> Standard:
    """The pinned edition; raises ``Refused("sitting.standard_changed")`` when its digest is another one now."""
    edition = library(store.config).get(pinned.standard, pinned.edition)
    if edition.sha256 != pinned.standard_sha256:
        raise Refused("sitting.standard_changed", standard=pinned.standard, edition=pinned.edition,
                      got=edition.sha256, expected=pinned.standard_sha256)
    return edition.standard


def form_of(store: Store, sitting: SittingRow) -> ExamForm:
    """The form that the examiners of this sitting fill in, with what its schemes ask besides.

    From the start of the marking on it is the one that was kept then, whatever became of the standard's file since.
    Raises ``Refused("form.altered")`` when the kept bytes are not those that were kept.
    """
    if sitting.form_digest is not None:
        return _kept_form(sitting, sitting.form_digest)
    level = cast(Level, sitting.level)
    asked = {name: scheme_named(store, name).asks(level) for name in sitting.schemes}
    key = (sitting.standard_sha256, level, *(f"{name}:{asks.model_dump_json()}" for name, asks in asked.items()))
    if key not in _derived:
        _derived[key] = derive_form(standard_of(store, sitting), level, sitting.standard_sha256, asked)
    return _derived[key]


def freeze_form(session: Session, sitting: SittingRow, form: ExamForm, now: datetime) -> None:
    """Keeps the form by which a sitting is marked from now on: its rubric never changes again, and the log says so."""
    if keep_form(session, form.digest, form.record, now):
        take_up(session, "form", sitting.authority, form.digest, local_date(now))
    sitting.form_digest = form.digest


def _kept_form(sitting: SittingRow, digest: str) -> ExamForm:
    if digest not in _kept:
        session = object_session(sitting)
        assert session is not None  # rows never leave the transaction that they were read in
        record = form_record(session, digest)
        if sha256_hex(record) != digest:
            raise Refused("form.altered", code=sitting.code, got=sha256_hex(record), expected=digest)
        _kept[digest] = read_form(record)
    return _kept[digest]


# The digest names the edition or the form for ever, so one that was derived or read serves the whole process.
_derived: dict[tuple[str, ...], ExamForm] = {}
_kept: dict[str, ExamForm] = {}
