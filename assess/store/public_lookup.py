"""The public look-up of one certificate: one statement, because strangers wait for it.

Nothing is decided here; ``assess.operations.verifying`` puts together what was found and ``assess.certificates.verify``
judges it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select

from assess.store.certificates import CertificateFileRow, CertificateRow
from assess.store.ledger import LogRow
from assess.store.look_ups import LookUps

_C = CertificateRow.__table__
_L = LogRow.__table__.alias("l")
_BEFORE = LogRow.__table__.alias("before")
_O = CertificateRow.__table__.alias("o")
_OL = LogRow.__table__.alias("ol")


def _last_of_other(column: ColumnElement[Any]) -> Any:
    return select(column).where(_OL.c.leaf == _O.c.leaf).order_by(_OL.c.sequence.desc()).limit(1).scalar_subquery()


def _statement(condition: ColumnElement[bool]) -> Select[Any]:
    """The certificate's columns beside each of its log entries, that entry's predecessor, and the other paper."""
    return (
        select(
            *_C.c,
            _L.c.kind.label("log_kind"), _L.c.day.label("log_day"), _L.c.sequence.label("log_sequence"),
            _L.c.authority.label("log_authority"), _L.c.head.label("log_head"), _BEFORE.c.head.label("log_before"),
            _O.c.authority.label("other_authority"), _O.c.state.label("other_state"),
            _last_of_other(_OL.c.kind).label("other_kind"), _last_of_other(_OL.c.day).label("other_day"),
        )
        .select_from(_C)
        .outerjoin(_L, _L.c.leaf == _C.c.leaf)
        .outerjoin(_BEFORE, _BEFORE.c.sequence == _L.c.sequence - 1)
        .outerjoin(_O, and_(_O.c.enrolment_id == _C.c.enrolment_id, _O.c.id != _C.c.id))
        .where(condition)
        .order_by(_C.c.id, _L.c.sequence)
    )


# Built once: building a statement costs more than running it.
_BY_TOKEN = _statement(_C.c.token == bindparam("wanted"))
_BY_NUMBER = _statement(_C.c.number == bindparam("wanted"))
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
