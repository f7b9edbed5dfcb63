"""How often a result was settled, why it was reopened, and what changed: nothing of an earlier settling is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.audit import AuditRow, acts_on
from assess.store.results import ResultRow, settlements_of
from assess.store.session import Store
from assess.store.sittings import enrolment, sitting


@dataclass(frozen=True)
class PartThen:
    """A part as one settling had it: its state, its score as shown, whether it was passed, and the reasons why not."""

    part: str
    state: str
    shown: str | None
    passed: bool
    reasons: tuple[str, ...]
    changed: bool
    """Whether anything of it differs from the settling before."""


@dataclass(frozen=True)
class Settlement:
    """One settling of one candidate's result.

    ``reopened_at`` and ``reopened_why`` say what ended the one before it; they are empty for the first.
    """

    at: datetime
    by: str
    grade: str | None
    parts: tuple[PartThen, ...]
    reopened_at: datetime | None
    reopened_why: str
    in_force: bool


def settlements(store: Store, actor: Actor, sitting_id: int) -> dict[int, tuple[Settlement, ...]]:
    """All settlings of every candidate whose result was settled more than once or reopened, by enrolment id."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        rows = {key: _settled(found) for key, found in settlements_of(session, row.id).items()}
        reopenings = acts_on(session, "sitting.reopen", f"sitting:{row.id}")
        return {key: _history(session, mine, reopenings) for key, mine in rows.items()
                if len(mine) > 1 or not mine[-1].in_force}


def own_settlements(store: Store, actor: Actor, enrolment_id: int) -> tuple[Settlement, ...]:
    """All settlings of the actor's own result, the oldest first; by whom is not told. Raises ``Forbidden``."""
    with store.reading() as session:
        enrolled = enrolment(session, enrolment_id)
        require(actor, Action.SEE_OWN_RESULTS, own=enrolled.person_id == actor.person_id)
        rows = _settled(settlements_of(session, enrolled.sitting_id).get(enrolment_id, []))
        reopenings = acts_on(session, "sitting.reopen", f"sitting:{enrolled.sitting_id}")
        return _history(session, rows, reopenings, told=False)


def _settled(rows: Sequence[ResultRow]) -> list[ResultRow]:
    """The settlings of one result; a record that was kept anew with its place in a competition is the same settling."""
    placed = ["placing" in json.loads(row.record) for row in rows]
    return [row for number, row in enumerate(rows) if placed[number] or not any(placed[number + 1:number + 2])]


def _history(session: Session, rows: Sequence[ResultRow], reopenings: Sequence[AuditRow], told: bool = True) \
        -> tuple[Settlement, ...]:
    names = names_of(session, [row.settled_by for row in rows]) if told else {}
    found: list[Settlement] = []
    before: Mapping[str, object] = {}
    for number, row in enumerate(rows):
        parts = {part["part"]: part for part in json.loads(row.record)["parts"]}
        since = rows[number - 1].settled_at if number else None
        why = next((act for act in reversed(reopenings) if since and since <= act.at <= row.settled_at), None)
        found.append(Settlement(
            row.settled_at, names.get(row.settled_by, ""), row.grade,
            tuple(PartThen(part["part"], part["state"], part["shown"], part["passed"], tuple(part["reasons"]),
                           bool(before) and before.get(part["part"]) != part) for part in parts.values()),
            why.at if why else None, str(why.details.get("reason", "")) if why else "", row.in_force,
        ))
        before = parts
    return tuple(found)
