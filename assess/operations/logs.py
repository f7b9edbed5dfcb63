"""Reads the log against itself and against the register: every head follows, every certificate has its entry.

Everything is read once, a few thousand rows at a time; what belongs together the database finds by its indices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from assess.errors import BadInput
from assess.ledger.entry import GENESIS, OF_CERTIFICATES, chain, leaf_of
from assess.store.certificates import CertificateRow, is_erased, open_payload, salt_of
from assess.store.ledger import LogRow, all_lines
from assess.store.session import Store

_AT_ONCE = 500


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
    """The report on the whole log; reads every entry and every certificate that has one, once."""
    head, broken, expected = GENESIS, [], 1
    with store.reading() as session:
        for line in all_lines(session):
            if chain(head, line.entry) != line.head or line.sequence != expected:
                broken.append(line.sequence)
            head, expected = line.head, line.sequence + 1
        without = tuple(row.number for row in logged_certificates(session) if not _has_entry(session, row))
        return LogReport(expected - 1, head, tuple(broken), without, tuple(_unclaimed(session)))


def logged_certificates(session: Session) -> Iterator[CertificateRow]:
    """Every certificate whose issue the log must hold, a few at a time, in the order in which they were prepared."""
    last = 0
    while rows := list(session.scalars(
        select(CertificateRow).where(CertificateRow.state.in_(("logged", "issued")), CertificateRow.id > last)
        .order_by(CertificateRow.id).limit(_AT_ONCE)
    )):
        yield from rows
        last = rows[-1].id
        session.expunge_all()


def _has_entry(session: Session, row: CertificateRow) -> bool:
    """Whether exactly one entry says that the certificate was issued: found by its payload, which may be altered.

    An erased one has no payload any more and is found by what its row remembers; that it was erased its events tell.
    """
    try:
        leaf = row.leaf if is_erased(row) else leaf_of(salt_of(row), open_payload(session, row))
    except BadInput:
        return False
    found = select(LogRow.sequence).where(LogRow.leaf == leaf, LogRow.kind == "issue").limit(2)
    return leaf == row.leaf and len(session.scalars(found).all()) == 1


def _unclaimed(session: Session) -> Iterator[int]:
    """The entries about certificates that no certificate claims."""
    claims = aliased(CertificateRow)
    claimed = exists().where(claims.leaf == LogRow.leaf, claims.state.in_(("logged", "issued")))
    return iter(session.scalars(
        select(LogRow.sequence).where(LogRow.kind.in_(OF_CERTIFICATES), ~claimed).order_by(LogRow.sequence)
    ))
