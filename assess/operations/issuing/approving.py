"""A second person approves the frozen payloads; from then on the papers are made without further decision."""

from __future__ import annotations

from datetime import datetime

from assess.exams.progress import SittingState, step_named, take
from assess.i18n.formats import local_date
from assess.operations.forms import form_of
from assess.operations.sittings import facts
from assess.people.policy import require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificates import CertificateEventRow, CertificateRow, certificates_of, open_payload
from assess.store.jobs import add_job
from assess.store.session import Store
from assess.store.sittings import sitting, took_part

ISSUE_JOB = "issue"
"""Kind of the job that makes one paper; its argument is the certificate's id."""


def approve(store: Store, actor: Actor, sitting_id: int, now: datetime) -> int:
    """How many certificates of the sitting's own authority were approved, each with its job; the step ``approve``.

    The partner authority's stay prepared until its officer endorses them. Raises ``Forbidden`` for whoever prepared,
    examined or was examined here, ``Refused`` while the notice runs, a certificate is missing or the sitting stands
    elsewhere, and ``BadInput("certificate.payload_altered")`` when what was frozen is no longer what was frozen.
    """
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        everything = certificates_of(session, sitting_id)
        prepared_by_me = any(certificate.prepared_by == actor.account_id for certificate in everything)
        step = step_named("approve")
        require(actor, step.action, examined=took_part(row, actor), prepared_by_me=prepared_by_me)
        known = facts(session, row, form_of(store, row), local_date(now))
        row.state = take(step, SittingState(row.state), known).value
        own = [certificate for certificate in everything if certificate.authority == row.authority]
        for certificate in own:
            open_payload(session, certificate)
            release(certificate, actor, now)
            session.add(CertificateEventRow(
                certificate_id=certificate.id, kind="approved", actor_id=actor.account_id, at=now
            ))
            add_job(session, ISSUE_JOB, certificate.id, now)
        record(session, actor, "sitting.approve", f"sitting:{row.id}", now,
               payloads={certificate.number: certificate.payload_sha256 for certificate in own})
        return len(own)


def release(certificate: CertificateRow, actor: Actor, now: datetime) -> None:
    """The certificate may be issued from now on."""
    certificate.state, certificate.approved_by, certificate.approved_at = "approved", actor.account_id, now
