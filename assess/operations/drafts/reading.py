"""Drafts to look at: the list of an enterprise's, and one with its text, its faults, its history and its next steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assess.config import Config
from assess.operations.drafts.acting import state_of
from assess.operations.drafts.below import BelowBase, below_base
from assess.operations.drafts.checking import CheckedText, check_text
from assess.operations.drafts.steps import DraftState, Step, step_named, steps_from
from assess.operations.standards import shelved
from assess.people.policy import Action, may, require
from assess.people.roles import Actor
from assess.standards.library import Shelved
from assess.store.accounts import names_of
from assess.store.drafts import DraftRow, draft_row, drafts_of_enterprise, editors, version_row
from assess.store.session import Store


@dataclass(frozen=True)
class DraftLine:
    """One row of the list; id, edition and name of the standard are empty where the text cannot be read."""

    id: int
    standard_id: str
    edition: str
    name: str
    state: DraftState
    superseded_by: str
    """The edition of the same standard that was published after this one; empty if none was."""
    version: int
    created_by: str
    created_at: datetime
    updated_by: str
    updated_at: datetime


@dataclass(frozen=True)
class DraftEvent:
    """One thing that was done: opened, saved, restored, submitted, withdrawn, given_back, below_signed, …"""

    what: str
    version: int
    sha256: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class DraftVersion:
    """A text that was once saved; ``edited``: by an author, else the program wrote into it what a step added."""

    number: int
    edited: bool
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True)
class DraftView:
    """One draft as an author of its enterprise sees it."""

    line: DraftLine
    enterprise: str
    text: str
    sha256: str
    checked: CheckedText
    below: tuple[BelowBase, ...]
    """The places below the base, each with who answers for it; to be signed before the review."""
    events: tuple[DraftEvent, ...]
    versions: tuple[DraftVersion, ...]
    editors: tuple[str, ...]
    """Who changed the text since it was last reviewed, and so must not review it."""
    steps: tuple[str, ...]
    """Names of the steps that lead on from here and that this person may take."""

    @property
    def id(self) -> int:
        """The number of the draft."""
        return self.line.id

    @property
    def version(self) -> int:
        """The version of the text, to be handed back with what is done to it."""
        return self.line.version

    @property
    def state(self) -> DraftState:
        """Where it stands."""
        return self.line.state


def drafts_of(store: Store, actor: Actor) -> list[DraftLine]:
    """All drafts of the actor's enterprise, those changed last first."""
    require(actor, Action.EDIT_STANDARD, enterprise=actor.enterprise or "")
    shelves = shelved(store.config)
    with store.reading() as session:
        rows = drafts_of_enterprise(session, actor.enterprise or "")
        names = names_of(session, {account for row in rows for account in (row.created_by, row.updated_by)})
        return [_line(row, names, shelves) for row in rows]


def draft(store: Store, actor: Actor, draft_id: int) -> DraftView:
    """The draft with everything about it; raises ``NotFound``, and ``Forbidden`` for another enterprise's."""
    shelves = shelved(store.config)
    with store.reading() as session:
        row = draft_row(session, draft_id)
        require(actor, Action.EDIT_STANDARD, enterprise=row.enterprise)
        return _view(session, store.config, shelves, actor, row)


def version_text(store: Store, actor: Actor, draft_id: int, number: int) -> str:
    """The text of one saved version; raises as ``draft`` does."""
    with store.reading() as session:
        require(actor, Action.EDIT_STANDARD, enterprise=draft_row(session, draft_id).enterprise)
        return version_row(session, draft_id, number).text


def file_name(row: DraftRow) -> str:
    """What the places of faults call the text: the end of the file it will be, or its number."""
    return f"{row.edition}.yaml" if row.edition else f"{row.id}.yaml"


def _view(session: Session, config: Config, shelves: Shelved, actor: Actor, row: DraftRow) -> DraftView:
    text = version_row(session, row.id, row.version).text
    wrote = editors(session, row)
    # Whoever opened or changed it stands in its versions as well.
    names = names_of(session, {*(v.by for v in row.versions), *(e.by for e in row.events)})
    line = _line(row, names, shelves)
    checked = check_text(config, text, file_name(row), row.enterprise)
    below = below_base(session, shelves, row, checked.reading.standard) if checked.reading else ()
    return DraftView(
        line=line, enterprise=row.enterprise, text=text, sha256=row.sha256, checked=checked, below=below,
        events=tuple(DraftEvent(e.what, e.version, e.sha256, e.note, names[e.by], e.at) for e in row.events),
        versions=tuple(DraftVersion(v.number, v.edited, v.sha256, names[v.by], v.at) for v in row.versions),
        editors=tuple(names[account] for account in sorted(wrote)),
        steps=tuple(
            step.name for step in _following(row, line.state)
            if may(actor, step.action, enterprise=row.enterprise, edited=actor.account_id in wrote)
        ),
    )


def _following(row: DraftRow, state: DraftState) -> tuple[Step, ...]:
    """The steps that lead on; to publish is still open where the program died between the file and the database."""
    if state is DraftState.PUBLISHED and row.state != "published":
        return (step_named("publish"),)
    return steps_from(state)


def _line(row: DraftRow, names: dict[int, str], shelves: Shelved) -> DraftLine:
    state = state_of(row, shelves)
    return DraftLine(
        id=row.id, standard_id=row.standard_id, edition=row.edition, name=row.name, state=state,
        superseded_by=_newer(row, shelves) if state is DraftState.PUBLISHED else "", version=row.version,
        created_by=names[row.created_by], created_at=row.created_at,
        updated_by=names[row.updated_by], updated_at=row.updated_at,
    )


def _newer(row: DraftRow, shelves: Shelved) -> str:
    """The latest edition of the same standard, if that is not this one."""
    latest = shelves.latest(row.standard_id).standard.edition
    return "" if latest == row.edition else latest
