"""Finds the certificate of an address, of a number and a name, of the text of a code; strangers wait for it.

Each way ends in ``assess.certificates.verify``: here is only looked up and opened what that judges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from assess.canonical import sha256_hex
from assess.certificates.carriers import token_in
from assess.certificates.number import typed_number
from assess.certificates.payload import payload_from_bytes
from assess.certificates.verify import (
    Check,
    Found,
    LinkedPaper,
    LogFact,
    Successor,
    Verdict,
    Verification,
    step,
    verify,
)
from assess.errors import BadInput
from assess.i18n.formats import local_date
from assess.ledger.entry import GENESIS, Entry, chain, leaf_of
from assess.operations.keys import public_keys
from assess.people.identity import same_name
from assess.store.certificates import payload_place, seal_of
from assess.store.public_lookup import papers_beside, rows_by_file, rows_by_number, rows_by_token
from assess.store.session import Store

_TOKEN = re.compile(r"[A-Z2-7]{12}")
_LONGEST = 200
_LONGEST_CODE = 2000
_STATE_AFTER = {
    "issue": "valid", "resume": "valid", "suspend": "suspended", "revoke": "revoked", "replace": "replaced",
}


def by_token(store: Store, token: str) -> Verification:
    """The verification of the certificate whose address ends in ``token``; capitals do not matter."""
    return _by_token(store, token, ())


def by_number(store: Store, number: str, name: str) -> Verification:
    """The verification of the certificate of that number, if ``name`` is its holder's.

    A wrong name and a wrong number are the same unknown: a number can be guessed and must not give a name away. Of an
    erased record no name is left to give away: the number alone is answered.
    """
    wanted = typed_number(number)[:_LONGEST]
    rows = rows_by_number(store.look_ups, wanted)
    editions = [list(entries) for _id, entries in groupby(rows, key=lambda row: row.id)]
    erased = None
    for same in reversed(editions):  # the newest edition first; one that is not out yet hides none before it
        found = found_in(store, same)
        if found.erased_on is None and not _is_holder(found.payload, name[:_LONGEST]):
            continue
        answer = verify(found)
        if answer.erased is not None:
            erased = erased or answer
        elif answer.verdict is not Verdict.UNKNOWN:
            return answer
    return erased or verify(None)


def by_sha256(store: Store, sha256: str) -> Verification | None:
    """The verification of the certificate whose paper has that hash; None when the register knows no such paper."""
    rows = rows_by_file(store.look_ups, sha256)
    # The register of files only finds the certificate; which paper is its own stands in its sealed record.
    if not rows or rows[0].paper_sha256 != sha256:
        return None
    return verify(found_in(store, rows), (step("file", True),))


def by_qr_text(store: Store, text: str) -> Verification:
    """The verification of what a scanner read: our address, or the bare code at its end.

    An address of another host is named as such and looked up nowhere: that it can be opened proves nothing.
    """
    text = text.strip()[:_LONGEST_CODE]
    if "/" not in text and "." not in text:
        return by_token(store, text)
    host, token = token_in(text, store.config.base_url)
    if not token:
        return Verification((step("address", False, host),))
    return _by_token(store, token, (step("address", True, host),))


def _by_token(store: Store, token: str, before: tuple[Check, ...]) -> Verification:
    rows = rows_of_token(store, token)
    return verify(found_in(store, rows) if rows else None, before)


def rows_of_token(store: Store, token: str) -> Sequence[Any]:
    """What the register holds of the certificate of that token, one row for each log entry; empty for none."""
    # People read the code aloud and type it in groups.
    token = "".join(token.split()).replace("-", "").upper()
    return rows_by_token(store.look_ups, token) if _TOKEN.fullmatch(token) else ()


def _is_holder(payload: bytes | None, name: str) -> bool:
    if payload is None:
        return False
    try:
        return same_name(name, payload_from_bytes(payload).name)
    except BadInput:
        return False


def found_in(store: Store, rows: Sequence[Any]) -> Found:
    """What the register holds, from the rows of one certificate (one for each of its log entries)."""
    row = rows[0]
    payload = _open(store, row)
    seal_holds = row.seal == seal_of(store.vault, row)
    logged = [entry for entry in rows if entry.log_kind is not None]
    beside = papers_beside(store.look_ups, row.enrolment_id, row.review_id)
    return Found(
        payload=payload,
        payload_is_recorded=payload is not None and sha256_hex(payload) == row.payload_sha256,
        authority=row.authority,
        number=row.number,
        token=row.token,
        result_sha256=row.result_digest,
        leaf_holds=payload is not None and leaf_of(row.salt, payload) == row.leaf,
        signature=row.signature or b"",
        public_key=public_keys(store).get(row.key_id, row.authority, row.log_sequence),
        issued=row.state == "issued",
        being_made=row.state == "logged" and seal_holds,
        status=row.status,
        status_reason=row.status_reason,
        log=[LogFact(entry.log_kind, entry.log_day, _follows(entry)) for entry in logged],
        seal_holds=seal_holds,
        linked=_linked(row, beside),
        edition=row.edition,
        edition_kind=row.edition_kind,
        replaced_by=_successor(row, beside),
        erased_on=local_date(row.erased_at) if row.erased_at else None,
    )


def _open(store: Store, row: Any) -> bytes | None:
    if row.payload_sealed is None or row.salt is None:
        return None
    try:
        return store.vault.open(row.payload_sealed, payload_place(row))
    except BadInput:
        return None


def _follows(row: Any) -> bool:
    """Whether the log entry is the certificate's authority's and its head follows from the entry before it."""
    before = GENESIS if row.log_sequence == 1 else row.log_before
    if before is None or row.log_authority != row.authority:
        return False
    return bool(chain(before, Entry(row.log_kind, row.log_day, row.log_authority, row.leaf)) == row.log_head)


def _linked(row: Any, beside: Sequence[Any]) -> tuple[LinkedPaper, ...]:
    """The other authorities' papers as their own log entries tell; before the issue, how far each is, or erased.

    Of several editions the newest that stands in the log counts.
    """
    newest: dict[str, Any] = {}
    for paper in beside:
        if paper.authority != row.authority and (paper.edition == 1 or paper.log_kind is not None):
            newest[paper.authority] = paper
    return tuple(_linked_paper(one) for one in newest.values())


def _linked_paper(paper: Any) -> LinkedPaper:
    if paper.erased_at is not None:
        return LinkedPaper(paper.authority, paper.status, local_date(paper.erased_at))
    return LinkedPaper(paper.authority, _STATE_AFTER[paper.log_kind] if paper.log_kind else paper.state, paper.log_day)


def _successor(row: Any, beside: Sequence[Any]) -> Successor | None:
    """The edition that was issued in the place of this one."""
    return next((
        Successor(one.edition, one.edition_kind, one.token) for one in beside
        if one.replaces_id == row.id and one.number == row.number and one.log_kind is not None
    ), None)
