"""The file that an authority wants of the certificates of a sitting (上报表), in its own columns.

It holds identity numbers. It is made only for somebody of the office who did not examine there, signed in a moment ago
and says what for; how many people it speaks of and its hash are recorded before anybody gets it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.certificates.payload import Payload, in_locale, payload_from_bytes
from assess.certificates.upload import Line, Upload, rows_of
from assess.errors import BadInput, NotFound, Refused
from assess.i18n.text import Text
from assess.operations.authorities import authority_named
from assess.operations.exporting.archive import given_reason, log_export
from assess.operations.exporting.files import XLSX, Export, Table, separated, workbook
from assess.people.identity import DocumentType, document_name
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import session_by_token
from assess.store.certificates import CertificateRow, open_payload, papers_of
from assess.store.results import results_of
from assess.store.session import Store
from assess.store.shelves import load_upload
from assess.store.sittings import EnrolmentRow, SittingRow, consent_in_force, sitting, took_part

FRESH = timedelta(minutes=10)
"""How long ago a person may have signed in who wants to see identity numbers."""
_REPORTED = ("approved", "logged", "issued")


@dataclass(frozen=True)
class Offer:
    """An authority to which the certificates of a sitting can be reported, and what its file would hold."""

    authority: str
    name: Text
    file: str
    columns: tuple[str, ...]
    count: int


def offers(store: Store, actor: Actor, sitting_id: int) -> list[Offer]:
    """The upload files that can be made now: of authorities that want one and have an approved certificate here.

    Raises ``Problems`` for an ``upload.yaml`` with faults.
    """
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        found = []
        for authority in sorted({one.authority for one in papers_of(session, row.id)}):
            upload, count = load_upload(store.config.certs, authority), len(_reported(session, row, authority))
            if upload is not None and count:
                headers = tuple(column.header for column in upload.columns)
                found.append(Offer(authority, authority_named(store, authority).name, upload.file, headers, count))
        return found


def upload_file(store: Store, actor: Actor, sitting_id: int, authority: str, reason: str, token: str,
                now: datetime) -> Export:
    """The file of one authority; ``token`` is that of the actor's session.

    Raises ``BadInput("export.reason_missing")``, ``Refused("session.not_fresh")``, ``NotFound("upload.none")`` when the
    authority wants none or nothing is approved, ``Problems("upload.incomplete")`` with every cell that lacks a value,
    and ``BadInput("upload.not_encodable")`` for a character that the encoding of the file does not have.
    """
    with store.reading() as session:
        row = sitting(session, sitting_id)
        require(actor, Action.EXPORT_UPLOAD, examined=took_part(row, actor))
        reason = given_reason(reason)
        require_fresh(session, token, now)
        upload, certificates = load_upload(store.config.certs, authority), _reported(session, row, authority)
        if upload is None or not certificates:
            raise NotFound("upload.none", authority=authority)
        results = {number: json.loads(result.record) for number, result in results_of(session, row.id).items()}
        lines = [_line(store, upload, row, enrolled, payload_from_bytes(open_payload(session, one)),
                       results[enrolled.id]) for one, enrolled in certificates]
    export = _export(upload, f"{row.code}-{authority}", rows_of(upload, lines))
    with store.unit_of_work() as session:
        log_export(session, actor, "export.upload", row, export, reason, now, authority=authority)
    return export


def require_fresh(session: Session, token: str, now: datetime) -> None:
    """Return if the session of ``token`` began a moment ago; raise ``Refused("session.not_fresh")`` otherwise."""
    row = session_by_token(session, sha256_hex(token.encode()))
    if row is None or now - row.created > FRESH:
        raise Refused("session.not_fresh", minutes=int(FRESH.total_seconds()) // 60)


def _reported(session: Session, row: SittingRow, authority: str) -> list[tuple[CertificateRow, EnrolmentRow]]:
    """The certificates in force of that authority; a partner's only while the candidate's consent stands.

    Of several editions the one in force: a further one takes the place of the one before when the log says so.
    """
    return [
        (one, one.enrolment) for one in papers_of(session, row.id, authority)
        if one.enrolment is not None and one.state in (_REPORTED if one.edition == 1 else _REPORTED[1:])
        and one.status == "valid"
        and (authority == row.authority or consent_in_force(session, one.enrolment.id, authority))
    ]


def _line(store: Store, upload: Upload, row: SittingRow, enrolled: EnrolmentRow, payload: Payload,
          result: Mapping[str, Any]) -> Line:
    language = upload.language
    kinds = next((column.words for column in upload.columns if column.source == "person.document_kind"), {})
    kind = payload.document_type if kinds else document_name(DocumentType(payload.document_type), language)
    known: dict[str, str | date | None] = {
        "person.name": payload.name.shown, "person.name_zh": payload.name_zh, "person.surname": payload.surname,
        "person.name_latin": payload.name.romanised, "person.given": payload.given, "person.born": _day(payload.born),
        "person.document_kind": kind, "person.document_number": payload.document_number,
        "sitting.code": row.code, "sitting.level": payload.level, "sitting.held_on": row.held_on,
        "sitting.place": row.place, "sitting.seat": str(enrolled.seat),
        "certificate.number": payload.number, "certificate.issued_on": _day(payload.issued_on),
        "certificate.issuer": in_locale(payload.issuer, language),
        "certificate.occupation": in_locale(payload.occupation, language),
        "certificate.occupation_code": payload.occupation_code,
        "certificate.trade": in_locale(payload.trade, language),
        "certificate.grade": in_locale(payload.grade, language),
        "certificate.address": f"{store.config.base_url.rstrip('/')}/v/{payload.token}", "result.outcome": "passed",
    }
    known |= {f"part.{part['part']}.total": part["shown"] for part in result["parts"]}
    return Line(payload.number, known)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _export(upload: Upload, name: str, rows: list[list[str]]) -> Export:
    table = [[column.header for column in upload.columns], *rows]
    if upload.file == "xlsx":
        return Export(f"{name}.xlsx", XLSX, workbook([Table(upload.sheet, table)]), len(rows))
    try:
        data = separated(table, upload.encoding)
    except UnicodeEncodeError as error:
        character = error.object[error.start]
        raise BadInput("upload.not_encodable", got=character, codepoint=f"U+{ord(character):04X}",
                       encoding=upload.encoding) from error
    return Export(f"{name}.csv", "text/csv", data, len(rows))
