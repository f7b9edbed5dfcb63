"""Who may propose, decide and read what about one issued certificate."""

from __future__ import annotations

from assess.people.policy import Action, may, require
from assess.people.roles import Actor
from assess.store.appointments import is_involved
from assess.store.certificates import CertificateRow
from assess.store.sittings import took_part


def require_change(actor: Actor, row: CertificateRow) -> None:
    """Return if the actor may suspend, propose and refuse: the office for its own papers, an officer for theirs."""
    if row.is_partners:
        require(actor, Action.ENDORSE, authority=row.authority)
    else:
        require(actor, Action.CHANGE_CERTIFICATE)


def may_change(actor: Actor, row: CertificateRow) -> bool:
    """Whether ``require_change`` would say yes."""
    if row.is_partners:
        return may(actor, Action.ENDORSE, authority=row.authority)
    return may(actor, Action.CHANGE_CERTIFICATE)


def require_decision(actor: Actor, row: CertificateRow, proposed_by: int) -> None:
    """Return if the actor may decide as the second person.

    Never whoever proposed it, examined at the exam or was examined there, sat on the panel, or holds the certificate.
    """
    mine = proposed_by == actor.account_id
    if row.is_partners:
        require(actor, Action.RELEASE, authority=row.authority, examined=_took_part(actor, row), prepared_by_me=mine)
    else:
        require(actor, Action.APPROVE_CERTIFICATES, examined=_took_part(actor, row), prepared_by_me=mine)


def may_decide(actor: Actor, row: CertificateRow, proposed_by: int) -> bool:
    """Whether ``require_decision`` would say yes."""
    mine = proposed_by == actor.account_id
    if row.is_partners:
        return may(actor, Action.RELEASE, authority=row.authority, examined=_took_part(actor, row),
                   prepared_by_me=mine)
    return may(actor, Action.APPROVE_CERTIFICATES, examined=_took_part(actor, row), prepared_by_me=mine)


def require_seeing(actor: Actor, row: CertificateRow) -> None:
    """Return if the actor may read the life of the certificate: the office and its supervisor, or its authority."""
    if not may(actor, Action.SEE_SITTING):
        require(actor, Action.ENDORSE, authority=row.authority)


def _took_part(actor: Actor, row: CertificateRow) -> bool:
    if row.enrolment is not None:
        return took_part(row.enrolment.sitting, actor)
    return row.review is not None and is_involved(row.review, actor)
