"""Freezes what will be certified: one payload for every passed candidate and every authority that certifies it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.certificates.authority import Authority
from assess.certificates.number import format_number, only_specimens, series
from assess.certificates.payload import VERSION, Payload, Printed, payload_from_bytes
from assess.certificates.scheme import Scheme, hindrance
from assess.errors import AssessError, BadInput, Problem, Refused
from assess.i18n.formats import local_date
from assess.i18n.text import LOCALES, Text
from assess.ledger.entry import leaf_of
from assess.operations.authorities import authority_named, scheme_named
from assess.operations.awards import not_earned
from assess.operations.forms import form_of, standard_of
from assess.operations.printing import face_of, press_of
from assess.operations.settling import recompute
from assess.people.identity import Document
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.model import Level, Standard
from assess.store.audit import record
from assess.store.certificates import (
    CertificateEventRow,
    CertificateRow,
    certificate_of,
    certificates_of_enrolment,
    close_payload,
    keep_photo,
    open_payload,
    reserve_serial,
)
from assess.store.people import document_of, photo_of
from assess.store.results import ResultRow, results_of
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, consent_in_force, enrolment, sitting

TokenSource = Callable[[int], bytes]
"""Gives that many random bytes."""


@dataclass(frozen=True)
class Hindrance:
    """Why one candidate's certificate of one authority was not prepared; others are not held up by it.

    A ``warning`` means that nothing is wrong: the partner's paper is not due, or the candidate did not agree to it.
    """

    enrolment_id: int
    seat: int
    name: str
    authority: str
    problem: Problem


@dataclass(frozen=True)
class Preparation:
    """The ids of the certificates that were prepared just now, and what held up the others."""

    prepared: tuple[int, ...]
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True)
class _Wanted:
    """One certificate to be made: ``scheme`` is set for the partner's paper, ``sampled`` if the standard is one."""

    enrolment_id: int
    seat: int
    name: str
    authority: Authority
    level: Level
    sampled: bool
    scheme: Scheme | None

    def held_up(self, error: AssessError, severity: str = "error") -> Hindrance:
        problem = Problem(error.code, self.name, error.params, severity)
        return Hindrance(self.enrolment_id, self.seat, self.name, self.authority.id, problem)


def prepare(store: Store, actor: Actor, sitting_id: int, now: datetime, token_source: TokenSource) -> Preparation:
    """Prepares the certificates of all who passed, the partner's papers where the scheme and the candidate allow them.

    Running it again prepares only what is missing, with the numbers that were reserved before. Raises
    ``Refused("certificate.not_in_notice")`` unless the results stand in public notice.
    """
    require(actor, Action.PREPARE_CERTIFICATES)
    with store.reading() as session:
        row = _in_notice(session, sitting_id)
        year = _issued_on(row, now).year
        found = list(_wanted(store, session, row))
    wanted = [item for item in found if isinstance(item, _Wanted)]
    hindrances = [item for item in found if isinstance(item, Hindrance)]
    # 1 numbers first, committed before anything shows one
    with store.unit_of_work() as session:
        serials = [
            reserve_serial(session, want.enrolment_id, want.authority.id,
                           series(want.authority, sampled=want.sampled), year, want.level)
            for want in wanted
        ]
    prepared = []
    for want, serial in zip(wanted, serials, strict=True):
        try:
            number = format_number(want.authority, year, want.level, serial, sampled=want.sampled)
            made = _freeze(store, actor, want, number, now, token_source)
        except (BadInput, Refused) as error:
            hindrances.append(want.held_up(error))
            continue
        if made is not None:
            prepared.append(made)
    return Preparation(tuple(prepared), tuple(hindrances))


def _in_notice(session: Session, sitting_id: int) -> SittingRow:
    row = sitting(session, sitting_id)
    if row.state != "notice":
        raise Refused("certificate.not_in_notice", code=row.code, state=row.state)
    return row


