"""A further edition of an issued certificate under the same number: a copy of a lost paper (补发), or a correction.

It is frozen from the facts of the edition in force, which the kept result must still lead to, approved by a second
person, and made by the same jobs as any paper. The edition before it ends when the new one is entered in the log.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.certificates.payload import Payload, payload_from_bytes
from assess.certificates.status import ACTS, Status
from assess.errors import BadInput, Problem, Problems, Refused
from assess.exams.eligibility import Background
from assess.i18n.formats import local_date
from assess.operations.appointing.proceedings import result_of as result_of_review
from assess.operations.authorities import authority_named
from assess.operations.enrolling import Applicant, problems_of
from assess.operations.forms import form_of
from assess.operations.issuing.approving import ISSUE_JOB, release
from assess.operations.issuing.freezing import TokenSource, keep, new_token
from assess.operations.printing import face_of, press_of
from assess.operations.settling import recompute
from assess.people.identity import Document, DocumentType, PersonName
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificates import CertificateRow, editions_of, note, open_payload
from assess.store.jobs import add_job
from assess.store.people import PersonRow, add_document, document_of, person_by_document, photo_of
from assess.store.session import Store
from assess.store.sittings import consent_in_force


@dataclass(frozen=True)
class HolderFacts:
    """What a correction may change: names, birth date, identity document. The photo is taken from the record."""

    name: PersonName
    born: date | None
    document: Document


@dataclass(frozen=True)
class Correction:
    """What one edition states of its holder and what the corrected one will; and whether the photo is another."""

    before: HolderFacts
    after: HolderFacts
    other_photo: bool


def prepare_copy(store: Store, session: Session, actor: Actor, row: CertificateRow, now: datetime,
                 source: TokenSource) -> CertificateRow:
    """The copy of ``row``: exactly its facts, the day of the first issue, and the day of the copy beside it.

    Raises ``Refused("certificate.photo_changed")`` when the photo on record is no longer the one of the paper: another
    photo is a correction.
    """
    old = payload_from_bytes(open_payload(session, row))
    photo = photo_of(session, row.person_id) if old.photo_sha256 else None
    if old.photo_sha256 != (sha256_hex(photo) if photo else None):
        raise Refused("certificate.photo_changed", number=row.number)
    return _freeze(store, session, actor, row, replace(old, paper_kind="copy"), photo, now, source)


def prepare_correction(store: Store, session: Session, actor: Actor, row: CertificateRow, facts: HolderFacts,
                       now: datetime, source: TokenSource) -> CertificateRow:
    """The edition that states ``facts`` and the photo now on record instead of what ``row`` states of its holder.

    The person's record follows when the second person approves. Raises ``Problems("certificate.facts")`` for names or
    numbers that cannot be right, ``Refused``: ``certificate.nothing_to_correct``, and for a partner's paper
    ``scheme.consent_missing``.
    """
    if row.is_partners and consent_in_force(session, row.enrolled.id, row.authority) is None:
        raise Refused("scheme.consent_missing", number=row.number)
    person = _person(row)
    _require_possible(session, person, facts, now)
    old = payload_from_bytes(open_payload(session, row))
    photo = photo_of(session, person.id) if old.photo_sha256 else None
    new = replace(
        old, name_zh=facts.name.zh, surname=facts.name.surname, given=facts.name.given,
        born=facts.born.isoformat() if facts.born else None, document_type=facts.document.kind.value,
        document_number=facts.document.number, photo_sha256=sha256_hex(photo) if photo else None,
    )
    if new == old:
        raise Refused("certificate.nothing_to_correct", number=row.number)
    return _freeze(store, session, actor, row, replace(new, paper_kind="correction"), photo, now, source)


def release_edition(session: Session, actor: Actor, row: CertificateRow, now: datetime) -> None:
    """Releases a prepared edition, with its job; a correction becomes the person's record.

    Raises ``BadInput("certificate.payload_altered")`` when what was frozen is no longer what was frozen, and
    ``Refused("certificate.not_waiting")``.
    """
    if row.state != "prepared":
        raise Refused("certificate.not_waiting", number=row.number)
    payload = payload_from_bytes(open_payload(session, row))
    if row.edition_kind == "correction":
        _correct_person(session, actor, _person(row), payload, now)
    release(row, actor, now)
    note(session, row, "approved", actor.account_id, now, proposed_by=row.prepared_by)
    add_job(session, ISSUE_JOB, row.id, now)


def facts_of(session: Session, row: CertificateRow) -> HolderFacts:
    """What the edition states of its holder."""
    return _holder(payload_from_bytes(open_payload(session, row)))


def correction_of(session: Session, row: CertificateRow, corrected: CertificateRow) -> Correction:
    """How the frozen edition ``corrected`` differs from ``row`` in what it states of the holder."""
    before, after = (payload_from_bytes(open_payload(session, each)) for each in (row, corrected))
    return Correction(_holder(before), _holder(after), before.photo_sha256 != after.photo_sha256)


def _holder(payload: Payload) -> HolderFacts:
    return HolderFacts(payload.name, date.fromisoformat(payload.born) if payload.born else None,
                       Document(DocumentType(payload.document_type), payload.document_number))


def _freeze(store: Store, session: Session, actor: Actor, row: CertificateRow, facts: Payload, photo: bytes | None,
            now: datetime, source: TokenSource) -> CertificateRow:
    editions = editions_of(session, row)
    if any(one.state in ("prepared", "approved", "logged") for one in editions):
        raise Refused("certificate.edition_under_way", number=row.number)
    if row.state != "issued" or Status(row.status) not in ACTS[facts.paper_kind].possible_while:
        stands = row.status if row.state == "issued" else row.state
        raise Refused("certificate.not_in_force", number=row.number, reason=stands)
    _require_result(store, session, row, facts)
    payload = replace(
        facts, token=new_token(source), paper_edition=editions[-1].edition + 1, paper_on=local_date(now).isoformat(),
    )
    authority = authority_named(store, payload.authority)
    press_of(store, payload.authority, payload.way).check(face_of(payload, authority, photo, store.config.base_url))
    new = CertificateRow(enrolment_id=row.enrolment_id, review_id=row.review_id, replaces_id=row.id)
    keep(session, actor, new, payload, photo, now, source)
    return new


def _require_result(store: Store, session: Session, row: CertificateRow, payload: Payload) -> None:
    """Raises ``Refused("certificate.result_differs")`` unless what is on record still leads to the result stated."""
    if row.review is not None:
        reviewed = result_of_review(store, session, row.review)
        digest, grade = reviewed.digest, str(reviewed.grade)
    else:
        examined = recompute(session, form_of(store, row.enrolled.sitting), row.enrolled)
        digest, grade = examined.digest, str(examined.grade)
    if (digest, grade) != (payload.result_sha256, payload.level) or digest != row.result_digest:
        raise Refused("certificate.result_differs", got=digest, expected=payload.result_sha256)


def _person(row: CertificateRow) -> PersonRow:
    rests_on = row.enrolment or row.review
    assert rests_on is not None, "the table demands one of the two"
    return rests_on.person


def _require_possible(session: Session, person: PersonRow, facts: HolderFacts, now: datetime) -> None:
    """Raises ``Problems`` for what cannot be right, or is somebody else's document."""
    applicant = Applicant(facts.name, facts.document, facts.born, person.residence, person.workshop, Background())
    problems = [p for p in problems_of(applicant, local_date(now)) if p.severity == "error"]
    known = person_by_document(session, facts.document) if facts.document.number else None
    if known is not None and known.id != person.id:
        problems.append(Problem("applicant.document_known", "number", {"name": known.shown_name}))
    if problems:
        raise Problems("certificate.facts", problems)


def _correct_person(session: Session, actor: Actor, person: PersonRow, payload: Payload, now: datetime) -> None:
    """Takes over into the person's record what the approved correction states."""
    person.name_zh, person.surname, person.given = payload.name_zh, payload.surname, payload.given
    person.born = date.fromisoformat(payload.born) if payload.born else None
    document = Document(DocumentType(payload.document_type), payload.document_number)
    known = person_by_document(session, document)
    if known is not None and known.id != person.id:
        raise BadInput("applicant.document_known", name=known.shown_name)
    same_kind = [one for one in person.documents if one.type == document.kind.value]
    if all(document_of(session, one) != document for one in same_kind):
        for one in same_kind:
            session.delete(one)
            person.documents.remove(one)
        session.flush()
        add_document(session, person, document)
    record(session, actor, "person.correct", f"person:{person.id}", now, number=payload.number)
