"""Changes what an issued certificate is worth: state, seal, log entry, event and audit row in one transaction.

Nothing is deleted here. Who may ask for it, and who decides, is a matter of ``operations.life``.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from assess.certificates.status import ReasonClass, Status, status_after
from assess.errors import Refused
from assess.i18n.formats import local_date
from assess.ledger.entry import Entry, Kind
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificate_acts import CertificateActRow, PartnerNoticeRow, acts_on
from assess.store.certificates import (
    CertificateRow,
    certificate,
    certificates_of_enrolment,
    editions_of,
    note,
    papers_of_review,
    seal_of,
)
from assess.store.ledger import append
from assess.store.session import Store

EVENTS = {
    "suspend": "suspended", "resume": "resumed", "revoke": "revoked", "replace": "replaced", "erase": "erased",
}
"""What the log's kinds, and the one that no entry tells, are called among the events of a certificate.

Of another authority's paper ``linked_…``.
"""
_ENDED = frozenset({Status.REVOKED.value, Status.REPLACED.value, Status.ERASED.value})


def change(store: Store, session: Session, actor: Actor | None, row: CertificateRow, kind: str, now: datetime, *,
           reason_class: str = "", reason: str = "", proposed_by: int | None = None) -> None:
    """Takes an issued certificate to the status that an entry of ``kind`` leads to, and tells the other authorities.

    Raises ``Refused``: ``certificate.not_in_force`` when that cannot follow, ``clock.behind_log``.
    """
    following = status_after(Status(row.status), kind)
    if row.state != "issued" or following is None:
        stands = row.status if row.state == "issued" else row.state
        raise Refused("certificate.not_in_force", number=row.number, reason=stands)
    row.status, row.status_reason = following.value, reason_class
    row.seal = seal_of(store.vault, row)
    entry = append(session, Entry(cast(Kind, kind), local_date(now), row.authority, row.leaf))
    by = actor.account_id if actor else None
    note(session, row, EVENTS[kind], by, now, reason_class=reason_class, reason=reason, proposed_by=proposed_by)
    record(session, actor, f"certificate.{kind}", f"certificate:{row.id}", now, number=row.number, log=entry.sequence,
           reason_class=reason_class, reason=reason, proposed_by=proposed_by)
    tell(session, row, kind, by, now)


def replace_old(store: Store, session: Session, row: CertificateRow, now: datetime) -> None:
    """Ends the edition in whose place ``row`` was issued just now, in the same transaction; nothing for a first one.

    Raises ``Refused("certificate.not_in_force")`` when that edition lost its force meanwhile.
    """
    if row.replaces_id is not None:
        old = certificate(session, row.replaces_id, lock=True)
        change(store, session, None, old, "replace", now, reason_class=row.edition_kind)


def give_up(session: Session, actor: Actor, row: CertificateRow, reason: str, now: datetime) -> None:
    """Nothing comes of an edition that is not issued yet; its number stays the certificate's.

    Raises ``Refused("certificate.being_made")`` for one whose issue stands in the log.
    """
    if row.state not in ("prepared", "approved"):
        raise Refused("certificate.being_made", number=row.number)
    row.state = "refused"
    note(session, row, "given_up", actor.account_id, now, reason=reason)
    record(session, actor, "certificate.give_up", f"certificate:{row.id}", now, number=row.number, reason=reason)


def give_up_editions(session: Session, actor: Actor, row: CertificateRow, reason: str, now: datetime,
                     only: str = "") -> None:
    """Gives up what is on its way to take the place of ``row``, or what ``only`` says of it, and its open steps."""
    for edition in editions_of(session, row):
        if edition.replaces_id == row.id and edition.state != "refused" and only in ("", edition.edition_kind):
            give_up(session, actor, edition, reason, now)
    for step in acts_on(session, row.id, "open", "asked"):
        if only in ("", step.kind):
            step.state, step.decided_by, step.decided_at, step.note = "refused", actor.account_id, now, reason[:500]


def end_with_review(store: Store, session: Session, actor: Actor, review_id: int, reason: str, now: datetime) -> None:
    """Suspends the paper of a review whose appointment or confirmation is revoked, and proposes to revoke it.

    A second person decides that, as for every certificate; all in the caller's transaction. One that was never approved
    is given up. Raises ``Refused("certificate.being_made")`` for one that is approved and
    not issued yet: its job may run at any moment.
    """
    papers = papers_of_review(session, review_id)
    for row in papers:
        if row.state in ("approved", "logged"):
            raise Refused("certificate.being_made", number=row.number)
        if row.state == "prepared":
            row.state = "refused"
            note(session, row, "refused", actor.account_id, now, reason=reason)
    for row in papers:
        if row.state == "issued" and row.status in (Status.VALID.value, Status.SUSPENDED.value):
            give_up_editions(session, actor, row, reason, now)
            if row.status == Status.VALID.value:
                change(store, session, actor, row, "suspend", now, reason=reason)
            _propose_end(session, actor, row, reason, now)


def _propose_end(session: Session, actor: Actor, row: CertificateRow, reason: str, now: datetime) -> None:
    ended = ReasonClass.APPOINTMENT_ENDED.value
    session.add(CertificateActRow(certificate_id=row.id, kind="revoke", reason_class=ended, reason=reason[:500],
                                  proposed_by=actor.account_id, proposed_at=now))
    record(session, actor, "certificate.propose", f"certificate:{row.id}", now, number=row.number, kind="revoke",
           reason_class=ended, reason=reason)


def tell(session: Session, row: CertificateRow, kind: str, by: int | None, now: datetime) -> None:
    """Tells every other authority that certified the same exam; its own paper stays what it is."""
    for other in certificates_of_enrolment(session, row.enrolment_id) if row.enrolment_id else ():
        ended = other.state == "refused" or other.status in _ENDED
        if other.authority != row.authority and not ended:
            note(session, other, f"linked_{EVENTS[kind]}", by, now, reason=row.number)
            session.add(PartnerNoticeRow(certificate_id=other.id, about_id=row.id, kind=kind, at=now))
