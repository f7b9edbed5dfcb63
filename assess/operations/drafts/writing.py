"""Writing a draft: open one, save it, go back to an earlier text, throw it away."""

from __future__ import annotations

from datetime import datetime

from assess.errors import BadInput
from assess.i18n.formats import local_date
from assess.operations.drafts.acting import (
    add_version,
    begin,
    conflict,
    finish,
    reopen,
    require_confirmed,
    state_of,
    stored,
)
from assess.operations.drafts.reading import DraftView, draft
from assess.operations.drafts.steps import DraftState, step_named, take
from assess.operations.standards import shelved, text_of_edition
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.edit import with_block, without_block
from assess.standards.library import Shelved
from assess.standards.write import yaml_text
from assess.store.drafts import DraftRow, draft_row, version_row
from assess.store.session import Store


def decoded(data: bytes) -> str:
    """The text of an uploaded file; a byte order mark, which no editor shows, is dropped.

    Raises ``BadInput`` ``draft.not_text`` for anything but UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("draft.not_text") from None


def open_draft(store: Store, actor: Actor, text: str, now: datetime) -> int:
    """The id of a new draft of the actor's enterprise; a text with faults is taken as it is: nothing is lost."""
    return _open(store, actor, actor.enterprise or "", text, "", now)


def open_from_edition(store: Store, actor: Actor, standard_id: str, edition: str, now: datetime) -> int:
    """The id of a draft for the next edition: the published text with a free edition number and without its filing.

    Raises ``NotFound`` for what is not published, ``Forbidden`` for another enterprise's.
    """
    enterprise = standard_id.split("/")[0]
    require(actor, Action.EDIT_STANDARD, enterprise=enterprise)
    shelves = shelved(store.config)
    text = without_block(text_of_edition(store.config, standard_id, edition), "filing")
    number = next_edition(shelves, standard_id, local_date(now).year)
    text = with_block(text, "edition", yaml_text({"edition": number}))
    return _open(store, actor, enterprise, text, f"{standard_id} {edition}", now)


def save_draft(store: Store, actor: Actor, draft_id: int, text: str, version: int, now: datetime,
               *, confirmed: bool = False) -> DraftView:
    """Saves what an author typed over ``version``; a text that is the same changes nothing.

    Raises ``Conflict`` ``draft.changed_meanwhile`` with ``mine`` and ``theirs`` when somebody else saved since, and
    ``Refused`` ``draft.would_reopen`` for a text in review or beyond unless ``confirmed``: it becomes a draft again.
    """
    text = stored(text)
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row = draft_row(session, draft_id, lock=True)
        require(actor, Action.EDIT_STANDARD, enterprise=row.enterprise)
        after = take(step_named("save"), state_of(row, shelves))
        present = version_row(session, draft_id, row.version).text
        if text != present:
            if version != row.version:
                raise conflict(session, row, text)
            require_confirmed(row, confirmed)
            reopen(row, after)
            add_version(session, shelves, row, actor, text, now, edited=True)
            finish(session, row, actor, "saved", after, now)
    return draft(store, actor, draft_id)


def restore_version(store: Store, actor: Actor, draft_id: int, number: int, version: int, now: datetime,
                    *, confirmed: bool = False) -> None:
    """Makes an earlier text the newest version, also that of a discarded draft; raises as ``save_draft`` does."""
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row, after = begin(session, shelves, actor, draft_id, "restore", version=version)
        require_confirmed(row, confirmed)
        text = version_row(session, draft_id, number).text
        reopen(row, after)
        add_version(session, shelves, row, actor, text, now, edited=True)
        finish(session, row, actor, "restored", after, now, str(number))


def discard(store: Store, actor: Actor, draft_id: int, version: int, now: datetime,
            reason: str = "") -> None:
    """Takes a draft out of the way; its texts and its history stay."""
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row, after = begin(session, shelves, actor, draft_id, "discard", version=version, reason=reason)
        finish(session, row, actor, "discarded", after, now, reason)


def _open(store: Store, actor: Actor, enterprise: str, text: str, note: str, now: datetime) -> int:
    text = stored(text)
    require(actor, Action.EDIT_STANDARD, enterprise=enterprise)
    shelves = shelved(store.config)
    with store.unit_of_work() as session:
        row = DraftRow(enterprise=enterprise, state="draft", round=1, created_by=actor.account_id, created_at=now)
        add_version(session, shelves, row, actor, text, now, edited=True)
        finish(session, row, actor, "opened", DraftState.DRAFT, now, note)
        return row.id


def next_edition(shelves: Shelved, standard_id: str, year: int) -> str:
    """The first edition number of that year which is not published: 2026.1, 2026.2 …"""
    number = 1
    while (standard_id, f"{year}.{number}") in shelves.editions:
        number += 1
    return f"{year}.{number}"