def _issued_on(row: SittingRow, now: datetime) -> date:
    """The day on the paper: today, or the end of the notice while it still runs; nothing is approved before."""
    today = local_date(now)
    return max(today, row.notice_until or today)


def _wanted(store: Store, session: Session, row: SittingRow) -> Iterator[_Wanted | Hindrance]:
    """What is still to be made for those who passed, in the order of seats."""
    standard = standard_of(store, row)
    sampled = standard.sample is not None
    own = authority_named(store, row.authority)
    scheme = scheme_named(store, row.scheme) if row.scheme else None
    partner = authority_named(store, scheme.partner) if scheme else None
    results = results_of(session, row.id)
    for enrolled in row.enrolments:
        result = results.get(enrolled.id)
        if result is None or not result.passed or result.grade is None:
            continue
        level = cast(Level, result.grade)
        name = enrolled.person.shown_name
        if certificate_of(session, enrolled.id, own.id) is None:
            yield _checked(session, enrolled, _Wanted(enrolled.id, enrolled.seat, name, own, level, sampled, None))
        if scheme and partner and certificate_of(session, enrolled.id, partner.id) is None:
            want = _Wanted(enrolled.id, enrolled.seat, name, partner, level, sampled, scheme)
            consented = consent_in_force(session, enrolled.id, partner.id) is not None
            why = hindrance(scheme, occupation=standard.code, level=level, residence=enrolled.person.residence,
                            consented=consented)
            error = not_earned(form_of(store, row), scheme.id, json.loads(result.record)) or (
                Refused(why, scheme=scheme.id) if why else None)
            yield want.held_up(error, "warning") if error else _checked(session, enrolled, want)


def _checked(session: Session, enrolled: EnrolmentRow, want: _Wanted) -> _Wanted | Hindrance:
    """``want`` unless something is missing that needs no number to be noticed."""
    if want.level not in want.authority.levels:
        return want.held_up(BadInput("number.level_not_issued", authority=want.authority.id, level=want.level))
    if not enrolled.person.documents:
        return want.held_up(BadInput("certificate.document_missing"))
    if want.authority.photo == "required" and photo_of(session, enrolled.person_id) is None:
        return want.held_up(BadInput("certificate.photo_missing"))
    return want


def _freeze(
    store: Store, actor: Actor, want: _Wanted, number: str, now: datetime, source: TokenSource
) -> int | None:
    """The id of the new certificate; None when somebody else prepared it in the meantime."""
    press = press_of(store, want.authority.id)
    with store.unit_of_work() as session:
        enrolled = enrolment(session, want.enrolment_id)
        row = _in_notice(session, enrolled.sitting_id)
        if certificate_of(session, enrolled.id, want.authority.id) is not None:
            return None
        if want.scheme and consent_in_force(session, enrolled.id, want.authority.id) is None:
            raise Refused("scheme.consent_missing", scheme=want.scheme.id)
        result = session.scalars(
            select(ResultRow).where(ResultRow.enrolment_id == enrolled.id, ResultRow.in_force)
        ).one()
        photo = photo_of(session, enrolled.person_id)
        payload = _payload(store, session, row, enrolled, result, want, number, photo, now, source)
        # 2 every character of every field has a glyph
        press.check(face_of(payload, want.authority, photo, store.config.base_url))
        # 3 the sealed sheets still lead to this result
        _recomputed(store, session, row, enrolled, result, want.scheme)
        # 4 freeze
        return _keep(session, actor, payload, enrolled, photo, now, source)


def _recomputed(store: Store, session: Session, row: SittingRow, enrolled: EnrolmentRow, result: ResultRow,
                scheme: Scheme | None) -> None:
    """Raises ``Refused`` unless the sealed sheets still lead to the result that was settled, and to this paper."""
    form = form_of(store, row)
    again = recompute(session, form, enrolled)
    if again.digest != result.digest or again.grade != result.grade:
        raise Refused("certificate.result_differs", got=again.digest, expected=result.digest)
    # The kept record may have been altered where the digest says nothing of it.
    if scheme and (error := not_earned(form, scheme.id, again.to_data())):
        raise error


