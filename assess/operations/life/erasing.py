"""Erases what is kept of a certificate, as the law on personal data may demand; nothing of it comes back.

The log stays whole: an entry holds only the salted hash of what was signed, and without salt and signed bytes it means
nothing to anybody. What is left are the row – number, places, days, the class of the reason – and its events. The bit
in the public list of states stays as it is: a record that is gone was not withdrawn by that.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from assess.errors import Refused
from assess.operations.certificate_states import EVENTS, tell
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificate_acts import CertificateActRow, acts_on
from assess.store.certificate_erasing import empty_journal, erase_record, files_of, forget_files
from assess.store.certificates import CertificateRow, editions_of, is_erased, note
from assess.store.files import FileFolder
from assess.store.jobs import add_job
from assess.store.session import Store

ERASE_JOB = "erase"
"""Kind of the job that removes the files of an erased certificate."""
_UNDER_WAY = ("prepared", "approved", "logged")


def require_settled(session: Session, row: CertificateRow) -> None:
    """Return if nothing about any edition of the certificate is under way.

    Raises ``Refused``: ``certificate.edition_under_way``, ``act.open_already`` (holders' requests count as well).
    """
    for edition in editions_of(session, row, lock=True):
        if edition.state in _UNDER_WAY:
            raise Refused("certificate.edition_under_way", number=row.number)
        if acts_on(session, edition.id, "open", "asked"):
            raise Refused("act.open_already", number=row.number)


def erase(session: Session, actor: Actor, row: CertificateRow, step: CertificateActRow, now: datetime) -> None:
    """Erases the record of every edition of the certificate, and leaves a job to remove their files.

    ``step`` is what was proposed, decided by ``actor``. The papers of other authorities stay what they are; these are
    told. Raises as ``require_settled``.
    """
    require_settled(session, row)
    for edition in editions_of(session, row):
        erase_record(session, edition, step.reason_class, now)
        note(session, edition, EVENTS["erase"], actor.account_id, now, reason_class=step.reason_class,
             reason=step.reason, proposed_by=step.proposed_by)
        record(session, actor, "certificate.erase", f"certificate:{edition.id}", now, number=edition.number,
               edition=edition.edition, reason_class=step.reason_class, reason=step.reason,
               proposed_by=step.proposed_by)
        add_job(session, ERASE_JOB, edition.id, now)
    tell(session, row, "erase", actor.account_id, now)


def remove_files(store: Store, certificate_id: int, _now: datetime) -> None:
    """Removes paper and credentials of an erased certificate from the disk, then from the register; again is nothing.

    The files go first: whoever dies in between finds them named still, and goes on. Raises
    ``Refused("erasing.journal_in_use")``, and is tried again then.
    """
    with store.reading() as session:
        row = session.get_one(CertificateRow, certificate_id)
        assert is_erased(row), "only erasing leaves this job"
        files = files_of(session, certificate_id)
    for ending, sha256 in files:
        FileFolder(store.config.instance / "files", ending).discard(sha256)
    with store.unit_of_work() as session:
        forget_files(session, certificate_id)
    empty_journal(store)
