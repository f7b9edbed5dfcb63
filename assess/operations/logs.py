"""Reads the log against itself and against the register: every head follows, every certificate has its entry."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import BadInput
from assess.ledger.entry import GENESIS, Entry, chain, leaf_of
from assess.store.certificates import CertificateRow, open_payload
from assess.store.ledger import LogRow
from assess.store.session import Store


@dataclass(frozen=True)
class LogReport:
    """What an audit of the log found; the lists are empty when log and register agree."""

    entries: int
    head: str
    broken_at: tuple[int, ...]
    """Sequence numbers whose head does not follow from the one before."""
    certificates_without_entry: tuple[str, ...]
    entries_without_certificate: tuple[int, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not (self.broken_at or self.certificates_without_entry or self.entries_without_certificate)


def audit(store: Store) -> LogReport:
    """The report on the whole log; reads every entry and every issued certificate once."""
    head, broken, leaves = GENESIS, [], {}
    expected = 1
    with store.reading() as session:
        for row in session.scalars(select(LogRow).order_by(LogRow.sequence)):
            head = chain(head, Entry(row.kind, row.day, row.authority, row.leaf))  # type: ignore[arg-type]
            if head != row.head or row.sequence != expected:
                broken.append(row.sequence)
            head, expected = row.head, row.sequence + 1
            if row.kind == "issue":
                leaves[row.leaf] = row.sequence
        without = []
        for certificate in session.scalars(select(CertificateRow).where(CertificateRow.state == "issued")):
            if leaves.pop(_leaf(session, certificate), None) is None:
                without.append(certificate.number)
    return LogReport(expected - 1, head, tuple(broken), tuple(without), tuple(sorted(leaves.values())))


def _leaf(session: Session, certificate: CertificateRow) -> str:
    """The leaf of a certificate's payload; empty when the payload was altered."""
    try:
        return leaf_of(certificate.salt, open_payload(session, certificate))
    except BadInput:
        return ""
