"""The public look-up of one certificate: two statements at most, because strangers wait for it.

Nothing is decided here; ``assess.operations.verifying`` puts together what was found and ``assess.certificates.verify``
judges it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from assess.store.certificates import CertificateFileRow, CertificateRow
from assess.store.ledger import LogRow
from assess.store.look_ups import LookUps

_C = CertificateRow.__table__
_L = LogRow.__table__.alias("l")
_BEFORE = LogRow.__table__.alias("before")


def _statement(condition: ColumnElement[bool]) -> Select[Any]:
    """The certificate's columns beside each of its log entries and that entry's predecessor."""
    return (
        select(
            *_C.c,
            _L.c.kind.label("log_kind"), _L.c.day.label("log_day"), _L.c.sequence.label("log_sequence"),
            _L.c.authority.label("log_authority"), _L.c.head.label("log_head"), _BEFORE.c.head.label("log_before"),
        )
        .select_from(_C)
        .outerjoin(_L, _L.c.leaf == _C.c.leaf)
        .outerjoin(_BEFORE, _BEFORE.c.sequence == _L.c.sequence - 1)
        .where(condition)
        .order_by(_C.c.id, _L.c.sequence)
    )


def _last(column: ColumnElement[Any]) -> Any:
    return select(column).where(_L.c.leaf == _C.c.leaf).order_by(_L.c.sequence.desc()).limit(1).scalar_subquery()


def _family(column: ColumnElement[Any]) -> Select[Any]:
    """Every paper that rests on one exam or one review, each with its last log entry: one row a paper."""
    return (
        select(
            _C.c.id, _C.c.authority, _C.c.number, _C.c.edition, _C.c.edition_kind, _C.c.replaces_id, _C.c.token,
            _C.c.state, _C.c.status, _C.c.erased_at,
            _last(_L.c.kind).label("log_kind"), _last(_L.c.day).label("log_day"),
        )
        .where(column == bindparam("wanted"))
        .order_by(_C.c.authority, _C.c.edition)
    )


# Built once: building a statement costs more than running it.
_BY_TOKEN = _statement(_C.c.token == bindparam("wanted"))
_BY_NUMBER = _statement(_C.c.number == bindparam("wanted"))
_OF_EXAM = _family(_C.c.enrolment_id)
_OF_REVIEW = _family(_C.c.review_id)
_FILE = CertificateFileRow.__table__
_BY_FILE = _statement(
    _C.c.id == select(_FILE.c.certificate_id).where(_FILE.c.sha256 == bindparam("wanted")).scalar_subquery()
)


def rows_by_token(look_ups: LookUps, token: str) -> Sequence[Any]:
    """The certificate of that token, one row for each of its log entries; empty when there is none."""
    return look_ups.rows(_BY_TOKEN, token)


def rows_by_number(look_ups: LookUps, number: str) -> Sequence[Any]:
    """The certificates of that number, of every authority that gave it, one row for each log entry."""
    return look_ups.rows(_BY_NUMBER, number)


def rows_by_file(look_ups: LookUps, sha256: str) -> Sequence[Any]:
    """The certificate whose stored paper has that SHA-256, one row for each log entry; empty when there is none."""
    return look_ups.rows(_BY_FILE, sha256)


def papers_beside(look_ups: LookUps, enrolment_id: int | None, review_id: int | None) -> Sequence[Any]:
    """Every paper that rests on the same exam or review, of every authority and edition, with its last log entry."""
    if enrolment_id is not None:
        return look_ups.rows(_OF_EXAM, enrolment_id)
    return look_ups.rows(_OF_REVIEW, review_id or 0)
