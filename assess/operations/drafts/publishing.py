"""The last steps of a draft: filed with the authority, then pinned for ever by its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assess.errors import BadInput, Refused
from assess.i18n.formats import local_date
from assess.operations.drafts.acting import add_version, begin, finish
from assess.operations.drafts.below import below_base, require_signed
from assess.operations.drafts.checking import check_text
from assess.operations.drafts.reading import file_name
from assess.operations.drafts.reviewing import require_sound
from assess.operations.standards import enter_standard, library, pin, shelved
from assess.people.roles import Actor
from assess.standards.edit import with_block
from assess.standards.write import yaml_text
from assess.store.drafts import version_row, was_saved
from assess.store.session import Store


@dataclass(frozen=True)
class FilingData:
    """What the authority gave when the standard was filed (备案)."""

    number: str
    date: date
    document: str
    """The notice or reply by which it was filed."""


def file_draft(store: Store, actor: Actor, draft_id: int, version: int, filing: FilingData,
               now: datetime) -> None:
    """Writes the filing into the text, so that the pinned file carries it; filing again puts a mistake right.

    Raises ``BadInput``: ``draft.filing_empty`` (``field``: number or document), ``draft.filing_in_future``.
    """
    for field in ("number", "document"):
        if not getattr(filing, field).strip():
            raise BadInput("draft.filing_empty", field=field)
    if filing.date > local_date(now):
        raise BadInput("draft.filing_in_future", got=filing.date.isoformat())
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row, after = begin(session, shelves, actor, draft_id, "file", version=version)
        block = {"number": filing.number.strip(), "date": filing.date.isoformat(), "document": filing.document.strip()}
        text = with_block(version_row(session, draft_id, version).text, "filing", yaml_text({"filing": block}))
        add_version(session, shelves, row, actor, text, now, edited=False)
        require_sound(row, check_text(store.config, text, file_name(row), row.enterprise))
        finish(session, row, actor, "filed", after, now, f"{filing.number} · {filing.date}")


def publish(store: Store, actor: Actor, draft_id: int, version: int, now: datetime) -> None:
    """Writes the edition into the folder of the standards and pins it by its digest; it never changes again.

    First the file, then the index, then the database with the entry of the log. A program that dies in between leaves
    a file that no index names, or an edition that is published and whose draft is seen to be; doing it again finishes
    the rest.
    """
    with store.unit_of_work() as session:
        shelves = library(store.config)
        row, after = begin(session, shelves, actor, draft_id, "publish", version=version)
        text = version_row(session, draft_id, version).text
        reading = require_sound(row, check_text(store.config, text, file_name(row), row.enterprise))
        if reading.standard.kind == "enterprise" and row.state != "filed":
            raise Refused("draft.not_filed")
        require_signed(below_base(session, shelves, row, reading.standard))
        pin(store.config, reading, text.encode(), local_date(now),
            may_replace=lambda sha256: was_saved(session, row.enterprise, sha256))
        enter_standard(session, row.enterprise, reading.sha256, now)
        finish(session, row, actor, "published", after, now)
