"""Certificates as the office, an officer and their holders see them in lists, and the paper itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.certificates.payload import Printed, payload_from_bytes
from assess.errors import NotFound, Refused
from assess.i18n.formats import local_date
from assess.i18n.text import Text
from assess.operations.authorities import authority_named
from assess.people.policy import Action, may, require
from assess.people.roles import Actor
from assess.store.certificates import (
    CertificateEventRow,
    CertificateRow,
    certificate,
    certificates_of_person,
    file_of,
    is_erased,
    open_payload,
    papers_of,
)
from assess.store.files import FileFolder
from assess.store.session import Store

NOBODY = "–"
"""Stands for the holder's name where the record was erased."""


@dataclass(frozen=True)
class CertificateLine:
    """One certificate in a list. ``reason`` is the partner's reason for refusing, or why it was revoked.

    Of one whose record was erased nothing is told of holder, occupation and grade.
    """

    id: int
    review_id: int | None
    """The review that it rests on; None: an exam."""
    person_id: int
    code: str
    """Of the sitting or the review."""
    seat: int | None
    name: str
    authority: str
    issuer: Printed
    title: Text
    number: str
    token: str
    address: str
    """Where anybody can check it."""
    occupation: Printed
    grade: Printed
    issued_on: date
    specimen: bool
    sample: Printed
    state: str
    status: str
    status_reason: str
    reason: str
    edition: int
    """Papers that follow one another under one number."""
    edition_kind: str
    """copy (补发) | correction; empty for the first edition."""
    edition_on: date | None


def all_certificates(store: Store, actor: Actor) -> list[CertificateLine]:
    """Every certificate of the installation, the first one prepared first."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        return lines(store, session, session.scalars(select(CertificateRow).order_by(CertificateRow.id)))


def of_sitting(store: Store, actor: Actor, sitting_id: int) -> list[CertificateLine]:
    """All papers of a sitting in the order of seats, copies and corrections too: read from the frozen payloads."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        return lines(store, session, papers_of(session, sitting_id))


def own_certificates(store: Store, actor: Actor) -> list[CertificateLine]:
    """The actor's own certificates, the newest first; one not issued yet is listed with its state.

    Of a further edition only what was issued: until then the paper before it counts.
    """
    require(actor, Action.SEE_OWN_RESULTS, own=actor.person_id is not None)
    with store.reading() as session:
        rows = certificates_of_person(session, actor.person_id) if actor.person_id is not None else []
        return lines(store, session, [row for row in rows if row.edition == 1 or row.state == "issued"])


def paper(store: Store, actor: Actor, certificate_id: int) -> bytes:
    """The stored PDF, for its holder, the office, and the officer of its authority; never printed again.

    Raises ``NotFound("certificate.no_paper")`` before it was issued, ``Refused("certificate.erased")``.
    """
    with store.reading() as session:
        row = certificate(session, certificate_id)
        own = actor.person_id is not None and row.person_id == actor.person_id
        office = may(actor, Action.SEE_SITTING) or may(actor, Action.ENDORSE, authority=row.authority)
        if not office:
            require(actor, Action.DOWNLOAD_OWN, own=own)
        stored = file_of(session, certificate_id)
        if is_erased(row):
            raise Refused("certificate.erased", number=row.number)
        if row.state != "issued" or stored is None:
            raise NotFound("certificate.no_paper", number=row.number)
    return FileFolder(store.config.instance / "files").read(stored.sha256)


def lines(store: Store, session: Session, rows: Iterable[CertificateRow]) -> list[CertificateLine]:
    """The rows as lines of a list; raises ``BadInput`` for a payload that was altered."""
    return [_line(store, session, row) for row in rows]


def _line(store: Store, session: Session, row: CertificateRow) -> CertificateLine:
    payload = None if is_erased(row) else payload_from_bytes(open_payload(session, row))
    authority, enrolled, reviewed = authority_named(store, row.authority), row.enrolment, row.review
    return CertificateLine(
        id=row.id,
        review_id=row.review_id,
        person_id=row.person_id,
        code=enrolled.sitting.code if enrolled else reviewed.code if reviewed else "",
        seat=enrolled.seat if enrolled else None,
        name=payload.name.shown if payload else NOBODY,
        authority=row.authority,
        issuer=payload.issuer if payload else {each: authority.name.in_locale(each) for each in authority.languages},
        title=authority.title_of(payload.level if payload else ""),
        number=row.number,
        token=row.token,
        address=f"{store.config.base_url.rstrip('/')}/v/{row.token}",
        occupation=payload.occupation if payload else {},
        grade=payload.grade if payload else {},
        issued_on=date.fromisoformat(payload.issued_on) if payload else local_date(row.issued_at or row.prepared_at),
        specimen=payload is not None and payload.specimen,
        sample=payload.sample if payload else {},
        state="approved" if row.state == "logged" else row.state,  # being made, both of them
        status=row.status,
        status_reason=row.status_reason,
        reason=_reason(session, row),
        edition=row.edition,
        edition_kind=row.edition_kind,
        edition_on=date.fromisoformat(payload.paper_on) if payload and payload.paper_on else None,
    )


def _reason(session: Session, row: CertificateRow) -> str:
    if row.state != "refused" and row.status == "valid":
        return ""
    return session.scalar(
        select(CertificateEventRow.reason)
        .where(CertificateEventRow.certificate_id == row.id, CertificateEventRow.reason != "",
               CertificateEventRow.kind.not_like("linked_%"))
        .order_by(CertificateEventRow.id.desc()).limit(1)
    ) or ""
