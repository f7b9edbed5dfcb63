"""Freezes one certificate: number, glyphs, result, payload. The same for a paper of an exam and one of a review."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.certificates.authority import Authority
from assess.certificates.number import format_number, only_specimens, series
from assess.certificates.payload import VERSION, Payload, Printed, Way, payload_from_bytes
from assess.errors import BadInput
from assess.i18n.text import LOCALES, Text
from assess.ledger.entry import leaf_of
from assess.operations.printing import face_of, press_of
from assess.people.identity import Document
from assess.people.roles import Actor
from assess.standards.model import Standard
from assess.store.audit import record
from assess.store.certificates import (
    CertificateRow,
    close_payload,
    is_erased,
    keep_photo,
    note,
    open_payload,
    rests_on,
)
from assess.store.numbers import certificates_made, free_place, reserve_serial
from assess.store.people import PersonRow, document_of, photo_of
from assess.store.session import Store

TokenSource = Callable[[int], bytes]
"""Gives that many random bytes."""


@dataclass(frozen=True)
class Reserved:
    """One paper to be made, and the serial of its year that is its own for good.

    ``way`` is how the grade was reached, ``sampled`` says that the standard is a sample.
    """

    enrolment_id: int | None
    review_id: int | None
    authority: Authority
    level: str
    way: Way
    sampled: bool
    year: int
    serial: int

    @property
    def number(self) -> str:
        """The number; raises ``Refused("number.exhausted")`` when the pattern has no room for the serial."""
        return format_number(self.authority, self.year, self.level, self.serial, sampled=self.sampled)


@dataclass(frozen=True)
class Stated:
    """What a paper states of its holder, and what that rests on; ``enterprise`` and ``held_…`` for appointments."""

    person: PersonRow
    standard: Standard
    standard_sha256: str
    occupation: Text
    trade: Text | None
    form_sha256: str
    result_sha256: str
    issued_on: date
    enterprise: Text | None = None
    held_from: date | None = None
    held_until: date | None = None


def reserve(session: Session, authority: Authority, level: str, way: Way, year: int, *, sampled: bool,
            enrolment_id: int | None = None, review_id: int | None = None) -> Reserved:
    """Takes the number of one paper, or the one that was taken before."""
    place = rests_on(enrolment_id, review_id)
    counter = series(authority, level, sampled=sampled)
    serial = reserve_serial(session, place, authority.id, counter, year, level)
    return Reserved(enrolment_id, review_id, authority, level, way, sampled, year, serial)


def require_printable(session: Session, authority: Authority, level: str, person: PersonRow) -> None:
    """Raises ``BadInput`` when something is missing that needs no number to be noticed.

    ``number.level_not_issued``, ``certificate.document_missing``, ``certificate.photo_missing``; a record needs no
    photo.
    """
    if authority.paper_of(level) is None:
        raise BadInput("number.level_not_issued", authority=authority.id, level=level)
    if not person.documents:
        raise BadInput("certificate.document_missing")
    if authority.photo == "required" and level in authority.levels and photo_of(session, person.id) is None:
        raise BadInput("certificate.photo_missing")


def freeze(store: Store, session: Session, actor: Actor, paper: Reserved, stated: Stated,
           others: Iterable[CertificateRow], now: datetime, source: TokenSource) -> int:
    """The id of the certificate; every character of every field has a glyph, and the payload will not change again.

    ``others`` are the papers of the same exam. What the caller checked of the result has to be checked before.
    """
    photo = photo_of(session, stated.person.id) if paper.level in paper.authority.levels else None
    token = new_token(source)
    linked = _linked(session, others) or sha256_hex(source(32) + stated.result_sha256.encode())
    payload = _payload(session, paper, stated, photo, linked, token)
    press_of(store, paper.authority.id, paper.way).check(
        face_of(payload, paper.authority, photo, store.config.base_url)
    )
    row = CertificateRow(enrolment_id=paper.enrolment_id, review_id=paper.review_id)
    return keep(session, actor, row, payload, photo, now, source)


def new_token(source: TokenSource) -> str:
    """A fresh 12 characters for the address of a paper."""
    return base64.b32encode(source(8)).decode()[:12]


def _payload(session: Session, paper: Reserved, stated: Stated, photo: bytes | None, linked: str, token: str) \
        -> Payload:
    person, authority, standard = stated.person, paper.authority, stated.standard
    document, named = document_to_print(session, person, authority), authority.paper_of(paper.level)
    return Payload(
        version=VERSION,
        authority=authority.id,
        issuer=_printed(authority.name, authority),
        number=paper.number,
        token=token,
        specimen=only_specimens(authority, paper.level, paper.sampled),
        sample=_every_language(standard.sample),
        name_zh=person.name_zh,
        surname=person.surname,
        given=person.given,
        born=person.born.isoformat() if person.born else None,
        document_type=document.kind.value,
        document_number=document.number,
        photo_sha256=sha256_hex(photo) if photo else None,
        occupation_code=standard.code,
        occupation=_printed(stated.occupation, authority),
        trade=_printed(stated.trade, authority),
        level=paper.level,
        grade=_printed(named.name if named else None, authority),
        standard=standard.id,
        edition=standard.edition,
        standard_sha256=stated.standard_sha256,
        form_sha256=stated.form_sha256,
        result_sha256=stated.result_sha256,
        linked=linked,
        issued_on=stated.issued_on.isoformat(),
        way=paper.way,
        enterprise=_printed(stated.enterprise, authority),
        held_from=stated.held_from.isoformat() if stated.held_from else None,
        held_until=stated.held_until.isoformat() if stated.held_until else None,
    )


def document_to_print(session: Session, person: PersonRow, authority: Authority) -> Document:
    """The document that the authority prefers among those the person has."""
    documents = [document_of(session, row) for row in person.documents]
    order = {kind: place for place, kind in enumerate(authority.documents)}
    return min(documents, key=lambda document: order.get(document.kind, len(order)))


def _linked(session: Session, others: Iterable[CertificateRow]) -> str:
    """The salted digest of this exam that another of its papers carries, if there is one that was not erased."""
    return next((payload_from_bytes(open_payload(session, other)).linked for other in others
                 if not is_erased(other)), "")


def _printed(text: Text | None, authority: Authority) -> Printed:
    return {} if text is None else {locale: text.in_locale(locale) for locale in authority.languages}


def _every_language(text: Text | None) -> Printed:
    return {} if text is None else {locale: text.in_locale(locale) for locale in LOCALES if text.has(locale)}


def keep(session: Session, actor: Actor, row: CertificateRow, payload: Payload, photo: bytes | None, now: datetime,
         source: TokenSource) -> int:
    """The id of ``row``, which says what the certificate rests on, now filled with the frozen payload and added."""
    data, salt = payload.to_bytes(), source(32)
    row.authority, row.number, row.token = payload.authority, payload.number, payload.token
    row.edition, row.edition_kind = payload.paper_edition, payload.paper_kind
    row.salt, row.leaf, row.result_digest = salt, leaf_of(salt, data), payload.result_sha256
    row.prepared_by, row.prepared_at = actor.account_id, now
    row.status_place = free_place(session, payload.authority, certificates_made(session), source)
    close_payload(session, row, data)
    session.add(row)
    session.flush()
    if photo is not None:
        keep_photo(session, row.id, photo)
    note(session, row, "prepared", actor.account_id, now)
    record(session, actor, "certificate.prepare", f"certificate:{row.id}", now, number=row.number,
           payload=row.payload_sha256)
    return row.id
