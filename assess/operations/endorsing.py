"""An officer of the partner authority endorses or refuses the papers of that authority (一试双证)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.certificates.payload import payload_from_bytes
from assess.errors import BadInput, Refused
from assess.operations.issuing.approving import ISSUE_JOB, release
from assess.operations.issuing.listing import CertificateLine, lines
from assess.operations.sampling import require_looked_through
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificates import CertificateEventRow, CertificateRow, certificate, open_payload
from assess.store.jobs import add_job
from assess.store.session import Store
from assess.store.sittings import ConsentRow, EnrolmentRow, SittingRow, consent_in_force, took_part

_APPROVED = ("approved", "issued")


@dataclass(frozen=True)
class Waiting:
    """One paper that waits for endorsement: what it will say, where the exam was, and what the candidate agreed to."""

    id: int
    certificate: CertificateLine
    document_type: str
    document_number: str = field(repr=False)
    sitting_code: str
    held_on: date
    place: str
    consent_version: str
    consent_given_at: datetime


ORDERS: Mapping[str, Callable[[Waiting], Any]] = {
    "exam": lambda one: (one.held_on, one.sitting_code, one.certificate.seat),
    "name": lambda one: one.certificate.name,
    "number": lambda one: one.certificate.number,
}


def found(papers: Sequence[Waiting], search: str = "", order: str = "exam") -> list[Waiting]:
    """Those of the ``papers`` whose name, number, exam or occupation contains ``search``, in one of ``ORDERS``."""
    wanted = search.strip().casefold()
    kept = [one for one in papers if wanted in "\n".join((
        one.certificate.name, one.certificate.number, one.sitting_code, *one.certificate.occupation.values(),
    )).casefold()]
    return sorted(kept, key=ORDERS.get(order, ORDERS["exam"]))


def waiting(store: Store, actor: Actor) -> list[Waiting]:
    """The papers that wait for the actor's authority; only of approved sittings and with the consent in force."""
    require(actor, Action.ENDORSE, authority=actor.authority or "")
    with store.reading() as session:
        rows = session.scalars(
            select(CertificateRow).join(EnrolmentRow).join(SittingRow)
            .where(CertificateRow.authority == actor.authority, CertificateRow.state == "prepared",
                   CertificateRow.edition == 1,  # a copy or a correction is decided with the step that asked for it
                   SittingRow.authority != CertificateRow.authority, SittingRow.state.in_(_APPROVED))
            .order_by(SittingRow.held_on, SittingRow.id, EnrolmentRow.seat)
        )
        consents = [(row, consent_in_force(session, row.enrolled.id, row.authority)) for row in rows]
        return [_waiting(store, session, row, consent) for row, consent in consents if consent is not None]


def endorse(store: Store, actor: Actor, certificate_ids: Sequence[int], now: datetime) -> None:
    """Releases these papers, all or none, each with its job.

    Raises ``Forbidden`` for a paper of another authority and for whoever prepared one, examined
    or was examined at its sitting; ``Refused`` when one does not wait for
    endorsement (``certificate.not_waiting``), the consent was withdrawn (``scheme.consent_missing``), or a sample was
    drawn from its batch and not looked through, or led to a question about it (``sample.unseen``, ``sample.queried``).
    """
    with store.unit_of_work() as session:
        rows = [_waiting_row(session, actor, certificate_id) for certificate_id in certificate_ids]
        require_looked_through(session, rows)
        for row in rows:
            require(actor, Action.RELEASE, authority=row.authority, examined=took_part(row.enrolled.sitting, actor),
                    prepared_by_me=row.prepared_by == actor.account_id)
            if consent_in_force(session, row.enrolled.id, row.authority) is None:
                raise Refused("scheme.consent_missing", number=row.number)
            open_payload(session, row)
            release(row, actor, now)
            _note(session, actor, row, "endorsed", "", now)
            add_job(session, ISSUE_JOB, row.id, now)


def refuse(store: Store, actor: Actor, certificate_ids: Sequence[int], reason: str, now: datetime) -> None:
    """The authority will not issue these papers, all or none; the reason is shown to the office and the candidates."""
    if not reason.strip():
        raise BadInput("certificate.reason_missing")
    with store.unit_of_work() as session:
        for row in [_waiting_row(session, actor, certificate_id) for certificate_id in certificate_ids]:
            row.state = "refused"
            _note(session, actor, row, "refused", reason.strip(), now)


def _waiting_row(session: Session, actor: Actor, certificate_id: int) -> CertificateRow:
    row = certificate(session, certificate_id)
    require(actor, Action.ENDORSE, authority=row.authority)
    waits = row.state == "prepared" and row.edition == 1 and row.is_partners
    if not waits or row.enrolled.sitting.state not in _APPROVED:
        raise Refused("certificate.not_waiting", number=row.number)
    return row


def _note(session: Session, actor: Actor, row: CertificateRow, kind: str, reason: str, now: datetime) -> None:
    session.add(CertificateEventRow(
        certificate_id=row.id, kind=kind, reason=reason[:500], actor_id=actor.account_id, at=now
    ))
    record(session, actor, f"certificate.{kind}", f"certificate:{row.id}", now, number=row.number,
           payload=row.payload_sha256, reason=reason)


def _waiting(store: Store, session: Session, row: CertificateRow, consent: ConsentRow) -> Waiting:
    payload = payload_from_bytes(open_payload(session, row))
    sitting = row.enrolled.sitting
    return Waiting(
        id=row.id,
        certificate=lines(store, session, [row])[0],
        document_type=payload.document_type,
        document_number=payload.document_number,
        sitting_code=sitting.code,
        held_on=sitting.held_on,
        place=sitting.place,
        consent_version=consent.version,
        consent_given_at=consent.recorded_at,
    )
