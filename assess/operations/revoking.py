"""Takes back what an issued certificate says. Nothing is deleted: an event, a log entry, a new state."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from assess.certificates.status import ReasonClass, Status
from assess.errors import BadInput, Refused
from assess.i18n.formats import local_date
from assess.ledger.entry import Entry
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificates import (
    CertificateEventRow,
    CertificateRow,
    certificate,
    certificate_of_review,
    certificates_of_enrolment,
    seal_of,
)
from assess.store.ledger import append
from assess.store.session import Store


def revoke(
    store: Store, actor: Actor, certificate_id: int, reason_class: str, reason: str, now: datetime
) -> None:
    """Revokes an issued certificate for good; the reason class is public, the reason in words is not.

    The sitting's own certificates are the office's, a partner authority's are its officer's. The other paper of the
    same exam stays valid, is told, and says on its page that this one was revoked. Raises ``BadInput``
    (``certificate.reason_class_unknown``, ``certificate.reason_missing``) and ``Refused``
    (``certificate.not_in_force``, ``clock.behind_log``).
    """
    known = [known.value for known in ReasonClass]
    if reason_class not in known:
        raise BadInput("certificate.reason_class_unknown", got=reason_class, known=", ".join(known))
    if not reason.strip():
        raise BadInput("certificate.reason_missing")
    with store.unit_of_work() as session:
        row = certificate(session, certificate_id)
        if row.is_partners:
            require(actor, Action.ENDORSE, authority=row.authority)
        else:
            require(actor, Action.REVOKE)
        _end(store, session, actor, row, reason_class, reason.strip(), now)


def end_with_review(store: Store, session: Session, actor: Actor, review_id: int, reason: str, now: datetime) -> None:
    """Ends the paper of a review whose appointment or confirmation is revoked, in the same transaction.

    One that was never approved is given up. Raises ``Refused("certificate.being_made")`` for one that is approved and
    not issued yet: its job may run at any moment.
    """
    row = certificate_of_review(session, review_id)
    if row is None or row.status != Status.VALID.value:
        return
    if row.state in ("approved", "logged"):
        raise Refused("certificate.being_made", number=row.number)
    if row.state == "issued":
        _end(store, session, actor, row, ReasonClass.APPOINTMENT_ENDED.value, reason, now)
    elif row.state == "prepared":
        row.state = "refused"
        _event(session, actor, row, "refused", reason, now)


def _end(store: Store, session: Session, actor: Actor, row: CertificateRow, reason_class: str, reason: str,
         now: datetime) -> None:
    if row.state != "issued" or row.status not in (Status.VALID.value, Status.SUSPENDED.value):
        raise Refused("certificate.not_in_force", number=row.number, state=row.state, status=row.status)
    row.status, row.status_reason = Status.REVOKED.value, reason_class
    row.seal = seal_of(store.vault, row)
    entry = append(session, Entry("revoke", local_date(now), row.authority, row.leaf))
    _event(session, actor, row, "revoked", reason, now)
    for other in certificates_of_enrolment(session, row.enrolment_id) if row.enrolment_id else ():
        if other.id != row.id:
            _event(session, actor, other, "linked_revoked", row.number, now)
    record(session, actor, "certificate.revoke", f"certificate:{row.id}", now, number=row.number,
           log=entry.sequence, reason_class=reason_class, reason=reason)


def _event(session: Session, actor: Actor, row: CertificateRow, kind: str, reason: str, now: datetime) -> None:
    session.add(CertificateEventRow(
        certificate_id=row.id, kind=kind, reason=reason[:500], actor_id=actor.account_id, at=now
    ))
