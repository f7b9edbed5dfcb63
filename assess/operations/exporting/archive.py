"""The archive of a sitting: one file with everything that was marked and decided, for whoever has to keep it.

No identity number is in it. That it was made is recorded with reason, size and hash before anybody gets it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.errors import BadInput
from assess.i18n.formats import LOCAL_TIME
from assess.operations.exporting.files import Export, workbook
from assess.operations.exporting.gathering import Gathered, gather
from assess.operations.exporting.tables import Tables
from assess.operations.forms import form_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.session import Store
from assess.store.sittings import SittingRow, sitting

LONGEST_REASON = 500


def archive(store: Store, actor: Actor, sitting_id: int, reason: str, now: datetime, locale: str) -> Export:
    """The archive (.zip): a workbook, every entered mark, every settled result, and a manifest with the hash of each.

    Raises ``BadInput("export.reason_missing")``, and ``Refused`` when a record was altered after it was kept.
    """
    require(actor, Action.EXPORT_SITTING)
    reason = given_reason(reason)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        gathered = gather(session, row, form_of(store, row))
        files = _files(gathered, locale)
    files["manifest.json"] = _manifest(gathered, files, actor, reason, now)
    export = Export(f"{row.code}.zip", "application/zip", _packed(files, now), len(gathered.candidates))
    with store.unit_of_work() as session:
        log_export(session, actor, "export.archive", row, export, reason, now)
    return export


def given_reason(reason: str) -> str:
    """The reason of an export, without spaces around it; raises ``BadInput`` when there is none, or one too long."""
    reason = reason.strip()
    if not reason:
        raise BadInput("export.reason_missing")
    if len(reason) > LONGEST_REASON:
        raise BadInput("export.reason_too_long", limit=LONGEST_REASON)
    return reason


def log_export(session: Session, actor: Actor, action: str, row: SittingRow, export: Export, reason: str,
               now: datetime, **more: str) -> None:
    """Records that a file left the program: of how many people, which bytes, and what for."""
    record(session, actor, action, f"sitting:{row.id}", now, reason=reason, count=export.count, file=export.name,
           sha256=export.sha256, **more)


def _files(gathered: Gathered, locale: str) -> dict[str, bytes]:
    tables = Tables(gathered, locale)
    files = {"sitting.xlsx": workbook(tables.all()), "marks.jsonl": "\n".join([*tables.events(), ""]).encode()}
    for number, result in gathered.results.items():
        if number in gathered.candidates:
            files[f"results/{gathered.candidates[number].seat:04}.json"] = result.record
    return files


def _manifest(gathered: Gathered, files: Mapping[str, bytes], actor: Actor, reason: str, now: datetime) -> bytes:
    row = gathered.row
    manifest = {
        "sitting": row.code, "standard": row.standard, "edition": row.edition, "level": row.level,
        "form": gathered.form.digest, "held_on": row.held_on.isoformat(), "state": row.state,
        "candidates": len(gathered.candidates), "made_at": now.isoformat(), "made_by": actor.name, "reason": reason,
        "files": {name: {"bytes": len(data), "sha256": sha256_hex(data)} for name, data in sorted(files.items())},
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def _packed(files: Mapping[str, bytes], now: datetime) -> bytes:
    """The files in one; a workbook is packed already."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, now.astimezone(LOCAL_TIME).timetuple()[:6])
            entry.external_attr = 0o600 << 16
            stored = name.endswith(".xlsx")
            packed.writestr(entry, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, None if stored else 1)
    return target.getvalue()
