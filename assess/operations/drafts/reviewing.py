"""Review by a second expert: hand a draft in, take it back, give it back, sign what lies below the base, approve."""

from __future__ import annotations

from datetime import datetime

from assess.errors import BadInput, Problems
from assess.i18n.formats import local_date
from assess.operations.drafts.acting import add_version, begin, finish, reopen
from assess.operations.drafts.below import below_base, require_signed, signed_places
from assess.operations.drafts.checking import CheckedText, check_text
from assess.operations.drafts.reading import file_name
from assess.operations.standards import shelved
from assess.people.roles import Actor
from assess.standards.edit import with_block
from assess.standards.load import Reading
from assess.standards.parse import parse
from assess.standards.write import yaml_text
from assess.store.drafts import DraftRow, version_row
from assess.store.session import Store


def submit(store: Store, actor: Actor, draft_id: int, version: int, now: datetime) -> None:
    """Hands the draft to the second expert; raises ``Problems`` as long as it has errors or is not the enterprise's."""
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row, after = begin(session, shelves, actor, draft_id, "submit", version=version)
        text = version_row(session, draft_id, version).text
        require_sound(row, check_text(store.config, text, file_name(row), row.enterprise))
        finish(session, row, actor, "submitted", after, now)


def withdraw(store: Store, actor: Actor, draft_id: int, version: int, now: datetime) -> None:
    """Takes the draft back to be worked on; a review and a filing that it has are void."""
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row, after = begin(session, shelves, actor, draft_id, "withdraw", version=version)
        reopen(row, after)
        finish(session, row, actor, "withdrawn", after, now)


def give_back(store: Store, actor: Actor, draft_id: int, version: int, reason: str, now: datetime) \
        -> None:
    """The second expert gives the draft back to its authors with a reason."""
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row, after = begin(session, shelves, actor, draft_id, "give_back", version=version, reason=reason)
        finish(session, row, actor, "given_back", after, now, reason.strip())


def review(store: Store, actor: Actor, draft_id: int, version: int, now: datetime) -> None:
    """The second expert approves the text as it stands, after every place below the base was signed."""
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row, after = begin(session, shelves, actor, draft_id, "review", version=version)
        text = version_row(session, draft_id, version).text
        reading = require_sound(row, check_text(store.config, text, file_name(row), row.enterprise))
        require_signed(below_base(session, shelves, row, reading.standard))
        finish(session, row, actor, "reviewed", after, now)


def sign_below(store: Store, actor: Actor, draft_id: int, version: int, at: str, reason: str,
               now: datetime) -> None:
    """Writes into the text who answers for the place ``at`` lying below the base, why, and since when.

    Raises ``BadInput`` ``draft.no_such_floor`` for a place that does not lie below the base.
    """
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row, after = begin(session, shelves, actor, draft_id, "sign_below", version=version, reason=reason)
        text = version_row(session, draft_id, version).text
        reading = require_sound(row, check_text(store.config, text, file_name(row), row.enterprise))
        if at not in {place.floor.at for place in signed_places(shelves, reading.standard)}:
            raise BadInput("draft.no_such_floor", at=at)
        signed = {"at": at, "reason": reason.strip(), "signed": actor.name, "date": local_date(now).isoformat()}
        entries = parse(text.encode(), file_name(row)).data.get("below") or ()
        others = [entry for entry in entries if entry["at"] != at]
        text = with_block(text, "below", yaml_text({"below": [*others, signed]}))
        add_version(session, shelves, row, actor, text, now, edited=False)
        finish(session, row, actor, "below_signed", after, now, at)


def require_sound(row: DraftRow, checked: CheckedText) -> Reading:
    """The reading; raises ``Problems`` ``draft.faulty`` for a text that is no standard, or not this enterprise's."""
    if checked.reading is None or checked.blocking:
        raise Problems("draft.faulty", [*checked.errors, *checked.blocking], where=file_name(row))
    return checked.reading
