"""What every step of a draft has in common: may this person, from this state, on this text; and the trace it leaves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.errors import BadInput, Conflict, Refused
from assess.operations.drafts.checking import head_of
from assess.operations.drafts.steps import DraftState, step_named, take
from assess.people.policy import require
from assess.people.roles import Actor
from assess.standards.library import Shelved
from assess.standards.parse import MAX_BYTES
from assess.store.accounts import names_of
from assess.store.audit import record
from assess.store.drafts import DraftEventRow, DraftRow, DraftVersionRow, draft_row, editors, version_row

LONGEST_REASON = 900
"""Characters; the history keeps it beside the place it is about."""


def begin(
    session: Session, shelves: Shelved, actor: Actor, draft_id: int, step_name: str, *, version: int, reason: str = ""
) -> tuple[DraftRow, DraftState]:
    """The draft, locked, and the state it will have after the step; nothing is changed yet.

    Raises ``Forbidden``, ``Refused`` for the state or a missing reason, and ``Conflict`` when the text is no longer the
    ``version`` that the person saw.
    """
    row = draft_row(session, draft_id, lock=True)
    step = step_named(step_name)
    require(actor, step.action, enterprise=row.enterprise, edited=actor.account_id in editors(session, row))
    # An edition that is pinned while its draft does not know it is published once more, to finish what was left.
    unfinished = step_name == "publish" and row.state != "published"
    after = take(step, DraftState(row.state) if unfinished else state_of(row, shelves), reason)
    if len(reason) > LONGEST_REASON:
        raise BadInput("draft.reason_too_long", got=len(reason), most=LONGEST_REASON)
    if version != row.version:
        raise conflict(session, row, "")
    return row, after


def conflict(session: Session, row: DraftRow, mine: str) -> Conflict:
    """The error for a text that somebody else changed in the meantime, with both texts."""
    theirs = version_row(session, row.id, row.version).text
    by = names_of(session, [row.updated_by])[row.updated_by]
    return Conflict("draft.changed_meanwhile", mine=mine, theirs=theirs, version=row.version, by=by)


def state_of(row: DraftRow, shelves: Shelved) -> DraftState:
    """Where the draft stands; published once the index pins its text, even if the program died before noting that."""
    pinned = shelves.editions.get((row.standard_id, row.edition))
    if row.state in ("reviewed", "filed") and pinned is not None and pinned.entry.sha256 == row.sha256:
        return DraftState.PUBLISHED
    return DraftState(row.state)


def stored(text: str) -> str:
    """The text as it is kept: all ends of lines are "\\n", because browsers send others than the file had.

    Raises ``BadInput`` for what no database can keep, and for what is far too long to be a standard.
    """
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise BadInput("draft.not_text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    size = len(text.encode())
    if size > MAX_BYTES:
        raise BadInput("draft.too_large", got=size, limit=MAX_BYTES)
    return text


def add_version(
    session: Session, shelves: Shelved, row: DraftRow, actor: Actor, text: str, now: datetime, *, edited: bool
) -> None:
    """Makes ``text`` the newest version; ``edited``: by an author, not by the program writing what a step adds."""
    row.version = (row.version or 0) + 1
    row.sha256 = sha256_hex(text.encode())
    row.standard_id, row.edition, row.name = head_of(text, shelves)
    row.updated_by, row.updated_at = actor.account_id, now
    session.add(row)
    session.flush()
    session.add(DraftVersionRow(draft_id=row.id, number=row.version, round=row.round, edited=edited, text=text,
                                sha256=row.sha256, by=actor.account_id, at=now))


def finish(session: Session, row: DraftRow, actor: Actor, what: str, after: DraftState, now: datetime,
           note: str = "") -> None:
    """Gives the draft its state, and writes what was done into its history and into the audit."""
    before, row.state = row.state, after.value
    session.add(DraftEventRow(draft_id=row.id, what=what, version=row.version, sha256=row.sha256, note=note,
                              by=actor.account_id, at=now))
    record(session, actor, f"draft.{what}", f"draft:{row.id}", now, standard=row.standard_id, edition=row.edition,
           sha256=row.sha256, before=before, after=after.value)


def reopen(row: DraftRow, after: DraftState) -> None:
    """Begins the next round where an author goes on with a text that was reviewed."""
    if after is DraftState.DRAFT and row.state in ("reviewed", "filed"):
        row.round += 1


def require_confirmed(row: DraftRow, confirmed: bool) -> None:
    """Raises ``Refused`` when a change would undo a review that nobody was asked about."""
    if row.state not in ("draft", "discarded") and not confirmed:
        raise Refused("draft.would_reopen", state=row.state)