def _payload(
    store: Store, session: Session, row: SittingRow, enrolled: EnrolmentRow, result: ResultRow, want: _Wanted,
    number: str, photo: bytes | None, now: datetime, source: TokenSource,
) -> Payload:
    standard, person, authority = standard_of(store, row), enrolled.person, want.authority
    document = _document(session, enrolled, authority)
    occupation = want.scheme.occupations[standard.code].name if want.scheme else standard.name
    return Payload(
        version=VERSION,
        authority=authority.id,
        issuer=_printed(authority.name, authority),
        number=number,
        token=base64.b32encode(source(8)).decode()[:12],
        specimen=only_specimens(authority, want.sampled),
        sample=_every_language(standard.sample),
        name_zh=person.name_zh,
        surname=person.surname,
        given=person.given,
        born=person.born.isoformat() if person.born else None,
        document_type=document.kind.value,
        document_number=document.number,
        photo_sha256=sha256_hex(photo) if photo else None,
        occupation_code=standard.code,
        occupation=_printed(occupation, authority),
        trade={} if want.scheme else _trade(standard, row.trade, authority),
        level=want.level,
        grade=_printed(authority.levels[want.level].name, authority),
        standard=row.standard,
        edition=row.edition,
        standard_sha256=row.standard_sha256,
        form_sha256=form_of(store, row).digest,
        result_sha256=result.digest,
        linked=_linked(session, enrolled, result, source),
        issued_on=_issued_on(row, now).isoformat(),
    )


def _document(session: Session, enrolled: EnrolmentRow, authority: Authority) -> Document:
    """The document that the authority prefers among those the person has."""
    documents = [document_of(session, row) for row in enrolled.person.documents]
    order = {kind: place for place, kind in enumerate(authority.documents)}
    return min(documents, key=lambda document: order.get(document.kind, len(order)))


def _linked(session: Session, enrolled: EnrolmentRow, result: ResultRow, source: TokenSource) -> str:
    """The other paper's salted digest of this exam, or a new one."""
    for other in certificates_of_enrolment(session, enrolled.id):
        return payload_from_bytes(open_payload(session, other)).linked
    return sha256_hex(source(32) + result.digest.encode())


def _printed(text: Text, authority: Authority) -> Printed:
    return {locale: text.in_locale(locale) for locale in authority.languages}


def _every_language(text: Text | None) -> Printed:
    return {} if text is None else {locale: text.in_locale(locale) for locale in LOCALES if text.has(locale)}


def _trade(standard: Standard, trade: str, authority: Authority) -> Printed:
    names = {known.id: known.name for known in standard.trades}
    return _printed(names[trade], authority) if trade in names else {}


def _keep(
    session: Session, actor: Actor, payload: Payload, enrolled: EnrolmentRow, photo: bytes | None, now: datetime,
    source: TokenSource,
) -> int:
    data, salt = payload.to_bytes(), source(32)
    row = CertificateRow(
        enrolment_id=enrolled.id, authority=payload.authority, number=payload.number, token=payload.token,
        payload_sealed=close_payload(session, enrolled.id, payload.authority, data), payload_sha256=sha256_hex(data),
        salt=salt, leaf=leaf_of(salt, data), result_digest=payload.result_sha256, prepared_by=actor.account_id,
        prepared_at=now,
    )
    session.add(row)
    session.flush()
    if photo is not None:
        keep_photo(session, row.id, photo)
    session.add(CertificateEventRow(certificate_id=row.id, kind="prepared", actor_id=actor.account_id, at=now))
    record(session, actor, "certificate.prepare", f"certificate:{row.id}", now, number=row.number,
           payload=row.payload_sha256)
    return row.id
