"""What the log says of the places in the status lists of authorities."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.store.certificates import CertificateRow
from assess.store.ledger import LogRow

_LIFE = ("suspend", "resume", "revoke", "replace")


def changed_since(session: Session, sequence: int) -> bool:
    """Whether an entry behind ``sequence`` may change a list: one on a certificate, or on a key that signs lists."""
    kinds = ("issue", "key", "key_end", *_LIFE)
    query = select(LogRow.sequence).where(LogRow.sequence > sequence, LogRow.kind.in_(kinds)).limit(1)
    return session.scalar(query) is not None


def life_of_places(session: Session) -> list[tuple[str, int, str]]:
    """Authority, place and kind of every entry on the life of a certificate after its issue, in order."""
    rows = session.execute(
        select(CertificateRow.authority, CertificateRow.status_place, LogRow.kind)
        .join(CertificateRow, CertificateRow.leaf == LogRow.leaf)
        .where(LogRow.kind.in_(_LIFE)).order_by(LogRow.sequence)
    )
    return [(authority, place, kind) for authority, place, kind in rows]


def highest_places(session: Session) -> dict[str, int]:
    """The highest place that each authority has given; an index knows it."""
    rows = session.execute(
        select(CertificateRow.authority, func.max(CertificateRow.status_place)).group_by(CertificateRow.authority)
    )
    return {authority: highest for authority, highest in rows}  # noqa: C416 – a row is no pair to mypy
